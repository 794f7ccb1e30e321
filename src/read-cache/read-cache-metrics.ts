import type { MetricsService } from '../metrics/metrics.service.js';
import type { CacheTally } from './listing-cache.js';

interface Counted {
  readonly tally: CacheTally;
  readonly weight: number;
  readonly size: number;
}

/** Exports what caches have counted. They count by themselves: a hit costs less than a call of the metrics library. */
export function exportTallies(metrics: MetricsService, caches: Readonly<Record<string, Counted>>): void {
  const each = Object.entries(caches);
  metrics.counter({
    name: 'holdfast_read_cache_reads_total',
    help: 'Reads by what they are made of, and whether their answer was kept, shared with others or made for them',
    labelNames: ['kind', 'outcome'],
    collect() {
      this.reset();
      for (const [kind, { tally }] of each) {
        this.inc({ kind, outcome: 'kept' }, tally.hits);
        this.inc({ kind, outcome: 'shared' }, tally.shared);
        this.inc({ kind, outcome: 'made' }, tally.loads);
      }
    },
  });
  metrics.counter({
    name: 'holdfast_read_cache_forgotten_total',
    help: 'Kept answers that were given up, because what they tell of changed or because others needed the room',
    labelNames: ['kind', 'cause'],
    collect() {
      this.reset();
      for (const [kind, { tally }] of each) {
        this.inc({ kind, cause: 'changed' }, tally.dropped);
        this.inc({ kind, cause: 'evicted' }, tally.evicted);
      }
    },
  });
  metrics.gauge({
    name: 'holdfast_read_cache_bytes',
    help: 'Memory taken by kept answers',
    labelNames: ['kind'],
    collect() {
      for (const [kind, { weight }] of each) this.set({ kind }, weight);
    },
  });
  metrics.gauge({
    name: 'holdfast_read_cache_entries',
    help: 'Addresses whose answers are kept',
    labelNames: ['kind'],
    collect() {
      for (const [kind, { size }] of each) this.set({ kind }, size);
    },
  });
}
