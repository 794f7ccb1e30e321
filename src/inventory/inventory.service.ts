import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import type { Database } from '../database/database-client.js';
import { retryOnSerialization } from '../database/sql-error.js';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { watchBatches } from '../batching/batch-metrics.js';
import { Batcher } from '../batching/batcher.js';
import { HoldReleaser } from './hold-releaser.js';
import { HoldTaker } from './hold-taker.js';
import { findListingOfUuid } from './listing-uuid.js';
import {
  expireHolds,
  expireHoldsNowait,
  expireOverdueHolds,
  type OverdueHold,
  type OverdueRange,
} from './expiry.queries.js';
import {
  lockRooms,
  releaseLiveHolds,
  setOverbooking,
  setTotal,
  setTotalRuns,
  type OverbookingCommand,
  type ReleaseRequest,
  type TotalCommand,
} from './ledger.queries.js';
import type { TakeRequest, TakeVerdict } from './take.js';

/** A hold just taken, for those who look after its end. */
export interface TakenHold {
  readonly holdId: string;
  readonly expiresAt: Date;
  /** The database's clock when it was taken. */
  readonly serverTime: Date;
}

/** Calls to the ledger at a time. Two keep the database busy while an answer travels; more only make batches small. */
const takesInFlight = 2;
/** One: two would wait for each other's rows as often as not. */
const releasesInFlight = 1;
const maxWaitMs = 3_000;

/** The one write path to inventory: everything that changes `held`, `reserved` or `total` comes through here. */
@Injectable()
export class InventoryService {
  private readonly batcher: Batcher<TakeRequest, TakeVerdict>;
  private readonly releases: Batcher<ReleaseRequest, boolean>;
  private readonly listeners: ((taken: readonly TakenHold[]) => void)[] = [];
  private readonly onlookers: ((listingIds: readonly number[]) => void)[] = [];

  constructor(
    private readonly prisma: PrismaService,
    config: AppConfig,
    metrics: MetricsService,
  ) {
    const taker = new HoldTaker(prisma, {
      ttlSeconds: config.holdTtlSeconds,
      maxLivePerGuest: config.maxActiveHoldsPerGuest,
    });
    const batchSize = metrics.histogram({
      name: 'holdfast_hold_batch_size',
      help: 'Requests decided by one call to the ledger',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    });
    const outcomes = metrics.counter({
      name: 'holdfast_holds_total',
      help: 'Requests to hold inventory, by what became of them',
      labelNames: ['outcome'],
    });
    const seconds = metrics.histogram({
      name: 'holdfast_hold_decision_seconds',
      help: 'Time from the start of a call to the ledger to its answer',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
    const limits = { maxSize: config.batchMaxSize, maxWaiting: config.batchMaxWaiting, maxWaitMs };
    this.batcher = new Batcher(
      async (requests) => {
        batchSize.observe(requests.length);
        const stop = seconds.startTimer();
        const decided = await taker.decide(requests);
        stop();
        for (const result of decided) {
          outcomes.inc({ outcome: result.status === 'fulfilled' ? result.value.outcome : 'failed' });
        }
        this.announce(requests, decided);
        return decided;
      },
      { ...limits, maxInFlight: takesInFlight },
    );
    const releaser = new HoldReleaser(prisma);
    this.releases = new Batcher<ReleaseRequest, boolean>(
      async (requests) => {
        const released = await releaser.release(requests, 'released_by_guest');
        this.noteChange(requests.map(({ listingId }) => listingId));
        return released;
      },
      { ...limits, maxInFlight: releasesInFlight },
    );
    watchBatches(metrics, { take: this.batcher, released_by_guest: this.releases });
  }

  /** Takes inventory for one hold, together with whoever else asks at this moment. Errors: `busy`, `database_unavailable`. */
  take(request: TakeRequest): Promise<TakeVerdict> {
    return this.batcher.submit(request);
  }

  /** Calls `listener` with the holds of each batch, right after its commit. */
  onTaken(listener: (taken: readonly TakenHold[]) => void): void {
    this.listeners.push(listener);
  }

  /** Calls `onlooker` with the listings of each change this process has made, right after its commit. */
  onChanged(onlooker: (listingIds: readonly number[]) => void): void {
    this.onlookers.push(onlooker);
  }

  /** A statement that is not of this service has changed what these listings have, or what it costs. */
  noteChange(listingIds: readonly number[]): void {
    for (const onlooker of this.onlookers) onlooker(listingIds);
  }

  /**
   * Frees a guest's live hold, together with whatever else is freed at this moment; false when it was not live any more, or
   * not that guest's, and then nothing was changed. Errors: `busy`, `database_unavailable`.
   */
  release(request: ReleaseRequest): Promise<boolean> {
    return this.releases.submit(request);
  }

  /** The same by an administrator, in the caller's transaction. Call `noteChange` after the commit. */
  async releaseForAdmin(tx: Database, request: ReleaseRequest): Promise<boolean> {
    const [isReleased = false] = await releaseLiveHolds(tx, [request], 'released_by_admin');
    return isReleased;
  }

  /**
   * Expires those of the given holds that the database's clock says are overdue, waiting for nobody; returns them, and
   * those it had to leave without `endedAt`.
   */
  async expire(holdIds: readonly string[]): Promise<OverdueHold[]> {
    return this.noteEnded(await retryOnSerialization(() => expireHoldsNowait(this.prisma, holdIds)));
  }

  /** The same for whatever holds are overdue, oldest first. */
  async expireOverdue(range: OverdueRange): Promise<OverdueHold[]> {
    return this.noteEnded(await retryOnSerialization(() => expireOverdueHolds(this.prisma, range)));
  }

  /** Expires those of the given holds that are overdue, waiting for whoever is in the way; returns those it ended. */
  async expireInTurn(holdIds: readonly string[]): Promise<OverdueHold[]> {
    return this.noteEnded(await retryOnSerialization(() => expireHolds(this.prisma, holdIds)));
  }

  /** Sets what exists on a range of dates, also below what is sold; returns how many dates were written. */
  async setTotal(command: TotalCommand): Promise<number> {
    const written = await retryOnSerialization(() => setTotal(this.prisma, command));
    this.noteChange([command.listingId]);
    return written;
  }

  /**
   * Sets what exists on many ranges of dates, in one statement of the caller's transaction; returns how many dates were
   * written. The ranges come ordered by listing, SKU and date and do not overlap. Call `noteChange` after the commit.
   */
  setTotals(tx: Database, commands: readonly TotalCommand[]): Promise<number> {
    return setTotalRuns(tx, commands);
  }

  /** One change of a hotel's rooms, and of what they are sold by, at a time: until the end of the transaction. */
  lockRooms(tx: Database, listingId: number): Promise<void> {
    return lockRooms(tx, listingId);
  }

  /**
   * Sets how much may be sold beyond what there is, in the caller's transaction; returns how many dates were written. Call
   * `noteChange` after the commit.
   */
  setOverbooking(tx: Database, command: OverbookingCommand): Promise<number> {
    return setOverbooking(tx, command);
  }

  private noteEnded(holds: OverdueHold[]): OverdueHold[] {
    const ended = holds.filter(({ endedAt }) => endedAt !== null);
    this.noteChange(ended.flatMap(({ holdId }) => findListingOfUuid(holdId) ?? []));
    return holds;
  }

  private announce(
    requests: readonly TakeRequest[],
    decided: readonly PromiseSettledResult<TakeVerdict>[],
  ): void {
    const changed: number[] = [];
    const taken = requests.flatMap(({ holdId, listingId }, index) => {
      const result = decided[index];
      // What failed may have been done all the same: the answer was lost, not the commit.
      if (result?.status === 'rejected' || result?.value.outcome === 'held') changed.push(listingId);
      return result?.status === 'fulfilled' && result.value.outcome === 'held'
        ? [{ holdId, expiresAt: result.value.expiresAt, serverTime: result.value.serverTime }]
        : [];
    });
    if (changed.length > 0) this.noteChange(changed);
    if (taken.length > 0) for (const listener of this.listeners) listener(taken);
  }
}
