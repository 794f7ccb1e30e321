import type { Stripe } from 'stripe';
import { eventually } from '../../test/support/eventually.js';
import { readBooks } from './testing/books.js';
import { openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';

let open: TestSandbox;
let stripe: Stripe;
beforeAll(async () => {
  open = await openSandbox({ refundSettleMs: 50 });
  stripe = open.stripe;
});
afterAll(() => open.close());

const paid = (card = 'pm_card_visa') => pay(stripe, card, { capture_method: 'automatic' });

async function bookOf(id: string) {
  const { payments } = await readBooks(open);
  return payments.find((payment) => payment.id === id);
}

test('a payment is refunded in parts, never beyond what was captured', async () => {
  const { id } = await paid();
  const first = await stripe.refunds.create({
    payment_intent: id,
    amount: 5_000,
    reason: 'requested_by_customer',
    metadata: { intent: 'x' },
  });
  expect(first).toMatchObject({ object: 'refund', status: 'succeeded', amount: 5_000, payment_intent: id });
  const tooMuch = await refusal(stripe.refunds.create({ payment_intent: id, amount: 7_501 }));
  expect(tooMuch).toMatchObject({ statusCode: 400, param: 'amount' });
  const rest = await stripe.refunds.create({ payment_intent: id });
  expect(rest.amount).toBe(7_500);
  const again = await refusal(stripe.refunds.create({ payment_intent: id }));
  expect(again.code).toBe('charge_already_refunded');

  expect(await bookOf(id)).toMatchObject({ captured: 12_500, refunded: 12_500, refunds: [{}, {}] });
  const { data } = await stripe.refunds.list({ payment_intent: id });
  expect(data.map((refund) => refund.id)).toEqual([rest.id, first.id]);
  expect(await stripe.refunds.retrieve(first.id)).toMatchObject({ metadata: { intent: 'x' } });
});

test('only what was captured can be refunded after a partial capture', async () => {
  const { id } = await pay(stripe, 'pm_card_visa');
  await stripe.paymentIntents.capture(id, { amount_to_capture: 4_000 });
  expect((await refusal(stripe.refunds.create({ payment_intent: id, amount: 4_001 }))).statusCode).toBe(400);
  const refund = await stripe.refunds.create({ payment_intent: id });
  expect(refund.amount).toBe(4_000);
});

test('a charge can be refunded by its own id', async () => {
  const intent = await paid();
  const charge = (await stripe.charges.list({ payment_intent: intent.id })).data[0]?.id ?? '';
  const refund = await stripe.refunds.create({ charge, amount: 100 });
  expect(refund.payment_intent).toBe(intent.id);
  expect(await stripe.charges.retrieve(charge)).toMatchObject({
    amount_refunded: 100,
    refunded: false,
  });
});

test('a payment that was not captured cannot be refunded', async () => {
  const held = await pay(stripe, 'pm_card_visa');
  const error = await refusal(stripe.refunds.create({ payment_intent: held.id }));
  expect(error.code).toBe('payment_intent_unexpected_state');
  await stripe.paymentIntents.cancel(held.id);
  expect((await refusal(stripe.refunds.create({ payment_intent: held.id }))).statusCode).toBe(400);
  expect(await bookOf(held.id)).toMatchObject({ captured: 0, refunded: 0, refunds: [] });
});

test.each(['pm_sandbox_refund_pending', 'pm_card_pendingRefund'])(
  '%s: pending first, then succeeded',
  async (card) => {
    const { id } = await paid(card);
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe('pending');
    await eventually(async () => {
      expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    });
    expect(await bookOf(id)).toMatchObject({ refunded: 12_500, refundPending: 0 });
  },
);

test.each([
  ['pm_sandbox_refund_fails', 'pending'],
  ['pm_card_refundFail', 'succeeded'],
])('%s: %s first, then failed, and the money can be refunded again', async (card, first) => {
  const { id } = await paid(card);
  const refund = await stripe.refunds.create({ payment_intent: id });
  expect(refund.status).toBe(first);
  await eventually(async () => {
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('failed');
  });
  expect(await bookOf(id)).toMatchObject({ captured: 12_500, refunded: 0, refundPending: 0 });
  expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(12_500);
});
