import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { relayEvents } from './webhook-relay.queries.js';

/** What one call of the database does at most; see `webhook_relay`. */
const eventsPerStep = 1_000;
const transactionsPerStep = 2_000;
/** A stretch without events is crossed in steps that grow by this factor. */
const stretchFactor = 8;
const maxTransactionsPerStep = 1_000_000_000;
/** After this many steps what is due is sent first; the next second goes on. */
const maxSteps = 20;

/** Hands on what happened: from the event table to the deliveries of whoever subscribed. */
@Injectable()
export class WebhookRelayService {
  private readonly logger = new Logger('Webhooks');
  private readonly restarts: Counter;

  constructor(
    private readonly prisma: PrismaService,
    metrics: MetricsService,
  ) {
    this.restarts = metrics.counter({
      name: 'holdfast_webhook_feed_restarts_total',
      help: 'Times the feed of events was found on another database server and begun anew',
    });
  }

  /** Hands on what there is, within bounds. Any number of workers may do so at the same time. */
  async relay(): Promise<void> {
    let transactions = transactionsPerStep;
    for (let step = 0; step < maxSteps; step += 1) {
      const { outcome, events } = await relayEvents(this.prisma, {
        events: eventsPerStep,
        transactions,
      });
      transactions =
        events === 0 ? Math.min(transactions * stretchFactor, maxTransactionsPerStep) : transactionsPerStep;
      if (outcome === 'restarted') this.tellRestart(events);
      if (outcome === 'busy' || outcome === 'caught_up') return;
    }
  }

  private tellRestart(events: number): void {
    this.restarts.inc();
    this.logger.error(
      'The database counts its transactions anew: it was restored from a dump, or set back. ' +
        `The feed of webhooks begins again ten minutes before its last event (${events} event(s)); ` +
        'what was handed on already is not repeated.',
    );
  }
}
