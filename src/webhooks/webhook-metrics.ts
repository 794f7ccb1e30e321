import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { readDeliveryFigures, type DeliveryFigures } from './webhook-figures.views.js';

export type DeliveryOutcome = 'delivered' | 'failed' | 'dead';

/** What operators watch about outgoing webhooks. */
@Injectable()
export class WebhookMetrics {
  private readonly outcomes: Counter<'outcome'>;

  constructor(prisma: PrismaService, metrics: MetricsService) {
    this.outcomes = metrics.counter({
      name: 'holdfast_webhook_attempts_total',
      help: 'Attempts to deliver a webhook: delivered, failed (there will be another), dead (it was the last)',
      labelNames: ['outcome'],
    });
    for (const outcome of ['delivered', 'failed', 'dead'] as const) this.outcomes.inc({ outcome }, 0);
    // Without the database the numbers are unknown; the other metrics still are.
    let asked: Promise<DeliveryFigures | undefined> | undefined;
    // A scrape collects all three at once: they share one look.
    const figures = () => {
      asked ??= readDeliveryFigures(prisma)
        .catch(() => undefined)
        .finally(() => {
          asked = undefined;
        });
      return asked;
    };
    metrics.gauge({
      name: 'holdfast_webhook_oldest_undelivered_seconds',
      help: 'Age of the oldest event an active endpoint has not taken yet; 0 when it has all',
      async collect() {
        this.set((await figures())?.oldestSeconds ?? Number.NaN);
      },
    });
    metrics.gauge({
      name: 'holdfast_webhook_dead',
      help: 'Deliveries that were given up and are still kept',
      async collect() {
        this.set((await figures())?.dead ?? Number.NaN);
      },
    });
    metrics.gauge({
      name: 'holdfast_webhook_feed_lag_seconds',
      help: 'Time since events were last handed on; above a few seconds no worker runs, or a transaction does not end',
      async collect() {
        this.set((await figures())?.feedLagSeconds ?? Number.NaN);
      },
    });
  }

  /** Counts the outcome of one attempt. */
  count(outcome: DeliveryOutcome): void {
    this.outcomes.inc({ outcome });
  }
}
