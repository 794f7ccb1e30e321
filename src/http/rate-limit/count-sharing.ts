import { Logger } from '@nestjs/common';
import type { CountReport, CountStore } from './count-store.js';
import type { Counter } from './counter.js';

/** How long other processes know nothing of what was counted here; part of the bound on what gets through. */
const roundMs = 250;
/** The pause before what cannot wait for the next round. Lets a burst go together. */
const urgentRoundMs = 20;
const pauseAfterFailureMs = 2_000;
/** The store's clock is read only from an answer that came within this. */
const sharpWithinMs = 200;
/** Callers told in one statement; the others follow with the next. */
const maxReports = 2_000;
/** Callers waiting to be told at most, should the store be away: those beyond are counted here only. */
const maxQueued = 20_000;

/**
 * Tells the store what this process has counted, for all callers together, and learns what the others have: never
 * within a request. While the store is away each process counts for itself, which is said once. Nothing runs while
 * nobody has anything to tell.
 */
export class CountSharing {
  private readonly logger = new Logger('RateLimit');
  private queued: Counter[] = [];
  private timer: NodeJS.Timeout | undefined;
  private dueAtMs = Number.POSITIVE_INFINITY;
  private running: Promise<void> | undefined;
  private pausedUntilMs = 0;
  private isStoreAway = false;
  private isStopped = false;
  /** What `performance.now()` lacks to the store's clock. */
  private offsetMs = Date.now() - performance.now();

  constructor(private readonly store: CountStore) {}

  /** Milliseconds since the epoch, as the store has it: windows begin for all processes at once. */
  nowMs(): number {
    return performance.now() + this.offsetMs;
  }

  /** Has the counter told to the others, if they should know. */
  noticed(counter: Counter): void {
    if (!counter.isWorthSharing) return;
    if (!counter.isQueued) {
      if (this.queued.length >= maxQueued) return;
      counter.isQueued = true;
      this.queued.push(counter);
    }
    this.runWithin(counter.isUrgent ? urgentRoundMs : roundMs);
  }

  /** Ends it; what was not told is lost to the others. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
    this.store.close();
  }

  private runWithin(waitMs: number): void {
    if (this.isStopped || this.running !== undefined) return;
    const dueAtMs = Math.max(performance.now() + waitMs, this.pausedUntilMs);
    if (dueAtMs >= this.dueAtMs) return;
    this.dueAtMs = dueAtMs;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), dueAtMs - performance.now()).unref();
  }

  private run(): void {
    this.dueAtMs = Number.POSITIVE_INFINITY;
    this.running = this.tell().finally(() => {
      this.running = undefined;
      const isUrgent = this.queued.some((counter) => counter.isUrgent);
      if (this.queued.length > 0) this.runWithin(isUrgent ? urgentRoundMs : roundMs);
    });
  }

  private async tell(): Promise<void> {
    const counters = this.takeQueued();
    const reports = counters.map((counter): CountReport => {
      counter.isQueued = false;
      const { bucket, policy } = counter;
      return { bucket, windowSeconds: policy.windowSeconds, ...counter.takeUnshared(this.nowMs()) };
    });
    const sentAtMs = performance.now();
    try {
      const { counts, nowMs } = await this.store.report(reports);
      const receivedAtMs = performance.now();
      // Read somewhere between sending and receiving.
      const isSharp = receivedAtMs - sentAtMs <= sharpWithinMs;
      if (isSharp) this.offsetMs = nowMs - (sentAtMs + receivedAtMs) / 2;
      for (const [index, counter] of counters.entries()) {
        const known = counts[index];
        if (known !== undefined) counter.learn(known);
      }
      this.storeIsBack();
    } catch (error) {
      for (const [index, counter] of counters.entries()) {
        const report = reports[index];
        if (report !== undefined) counter.restore(report);
        this.noticed(counter);
      }
      this.storeIsAway(error);
    }
  }

  /** A caller forgotten and met again has two counters; the second waits for the next round. */
  private takeQueued(): Counter[] {
    const taken = new Map<string, Counter>();
    const left: Counter[] = [];
    for (const counter of this.queued) {
      if (taken.size < maxReports && !taken.has(counter.bucket)) taken.set(counter.bucket, counter);
      else left.push(counter);
    }
    this.queued = left;
    return [...taken.values()];
  }

  private storeIsAway(error: unknown): void {
    this.pausedUntilMs = performance.now() + pauseAfterFailureMs;
    if (this.isStoreAway || this.isStopped) return;
    this.isStoreAway = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.warn(`Rate limits hold for each process by itself until their store is back: ${reason}`);
  }

  private storeIsBack(): void {
    if (!this.isStoreAway) return;
    this.isStoreAway = false;
    this.logger.log('Rate limits are counted over all processes again');
  }
}
