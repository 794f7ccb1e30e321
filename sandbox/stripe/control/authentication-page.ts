import type { StoredIntent } from '../state/objects.js';
import { escapeHtml, formatAmount, page } from '../../common/html.js';
import { decimalsOf } from '../api/payment-rules.js';

/** The bank's page of a 3-D Secure payment: two buttons, no script. */
export function authenticationPage({ api }: StoredIntent): string {
  const amount = formatAmount(api.amount, api.currency, decimalsOf(api.currency));
  return page(
    'Approve the payment',
    `<main class="narrow"><p class="banner">Test bank. No real money moves here.</p>
<h1>Approve the payment?</h1>
<p>A merchant asks for <strong>${amount}</strong>.</p>
<p><code>${api.id}</code></p>
<form method="post" action="/_sandbox/authenticate/${api.id}">
<input type="hidden" name="client_secret" value="${escapeHtml(api.client_secret)}">
<button class="primary" name="outcome" value="approve">Approve</button>
<button name="outcome" value="fail">Fail</button>
</form></main>`,
  );
}

export function authenticationDonePage({ api }: StoredIntent): string {
  return page(
    'Payment',
    `<main class="narrow"><h1>Nothing to approve</h1>
<p>The payment <code>${api.id}</code> is <strong>${api.status.replaceAll('_', ' ')}</strong>. You can close this page.</p></main>`,
  );
}

/** Where the guest goes afterwards, with what Stripe adds to it. */
export function returnAddress(returnUrl: string, { api }: StoredIntent, approved: boolean): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', api.id);
  url.searchParams.set('payment_intent_client_secret', api.client_secret);
  url.searchParams.set('redirect_status', approved ? 'succeeded' : 'failed');
  return url.href;
}
