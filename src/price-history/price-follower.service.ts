import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { deliveryLifetimeSeconds } from '../webhooks/retry.rules.js';
import {
  dropHistory,
  ensureHistoryPartitions,
  followPrices,
  forgetHistory,
  forgetPastPrices,
  type FailedMark,
} from './price-follower.queries.js';

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
/** Rows forgotten by one statement, and statements of one run, while nobody follows prices; the next hour goes on. */
const forgottenPerStep = 5_000;
const maxForgetSteps = 40;
/** Failures after which somebody should look: it is no passing one, and is tried again once an hour. */
const failuresToTell = 5;

/** Finds out which prices have changed: follows bookings, and what was changed in the catalogue. */
@Injectable()
export class PriceFollowerService {
  private readonly logger = new Logger('Prices');
  private readonly changes: Counter;
  private readonly failures: Counter;
  /** Of the next step: fewer after one whose events were about so many rows that it took only some of them. */
  private eventsAtOnce = eventsPerStep;

  constructor(
    private readonly prisma: PrismaService,
    metrics: MetricsService,
  ) {
    this.changes = metrics.counter({
      name: 'holdfast_price_changes_total',
      help: 'Changes of listed prices that this process has written down',
    });
    this.failures = metrics.counter({
      name: 'holdfast_price_marks_failed_total',
      help: 'Times that prices to be looked at could not be made, and were put off',
    });
  }

  /** Looks at what there is, within bounds. Any number of workers may do so at the same time. */
  async follow(): Promise<void> {
    let transactions = transactionsPerStep;
    const untilMs = performance.now() + maxMs;
    for (let step = 0; step < maxSteps && performance.now() < untilMs; step += 1) {
      const { outcome, events, changes, failed } = await followPrices(this.prisma, {
        events: this.eventsAtOnce,
        transactions,
        rows: rowsPerStep,
        openedRows: step === 0 ? openedRowsPerStep : 0,
        lifetimeSeconds: deliveryLifetimeSeconds,
      });
      const mayTakeAll = outcome !== 'more' || events === 0;
      this.eventsAtOnce = mayTakeAll ? eventsPerStep : Math.min(2 * events, eventsPerStep);
      this.changes.inc(changes);
      for (const mark of failed) this.tellFailure(mark);
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

  /**
   * Makes the months to come of the history, and forgets those in which everything changed more than so many days ago. May
   * run twice, late, or beside itself.
   */
  async forgetHistory(keptDays: number): Promise<void> {
    const made = await ensureHistoryPartitions(this.prisma);
    if (made > 0) this.logger.log(`${made} month(s) of the history of prices made`);
    const dropped = await dropHistory(this.prisma, keptDays);
    if (dropped > 0) this.logger.log(`${dropped} month(s) of prices older than ${keptDays} days dropped`);
    const forgotten = await inSteps((limit) => forgetHistory(this.prisma, { keptDays, limit }));
    if (forgotten > 0) this.logger.log(`${forgotten} price change(s) older than ${keptDays} days forgotten`);
  }

  /** Forgets the prices of dates that are past. Their history stays as long as it is kept. */
  async forgetPast(): Promise<void> {
    const forgotten = await inSteps((limit) => forgetPastPrices(this.prisma, limit));
    if (forgotten > 0) this.logger.log(`prices of ${forgotten} past date(s) forgotten`);
  }

  private tellFailure(mark: FailedMark): void {
    this.failures.inc();
    const { listingId, skuId, cause, failures, error } = mark;
    const what = `Prices of listing ${listingId}${skuId === 0 ? '' : `, SKU ${skuId}`} cannot be made (${cause})`;
    const text = `${what}, ${failures} time(s) by now; the others go on: ${error}`;
    if (failures >= failuresToTell) this.logger.error(text);
    else this.logger.warn(text);
  }
}

/** Forgets in many small statements; returns how many rows. */
async function inSteps(forget: (limit: number) => Promise<number>): Promise<number> {
  let forgotten = 0;
  for (let step = 0; step < maxForgetSteps; step += 1) {
    const count = await forget(forgottenPerStep);
    forgotten += count;
    if (count < forgottenPerStep) break;
  }
  return forgotten;
}
