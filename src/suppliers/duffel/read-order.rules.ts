import type {
  CancellationQuote,
  OrderPayment,
  RefundDestination,
  SupplierOrder,
  SupplierOrderStatus,
} from '../supplier-order.js';
import { UnreadableAnswer, type Fields } from './answer-fields.js';
import { toMoney } from './decimal-money.rules.js';
import { readMoney, readMoneyOrNull } from './read-offer.rules.js';

/** The member of an order's metadata that carries our reference. */
export const referenceKey = 'reference';

const destinations: Readonly<Record<string, RefundDestination>> = {
  balance: 'balance',
  card: 'card',
  original_form_of_payment: 'card',
  voucher: 'voucher',
  airline_credits: 'voucher',
  arc_bsp_cash: 'agency_cash',
  awaiting_payment: 'nothing_paid',
};

/** An order as Duffel describes it (docs/duffel.md). Throws `UnreadableAnswer`. */
export function readOrder(order: Fields): SupplierOrder {
  const payment = order.member('payment_status');
  const ticketNumbers = order
    .listOrEmpty('documents', (document) => ({
      isTicket: document.raw('type') === 'electronic_ticket',
      number: document.textOrNull('unique_identifier'),
    }))
    .flatMap(({ isTicket, number }) => (isTicket && number !== null ? [number] : []));
  const canceledAt = order.instantOrNull('cancelled_at');
  const paidAt = payment.instantOrNull('paid_at');
  const isAwaitingPayment = payment.flag('awaiting_payment');
  return {
    orderId: order.text('id'),
    reference: readReference(order),
    bookingReference: order.textOrNull('booking_reference'),
    status: statusOf({
      isCanceled: canceledAt !== null,
      isAwaitingPayment,
      isHold: order.raw('type') === 'hold',
      isPaid: paidAt !== null || ticketNumbers.length > 0,
    }),
    total: readMoney(order, 'total'),
    createdAt: order.instant('created_at'),
    paidAt,
    spaceGuaranteedUntil: isAwaitingPayment ? payment.instantOrNull('payment_required_by') : null,
    priceGuaranteedUntil: isAwaitingPayment ? payment.instantOrNull('price_guarantee_expires_at') : null,
    canceledAt,
    canceledFor: readCanceledFor(order),
    offerId: order.textOrNull('offer_id'),
    isChangedByAirline: order
      .listOrEmpty('airline_initiated_changes', (change) => change.textOrNull('action_taken') === null)
      .includes(true),
    ticketNumbers,
    isLive: order.flag('live_mode'),
  };
}

/** A quote that was not confirmed says nothing of a cancellation. One that cannot be read does not hide the order. */
function readCanceledFor(order: Fields): SupplierOrder['canceledFor'] {
  try {
    const cancellation = order.memberOrNull('cancellation');
    if (cancellation === null || cancellation.instantOrNull('confirmed_at') === null) return null;
    return { refund: readMoneyOrNull(cancellation, 'refund'), refundTo: readDestination(cancellation) };
  } catch (error) {
    if (error instanceof UnreadableAnswer) return null;
    throw error;
  }
}

function readDestination(cancellation: Fields): RefundDestination {
  return destinations[cancellation.textOrNull('refund_to') ?? ''] ?? 'unknown';
}

/**
 * `awaiting_payment` is false of what is paid and of a hold that lapsed alike: a hold is only paid when something says so.
 */
function statusOf({
  isCanceled,
  isAwaitingPayment,
  isHold,
  isPaid,
}: {
  isCanceled: boolean;
  isAwaitingPayment: boolean;
  isHold: boolean;
  isPaid: boolean;
}): SupplierOrderStatus {
  if (isCanceled) return 'canceled';
  if (isAwaitingPayment) return 'awaiting_payment';
  return isHold && !isPaid ? 'lapsed' : 'booked';
}

/** Our reference, from the metadata of an order; null for an order that we have not made. */
export function readReference(fields: Fields): string | null {
  const metadata = fields.raw('metadata');
  if (typeof metadata !== 'object' || metadata === null || !Object.hasOwn(metadata, referenceKey))
    return null;
  const reference: unknown = Reflect.get(metadata, referenceKey);
  return typeof reference === 'string' ? reference : null;
}

/** How a payment ended: `failed` is a definite no. */
export type ReadPayment = OrderPayment | { readonly status: 'failed'; readonly why: string };

export function readPayment(payment: Fields, orderId: string): ReadPayment {
  // Older accounts of the API leave the status out: what was created was taken.
  const status = payment.textOrNull('status') ?? 'succeeded';
  if (status === 'failed' || status === 'cancelled') {
    return { status: 'failed', why: payment.textOrNull('failure_reason') ?? status };
  }
  return {
    paymentId: payment.text('id'),
    orderId: payment.textOrNull('order_id') ?? orderId,
    total: toMoney(payment.text('amount'), payment.text('currency')),
    status: status === 'succeeded' ? 'succeeded' : 'pending',
    createdAt: payment.instant('created_at'),
  };
}

export function readCancellation(cancellation: Fields): CancellationQuote {
  return {
    quoteId: cancellation.text('id'),
    orderId: cancellation.text('order_id'),
    refund: readMoneyOrNull(cancellation, 'refund'),
    refundTo: readDestination(cancellation),
    expiresAt: cancellation.instantOrNull('expires_at'),
    confirmedAt: cancellation.instantOrNull('confirmed_at'),
  };
}
