import { appendFileSync } from 'node:fs';
import { nowMs } from '../clock.js';

export interface FaultInterval {
  readonly kind: string;
  readonly target: string;
  readonly from: number;
  /** Infinite while it lasts. */
  to: number;
}

/** What was broken when: the checker asks for promptness only while nothing is, and explains errors by it. */
export class FaultLog {
  readonly intervals: FaultInterval[] = [];

  constructor(private readonly file?: string) {}

  begin(kind: string, target: string): FaultInterval {
    const interval = { kind, target, from: nowMs(), to: Number.POSITIVE_INFINITY };
    this.intervals.push(interval);
    this.write({ event: 'begins', at: interval.from, kind, target });
    return interval;
  }

  end(interval: FaultInterval): void {
    interval.to = nowMs();
    this.write({ event: 'ends', at: interval.to, kind: interval.kind, target: interval.target });
  }

  /** Since when nothing has been broken; undefined while something is. */
  healthySince(): number | undefined {
    const last = this.intervals.reduce((latest, { to }) => Math.max(latest, to), 0);
    return Number.isFinite(last) ? last : undefined;
  }

  /** Faults that overlap a span of time, widened by `marginMs` after them. */
  during(from: number, to: number, marginMs: number): FaultInterval[] {
    return this.intervals.filter((fault) => fault.from <= to && fault.to + marginMs >= from);
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of this.intervals) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  private write(line: object): void {
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}
