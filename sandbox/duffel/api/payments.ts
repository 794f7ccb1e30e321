import { pastPaymentRequiredBy, scheduleChanged } from '../behaviour/fault-kinds.js';
import { invalidField, invalidState, notFound, notLinked } from '../http/duffel-error.js';
import { amountText } from '../offers/money.js';
import { instantText } from '../offers/shape.js';
import { type Call, Reply } from '../sandbox.js';
import { newTicketNumber } from '../state/ids.js';
import { hasLapsed, type StoredOrder, type StoredPayment } from '../state/objects.js';
import { recordPayment } from './money-moves.js';
import { requireQuery } from './offer-requests.js';
import { checkPayment, requireBalance } from './order-request.js';
import { findOrder } from './orders.js';
import { pageOf } from './pages.js';
import { refusePayment } from './refusals.js';
import type { Route } from './route.js';

/** `POST /air/payments`: pays for a hold. */
function createPayment(call: Call): Reply {
  const { data, sandbox, now } = call;
  const order = findOrder(call, data.text('order_id'));
  if (!order) throw notLinked('order_id');
  const payment = data.object('payment');
  requirePayable(order, now);
  checkPayment(payment, {
    totalMinor: order.totalMinor,
    currency: order.currency,
    oldTotalMinor: order.bookedTotalMinor,
  });
  requireBalance(call, order.totalMinor);
  refusePayment(call, order);
  order.paidAt = now;
  order.ticketNumbers = order.passengers.map(() => newTicketNumber());
  const recorded = recordPayment(sandbox, order);
  sandbox.announce('payment.created', { id: recorded.id, order_id: order.id }, { key: recorded.id, order });
  return new Reply(201, paymentObject(recorded), { group: order.id });
}

function requirePayable(order: StoredOrder, now: number): void {
  if (order.type !== 'hold') {
    throw invalidField(
      'order_id',
      'Only an order of type hold can be paid.',
      'order_type_not_eligible_for_payment',
    );
  }
  if (order.cancelledAt !== null) {
    throw invalidState('already_cancelled', "The order you're paying for has been cancelled.");
  }
  if (order.paidAt !== null) {
    throw invalidState('already_paid', "The order you're paying for has already been paid for.");
  }
  if (hasLapsed(order, now)) throw pastPaymentRequiredBy();
  if (order.hasUntoldChange) throw scheduleChanged();
}

function paymentObject({ id, orderId, amountMinor, currency, createdAt }: StoredPayment): object {
  return {
    id,
    order_id: orderId,
    type: 'balance',
    status: 'succeeded',
    amount: amountText(amountMinor),
    currency,
    live_mode: false,
    created_at: instantText(createdAt),
  };
}

function showPayment(call: Call): Reply {
  const payment = call.sandbox.store.payments.get(call.id);
  if (!payment || !findOrder(call, payment.orderId)) throw notFound();
  return new Reply(200, paymentObject(payment));
}

function listPayments(call: Call): Reply {
  const order = findOrder(call, requireQuery(call.query, 'order_id'));
  if (!order) throw notFound();
  const payments = order.paymentIds.flatMap((id) => call.sandbox.store.payments.get(id) ?? []);
  return pageOf(payments, call.query, paymentObject);
}

export const paymentRoutes: readonly Route[] = [
  { method: 'POST', path: '/air/payments', operation: 'create_payment', handle: createPayment },
  { method: 'GET', path: '/air/payments', operation: 'list_payments', handle: listPayments },
  { method: 'GET', path: '/air/payments/:', operation: 'get_payment', handle: showPayment },
];
