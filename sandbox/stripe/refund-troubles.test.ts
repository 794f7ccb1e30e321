import type { Stripe } from 'stripe';
import { bookOf } from './testing/books.js';
import { openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

let open: TestSandbox;
let stripe: Stripe;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  open = await openSandbox({ refundSettleMs: 20, webhookUrl: receiver.url });
  stripe = open.stripe;
});
afterAll(async () => {
  await open.close();
  await receiver.close();
});

const paid = (card: string) => pay(stripe, card, { capture_method: 'automatic' });

/** The types of the events about a refund of this payment that have arrived. */
const toldAbout = (paymentIntent: string) =>
  receiver.events(open.sandbox.webhookSecret).flatMap(({ type, data }) => {
    const { object } = data;
    return 'payment_intent' in object && object.payment_intent === paymentIntent ? [type] : [];
  });

test('pm_sandbox_refund_timeout: refunded once, not answered; a repeat with its key gets the refund', async () => {
  const { id } = await paid('pm_sandbox_refund_timeout');
  const refund = (timeout: number) =>
    stripe.refunds.create({ payment_intent: id }, { idempotencyKey: 'refund-lost', timeout });
  expect((await refusal(refund(150))).type).toBe('StripeConnectionError');
  expect(await refund(5_000)).toMatchObject({ status: 'succeeded', amount: 12_500 });
  expect(await bookOf(open, id)).toMatchObject({ refunded: 12_500, refunds: [{ byHand: false }] });
});

test('pm_sandbox_refund_error: refunded once, and 500 is the answer of its key for ever', async () => {
  const { id } = await paid('pm_sandbox_refund_error');
  const refund = () => stripe.refunds.create({ payment_intent: id }, { idempotencyKey: 'refund-500' });
  expect((await refusal(refund())).statusCode).toBe(500);
  expect((await refusal(refund())).statusCode).toBe(500);
  expect((await stripe.refunds.list({ payment_intent: id })).data).toHaveLength(1);
});

test('pm_sandbox_refund_disputed: refused for good, and nothing is given back', async () => {
  const { id } = await paid('pm_sandbox_refund_disputed');
  for (const _ of [1, 2, 3]) {
    expect(await refusal(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      statusCode: 400,
      code: 'charge_disputed',
    });
  }
  expect(await bookOf(open, id)).toMatchObject({ refunded: 0, refunds: [] });
});

test('pm_sandbox_refund_no_balance: a refusal stays the answer of its key, a third order under another key works', async () => {
  const { id } = await paid('pm_sandbox_refund_no_balance');
  const refund = (idempotencyKey: string) =>
    stripe.refunds.create({ payment_intent: id }, { idempotencyKey });
  for (const key of ['a', 'a', 'b']) {
    expect(await refusal(refund(`no-balance-${key}`))).toMatchObject({ code: 'balance_insufficient' });
  }
  expect((await refund('no-balance-c')).status).toBe('succeeded');
  expect(await bookOf(open, id)).toMatchObject({ refunded: 12_500, refunds: [{}] });
});

test('pm_sandbox_refund_stays_pending: until somebody settles it', async () => {
  const { id } = await paid('pm_sandbox_refund_stays_pending');
  const refund = await stripe.refunds.create({ payment_intent: id });
  expect(refund.status).toBe('pending');
  expect(await bookOf(open, id)).toMatchObject({ refunded: 0, refundPending: 12_500 });
  await sandboxPost(open, `refunds/${refund.id}/settle`, { outcome: 'succeeded' });
  expect(await bookOf(open, id)).toMatchObject({ refunded: 12_500, refundPending: 0 });
  await receiver.until(() => toldAbout(id).includes('refund.updated'));
});

test('a refund that had succeeded can still come back', async () => {
  const { id } = await paid('pm_card_visa');
  const refund = await stripe.refunds.create({ payment_intent: id });
  await sandboxPost(open, `refunds/${refund.id}/settle`, { outcome: 'failed' });
  expect(await bookOf(open, id)).toMatchObject({ captured: 12_500, refunded: 0 });
  await receiver.until(() => toldAbout(id).includes('refund.failed'));
  await expect(sandboxPost(open, `refunds/${refund.id}/settle`, { outcome: 'failed' })).rejects.toThrow(
    '400',
  );
});

test('a refund by hand is in the books as nobody’s order, and told unless it is to be silent', async () => {
  const loud = await paid('pm_card_visa');
  const silent = await paid('pm_card_visa');
  await sandboxPost(open, `payments/${silent.id}/refund`, { webhooks: false });
  await sandboxPost(open, `payments/${loud.id}/refund`, { amount: 300, metadata: { note: 'goodwill' } });
  expect(await bookOf(open, loud.id)).toMatchObject({
    refunded: 300,
    refunds: [{ byHand: true, amount: 300, metadata: { note: 'goodwill' } }],
  });
  expect(await bookOf(open, silent.id)).toMatchObject({ refunded: 12_500, refunds: [{ byHand: true }] });
  await receiver.until(() => toldAbout(loud.id).includes('refund.created'));
  expect(toldAbout(silent.id)).not.toContain('refund.created');
  expect((await stripe.refunds.list({ payment_intent: silent.id })).data).toHaveLength(1);
});
