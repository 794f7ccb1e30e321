import { holdTransitions } from '../../../src/holds/holds.rules.js';
import { reservationTransitions } from '../../../src/reservations/reservations.rules.js';
import type { Operation, Seen } from '../history.js';
import type { HoldFact, ReservationFact } from './facts.js';
import { reachable, type Transitions } from './reachable.js';
import type { Violation } from './violation.js';

const invariant = 'I7 durability';

interface Observation {
  readonly state: string;
  readonly invokedAt: number;
  readonly completedAt: number;
}

/**
 * I7: what was acknowledged is there, in a state that can follow from the acknowledged one; and between two answers of
 * which one was complete before the other was asked for, states only move as the tables allow.
 */
export function checkDurability(
  operations: readonly Operation[],
  facts: { readonly holds: readonly HoldFact[]; readonly reservations: readonly ReservationFact[] },
): Violation[] {
  const holds = new Map(facts.holds.map((hold) => [hold.holdId, hold]));
  const reservations = new Map(facts.reservations.map((row) => [row.reservationId, row]));
  const acknowledged = operations.filter(({ outcome }) => outcome === 'ok');
  const states = <Row extends { status: string }>(rows: Map<string, Row>) =>
    new Map([...rows].map(([id, { status }]) => [id, status]));
  return [
    ...acknowledged.flatMap((operation) => checkEffect(operation, holds)),
    ...checkStates(acknowledged, {
      what: 'hold',
      transitions: holdTransitions,
      final: states(holds),
      read: ({ holdId, holdStatus }) => [holdId, holdStatus],
    }),
    ...checkStates(acknowledged, {
      what: 'reservation',
      transitions: reservationTransitions,
      final: states(reservations),
      read: ({ reservationId, reservationStatus }) => [reservationId, reservationStatus],
    }),
  ];
}

/** @param unsettled requests with a key that never got an answer, although they were asked again after the faults */
export function checkSettled(unsettled: readonly { path: string; intent: string }[]): Violation[] {
  return unsettled.map((request) => ({
    invariant,
    message: `the outcome of ${request.path} (${request.intent}) is still unknown`,
    evidence: request,
  }));
}

function checkEffect(operation: Operation, holds: ReadonlyMap<string, HoldFact>): Violation[] {
  const { kind, about = '', seen } = operation;
  const say = (message: string): Violation[] => [{ invariant, message, evidence: operation }];
  const own = seen[0];
  switch (kind) {
    case 'take':
    case 'swap': {
      const hold = holds.get(own?.holdId ?? '');
      if (hold === undefined) return say(`hold ${own?.holdId} was acknowledged and is not there`);
      if (!isPriceAgreed(hold, own?.totalMinor))
        return say(`hold ${hold.holdId} has another price than was told`);
      const old = kind === 'swap' ? holds.get(about) : undefined;
      if (kind === 'swap' && (old?.status !== 'released' || hold.replacesHoldId !== about)) {
        return say(`hold ${hold.holdId} was to replace ${about}, which is ${old?.status}`);
      }
      return [];
    }
    case 'extend': {
      const hold = holds.get(about);
      const until = Date.parse(own?.expiresAt ?? '');
      // Instants are told in milliseconds and stored in microseconds.
      const least = Math.min(until, hold?.spaceUntil ?? until) - 1;
      if (hold === undefined || !hold.isExtended || hold.expiresAt < least) {
        return say(`hold ${about} was extended to ${own?.expiresAt}, and is not`);
      }
      return [];
    }
    case 'release':
      return holds.get(about)?.status === 'released' ? [] : say(`hold ${about} was released, and is not`);
    default:
      return [];
  }
}

/** A supplier's offer may cost something else when it is paid, as long as that is no more than the guest has agreed to. */
function isPriceAgreed({ totalMinor, maxTotalMinor }: HoldFact, told: number | undefined): boolean {
  return totalMinor === told || (maxTotalMinor !== null && totalMinor <= maxTotalMinor);
}

interface StateCheck {
  readonly what: string;
  readonly transitions: Transitions;
  readonly final: ReadonlyMap<string, string>;
  readonly read: (seen: Seen) => readonly [string | undefined, string | undefined];
}

function checkStates(operations: readonly Operation[], check: StateCheck): Violation[] {
  const { what, transitions, final, read } = check;
  const observed = new Map<string, Observation[]>();
  for (const { seen, isReplayed, invokedAt, completedAt } of operations) {
    // An answer that is given again tells of the past.
    if (isReplayed) continue;
    for (const [id, state] of seen.map((entry) => read(entry))) {
      if (id === undefined || state === undefined) continue;
      observed.set(id, [...(observed.get(id) ?? []), { state, invokedAt, completedAt }]);
    }
  }
  return [...observed].flatMap(([id, seen]) => {
    const end = final.get(id);
    if (end === undefined) {
      return [{ invariant, message: `${what} ${id} was acknowledged and is not there`, evidence: seen }];
    }
    const last = { state: end, invokedAt: Number.POSITIVE_INFINITY, completedAt: Number.POSITIVE_INFINITY };
    const impossible = findImpossible(transitions, [...seen, last]);
    if (impossible === undefined) return [];
    const [before, after] = impossible;
    const message = `${what} ${id} was ${before.state}, and ${after.state} afterwards`;
    return [{ invariant, message, evidence: seen }];
  });
}

/** Two observations in an order in which their states cannot have been. */
function findImpossible(
  transitions: Transitions,
  observations: readonly Observation[],
): readonly [Observation, Observation] | undefined {
  const byEnd = observations.toSorted((a, b) => a.completedAt - b.completedAt);
  for (const after of observations) {
    const before = byEnd.findLast(({ completedAt }) => completedAt < after.invokedAt);
    if (before !== undefined && !reachable(transitions, before.state).has(after.state))
      return [before, after];
  }
  return undefined;
}
