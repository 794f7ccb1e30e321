import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import { Pool } from 'pg';
import { MetricsService } from '../metrics/metrics.service.js';
import { watchPool } from '../metrics/pool-metrics.js';
import { QueueStore } from './queue-store.js';

/** How many jobs wait, are delayed, run or have failed, by queue; and the connections they have when PostgreSQL keeps them. */
@Injectable()
export class QueueMetrics implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly metrics: MetricsService,
    private readonly store: QueueStore,
  ) {}

  onApplicationBootstrap(): void {
    const { connection } = this.store;
    if (connection instanceof Pool) watchPool(this.metrics, 'queue', connection);
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
            const counts = await countJobs(queue);
            for (const [state, count] of Object.entries(counts))
              gauge.set({ queue: queue.name, state }, count);
          }),
        );
      },
    });
  }
}

/** None when the store is away. */
function countJobs(queue: Queue): Promise<Record<string, number>> {
  return queue.getJobCounts('waiting', 'delayed', 'active', 'failed').catch(() => ({}));
}
