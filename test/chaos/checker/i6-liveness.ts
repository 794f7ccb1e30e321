import type { Violation } from './violation.js';

const invariant = 'I6 liveness';
/** How late something may be while everything works, milliseconds. */
const toleranceMs = 5_000;
/** Longest a transaction may wait for its process, unless that is frozen or cut off. */
const maxIdleInTransactionMs = 1_000;

/** Something that should have been done by `dueAt`. Times are milliseconds since 1970. */
export interface Overdue {
  readonly what: string;
  readonly id: string;
  readonly dueAt: number;
}

export interface IdleTransaction {
  readonly application: string;
  readonly idleMs: number;
  readonly query: string;
}

export interface Sample {
  readonly at: number;
  readonly overdue: readonly Overdue[];
  readonly idle: readonly IdleTransaction[];
}

/**
 * I6 at one moment: nothing that is due waits longer than five seconds while nothing is broken. Time during which
 * something was broken does not count. `healthySince` undefined: something is broken now, and nothing is asked.
 */
export function checkPromptness(sample: Sample, healthySince: number | undefined): Violation[] {
  if (healthySince === undefined) return [];
  const late = sample.overdue.filter(({ dueAt }) => sample.at - Math.max(dueAt, healthySince) > toleranceMs);
  const isCalm = sample.at - healthySince > maxIdleInTransactionMs;
  const idle = sample.idle.filter(({ idleMs }) => isCalm && idleMs > maxIdleInTransactionMs);
  return [
    ...late.map((item) => ({
      invariant,
      message: `${item.what} ${item.id} was due ${Math.round(sample.at - item.dueAt)} ms ago`,
      evidence: { ...item, at: sample.at, healthySince },
    })),
    ...idle.map((item) => ({
      invariant,
      message: `a transaction of ${item.application} was idle for ${Math.round(item.idleMs)} ms`,
      evidence: item,
    })),
  ];
}

/** After the faults everything comes to rest: what is still open then will stay so. */
export function checkRest(open: readonly Overdue[], waitedMs: number): Violation[] {
  return open.map((item) => ({
    invariant,
    message: `${item.what} ${item.id} was still open ${Math.round(waitedMs / 1_000)} s after the last fault`,
    evidence: item,
  }));
}
