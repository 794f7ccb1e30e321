import { summarise } from './open-loop/latency.js';
import type { Latency } from './open-loop/plan.js';

/** Not counted: connections are opened, code is compiled, caches are filled. */
export const warmUpMs = 700;

/** What was finished in the time that counts. */
export interface WindowResult {
  /** Length of that time. */
  readonly seconds: number;
  /** Requests that ended in it, by outcome: an HTTP status, or what a script calls it. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The same, from beginning to end: warm-up and the last answers included. */
  readonly allOutcomes: Readonly<Record<string, number>>;
  /** Of requests that ended in the time that counts, in milliseconds. */
  readonly latencyMs: Latency;
  /** The first few answers that were not of the expected outcome. */
  readonly unexpected: readonly string[];
}

/** Counts what ends between the end of the warm-up and the end of the measurement. */
export class MeasuredWindow {
  private readonly began = performance.now();
  private readonly from: number;
  readonly until: number;
  private readonly inside = new Map<string, number>();
  private readonly all = new Map<string, number>();
  private readonly latencies: number[] = [];
  private readonly unexpected: string[] = [];

  constructor(
    seconds: number,
    private readonly expected: string,
  ) {
    this.from = this.began + warmUpMs;
    this.until = this.from + seconds * 1_000;
  }

  /** @param describe said of the first few that came out otherwise than expected */
  count(outcome: string, { sinceMs, describe }: { sinceMs: number; describe: () => string }): void {
    const now = performance.now();
    this.all.set(outcome, (this.all.get(outcome) ?? 0) + 1);
    if (outcome !== this.expected && this.unexpected.length < 3)
      this.unexpected.push(`${outcome}: ${describe()}`);
    if (now < this.from || now > this.until) return;
    this.inside.set(outcome, (this.inside.get(outcome) ?? 0) + 1);
    this.latencies.push(now - sinceMs);
  }

  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  result(): WindowResult {
    return {
      seconds: (this.until - this.from) / 1_000,
      outcomes: Object.fromEntries(this.inside),
      allOutcomes: Object.fromEntries(this.all),
      latencyMs: summarise(this.latencies),
      unexpected: this.unexpected,
    };
  }
}
