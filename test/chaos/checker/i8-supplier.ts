import type { BookedOrder, FlightBooks } from '../../../sandbox/duffel/testing/books.js';
import { readReference } from '../../../src/suppliers/orders/supplier-orders.rules.js';
import type { Facts, HoldFact, ReservationFact, SupplierOrderFact } from './facts.js';
import { groupBy } from './group-by.js';
import type { Violation } from './violation.js';

export type SupplierFacts = Pick<
  Facts,
  'holds' | 'reservations' | 'supplierOrders' | 'supplierCancellations' | 'flightBooks'
>;

/** What the supplier gives an airline's traveller that is no money. */
const vouchers: ReadonlySet<string> = new Set(['voucher', 'airline_credits']);

/** What of ours must be there, and must not be there any more. */
const stateAtSupplier: Readonly<Record<string, 'there' | 'gone'>> = {
  awaiting_payment: 'there',
  booked: 'there',
  refused: 'gone',
  not_made: 'gone',
  released: 'gone',
  canceled: 'gone',
};

/**
 * I8, judged by the supplier's books. Every order there was written down here before, and no reference was ordered twice:
 * that holds at any time. At rest also: a paid reservation has exactly one live order, which was paid what the guest has paid;
 * any other hold has none; and what became of each order is what we believe. An airline may cancel what it has sold.
 */
export function checkSupplier(facts: SupplierFacts, { isAtRest }: { isAtRest: boolean }): Violation[] {
  const { flightBooks: books, supplierOrders } = facts;
  if (books === undefined) return [];
  return [
    ...checkReferences(books, supplierOrders),
    ...(isAtRest
      ? [
          ...checkHolds(facts, books.orders),
          ...checkBelief(supplierOrders, books.orders),
          ...checkRefunds(facts, books),
        ]
      : []),
  ];
}

/** Orders that were made or are being made, by the reference they were sent under. */
function checkReferences(books: FlightBooks, ours: readonly SupplierOrderFact[]): Violation[] {
  const known = new Set(ours.map(({ reference }) => reference));
  const sent = [...books.orders, ...books.pending, ...books.failed];
  const byReference = groupBy(sent, ({ metadata }) => metadata['reference'] ?? '');
  return [...byReference].flatMap(([reference, made]) => {
    const evidence = { made, ours: ours.filter((order) => order.reference === reference) };
    if (!known.has(reference)) {
      return say(
        `order ${made[0]?.id} at the supplier is nobody's: its reference is "${reference}"`,
        evidence,
      );
    }
    return made.length > 1 ? say(`${reference} was ordered ${made.length} times`, evidence) : [];
  });
}

function checkHolds(
  { holds, reservations, supplierOrders }: SupplierFacts,
  orders: readonly BookedOrder[],
): Violation[] {
  const knownGone = new Set(
    supplierOrders.filter(({ status }) => status === 'canceled').map(({ holdId }) => holdId),
  );
  const reservationOf = new Map(reservations.map((reservation) => [reservation.holdId, reservation]));
  const ordersOf = groupBy(
    orders,
    ({ metadata }) => readReference(metadata['reference'] ?? '')?.holdId ?? '',
  );
  return holds
    .filter(({ offerId }) => offerId !== null)
    .flatMap((hold) => {
      const reservation = reservationOf.get(hold.holdId);
      if (reservation?.status === 'paid' && knownGone.has(hold.holdId))
        return say(`reservation ${reservation.reservationId} is paid, and its order is known to be gone`, {
          hold,
        });
      return checkHold(hold, reservation, ordersOf.get(hold.holdId) ?? []);
    });
}

function checkHold(
  hold: HoldFact,
  reservation: ReservationFact | undefined,
  orders: readonly BookedOrder[],
): Violation[] {
  const live = orders.filter((order) => order.live);
  const evidence = { hold, reservation, orders };
  if (live.length > 1) return say(`hold ${hold.holdId} has ${live.length} live orders`, evidence);
  const [order] = live;
  if (reservation?.status !== 'paid') {
    const state =
      reservation === undefined ? `hold is ${hold.status}` : `reservation is ${reservation.status}`;
    return order === undefined ? [] : say(`order ${order.id} lives, and its ${state}`, evidence);
  }
  if (order === undefined) {
    return orders.some(({ cancelledBy }) => cancelledBy === 'hand')
      ? []
      : say(`reservation ${reservation.reservationId} is paid and has no order`, evidence);
  }
  const received = order.paid - order.refunded;
  if (order.state !== 'booked') {
    return say(`reservation ${reservation.reservationId} is paid, its order is ${order.state}`, evidence);
  }
  return received === reservation.totalMinor
    ? []
    : say(`order ${order.id} was paid ${received}, the guest has paid ${reservation.totalMinor}`, evidence);
}

/** What we believe of each order is so. */
function checkBelief(ours: readonly SupplierOrderFact[], orders: readonly BookedOrder[]): Violation[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return ours.flatMap((order) => {
    if (order.orderId === null) return [];
    const theirs = byId.get(order.orderId);
    const evidence = { order, theirs };
    if (theirs === undefined) return say(`order ${order.orderId} is not in the supplier's books`, evidence);
    const wanted = stateAtSupplier[order.status];
    const isGone = theirs.cancelledBy === 'hand' || !theirs.live;
    if (wanted === 'gone' && !isGone)
      return say(`order ${order.orderId} is ${order.status} here and lives there`, evidence);
    if (wanted === 'there' && isGone && theirs.cancelledBy !== 'hand')
      return say(`order ${order.orderId} is ${order.status} here and ${theirs.state} there`, evidence);
    return [];
  });
}

/** What a guest gets back for a canceled reservation is what the supplier has given back; null as long as it does not say. */
function checkRefunds(
  { supplierCancellations, reservations }: SupplierFacts,
  books: FlightBooks,
): Violation[] {
  // An airline that cancels by itself between quote and confirmation leaves the quote as it was.
  const quotes = new Map(
    books.orders.flatMap(({ cancellations, cancelledBy }) => {
      const byAirline =
        cancelledBy === 'hand' ? cancellations.find((each) => each.confirmedAt !== null) : undefined;
      return cancellations.map((quote) => [quote.id, byAirline ?? quote] as const);
    }),
  );
  const reservationOf = new Map(reservations.map((each) => [each.reservationId, each]));
  return supplierCancellations
    .filter(({ status }) => status === 'confirmed')
    .flatMap((cancellation) => {
      const quote = quotes.get(cancellation.supplierQuoteId);
      const reservation = reservationOf.get(cancellation.reservationId);
      const evidence = { cancellation, quote, reservation };
      const name = `reservation ${cancellation.reservationId}`;
      if (quote === undefined || quote.confirmedAt === null)
        return say(`${name} is canceled by a quote that the supplier has not confirmed`, evidence);
      if (reservation === undefined || !['canceled', 'refunded'].includes(reservation.status))
        return say(`${name} is ${reservation?.status}, and the supplier has canceled it`, evidence);
      const wanted = vouchers.has(quote.refundTo) ? 0 : quote.refund;
      return wanted === reservation.refundMinor
        ? []
        : say(`${name} gets back ${reservation.refundMinor}, the supplier gave back ${wanted}`, evidence);
    });
}

function say(message: string, evidence: unknown): Violation[] {
  return [{ invariant: 'I8 supplier', message, evidence }];
}
