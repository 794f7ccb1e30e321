import type { LimitPolicy } from './limit-policies.js';
import { usedIn, waitForOneMore, windowAt } from './sliding-window.rules.js';

/** What a store knows of one caller: the requests of all processes in a window and the one before. */
export interface SharedCounts {
  readonly windowNo: number;
  readonly current: number;
  readonly previous: number;
}

/** Requests the store does not know of yet. */
export interface Unshared {
  readonly windowNo: number;
  readonly current: number;
  readonly previous: number;
}

/** One caller under one policy, as this process knows it: its own requests, and those the store has told it of. */
export class Counter {
  /** Waits to be told to the store. */
  isQueued = false;
  private readonly windowMs: number;
  private windowNo = 0;
  /** In the running window and the one before, in all processes as far as is known here. */
  private counts = { current: 0, previous: 0 };
  private unsharedCurrent = 0;
  private unsharedPrevious = 0;

  constructor(
    readonly policy: LimitPolicy,
    private readonly caller: string,
  ) {
    this.windowMs = policy.windowSeconds * 1_000;
  }

  /** Names the caller in the store. Policies of different windows share nothing. */
  get bucket(): string {
    return `${this.policy.name}/${this.policy.windowSeconds}:${this.caller}`;
  }

  /** Milliseconds until one more request fits; 0 when it fits now. */
  waitMs(nowMs: number): number {
    const elapsedMs = this.moveTo(nowMs);
    // What holds for nearly everybody, in the middle of every request.
    if (this.counts.previous + this.counts.current < this.policy.limit) return 0;
    return waitForOneMore(this.counts, { limit: this.policy.limit, windowMs: this.windowMs, elapsedMs });
  }

  /** Counts one request. */
  add(nowMs: number): void {
    this.moveTo(nowMs);
    this.counts.current += 1;
    this.unsharedCurrent += 1;
  }

  /** Requests that still fit at this moment, and the whole seconds until a new window begins. */
  rest(nowMs: number): { remaining: number; resetSeconds: number } {
    const elapsedMs = this.moveTo(nowMs);
    return {
      remaining: Math.max(0, Math.floor(this.policy.limit - usedIn(this.counts, elapsedMs, this.windowMs))),
      resetSeconds: Math.max(1, Math.ceil((this.windowMs - elapsedMs) / 1_000)),
    };
  }

  /** What is known here of all processes. */
  get known(): SharedCounts {
    return { windowNo: this.windowNo, ...this.counts };
  }

  /** Whether other processes should know of this caller. */
  get isWorthSharing(): boolean {
    const { shareFrom } = this.policy;
    return (
      this.unsharedCurrent + this.unsharedPrevious > 0 &&
      this.counts.current + this.counts.previous >= shareFrom
    );
  }

  /** Whether they should know at once. */
  get isUrgent(): boolean {
    return this.unsharedCurrent >= this.policy.shareAtOnce;
  }

  /** Hands over what the store does not know; `restore` takes it back when it could not be told. */
  takeUnshared(nowMs: number): Unshared {
    this.moveTo(nowMs);
    const unshared = {
      windowNo: this.windowNo,
      current: this.unsharedCurrent,
      previous: this.unsharedPrevious,
    };
    this.unsharedCurrent = 0;
    this.unsharedPrevious = 0;
    return unshared;
  }

  restore({ windowNo, current, previous }: Unshared): void {
    if (windowNo === this.windowNo) {
      this.unsharedCurrent += current;
      this.unsharedPrevious += previous;
    } else if (windowNo === this.windowNo - 1) {
      this.unsharedPrevious += current;
    }
  }

  /** Takes over what the store knows. Its clock may stand on either side of the end of a window. */
  learn(known: SharedCounts): void {
    if (known.windowNo === this.windowNo) {
      this.counts.current = known.current + this.unsharedCurrent;
      this.counts.previous = known.previous + this.unsharedPrevious;
    } else if (known.windowNo === this.windowNo - 1) {
      this.counts.previous = known.current + this.unsharedPrevious;
    } else if (known.windowNo === this.windowNo + 1) {
      this.counts.current = known.previous + this.unsharedCurrent;
    }
  }

  /** Returns the milliseconds since the window began. A clock that is set back moves nothing. */
  private moveTo(nowMs: number): number {
    const { windowNo, elapsedMs } = windowAt(nowMs, this.windowMs);
    if (windowNo < this.windowNo) return 0;
    if (windowNo > this.windowNo) {
      const isNext = windowNo === this.windowNo + 1;
      this.counts.previous = isNext ? this.counts.current : 0;
      this.unsharedPrevious = isNext ? this.unsharedCurrent : 0;
      this.counts.current = 0;
      this.unsharedCurrent = 0;
      this.windowNo = windowNo;
    }
    return elapsedMs;
  }
}
