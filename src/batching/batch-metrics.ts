import type { MetricsService } from '../metrics/metrics.service.js';

/** What a batcher tells about itself. */
interface Load {
  /** Requests that wait for a call. */
  readonly waitingCount: number;
  /** Calls under way. */
  readonly callsInFlight: number;
}

/** What operators watch about batches: requests that wait are the first thing to grow when the database falls behind. */
export function watchBatches(metrics: MetricsService, batches: Readonly<Record<string, Load>>): void {
  for (const [batch, load] of Object.entries(batches)) {
    metrics.series({
      name: 'holdfast_batch_waiting',
      help: 'Requests that wait for the next call to the database, by kind',
      labels: { batch },
      read: () => load.waitingCount,
    });
    metrics.series({
      name: 'holdfast_batch_calls_in_flight',
      help: 'Calls of gathered requests under way, by kind',
      labels: { batch },
      read: () => load.callsInFlight,
    });
  }
}
