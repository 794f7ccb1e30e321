import type { BookedOrder } from '../../../sandbox/duffel/testing/books.js';
import type { EventFact, Facts } from './facts.js';
import { groupBy } from './group-by.js';

/** How much was compared with the supplier's books, for the summary of a run. */
export interface OrdersCompared {
  readonly orders: number;
  readonly byState: Readonly<Partial<Record<BookedOrder['state'], number>>>;
  /** Of them those that take seats. */
  readonly live: number;
  readonly reservations: number;
  /** Paid at some time, and of those the ones that still are. */
  readonly paidReservations: number;
  readonly stillPaid: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  /** Orders that showed up although nobody waited for them any more. */
  readonly strays: number;
  /** Orders and payments whose outcome was not known from the answer, and of those the ones that still are not. */
  readonly unknown: number;
  readonly stillUnknown: number;
}

/** Nobody looks sooner at an order whose answer was lost; milliseconds. */
const firstLookMs = 1_000;
const waiting: ReadonlySet<string> = new Set(['supplier_order.creating', 'supplier_order.paying']);

/** Undefined for a run without a supplier. */
export function countOrders({
  flightBooks,
  reservations,
  holds,
  events,
  supplierOrders,
}: Facts): OrdersCompared | undefined {
  if (flightBooks === undefined) return undefined;
  const { orders, balance } = flightBooks;
  const byState: Partial<Record<BookedOrder['state'], number>> = {};
  for (const { state } of orders) byState[state] = (byState[state] ?? 0) + 1;
  const offered = new Set(holds.filter(({ offerId }) => offerId !== null).map(({ holdId }) => holdId));
  const ofSupplier = reservations.filter(({ holdId }) => offered.has(holdId));
  const open = supplierOrders.filter(({ status }) => status === 'creating' || status === 'paying');
  return {
    orders: orders.length,
    byState,
    live: orders.filter(({ live }) => live).length,
    reservations: ofSupplier.length,
    paidReservations: ofSupplier.filter(({ wasPaid }) => wasPaid).length,
    stillPaid: ofSupplier.filter(({ status }) => status === 'paid').length,
    paidMinor: balance.paid,
    refundedMinor: balance.refunded,
    strays: events.filter(({ type, cause }) => type === 'supplier_order.releasing' && cause === 'stray')
      .length,
    unknown: countLate(events) + open.length,
    stillUnknown: open.length,
  };
}

/** Steps that were waited for longer than an answer may take. */
function countLate(events: readonly EventFact[]): number {
  const about = events.filter(({ type, attempt }) => type.startsWith('supplier_order.') && attempt !== null);
  const histories = groupBy(about, ({ subjectId, attempt }) => `${subjectId}-${attempt}`);
  let late = 0;
  for (const history of histories.values()) {
    for (const [index, { type, at }] of history.entries()) {
      const next = history[index + 1];
      if (waiting.has(type) && next !== undefined && next.at - at >= firstLookMs) late += 1;
    }
  }
  return late;
}
