import { InvalidInput, type JsonBody } from '../../common/json-body.js';
import { decideCreation } from '../api/order-creation.js';
import { recordRefund } from '../api/money-moves.js';
import { cancellationObject } from '../api/order-shape.js';
import { cancelByAirline, changeSchedule } from '../api/scheduled.js';
import { notFound } from '../http/duffel-error.js';
import { offerObject } from '../offers/shape.js';
import type { Sandbox } from '../sandbox.js';
import { isLive, totalOf, type StoredOrder } from '../state/objects.js';
import { bookEntry } from './books.js';

const anyAmount = { from: 0, to: 1_000_000_000 };

type OrderAction = (sandbox: Sandbox, order: StoredOrder, body: JsonBody) => void;

function requireLive(order: StoredOrder): void {
  if (!isLive(order, Date.now())) throw new InvalidInput('The order is canceled or has lapsed.');
}

const orderActions: Readonly<Record<string, OrderAction>> = {
  /** The time to pay is over, now. */
  lapse: (sandbox, order, body) => {
    body.end();
    if (order.paidAt !== null) throw new InvalidInput('The order is paid.');
    order.paymentRequiredBy = Math.min(order.paymentRequiredBy ?? Date.now(), Date.now());
    sandbox.store.put('order', order);
  },
  /** Another price for what is held. */
  reprice: (sandbox, order, body) => {
    const total = body.integer('total', anyAmount);
    body.end();
    if (total === undefined) throw new InvalidInput('`total` must be given, in minor units.', 'total');
    if (order.paidAt !== null) throw new InvalidInput('The order is paid.');
    order.totalMinor = total;
    sandbox.store.put('order', order);
  },
  /** The airline flies an hour later. */
  change: (sandbox, order, body) => {
    body.end();
    requireLive(order);
    changeSchedule(sandbox, order);
  },
  /** The airline, or Duffel's staff, cancels the order; what was paid comes back in full unless `refund` says otherwise. */
  cancel: (sandbox, order, body) => {
    const refund = body.isNull('refund') ? null : body.integer('refund', anyAmount);
    body.end();
    requireLive(order);
    cancelByAirline(sandbox, order, refund);
  },
  /** Shows an order that nobody could see yet. */
  reveal: (sandbox, order, body) => {
    body.end();
    order.visibleAt = Math.min(order.visibleAt, Date.now());
    sandbox.store.put('order', order);
  },
};

/** `POST /_sandbox/orders/{id}/{action}`; undefined when there is no such action. Answers with the order's book entry. */
export function actOnOrder(
  sandbox: Sandbox,
  { id, action }: { id: string; action: string },
  body: JsonBody,
): object | undefined {
  const act = Object.hasOwn(orderActions, action) ? orderActions[action] : undefined;
  if (!act) return undefined;
  const order = sandbox.store.orders.get(id);
  if (!order) throw notFound();
  act(sandbox, order, body);
  return bookEntry(order, sandbox.store, Date.now());
}

/** `POST /_sandbox/offers/{id}/{action}`: `expire`, `sell` (the last seat goes) or `reprice`; undefined for any other. */
export function actOnOffer(
  { store }: Sandbox,
  { id, action }: { id: string; action: string },
  body: JsonBody,
): object | undefined {
  if (!['expire', 'sell', 'reprice'].includes(action)) return undefined;
  const total = action === 'reprice' ? body.integer('total', anyAmount) : undefined;
  body.end();
  const offer = store.offers.get(id);
  if (!offer) throw notFound();
  const now = Date.now();
  if (action === 'expire') offer.expiresAt = Math.min(offer.expiresAt, now);
  if (action === 'sell') offer.isGone = true;
  if (action === 'reprice') {
    if (total === undefined) throw new InvalidInput('`total` must be given, in minor units.', 'total');
    offer.baseMinor += total - totalOf(offer);
    offer.updatedAt = now;
  }
  store.put('offer', offer);
  return offerObject(offer);
}

/** `POST /_sandbox/pending/decide`: every creation that was accepted is decided now, as foreseen or as `outcome` says. */
export function decideAll(sandbox: Sandbox, body: JsonBody): object {
  const outcome = body.oneOf('outcome', ['created', 'failed']);
  const about = body.text('about');
  body.end();
  const pending = [...sandbox.store.pending.oldest()].filter(
    ({ id, order }) => about === undefined || id === about || Object.values(order.metadata).includes(about),
  );
  for (const each of pending) decideCreation(sandbox, each, outcome);
  return { decided: pending.length };
}

/** `POST /_sandbox/cancellations/{id}/refund`: an airline that did not say what it refunds has refunded this much. */
export function refundByHand(sandbox: Sandbox, id: string, body: JsonBody): object {
  const amount = body.integer('amount', anyAmount);
  body.end();
  const { store } = sandbox;
  const cancellation = store.cancellations.get(id);
  if (!cancellation) throw notFound();
  if (amount === undefined) throw new InvalidInput('`amount` must be given, in minor units.', 'amount');
  if (cancellation.confirmedAt === null || cancellation.refundMinor !== null) {
    throw new InvalidInput('Only a confirmed cancellation with an unknown refund can be refunded by hand.');
  }
  cancellation.refundMinor = amount;
  cancellation.refundedMinor = amount;
  cancellation.refundTo = 'balance';
  recordRefund(sandbox, amount);
  store.put('cancellation', cancellation);
  const order = store.orders.get(cancellation.orderId);
  sandbox.announce(
    'order.updated',
    { id: cancellation.orderId, order_id: cancellation.orderId },
    {
      key: `${id}-refund`,
      ...(order ? { order } : {}),
    },
  );
  return cancellationObject(cancellation);
}
