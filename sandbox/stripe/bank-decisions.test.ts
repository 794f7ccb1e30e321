import type { Stripe } from 'stripe';
import { eventually } from '../../test/support/eventually.js';
import { bookOf, bookOfRef } from './testing/books.js';
import { openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

let open: TestSandbox;
let stripe: Stripe;
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.open();
  open = await openSandbox({ laterMs: 60_000, webhookUrl: receiver.url });
  stripe = open.stripe;
});
afterEach(async () => {
  await open.close();
  await receiver.close();
});

const soon = () => sandboxPost(open, 'control', { laterMs: 100 });
const decideNow = (id: string, body: object = {}) => sandboxPost(open, `payments/${id}/decide`, body);

/** Pays with a card that never answers; the payment as the books know it. */
async function payLate(ref: string, idempotencyKey = ref) {
  const customer = await stripe.customers.create();
  const params: Stripe.PaymentIntentCreateParams = {
    amount: 12_500,
    currency: 'eur',
    customer: customer.id,
    payment_method: 'pm_sandbox_authorises_late',
    confirm: true,
    capture_method: 'manual',
    metadata: { ref },
  };
  const again = () => stripe.paymentIntents.create(params, { idempotencyKey, timeout: 150 });
  expect((await refusal(again())).type).toBe('StripeConnectionError');
  const booked = await bookOfRef(open, ref);
  if (!booked) throw new Error('The sandbox never took the payment.');
  return { id: booked.id, customer: customer.id, again };
}

test('pm_sandbox_authorises_late: nobody sees the payment before the bank has approved it', async () => {
  const { id, customer, again } = await payLate('late');
  expect((await refusal(stripe.paymentIntents.retrieve(id))).statusCode).toBe(404);
  expect((await refusal(stripe.paymentIntents.cancel(id))).statusCode).toBe(404);
  expect((await stripe.paymentIntents.list({ customer })).data).toEqual([]);
  expect((await stripe.paymentIntents.search({ query: "metadata['ref']:'late'" })).data).toEqual([]);
  expect(await refusal(again())).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
  expect(receiver.types().filter((type) => type.startsWith('payment_intent'))).toEqual([]);
  expect(await bookOf(open, id)).toMatchObject({ hidden: true, status: 'processing', capturable: 0 });

  await decideNow(id);
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture');
  expect((await stripe.paymentIntents.list({ customer })).data.map((found) => found.id)).toEqual([id]);
  expect(await again()).toMatchObject({ id, status: 'requires_capture' });
  await receiver.until(() => receiver.types().includes('payment_intent.amount_capturable_updated'));
  expect(await bookOf(open, id)).toMatchObject({ hidden: false, capturable: 12_500 });
});

test('pm_sandbox_authorises_late: it comes by itself after a while', async () => {
  await soon();
  const { id } = await payLate('soon');
  await eventually(async () => {
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture');
  });
});

test('a payment that was made before stays in sight while a late bank decides', async () => {
  const { id } = await stripe.paymentIntents.create({ amount: 900, currency: 'eur' });
  const confirm = stripe.paymentIntents.confirm(
    id,
    { payment_method: 'pm_sandbox_authorises_late' },
    { timeout: 150 },
  );
  expect((await refusal(confirm)).type).toBe('StripeConnectionError');
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');
});

test.each([
  ['pm_sandbox_processing_then_pays', 'requires_capture'],
  ['pm_sandbox_processing_then_declined', 'requires_payment_method'],
])('%s: cannot be canceled or captured meanwhile, and ends as %s', async (card, status) => {
  const { id, status: first } = await pay(stripe, card);
  expect(first).toBe('processing');
  for (const refused of [stripe.paymentIntents.cancel(id), stripe.paymentIntents.capture(id)]) {
    expect((await refusal(refused)).code).toBe('payment_intent_unexpected_state');
  }
  await decideNow(id);
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe(status);
  const told =
    status === 'requires_capture'
      ? 'payment_intent.amount_capturable_updated'
      : 'payment_intent.payment_failed';
  await receiver.until(() => receiver.types().includes(told));
  expect(receiver.types()).toContain('payment_intent.processing');
});

test('a bank can be told to decide otherwise than its card foresees', async () => {
  const { id } = await pay(stripe, 'pm_sandbox_processing_then_pays');
  await decideNow(id, { outcome: 'decline' });
  expect((await stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe('card_declined');
});

test('pm_sandbox_declined_then_pays: money is held although the card was refused', async () => {
  const error = await refusal(pay(stripe, 'pm_sandbox_declined_then_pays'));
  expect(error).toMatchObject({ statusCode: 402, code: 'card_declined' });
  const id = error.payment_intent?.id ?? '';
  expect(await bookOf(open, id)).toMatchObject({ capturable: 0 });
  await decideNow(id);
  expect(await bookOf(open, id)).toMatchObject({ status: 'requires_capture', capturable: 12_500 });
  await receiver.until(() => receiver.types().includes('payment_intent.amount_capturable_updated'));
  expect(receiver.types()).toContain('payment_intent.payment_failed');
});

test('a refused payment that was canceled in time is not approved any more', async () => {
  const error = await refusal(pay(stripe, 'pm_sandbox_declined_then_pays'));
  const id = error.payment_intent?.id ?? '';
  await stripe.paymentIntents.cancel(id);
  await decideNow(id);
  expect(await bookOf(open, id)).toMatchObject({ status: 'canceled', capturable: 0 });
});

test('pm_sandbox_authorisation_lapses: what was not captured in time goes back', async () => {
  await soon();
  const { id, status } = await pay(stripe, 'pm_sandbox_authorisation_lapses');
  expect(status).toBe('requires_capture');
  await receiver.until(() => receiver.types().includes('payment_intent.canceled'));
  expect(receiver.types()).toContain('charge.expired');
  expect((await refusal(stripe.paymentIntents.capture(id))).code).toBe('payment_intent_unexpected_state');
  expect(await bookOf(open, id)).toMatchObject({ capturable: 0, cancellationReason: 'automatic' });
});

test('what was captured in time does not lapse', async () => {
  const { id } = await pay(stripe, 'pm_sandbox_authorisation_lapses');
  await stripe.paymentIntents.capture(id);
  expect(await sandboxPost(open, 'payments/decide')).toEqual({ decided: 1 });
  expect(await bookOf(open, id)).toMatchObject({ status: 'succeeded', captured: 12_500 });
});
