import { escapeHtml, formatAmount, page } from '../../common/html.js';
import { namedBehaviours } from '../behaviour/passenger-names.js';
import { hasLapsed, type StoredOrder } from '../state/objects.js';
import type { Store } from '../state/store.js';

const shownOrders = 50;

function stateOf(order: StoredOrder, now: number): string {
  if (order.cancelledAt !== null) return 'canceled';
  if (order.paidAt !== null) return 'booked';
  return hasLapsed(order, now) ? 'lapsed' : 'awaiting payment';
}

function orderRow(order: StoredOrder, now: number): string {
  const time = new Date(order.createdAt).toISOString().replace('T', ' ').slice(0, 19);
  const route = order.offer.flights.map(({ origin, destination }) => `${origin}–${destination}`).join(', ');
  const names = order.passengers.map((each) => `${each.given_name} ${each.family_name}`).join(', ');
  const metadata = Object.entries(order.metadata)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
  return `<tr><td>${time}</td><td><code>${order.id}</code></td><td>${order.bookingReference}</td><td>${stateOf(order, now)}</td><td>${route}</td><td>${escapeHtml(names)}</td><td class="amount">${formatAmount(order.totalMinor, order.currency, 2)}</td><td><code>${escapeHtml(metadata)}</code></td></tr>`;
}

export function overviewPage(store: Store): string {
  const now = Date.now();
  const orders: string[] = [];
  for (const order of store.orders.newest()) {
    orders.push(orderRow(order, now));
    if (orders.length >= shownOrders) break;
  }
  const names = Object.entries(namedBehaviours).map(
    ([name, { about }]) => `<tr><td><code>${name}</code></td><td>${escapeHtml(about)}</td></tr>`,
  );
  return page(
    'Flight sandbox',
    `<h1>Flight sandbox</h1>
<p class="banner">Speaks Duffel's API. Nobody flies on these tickets.</p>
<p><a href="/_sandbox/books">Books</a> · <a href="/_sandbox/requests">Requests</a> · <a href="/_sandbox/control">Control</a> · <a href="/_sandbox/names">Names</a></p>
<h2>Orders</h2>
<div class="scroll"><table><tr><th>Created (UTC)</th><th>Order</th><th>Reference</th><th>State</th><th>Route</th><th>Passengers</th><th>Total</th><th>Metadata</th></tr>${orders.join('')}</table></div>
${orders.length === 0 ? '<p>None yet.</p>' : ''}
<h2>Family names</h2>
<div class="scroll"><table><tr><th>Family name</th><th>What happens</th></tr>${names.join('')}</table></div>`,
  );
}
