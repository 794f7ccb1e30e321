import { holdTransitions } from '../../../src/holds/holds.rules.js';
import { paymentTransitions, refundTransitions } from '../../../src/payments/payments.rules.js';
import { reservationTransitions } from '../../../src/reservations/reservations.rules.js';
import { supplierOrderTransitions } from '../../../src/suppliers/orders/supplier-orders.rules.js';
import type { EventFact, Facts } from './facts.js';
import { isOnACycle, type Transitions } from './reachable.js';
import type { Violation } from './violation.js';

interface Machine {
  readonly what: string;
  readonly transitions: Transitions;
  /** The first state, and the type of event that tells of it. */
  readonly initial: string;
  readonly firstType: string;
  /** Another first state, and the only cause for it. */
  readonly otherStart?: { readonly type: string; readonly cause: string };
  /** Whom an event is about. */
  readonly subjectOf: (event: EventFact) => string | null;
}

const machines = {
  hold: {
    what: 'hold',
    transitions: holdTransitions,
    initial: 'active',
    firstType: 'hold.created',
    subjectOf: ({ subjectId }) => subjectId,
  },
  reservation: {
    what: 'reservation',
    transitions: reservationTransitions,
    initial: 'pending',
    firstType: 'reservation.pending',
    subjectOf: ({ subjectId }) => subjectId,
  },
  payment: {
    what: 'payment',
    transitions: paymentTransitions,
    initial: 'created',
    firstType: 'payment.created',
    subjectOf: ({ paymentId }) => paymentId,
  },
  refund: {
    what: 'refund',
    transitions: refundTransitions,
    initial: 'created',
    firstType: 'refund.created',
    subjectOf: ({ refundId }) => refundId,
  },
  supplierOrder: {
    what: 'supplier_order',
    transitions: supplierOrderTransitions,
    initial: 'creating',
    firstType: 'supplier_order.creating',
    // A second order under one reference was made by the supplier, and is given back.
    otherStart: { type: 'supplier_order.releasing', cause: 'stray' },
    subjectOf: ({ subjectId, attempt }) => (attempt === null ? null : `${subjectId}-${attempt}`),
  },
} as const satisfies Record<string, Machine>;

/** Late money takes its units again once; a table alone cannot say that. */
const onlyOnceForLateMoney: ReadonlySet<string> = new Set([
  'hold expired → confirmed',
  'reservation rejected → pending',
]);

/**
 * I9: the history of everything moves along the transition tables of the product, begins with the first state, ends in
 * the state that is stored, and takes each step once unless the table leads back to it.
 */
export function checkHistory(
  facts: Pick<Facts, 'events' | 'holds' | 'reservations' | 'payments' | 'refunds' | 'supplierOrders'>,
): Violation[] {
  const { events } = facts;
  return [
    ...check(machines.hold, events, new Map(facts.holds.map((row) => [row.holdId, row.status]))),
    ...check(
      machines.reservation,
      events,
      new Map(facts.reservations.map((row) => [row.reservationId, row.status])),
    ),
    ...check(machines.payment, events, new Map(facts.payments.map((row) => [row.paymentId, row.status]))),
    ...check(machines.refund, events, new Map(facts.refunds.map((row) => [row.refundId, row.status]))),
    ...check(
      machines.supplierOrder,
      events,
      new Map(facts.supplierOrders.map((row) => [`${row.holdId}-${row.attempt}`, row.status])),
    ),
  ];
}

function check(
  machine: Machine,
  events: readonly EventFact[],
  stored: ReadonlyMap<string, string>,
): Violation[] {
  const histories = new Map<string, EventFact[]>();
  for (const event of events) {
    const subject = stateOf(machine, event) === undefined ? null : machine.subjectOf(event);
    if (subject === null) continue;
    const own = histories.get(subject);
    if (own === undefined) histories.set(subject, [event]);
    else own.push(event);
  }
  const untold = [...stored.keys()].filter((id) => !histories.has(id));
  return [
    ...untold.map((id) => violation(`${machine.what} ${id} has no history`, [])),
    ...[...histories].flatMap(([id, own]) => walk(machine, id, own, stored.get(id))),
  ];
}

function walk(
  machine: Machine,
  id: string,
  history: readonly EventFact[],
  stored: string | undefined,
): Violation[] {
  const { what, transitions } = machine;
  const violations: Violation[] = [];
  const taken = new Set<string>();
  let state: string | undefined;
  for (const event of history) {
    const next = stateOf(machine, event) ?? '';
    if (state === undefined) {
      if (!isStart(machine, event))
        violations.push(violation(`${what} ${id} begins with ${event.type}`, history));
      state = next;
      continue;
    }
    const edge = `${what} ${state} → ${next}`;
    const isSingle = onlyOnceForLateMoney.has(edge) || !isOnACycle(transitions, state, next);
    if (transitions[state]?.includes(next) !== true) {
      violations.push(violation(`${id}: ${edge} is not allowed`, history));
    } else if (isSingle && taken.has(edge)) {
      violations.push(violation(`${id}: ${edge} twice`, history));
    } else if (onlyOnceForLateMoney.has(edge) && event.cause !== 'late_money') {
      violations.push(violation(`${id}: ${edge} because of ${event.cause}`, history));
    }
    taken.add(edge);
    state = next;
  }
  if (state !== stored)
    violations.push(violation(`${what} ${id} is ${stored}, its history ends ${state}`, history));
  return violations;
}

function isStart({ firstType, otherStart }: Machine, { type, cause }: EventFact): boolean {
  return type === firstType || (type === otherStart?.type && cause === otherStart.cause);
}

/** The state an event tells of; undefined for one that tells of something else. */
function stateOf(
  { what, transitions, firstType, initial }: Machine,
  { type }: EventFact,
): string | undefined {
  if (type === firstType) return initial;
  const [about, state = ''] = type.split('.');
  return about === what && state in transitions ? state : undefined;
}

function violation(message: string, history: readonly EventFact[]): Violation {
  return {
    invariant: 'I9 history',
    message,
    evidence: history.map(({ type, cause, at }) => ({ type, cause, at })),
  };
}
