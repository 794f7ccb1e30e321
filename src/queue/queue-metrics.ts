import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import { MetricsService } from '../metrics/metrics.service.js';

/** A scrape waits no longer for the queues: the other figures are wanted also while the store is away. */
const countTimeoutMs = 1_000;

/** How many jobs wait, are delayed, run or have failed, by queue. */
@Injectable()
export class QueueMetrics implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly metrics: MetricsService,
  ) {}

  onApplicationBootstrap(): void {
    const queues = this.discovery
      .getProviders()
      .map((wrapper): unknown => wrapper.instance)
      .filter((instance): instance is Queue => instance instanceof Queue);
    const gauge = this.metrics.gauge({
      name: 'holdfast_queue_jobs',
      help: 'Jobs in a queue, by state',
      labelNames: ['queue', 'state'],
      collect: async () => {
        gauge.reset();
        await Promise.all(
          [...new Set(queues)].map(async (queue) => {
            const counts = await inTime(queue.getJobCounts('waiting', 'delayed', 'active', 'failed'));
            for (const [state, count] of Object.entries(counts))
              gauge.set({ queue: queue.name, state }, count);
          }),
        );
      },
    });
  }
}

/** The counts, or none when the store does not answer. */
async function inTime(counts: Promise<Record<string, number>>): Promise<Record<string, number>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Record<string, number>>((resolve) => {
    timer = setTimeout(() => resolve({}), countTimeoutMs);
  });
  try {
    return await Promise.race([counts.catch(() => ({})), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
