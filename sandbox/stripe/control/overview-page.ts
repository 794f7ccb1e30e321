import { testCards } from '../cards/test-cards.js';
import type { StoredIntent } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { refundedAmount } from '../state/totals.js';
import { bookTotals } from './books.js';
import { escapeHtml, formatAmount, page } from '../../common/html.js';
import { decimalsOf } from '../api/payment-rules.js';

const shownPayments = 50;

function paymentRow(intent: StoredIntent, store: Store): string {
  const { api, token } = intent;
  const refunded = refundedAmount(intent, store.refunds, 'succeeded');
  const metadata = Object.entries(api.metadata)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
  const amounts = [api.amount, api.amount_received, refunded]
    .map(
      (amount) => `<td class="amount">${formatAmount(amount, api.currency, decimalsOf(api.currency))}</td>`,
    )
    .join('');
  const time = new Date(api.created * 1000).toISOString().replace('T', ' ').slice(0, 19);
  return `<tr><td>${time}</td><td><code>${api.id}</code></td><td>${api.status}</td>${amounts}<td><code>${escapeHtml(token ?? '–')}</code></td><td><code>${escapeHtml(metadata)}</code></td></tr>`;
}

/** The page at `/`: the sums, the latest payments and the test cards. */
export function overviewPage(store: Store): string {
  const totals = Object.entries(bookTotals(store)).map(
    ([currency, sum]) =>
      `<tr><td>${currency.toUpperCase()}</td><td class="amount">${sum.payments}</td>${[
        sum.capturable,
        sum.captured,
        sum.refunded,
        sum.refundPending,
      ]
        .map((amount) => `<td class="amount">${formatAmount(amount, currency, decimalsOf(currency))}</td>`)
        .join('')}</tr>`,
  );
  const payments: string[] = [];
  for (const intent of store.intents.newest()) {
    payments.push(paymentRow(intent, store));
    if (payments.length >= shownPayments) break;
  }
  const cards = [...testCards.values()].map(
    ({ token, brand, last4, about }) =>
      `<tr><td><code>${token}</code></td><td>${brand} ···· ${last4}</td><td>${escapeHtml(about)}</td></tr>`,
  );
  return page(
    'Payment sandbox',
    `<h1>Payment sandbox</h1>
<p class="banner">Speaks Stripe's API. No real money moves here.</p>
<p><a href="/_sandbox/books">Books</a> · <a href="/_sandbox/requests">Requests</a> · <a href="/_sandbox/control">Control</a></p>
<h2>Totals</h2>
<div class="scroll"><table><tr><th>Currency</th><th>Payments</th><th>Authorised</th><th>Captured</th><th>Refunded</th><th>Refund pending</th></tr>${totals.join('')}</table></div>
<h2>Latest payments</h2>
<div class="scroll"><table><tr><th>Created (UTC)</th><th>Payment</th><th>Status</th><th>Amount</th><th>Captured</th><th>Refunded</th><th>Card</th><th>Metadata</th></tr>${payments.join('')}</table></div>
${payments.length === 0 ? '<p>None yet.</p>' : ''}
<h2>Test cards</h2>
<div class="scroll"><table><tr><th>Payment method</th><th>Card</th><th>What it does</th></tr>${cards.join('')}</table></div>`,
  );
}
