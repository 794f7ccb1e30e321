import { holdTransitions } from '../../../src/holds/holds.rules.js';
import { paymentTransitions, refundTransitions } from '../../../src/payments/payments.rules.js';
import { reservationTransitions } from '../../../src/reservations/reservations.rules.js';

/** A change of state: `hold: active > paying`; from nothing for what is made. */
export type Edge = string;

/** Where each subject may go from each of its states, as the code has it. */
export const transitions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  hold: holdTransitions,
  reservation: reservationTransitions,
  payment: paymentTransitions,
  refund: refundTransitions,
};

/** Every edge of the tables, and how what belongs to a hold comes into being. */
export const allowedEdges: ReadonlySet<Edge> = new Set([
  ...Object.entries(transitions).flatMap(([kind, table]) =>
    Object.entries(table).flatMap(([from, targets]) => targets.map((to) => `${kind}: ${from} > ${to}`)),
  ),
  'reservation:  > pending',
  'payment:  > created',
  'refund:  > created',
]);

/** Those that only bookings of suppliers' flights take, and the step that does: supplier-matrix.test.ts tries them. */
export const supplierEdges: ReadonlyMap<Edge, string> = new Map([
  ['payment: authorised > voiding', 'supplier_refuse'],
]);
