import { cancellationStale, orderNotCancellable } from '../behaviour/fault-kinds.js';
import { behaviourOf } from '../behaviour/passenger-names.js';
import { invalidState, notFound, notLinked } from '../http/duffel-error.js';
import { type Call, Reply } from '../sandbox.js';
import { newId } from '../state/ids.js';
import { hasLapsed, type StoredCancellation, type StoredOrder } from '../state/objects.js';
import { recordRefund } from './money-moves.js';
import { requireQuery } from './offer-requests.js';
import { cancellationObject } from './order-shape.js';
import { findOrder } from './orders.js';
import { pageOf } from './pages.js';
import { refuseConfirmation, refuseQuote } from './refusals.js';
import type { Route } from './route.js';

const quoteLifeMs = 30 * 60_000;

/** `POST /air/order_cancellations`: what it would bring. Nothing is canceled. */
function createCancellation(call: Call): Reply {
  const { sandbox, data, now } = call;
  const { store, faults, announce } = sandbox;
  const order = findOrder(call, data.text('order_id'));
  if (!order) throw notLinked('order_id');
  requireCancelable(order, now);
  refuseQuote(call);
  const isBrief = behaviourOf(order.behaviour)?.quotesBriefly ?? false;
  const cancellation: StoredCancellation = {
    id: newId('ore'),
    orderId: order.id,
    createdAt: now,
    expiresAt: now + (isBrief ? faults.delays.laterMs : quoteLifeMs),
    confirmedAt: null,
    currency: order.currency,
    ...refundOf(order),
    refundedMinor: 0,
  };
  store.put('cancellation', cancellation);
  order.cancellationIds = [...order.cancellationIds, cancellation.id];
  store.put('order', order);
  const shown = cancellationObject(cancellation);
  announce('order_cancellation.created', shown, { key: cancellation.id, order });
  return new Reply(201, shown, { group: order.id });
}

function requireCancelable(order: StoredOrder, now: number): void {
  if (order.cancelledAt !== null) {
    throw invalidState('already_cancelled', 'The provided order has already been cancelled.');
  }
  // There is nothing left to cancel once the space is gone.
  if (hasLapsed(order, now)) throw orderNotCancellable();
}

function refundOf({ paidAt, totalMinor, offer, behaviour }: StoredOrder): {
  refundMinor: number | null;
  refundTo: string;
} {
  if (paidAt === null) return { refundMinor: 0, refundTo: 'awaiting_payment' };
  const named = behaviourOf(behaviour)?.refund;
  if (named === 'unknown') return { refundMinor: null, refundTo: 'original_form_of_payment' };
  if (named === 'none') return { refundMinor: 0, refundTo: 'balance' };
  if (named === 'credits') return { refundMinor: 0, refundTo: 'airline_credits' };
  const { refund } = offer;
  // The airline does not say what may be refunded: nor what will be.
  if (!refund) return { refundMinor: null, refundTo: 'original_form_of_payment' };
  const refundMinor = refund.allowed ? Math.max(0, totalMinor - (refund.penaltyMinor ?? 0)) : 0;
  return { refundMinor, refundTo: 'balance' };
}

/** `POST /air/order_cancellations/{id}/actions/confirm`: the newest quote of an order, while it lives. */
function confirmCancellation(call: Call): Reply {
  const { sandbox, id, now } = call;
  const { store, announce } = sandbox;
  const cancellation = store.cancellations.get(id);
  const order = cancellation && findOrder(call, cancellation.orderId);
  if (!cancellation || !order) throw notFound();
  requireCancelable(order, now);
  if (order.cancellationIds.at(-1) !== id || now >= cancellation.expiresAt) throw cancellationStale();
  refuseConfirmation(call, cancellation);
  cancellation.confirmedAt = now;
  if (cancellation.refundMinor !== null && cancellation.refundMinor > 0) {
    cancellation.refundedMinor = cancellation.refundMinor;
    recordRefund(sandbox, cancellation.refundMinor);
  }
  order.cancelledAt = now;
  order.cancelledBy = 'api';
  store.put('cancellation', cancellation);
  store.put('order', order);
  const shown = cancellationObject(cancellation);
  announce('order_cancellation.confirmed', shown, { key: cancellation.id, order });
  return new Reply(200, shown, { group: order.id });
}

function showCancellation(call: Call): Reply {
  const cancellation = call.sandbox.store.cancellations.get(call.id);
  if (!cancellation || !findOrder(call, cancellation.orderId)) throw notFound();
  return new Reply(200, cancellationObject(cancellation));
}

function listCancellations(call: Call): Reply {
  const order = findOrder(call, requireQuery(call.query, 'order_id'));
  if (!order) throw notFound();
  const { store } = call.sandbox;
  const cancellations = order.cancellationIds.flatMap((id) => store.cancellations.get(id) ?? []);
  return pageOf(cancellations.toReversed(), call.query, cancellationObject);
}

const path = '/air/order_cancellations';
export const cancellationRoutes: readonly Route[] = [
  { method: 'POST', path, operation: 'create_order_cancellation', handle: createCancellation },
  { method: 'GET', path, operation: 'list_order_cancellations', handle: listCancellations },
  { method: 'GET', path: `${path}/:`, operation: 'get_order_cancellation', handle: showCancellation },
  {
    method: 'POST',
    path: `${path}/:/actions/confirm`,
    operation: 'confirm_order_cancellation',
    handle: confirmCancellation,
  },
];
