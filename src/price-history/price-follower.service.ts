import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { deliveryLifetimeSeconds } from '../webhooks/retry.rules.js';
import { followPrices, forgetHistory, forgetPastPrices } from './price-follower.queries.js';

/** What one call of the database does at most; see `price_follow`. New dates are in no hurry. */
const eventsPerStep = 2_000;
const rowsPerStep = 5_000;
const openedRowsPerStep = 2_000;
const transactionsPerStep = 5_000;
/** A stretch without events is crossed in steps that grow by this factor. */
const stretchFactor = 8;
const maxTransactionsPerStep = 1_000_000_000;
/** After this many steps, or this time, the next second goes on. */
const maxSteps = 20;
const maxMs = 500;
/** Changes forgotten by one statement, and statements of one run; the next hour goes on. */
const forgottenPerStep = 5_000;
const maxForgetSteps = 400;

/** Finds out which prices have changed: follows bookings, and what was changed in the catalogue. */
@Injectable()
export class PriceFollowerService {
  private readonly logger = new Logger('Prices');
  private readonly changes: Counter;

  constructor(
    private readonly prisma: PrismaService,
    metrics: MetricsService,
  ) {
    this.changes = metrics.counter({
      name: 'holdfast_price_changes_total',
      help: 'Changes of listed prices that this process has written down',
    });
  }

  /** Looks at what there is, within bounds. Any number of workers may do so at the same time. */
  async follow(): Promise<void> {
    let transactions = transactionsPerStep;
    const untilMs = performance.now() + maxMs;
    for (let step = 0; step < maxSteps && performance.now() < untilMs; step += 1) {
      const { outcome, events, changes } = await followPrices(this.prisma, {
        events: eventsPerStep,
        transactions,
        rows: rowsPerStep,
        openedRows: step === 0 ? openedRowsPerStep : 0,
        lifetimeSeconds: deliveryLifetimeSeconds,
      });
      this.changes.inc(changes);
      transactions =
        events === 0 ? Math.min(transactions * stretchFactor, maxTransactionsPerStep) : transactionsPerStep;
      if (outcome === 'restarted') {
        this.logger.error(
          'The database counts its transactions anew: it was restored from a dump, or set back. All prices are looked at again.',
        );
      }
      if (outcome === 'busy' || outcome === 'caught_up') return;
    }
  }

  /** Forgets what changed more than so many days ago. May run twice, late, or beside itself. */
  async forgetHistory(keptDays: number): Promise<void> {
    let forgotten = 0;
    for (let step = 0; step < maxForgetSteps; step += 1) {
      const count = await forgetHistory(this.prisma, { keptDays, limit: forgottenPerStep });
      forgotten += count;
      if (count < forgottenPerStep) break;
    }
    if (forgotten > 0) this.logger.log(`${forgotten} price change(s) older than ${keptDays} days forgotten`);
  }

  /** Forgets the prices of dates that are past. Their history stays as long as it is kept. */
  async forgetPast(): Promise<void> {
    const forgotten = await forgetPastPrices(this.prisma);
    if (forgotten > 0) this.logger.log(`prices of ${forgotten} past date(s) forgotten`);
  }
}
