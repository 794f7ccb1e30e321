import type { Stripe } from 'stripe';
import { readBooks } from './testing/books.js';
import {
  clientFor,
  getJson,
  openSandbox,
  pay,
  postJson,
  refusal,
  type TestSandbox,
} from './testing/client.js';

let open: TestSandbox;
let stripe: Stripe;
beforeEach(async () => {
  open = await openSandbox({ limits: { payments: 20, requestLog: 5 } });
  stripe = open.stripe;
});
afterEach(() => open.close());

const control = (body: object) => postJson(`${open.sandbox.url}/_sandbox/control`, body);

test('the books show each payment with what became of the money, and the sums per currency', async () => {
  const paid = await pay(stripe, 'pm_card_visa', {
    capture_method: 'automatic',
    metadata: { reservation: 'r1' },
  });
  const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
  const held = await pay(stripe, 'pm_card_visa', { amount: 700 });
  await pay(stripe, 'pm_card_visa', { amount: 900, currency: 'usd', capture_method: 'automatic' });
  await refusal(pay(stripe, 'pm_card_chargeDeclined'));

  const books = await readBooks(open);
  expect(books.totals).toEqual({
    eur: { payments: 3, capturable: 700, captured: 12_500, refunded: 500, refundPending: 0 },
    usd: { payments: 1, capturable: 0, captured: 900, refunded: 0, refundPending: 0 },
  });
  expect(books.payments).toHaveLength(4);
  expect(books.payments[0]).toMatchObject({
    id: paid.id,
    status: 'succeeded',
    captured: 12_500,
    refunded: 500,
    metadata: { reservation: 'r1' },
    refunds: [{ id: refund.id, amount: 500, status: 'succeeded' }],
  });
  expect(books.payments[1]).toMatchObject({ id: held.id, capturable: 700, captured: 0 });
});

test('payments too old to be kept still count in the sums', async () => {
  for (let index = 0; index < 25; index += 1) {
    await pay(stripe, 'pm_card_visa', { amount: 100, capture_method: 'automatic' });
  }
  const books = await readBooks(open);
  expect(books.payments).toHaveLength(20);
  expect(books.archivedPayments).toBe(5);
  expect(books.totals['eur']).toMatchObject({ payments: 25, captured: 2_500 });
});

test('error_before: nothing was done, and a repeat with the same key goes through', async () => {
  const { id } = await pay(stripe, 'pm_card_visa');
  await control({ operation: 'capture', fault: 'error_before' });
  const capture = () => stripe.paymentIntents.capture(id, {}, { idempotencyKey: 'c' });
  expect((await refusal(capture())).statusCode).toBe(500);
  expect((await readBooks(open)).payments[0]).toMatchObject({ captured: 0 });
  expect((await capture()).status).toBe('succeeded');
});

test('error_after: everything was done, and the error stays the answer of its key', async () => {
  const { id } = await pay(stripe, 'pm_card_visa');
  await control({ operation: 'capture', fault: 'error_after' });
  const retrying = clientFor(open.sandbox.url, { maxNetworkRetries: 2 });
  expect((await refusal(retrying.paymentIntents.capture(id))).statusCode).toBe(500);
  expect((await readBooks(open)).payments[0]).toMatchObject({ captured: 12_500 });
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
});

test('timeout_after: everything was done, nothing is answered, a repeat with its key is', async () => {
  const { id } = await pay(stripe, 'pm_card_visa', { capture_method: 'automatic' });
  await control({ operation: 'refund', fault: 'timeout_after' });
  const refund = (timeout: number) =>
    stripe.refunds.create({ payment_intent: id }, { idempotencyKey: 'r', timeout });
  expect((await refusal(refund(150))).type).toBe('StripeConnectionError');
  expect((await refund(5_000)).status).toBe('succeeded');
  expect((await readBooks(open)).payments[0]).toMatchObject({ refunded: 12_500, refunds: [{}] });
});

test('timeout_before: nothing was done', async () => {
  await control({ operation: 'create', fault: 'timeout_before' });
  const error = await refusal(
    stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, { timeout: 150 }),
  );
  expect(error.type).toBe('StripeConnectionError');
  expect((await readBooks(open)).payments).toEqual([]);
});

test('slow, rate_limited and connection_reset_after do what they say', async () => {
  await control({ operation: 'retrieve', fault: 'slow', delayMs: 200 });
  const { id } = await pay(stripe, 'pm_card_visa');
  const started = performance.now();
  await stripe.paymentIntents.retrieve(id);
  expect(performance.now() - started).toBeGreaterThan(190);

  await control({ operation: 'capture', fault: 'rate_limited' });
  expect(await refusal(stripe.paymentIntents.capture(id))).toMatchObject({
    type: 'StripeRateLimitError',
    statusCode: 429,
  });
  await control({ operation: 'capture', fault: 'connection_reset_after' });
  // The SDK itself repeats a cut connection once, with the same key, and gets the answer.
  expect((await stripe.paymentIntents.capture(id)).status).toBe('succeeded');
});

test('a fault hits as often as it was armed for, and only the payment it names', async () => {
  const first = await pay(stripe, 'pm_card_visa');
  const second = await pay(stripe, 'pm_card_visa');
  await control({ operation: 'capture', fault: 'error_before', times: 2, paymentIntent: second.id });
  expect((await stripe.paymentIntents.capture(first.id)).status).toBe('succeeded');
  expect((await refusal(stripe.paymentIntents.capture(second.id))).statusCode).toBe(500);
  expect((await refusal(stripe.paymentIntents.capture(second.id))).statusCode).toBe(500);
  expect((await stripe.paymentIntents.capture(second.id)).status).toBe('succeeded');
});

test('the default behaviour is that of plain cards, until it is taken back', async () => {
  await control({ defaultBehaviour: 'pm_card_visa_chargeDeclined' });
  expect((await refusal(pay(stripe, 'pm_card_visa'))).decline_code).toBe('generic_decline');
  expect((await refusal(pay(stripe, 'pm_card_chargeDeclinedExpiredCard'))).code).toBe('expired_card');
  await control({ defaultBehaviour: null });
  expect((await pay(stripe, 'pm_card_visa')).status).toBe('requires_capture');
});

test.each([
  [{ operation: 'fly', fault: 'slow' }],
  [{ operation: 'capture', fault: 'explode' }],
  [{ operation: 'capture' }],
  [{ operation: 'capture', fault: 'slow', times: 0 }],
  [{ defaultBehaviour: 'pm_card_nobody' }],
  [{ unknown: true }],
  [{ webhooks: { unknown: true } }],
  [{ webhooks: { copies: 0 } }],
  [{ chaos: { rates: { explode: 0.1 } } }],
  [{ chaos: { rates: { slow: 1.1 } } }],
  [{ chaos: { rates: { slow: 0.6, error_after: 0.6 } } }],
  [{ chaos: { operations: ['fly'] } }],
  [{ webhooks: { hold: true }, chaos: { seed: -1 } }],
  [[]],
])('%j is refused and arms nothing', async (body) => {
  expect((await control(body)).status).toBe(400);
  expect(await getJson(`${open.sandbox.url}/_sandbox/control`)).toEqual({
    defaultBehaviour: null,
    slowMs: 8_000,
    laterMs: 5_000,
    refundSettleMs: 1_000,
    faults: [],
    webhooks: null,
    chaos: null,
  });
});

test('the request log keeps the latest calls, newest first', async () => {
  for (let index = 0; index < 7; index += 1) await stripe.customers.create({ name: `guest ${index}` });
  const { requests } = await getJson<{ requests: { operation: string; status: number; params: string }[] }>(
    `${open.sandbox.url}/_sandbox/requests`,
  );
  expect(requests.map(({ params }) => params)).toEqual(
    [6, 5, 4, 3, 2].map((index) => `name=guest%20${index}`),
  );
  expect(requests[0]).toMatchObject({ operation: 'create_customer', status: 200 });
});

test('reset forgets payments, faults and the log', async () => {
  await pay(stripe, 'pm_card_visa');
  await control({ operation: '*', fault: 'error_before', times: 5 });
  expect((await postJson(`${open.sandbox.url}/_sandbox/reset`)).status).toBe(200);
  expect(await readBooks(open)).toEqual({ totals: {}, archivedPayments: 0, next: null, payments: [] });
  expect((await pay(stripe, 'pm_card_visa')).status).toBe('requires_capture');
});

test('the page shows the latest payments, and text from outside does no harm there', async () => {
  await pay(stripe, 'pm_card_visa', { metadata: { note: '<script>alert(1)</script>' } });
  const response = await fetch(open.sandbox.url);
  const html = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).toContain('EUR 125.00');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toContain('<script>');
});
