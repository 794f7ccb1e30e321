import type { RunFindings } from './check-run.js';
import type { Operation } from './history.js';
import { summarise } from './checker/violation.js';

/** What a run did and found, for people. */
export function describeRun(findings: RunFindings): string {
  const { history, faults, probe, money, starts, crashes, cuts, restAfterMs, troubles, messages } = findings;
  const lines = [
    'operations',
    ...countOperations(findings).map((line) => `  ${line}`),
    ...countUnknown(history.operations),
    `faults: ${counts(faults.counts()) || 'none'}`,
    `starts: ${counts(starts)}; PostgreSQL crashed ${crashes} times; ${cuts} connections cut`,
    `samples: ${probe.samples}, of them ${probe.calmSamples} while nothing was broken; counters compared ${probe.conservationChecks} times`,
    `at rest after ${(restAfterMs / 1_000).toFixed(1)} s`,
    `money: ${money.reservations} reservations, ${money.captures} captures of ${money.capturedMinor}, ${money.refunds} refunds of ${money.refundedMinor}`,
    `webhooks: ${messages.received} messages of ${messages.events} events`,
    describeOrders(findings),
    ...troubles.map((trouble) => `trouble: ${trouble}`),
  ];
  return lines.join('\n');
}

function describeOrders({ orders, mishaps }: RunFindings): string {
  if (orders === undefined || mishaps === undefined) return 'supplier: none in this run';
  const { byState, reservations, paidReservations, live, stillPaid, strays, unknown, stillUnknown } = orders;
  return [
    `supplier: ${orders.orders} orders (${counts(byState) || 'none'}) for ${reservations} reservations, ${paidReservations} of them paid`,
    `  in the end ${live} orders live, ${stillPaid} reservations are paid`,
    `  went wrong by chance: ${counts(mishaps.byChance) || 'nothing'}`,
    `  went wrong by the name of who flies: ${counts(mishaps.byName) || 'nothing'}`,
    `  paid ${orders.paidMinor}, given back ${orders.refundedMinor}; ${strays} orders turned up too late and were given back`,
    `  ${unknown} outcomes were not known from the answer; ${unknown - stillUnknown} of them were found out`,
  ].join('\n');
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

/** Requests without a clear answer, by what they meant: with a key they are asked again, without one looked up. */
function countUnknown(operations: readonly Operation[]): string[] {
  const unknown = new Map<string, boolean>();
  for (const { outcome, intent, key, kind } of operations) {
    if (outcome === 'unknown' && intent !== 'read' && kind !== 'decideAtBank')
      unknown.set(intent, key !== undefined);
  }
  const answered = new Set(
    operations.filter(({ outcome }) => outcome === 'ok' || outcome === 'failed').map(({ intent }) => intent),
  );
  const withKey = [...unknown].filter(([, hasKey]) => hasKey);
  const settled = withKey.filter(([intent]) => answered.has(intent));
  return [
    `unknown outcomes: ${unknown.size}; of ${withKey.length} with a key ${settled.length} settled by asking again, ${unknown.size - withKey.length} judged by what is in the database`,
  ];
}

function counts(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
