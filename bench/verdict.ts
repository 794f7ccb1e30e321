import type { Check, Line, Round, Target } from './metric.js';

/**
 * `reached` and `short` compare the median with the target; `void`: a check did not hold, so the numbers say nothing;
 * `figure`: there is no target.
 */
export type Verdict = 'reached' | 'short' | 'void' | 'not run' | 'figure';

/** A line with what follows from its rounds. Values are NaN where there is no round. */
export interface JudgedLine extends Line {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly verdict: Verdict;
  readonly failedChecks: readonly Check[];
}

export function judge(line: Line): JudgedLine {
  const values = line.rounds.map(valueOf);
  const failedChecks = line.checks.filter((check) => !check.isHeld);
  const value = median(values);
  return {
    ...line,
    value,
    min: Math.min(...values.concat(values.length === 0 ? NaN : [])),
    max: Math.max(...values.concat(values.length === 0 ? NaN : [])),
    failedChecks,
    verdict: verdictOf(line, value, failedChecks),
  };
}

function verdictOf({ target, rounds }: Line, value: number, failedChecks: readonly Check[]): Verdict {
  if (failedChecks.length > 0) return 'void';
  if (rounds.length === 0) return 'not run';
  // A rate of nothing, or a ratio to nothing, is no measurement.
  if (!Number.isFinite(value)) return 'void';
  if (target === undefined) return 'figure';
  return meets(value, target) ? 'reached' : 'short';
}

/** What a round counts as: the ratio to its baseline, where there is one. */
export function valueOf({ ours, baseline }: Round): number {
  return baseline === undefined ? ours : ours / baseline;
}

export function meets(value: number, target: Target): boolean {
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** The middle value; of an even number the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
  return (lower + upper) / 2;
}
