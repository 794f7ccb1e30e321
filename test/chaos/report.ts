import type { RunFindings } from './check-run.js';
import { summarise } from './checker/violation.js';

/** What a run did and found, for people. */
export function describeRun(findings: RunFindings): string {
  const { history, faults, probe, money, starts, crashes, cuts, settled, restAfterMs, troubles } = findings;
  const lines = [
    'operations',
    ...countOperations(findings).map((line) => `  ${line}`),
    `unknown outcomes: ${history.operations.filter(({ outcome }) => outcome === 'unknown').length}, settled by asking again: ${settled}`,
    `faults: ${counts(faults.counts()) || 'none'}`,
    `starts: ${counts(starts)}; PostgreSQL crashed ${crashes} times; ${cuts} connections cut`,
    `samples: ${probe.samples}, of them ${probe.calmSamples} while nothing was broken; counters compared ${probe.conservationChecks} times`,
    `at rest after ${(restAfterMs / 1_000).toFixed(1)} s`,
    `money: ${money.reservations} reservations, ${money.captures} captures of ${money.capturedMinor}, ${money.refunds} refunds of ${money.refundedMinor}`,
    'I8 supplier: not examined, there is no supplier yet',
    ...troubles.map((trouble) => `trouble: ${trouble}`),
  ];
  return lines.join('\n');
}

/** The first violations of each invariant. */
export function describeViolations({ violations }: Pick<RunFindings, 'violations'>): string {
  if (violations.length === 0) return 'no violation';
  return summarise(violations)
    .flatMap(({ invariant, count, first }) => [
      `${invariant}: ${count} violation(s)`,
      ...first.slice(0, 5).map(({ message }) => `  ${message}`),
    ])
    .join('\n');
}

function countOperations({ history }: RunFindings): string[] {
  const kinds = new Map<string, Map<string, number>>();
  for (const { kind, outcome, status, code } of history.operations) {
    const outcomes = kinds.get(kind) ?? new Map<string, number>();
    const name =
      outcome === 'ok' ? `${status}` : `${code ?? status ?? outcome}${outcome === 'unknown' ? '?' : ''}`;
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    kinds.set(kind, outcomes);
  }
  return [...kinds].map(([kind, outcomes]) => {
    const parts = [...outcomes].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`);
    return `${kind.padEnd(17)}${parts.join(', ')}`;
  });
}

function counts(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
