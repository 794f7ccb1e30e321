import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type { OverdueHold } from '../inventory/expiry.queries.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { HoldMetrics } from './hold-metrics.js';
import { listHoldsStillActive, millisecondsUntilDeadline } from './holds.views.js';
import { ReleaseJobs, type ReleaseJob } from './release-jobs.js';

/** Holds ended by one statement: some 25 milliseconds in which whoever wants the same rows has to wait. */
const batchSize = 500;
/** Statements of one sweep: four times the ten thousand that may end in a second. The next sweep continues. */
const maxRounds = 80;
/** Statements of this process at a time: one works while another waits for the disk. */
const statementsInFlight = 2;
/** How long jobs are left to end their holds before a sweep does it. */
const jobLeadMs = 100;
/** Between two sweeps that were not asked for by a job. */
const pauseMs = 50;

/** Ends holds whose time is over. What that is, the database decides; a job only makes it look. */
@Injectable()
export class HoldExpiryService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Holds');
  private inFlight = 0;
  private readonly waiting: (() => void)[] = [];
  private sweeping: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private timerDueMs = Infinity;
  private isStopping = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
    private readonly releaseJobs: ReleaseJobs,
    private readonly metrics: HoldMetrics,
  ) {}

  /**
   * Ends those of the holds that are due. For those that are not the job came early, since a worker's clock decides when
   * a job is run: they get one more job, counted from now, and after that are left to the sweep. So are holds that
   * somebody has locked.
   */
  async expire({ holdIds, isRepeat = false }: ReleaseJob): Promise<void> {
    const ended = await this.end(() => this.inventory.expire(holdIds));
    if (ended.size === holdIds.length) return;
    const rest = holdIds.filter((holdId) => !ended.has(holdId));
    const active = await listHoldsStillActive(this.prisma, rest);
    const early = active.filter(({ secondsLeft }) => secondsLeft > 0);
    if (early.length < active.length) this.sweepIn(pauseMs);
    if (early.length > 0 && !isRepeat) this.releaseJobs.add(early, true);
  }

  /**
   * Ends every overdue hold, whatever became of its job: a bounded number, and the next sweep continues. Holds that end
   * before that one comes are waited for: by this process's monotonic clock, however wrong its wall clock is.
   */
  async sweep(): Promise<void> {
    this.sweeping ??= this.sweepOnce().finally(() => {
      this.sweeping = undefined;
    });
    await this.sweeping;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.sweeping?.catch(() => {});
  }

  private async sweepOnce(): Promise<void> {
    const left = await this.endWhatIsFree();
    // At last, and apart from what others wait for: it may take a while.
    for (let at = 0; at < left.length && !this.isStopping; at += batchSize) {
      const ended = await this.inventory.expireInTurn(left.slice(at, at + batchSize));
      this.metrics.recordExpired(ended);
      // Somebody keeps these rows. The next sweep that is scheduled asks again.
      if (ended.length === 0) break;
      this.sweepIn(pauseMs);
    }
    const nextMs = await millisecondsUntilDeadline(this.prisma);
    if (nextMs !== undefined) this.sweepIn(Math.max(nextMs + jobLeadMs, pauseMs));
  }

  /** Returns what is overdue and had to be left. */
  private async endWhatIsFree(): Promise<string[]> {
    const left = new Set<string>();
    let rounds = 0;
    let from: Date | undefined;
    /** Whether there may be more. */
    const endSome = async (): Promise<boolean> => {
      const since = from;
      let seen: readonly OverdueHold[] = [];
      const ended = await this.end(
        async () => (seen = await this.inventory.expireOverdue({ limit: batchSize, from: since })),
      );
      for (const { holdId, endedAt } of seen) if (endedAt === null) left.add(holdId);
      if (seen.length < batchSize) return false;
      // Goes past what had to be left, and past index entries of those that were ended.
      const last = new Date(Math.max(...seen.map(({ expiresAt }) => expiresAt.getTime())));
      if (ended.size === 0 && last.getTime() === since?.getTime()) return false;
      if (from === undefined || last > from) from = last;
      return true;
    };
    const endAll = async () => {
      while (!this.isStopping && rounds++ < maxRounds && (await endSome()));
    };
    // Most sweeps find next to nothing.
    if (await endSome()) await Promise.all(Array.from({ length: statementsInFlight }, endAll));
    return [...left];
  }

  private async end(work: () => Promise<OverdueHold[]>): Promise<ReadonlySet<string>> {
    if (this.inFlight < statementsInFlight) this.inFlight += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      const ended = (await work()).filter(({ endedAt }) => endedAt !== null);
      this.metrics.recordExpired(ended);
      return new Set(ended.map(({ holdId }) => holdId));
    } finally {
      // Whoever waits takes the place over.
      const next = this.waiting.shift();
      if (next === undefined) this.inFlight -= 1;
      else next();
    }
  }

  /** Sweeps that soon, unless one is due sooner. */
  private sweepIn(milliseconds: number): void {
    const dueMs = performance.now() + milliseconds;
    if (this.isStopping || dueMs >= this.timerDueMs) return;
    clearTimeout(this.timer);
    this.timerDueMs = dueMs;
    this.timer = setTimeout(() => {
      this.timerDueMs = Infinity;
      this.sweep().catch((error: unknown) => {
        this.logger.warn(
          `Overdue holds wait for the next sweep: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    }, milliseconds);
  }
}
