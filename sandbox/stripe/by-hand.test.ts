import type { Stripe } from 'stripe';
import { bookOf } from './testing/books.js';
import { openSandbox, pay, postJson, refusal, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';

let open: TestSandbox;
let stripe: Stripe;
beforeAll(async () => {
  open = await openSandbox();
  stripe = open.stripe;
});
afterAll(() => open.close());

test('an authorised payment can be captured by hand, in part too, and only once', async () => {
  const { id } = await pay(stripe, 'pm_card_visa');
  expect(await sandboxPost(open, `payments/${id}/capture`, { amount: 4_000 })).toMatchObject({
    id,
    status: 'succeeded',
    captured: 4_000,
  });
  expect((await refusal(stripe.paymentIntents.capture(id))).code).toBe('payment_intent_unexpected_state');
  await expect(sandboxPost(open, `payments/${id}/capture`)).rejects.toThrow('400');
});

test('a payment can be canceled by hand, and lapse', async () => {
  const canceled = await pay(stripe, 'pm_card_visa');
  const lapsed = await pay(stripe, 'pm_card_visa');
  await sandboxPost(open, `payments/${canceled.id}/cancel`);
  await sandboxPost(open, `payments/${lapsed.id}/lapse`);
  expect((await stripe.paymentIntents.retrieve(canceled.id)).cancellation_reason).toBe(
    'requested_by_customer',
  );
  expect(await bookOf(open, lapsed.id)).toMatchObject({
    status: 'canceled',
    capturable: 0,
    cancellationReason: 'automatic',
  });
});

test.each([
  ['payments/pi_nobody/capture', {}, 404],
  ['refunds/re_nobody/settle', {}, 404],
  ['events/evt_nobody/forge', { variant: 'unsigned' }, 404],
  ['payments/pi_nobody/explode', {}, 404],
  ['payments/pi_nobody', {}, 404],
  ['payments/decide', { unknown: true }, 400],
  ['webhooks/release', { order: 'sideways' }, 400],
])('%s with %j is refused', async (path, body, status) => {
  expect((await postJson(`${open.sandbox.url}/_sandbox/${path}`, body)).status).toBe(status);
});

test('what does not fit the state of the payment is refused and changes nothing', async () => {
  const held = await pay(stripe, 'pm_card_visa');
  for (const [action, body] of [
    ['refund', {}],
    ['decide', {}],
    ['capture', { amount: 12_501 }],
    ['capture', { amount: 0 }],
    ['cancel', { amount: 1 }],
  ] as const) {
    await expect(sandboxPost(open, `payments/${held.id}/${action}`, body)).rejects.toThrow('400');
  }
  expect(await bookOf(open, held.id)).toMatchObject({ status: 'requires_capture', capturable: 12_500 });
});
