import { Injectable } from '@nestjs/common';
import type { Histogram } from 'prom-client';
import { PrismaService } from '../database/prisma.service.js';
import type { OverdueHold } from '../inventory/expiry.queries.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { countLiveHolds } from './holds.views.js';

/** What operators watch about holds. */
@Injectable()
export class HoldMetrics {
  private readonly lateness: Histogram;

  constructor(prisma: PrismaService, metrics: MetricsService) {
    this.lateness = metrics.histogram({
      name: 'holdfast_hold_expiry_lateness_seconds',
      help: 'Time from the deadline of a hold to its inventory being free, of holds that a worker has ended',
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    });
    metrics.gauge({
      name: 'holdfast_holds_live',
      help: 'Holds that keep inventory without being paid for',
      async collect() {
        // Without the database the number is unknown; the other metrics still are.
        this.set(await countLiveHolds(prisma).catch(() => Number.NaN));
      },
    });
  }

  /** Counts holds a worker has just ended. */
  recordExpired(holds: readonly OverdueHold[]): void {
    for (const { expiresAt, endedAt } of holds) {
      if (endedAt !== null) this.lateness.observe((endedAt.getTime() - expiresAt.getTime()) / 1_000);
    }
  }
}
