import { invalidRequest, notFound } from '../http/duffel-error.js';
import { type Call, Reply } from '../sandbox.js';
import type { StoredOrder } from '../state/objects.js';
import { createOrder } from './order-creation.js';
import { readMetadata } from './order-request.js';
import { isAwaitingPayment, orderObject } from './order-shape.js';
import { pageOf } from './pages.js';
import type { Route } from './route.js';

/** An order the API already shows, or undefined. */
export function findOrder({ sandbox, now }: Call, id: string): StoredOrder | undefined {
  const order = sandbox.store.orders.get(id);
  return order && order.visibleAt <= now ? order : undefined;
}

function showOrder(call: Call): Reply {
  const order = findOrder(call, call.id);
  if (!order) throw notFound();
  return new Reply(200, orderObject(order, { store: call.sandbox.store, now: call.now }));
}

const sorts: Readonly<Record<string, (order: StoredOrder) => number>> = {
  created_at: ({ createdAt }) => createdAt,
  total_amount: ({ totalMinor }) => totalMinor,
  payment_required_by: ({ paymentRequiredBy }) => paymentRequiredBy ?? Infinity,
};

/** Newest first, unless it is to be sorted. There is no filter by metadata, as at Duffel. */
function listOrders(call: Call): Reply {
  const { sandbox, query, now } = call;
  const { store } = sandbox;
  const offerId = query.get('offer_id');
  const all = offerId === null ? [...store.orders.newest()] : store.ordersOfOffer(offerId).toReversed();
  const awaiting = query.get('awaiting_payment');
  const reference = query.get('booking_reference');
  const names = query.getAll('passenger_name[]').map((name) => name.toLowerCase());
  const orders = all.filter((order) => {
    if (order.visibleAt > now) return false;
    if (awaiting !== null && isAwaitingPayment(order, now) !== (awaiting === 'true')) return false;
    if (reference !== null && order.bookingReference !== reference) return false;
    const passengers = order.passengers.map((each) => `${each.given_name} ${each.family_name}`.toLowerCase());
    return names.every((name) => passengers.some((passenger) => passenger.includes(name)));
  });
  const sort = query.get('sort');
  if (sort !== null) {
    const key = sorts[sort.replace(/^-/, '')];
    if (!key)
      throw invalidRequest(400, 'bad_request', `'sort' must be one of ${Object.keys(sorts).join(', ')}.`);
    const direction = sort.startsWith('-') ? -1 : 1;
    orders.sort((a, b) => direction * (key(a) - key(b)));
  }
  return pageOf(orders, query, (order) => orderObject(order, { store, now }));
}

function updateOrder(call: Call): Reply {
  const order = findOrder(call, call.id);
  if (!order) throw notFound();
  order.metadata = readMetadata(call.data);
  call.sandbox.store.put('order', order);
  return new Reply(200, orderObject(order, { store: call.sandbox.store, now: call.now }));
}

export const orderRoutes: readonly Route[] = [
  { method: 'POST', path: '/air/orders', operation: 'create_order', handle: createOrder },
  { method: 'GET', path: '/air/orders', operation: 'list_orders', handle: listOrders },
  { method: 'GET', path: '/air/orders/:', operation: 'get_order', handle: showOrder },
  { method: 'PATCH', path: '/air/orders/:', operation: 'update_order', handle: updateOrder },
];
