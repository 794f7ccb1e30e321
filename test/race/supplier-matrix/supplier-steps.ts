import type { PrismaService } from '../../../src/database/prisma.service.js';
import { releaseLiveHolds } from '../../../src/inventory/ledger.queries.js';
import { mintListingUuid } from '../../../src/inventory/listing-uuid.js';
import { runStep, steps as paymentSteps } from '../../../src/payments/payment-steps.queries.js';
import { beginReservation, cancelReservation } from '../../../src/reservations/reservations.queries.js';
import {
  addCancellationQuote,
  beginCancellation,
  concludeGone,
  decideRefund,
  finishCancellation,
  refuseCancellation,
} from '../../../src/suppliers/orders/supplier-cancellations.queries.js';
import {
  beginSupplierBooking,
  leaseDueOrders,
  lookNow,
  orderSteps,
  runOrderStep,
  wakeEndedOrders,
  type OrderRef,
  type SeenOrder,
} from '../../../src/suppliers/orders/supplier-orders.queries.js';

/** The booking that is pushed about, and which of its parts a step is to act on; unknown ids where there is none. */
export interface Target {
  readonly db: PrismaService;
  readonly listingId: number;
  readonly holdId: string;
  readonly guestId: string;
  readonly reservationId: string;
  readonly paymentId: string;
  readonly refundId: string;
  readonly order: OrderRef;
  readonly cancellationId: string;
}

type Run = (target: Target) => Promise<unknown>;

const provider = 'pi_test';
export const strayOrderId = 'ord_98';

/** What the supplier says of the order of an attempt. */
export function seenOrder(seen: SeenOrder['seen'], attempt: number): SeenOrder {
  return {
    seen,
    orderId: `ord_${attempt}`,
    bookingReference: 'RZPNX8',
    currency: 'EUR',
    totalMinor: 10_000,
    spaceUntil: null,
    priceUntil: null,
    isChanged: false,
  };
}

/**
 * Steps of the booking as a whole. Holds that expire and cards that are declined are like any other booking's
 * (state-matrix), and for an order one end of its hold is like another.
 */
export const bookingSteps = {
  reservation_begin: (t) =>
    beginReservation(t.db, { ...t, isClientChosen: false, paymentMethodId: 'pm_test', graceSeconds: 120 }),
  holds_release: (t) => releaseLiveHolds(t.db, [t], 'released_by_guest'),
  reservation_cancel: (t) => cancelReservation(t.db, { ...t, cause: 'canceled_by_guest' }),
  payment_authorise: (t) => runStep(t.db, paymentSteps.authorise(t, provider)),
  payment_lapse: (t) => runStep(t.db, paymentSteps.lapse(t)),
  supplier_refuse: (t) => runOrderStep(t.db, orderSteps.refuse(t, { reason: 'sold_out', message: 'Gone.' })),
  supplier_booking_begin: (t) => beginSupplierBooking(t.db, t),
  supplier_orders_wake: (t) => wakeEndedOrders(t.db, [t.listingId]),
  lease: (t) => leaseDueOrders(t.db, 10),
  'supplier_hold_reprice (less)': (t) =>
    runOrderStep(t.db, orderSteps.reprice(t, { currency: 'EUR', amount: 9_000 })),
  'supplier_hold_reprice (too much)': (t) =>
    runOrderStep(t.db, orderSteps.reprice(t, { currency: 'EUR', amount: 99_000 })),
  quote: (t) =>
    addCancellationQuote(t.db, {
      ...t.order,
      cancellationId: t.cancellationId,
      reservationId: t.reservationId,
      supplierQuoteId: 'ore_1',
      refundMinor: 5_000,
      refundTo: 'balance',
      expiresAt: null,
    }),
  'supplier_cancellation_begin (by a quote)': (t) =>
    beginCancellation(t.db, { ...t, cause: 'canceled_by_guest' }),
  'supplier_cancellation_begin (without one)': (t) =>
    beginCancellation(t.db, { ...t, cancellationId: null, cause: 'canceled_by_guest' }),
  'supplier_cancellation_finish (with a refund)': (t) =>
    finishCancellation(t.db, { ...t, refundId: mintListingUuid(t.listingId), refundMinor: 5_000 }),
  'supplier_cancellation_finish (unknown refund)': (t) =>
    finishCancellation(t.db, { ...t, refundId: mintListingUuid(t.listingId), refundMinor: null }),
  supplier_cancellation_refuse: (t) => refuseCancellation(t.db, { ...t, reason: 'not_cancelable' }),
  supplier_refund_decide: (t) =>
    decideRefund(t.db, { ...t, refundId: mintListingUuid(t.listingId), refundMinor: 1, by: 'root' }),
} as const satisfies Record<string, Run>;

const seen =
  (what: SeenOrder['seen']): Run =>
  ({ db, order }) =>
    runOrderStep(db, orderSteps.seen(order, seenOrder(what, order.attempt)));
const refused =
  (endsHold: boolean): Run =>
  ({ db, order }) =>
    runOrderStep(db, orderSteps.refused(order, { reason: 'sold_out', message: 'Gone.', endsHold }));

const gone =
  (refundMinor: number | null): Run =>
  ({ db, listingId, order }) =>
    concludeGone(db, { ...order, refundId: mintListingUuid(listingId), refundMinor });

/** Steps of one order; tried on each there is. */
export const orderMoves = {
  'supplier_order_seen (held)': seen('held'),
  'supplier_order_seen (booked)': seen('booked'),
  'supplier_order_seen (gone)': seen('gone'),
  'supplier_order_seen (another)': ({ db, order }) =>
    runOrderStep(db, orderSteps.seen(order, { ...seenOrder('booked', order.attempt), orderId: 'ord_99' })),
  'supplier_order_refused (ends the hold)': refused(true),
  'supplier_order_refused (leaves it)': refused(false),
  supplier_order_absent: ({ db, order }) => runOrderStep(db, orderSteps.absent(order, 60)),
  supplier_order_unsent: ({ db, order }) => runOrderStep(db, orderSteps.unsent(order, 1)),
  supplier_order_claim: ({ db, order }) => runOrderStep(db, orderSteps.claim(order, 60)),
  supplier_order_check: ({ db, order }) => runOrderStep(db, orderSteps.check(order)),
  supplier_order_settle: ({ db, order }) => runOrderStep(db, orderSteps.settleNotMade(order, 'root')),
  supplier_order_note_settlement: ({ db, order }) =>
    runOrderStep(db, orderSteps.noteSettlement(order, 'root')),
  'supplier_order_seen (changed)': ({ db, order }) =>
    runOrderStep(db, orderSteps.seen(order, { ...seenOrder('booked', order.attempt), isChanged: true })),
  'supplier_order_gone (all is back)': gone(10_000),
  'supplier_order_gone (less is back)': gone(4_000),
  'supplier_order_gone (nobody says)': gone(null),
  supplier_order_stray: ({ db, order }) => runOrderStep(db, orderSteps.stray(order, strayOrderId)),
  look: ({ db, order }) => lookNow(db, order),
} as const satisfies Record<string, Run>;

/** What no step of ours does: time passes. Each is SQL with the listing and the hold. */
export const circumstances = {
  'two minutes pass': `
    UPDATE supplier_order
    SET sent_at = sent_at - interval '2 minutes', created_at = created_at - interval '2 minutes', looks = 1
    WHERE listing_id = $1 AND hold_id = $2 AND status = 'creating' AND created_at > clock_timestamp() - interval '1 minute'`,
} as const;
