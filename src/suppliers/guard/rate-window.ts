/** What the supplier said of how often it may be asked. */
export interface RateNotice {
  readonly limit: number;
  readonly remaining: number;
  /** Until the next window begins, in milliseconds from when it was said. */
  readonly resetMs: number;
}

/** Of the supplier's limit, what searches leave to those who are about to book. */
const reservedShare = 0.2;

/**
 * How many requests the supplier will still take in its current window, as far as it has said. What is under way counts
 * as sent: several answers that all say "one left" allow one request, not several.
 */
export class RateWindow {
  private limit = Number.POSITIVE_INFINITY;
  private remaining = Number.POSITIVE_INFINITY;
  private resetAtMs = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Takes a request out of the window; otherwise says how long there is none, in milliseconds. */
  take({ isSearch }: { isSearch: boolean }): number {
    if (this.now() >= this.resetAtMs) {
      this.remaining = this.limit;
      // Until an answer says when this one ends.
      this.resetAtMs = this.now() + usualWindowMs;
    }
    const reserved = isSearch && Number.isFinite(this.limit) ? Math.floor(this.limit * reservedShare) : 0;
    if (this.remaining <= reserved) return Math.max(this.resetAtMs - this.now(), 1);
    this.remaining -= 1;
    return 0;
  }

  notice({ limit, remaining, resetMs }: RateNotice): void {
    const resetAtMs = this.now() + resetMs;
    const isSameWindow = Math.abs(resetAtMs - this.resetAtMs) < sameWindowMs;
    this.limit = limit;
    this.remaining = isSameWindow ? Math.min(this.remaining, remaining) : remaining;
    this.resetAtMs = resetAtMs;
  }

  /** It was asked too often: nothing goes out until then. */
  exhaust(forMs: number): void {
    this.remaining = 0;
    this.resetAtMs = Math.max(this.resetAtMs, this.now() + forMs);
  }
}

/** Duffel's. */
const usualWindowMs = 60_000;

/** Windows are told to the second, and an answer takes its time: this far apart, two notices mean the same one. */
const sameWindowMs = 5_000;
