import type { Stripe } from 'stripe';
import { bookOf, readBooks } from './testing/books.js';
import { openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';

let open: TestSandbox;
let stripe: Stripe;
beforeAll(async () => {
  open = await openSandbox();
  stripe = open.stripe;
});
afterAll(() => open.close());

test.each([
  ['pm_sandbox_authorises_less', { amount: 12_500, currency: 'eur', amount_capturable: 12_400 }],
  ['pm_sandbox_authorises_more', { amount: 12_600, currency: 'eur', amount_capturable: 12_600 }],
  ['pm_sandbox_authorises_other_currency', { amount: 12_500, currency: 'usd', amount_capturable: 12_500 }],
])('%s: the answer shows it, and the books keep what was asked', async (card, shown) => {
  const intent = await pay(stripe, card);
  expect(intent).toMatchObject({ status: 'requires_capture', ...shown });
  expect(await bookOf(open, intent.id)).toMatchObject({ askedAmount: 12_500, askedCurrency: 'eur' });
  await stripe.paymentIntents.capture(intent.id);
  expect(await bookOf(open, intent.id)).toMatchObject({ captured: shown.amount_capturable, capturable: 0 });
});

test.each([
  ['pm_sandbox_captures_less', 12_400],
  ['pm_sandbox_captures_more', 12_600],
])('%s: %i of 12500 are taken, and can be refunded', async (card, taken) => {
  const { id, amount_capturable } = await pay(stripe, card);
  expect(amount_capturable).toBe(12_500);
  expect((await stripe.paymentIntents.capture(id)).amount_received).toBe(taken);
  expect(await bookOf(open, id)).toMatchObject({ captured: taken, askedAmount: 12_500 });
  expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(taken);
});

test('a small amount is off by half of it, never by all', async () => {
  const intent = await pay(stripe, 'pm_sandbox_authorises_less', { amount: 60 });
  expect(intent.amount_capturable).toBe(30);
});

test('pm_sandbox_capture_fails_twice: nothing is taken before the third capture, which takes it once', async () => {
  const { id } = await pay(stripe, 'pm_sandbox_capture_fails_twice');
  for (const _ of [1, 2]) {
    expect((await refusal(stripe.paymentIntents.capture(id))).statusCode).toBe(500);
    expect(await bookOf(open, id)).toMatchObject({ captured: 0, capturable: 12_500 });
  }
  expect((await stripe.paymentIntents.capture(id)).status).toBe('succeeded');
  expect(await bookOf(open, id)).toMatchObject({ captured: 12_500, capturable: 0 });
});

test.each([
  ['pm_sandbox_capture_answer_lost', 'StripeConnectionError'],
  ['pm_sandbox_capture_error_after', 'StripeAPIError'],
])('%s: the money is taken although the answer is a %s', async (card, type) => {
  const { id } = await pay(stripe, card);
  expect((await refusal(stripe.paymentIntents.capture(id, {}, { timeout: 150 }))).type).toBe(type);
  expect(await bookOf(open, id)).toMatchObject({ captured: 12_500 });
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
});

test('a lie changes nothing in what was asked of the other payments', async () => {
  const { payments } = await readBooks(open);
  expect(payments.length).toBeGreaterThan(5);
  const honest = await pay(stripe, 'pm_card_visa');
  expect(await bookOf(open, honest.id)).toMatchObject({
    amount: 12_500,
    askedAmount: 12_500,
    currency: 'eur',
  });
});
