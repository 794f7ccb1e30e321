import type { Stripe } from 'stripe';
import { readBooks } from './testing/books.js';
import { openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';

let open: TestSandbox;
let stripe: Stripe;
beforeAll(async () => {
  open = await openSandbox({ slowMs: 1_000 });
  stripe = open.stripe;
});
afterAll(() => open.close());

async function bookOf(metadata: Record<string, string>) {
  const { payments } = await readBooks(open);
  return payments.filter((payment) => payment.metadata['ref'] === metadata['ref']);
}

test.each(['pm_card_visa', 'pm_card_mastercard', 'pm_card_amex'])('%s pays', async (card) => {
  const intent = await pay(stripe, card, { capture_method: 'automatic' });
  expect(intent).toMatchObject({ status: 'succeeded', amount_received: 12_500, amount_capturable: 0 });
});

test.each([
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
])('%s is refused with %s / %s, and the payment asks for another card', async (card, code, declineCode) => {
  const error = await refusal(pay(stripe, card));
  expect(error).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    code,
    decline_code: declineCode,
    payment_intent: { status: 'requires_payment_method', payment_method: null, amount_capturable: 0 },
  });
  const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '', {
    expand: ['latest_charge'],
  });
  expect(intent.last_payment_error).toMatchObject({ code, decline_code: declineCode });
  expect(intent.latest_charge).toMatchObject({ status: 'failed', paid: false, captured: false });
});

test('after a decline another card pays the same payment', async () => {
  const error = await refusal(pay(stripe, 'pm_card_visa_chargeDeclined'));
  const intent = await stripe.paymentIntents.confirm(error.payment_intent?.id ?? '', {
    payment_method: 'pm_card_visa',
  });
  expect(intent).toMatchObject({
    status: 'requires_capture',
    amount_capturable: 12_500,
    last_payment_error: null,
  });
});

test('a saved card keeps the behaviour of the token it came from', async () => {
  const customer = await stripe.customers.create();
  const card = await stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer: customer.id });
  expect(card.id).not.toBe('pm_card_visa_chargeDeclined');
  const error = await refusal(pay(stripe, card.id, { customer: customer.id }));
  expect(error.decline_code).toBe('generic_decline');
});

test.each(['pm_card_authenticationRequired', 'pm_card_threeDSecure2Required'])(
  '%s waits for the guest, is declined without the guest, and fails when no action is wanted',
  async (card) => {
    const waiting = await pay(stripe, card, { return_url: 'https://hotel.example/back' });
    expect(waiting.status).toBe('requires_action');
    expect(waiting.next_action?.redirect_to_url?.url).toContain(open.sandbox.url);
    expect(waiting.next_action?.redirect_to_url?.return_url).toBe('https://hotel.example/back');

    const offSession = await refusal(pay(stripe, card, { off_session: true }));
    expect(offSession).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    const noAction = await refusal(pay(stripe, card, { error_on_requires_action: true }));
    expect(noAction).toMatchObject({ statusCode: 402, code: 'authentication_required' });
  },
);

test('pm_sandbox_slow answers late, and the money is authorised before it does', async () => {
  const metadata = { ref: 'slow' };
  const started = performance.now();
  let answered = false;
  const answer = pay(stripe, 'pm_sandbox_slow', { metadata }).finally(() => {
    answered = true;
  });
  let book = await bookOf(metadata);
  while (book.length === 0) book = await bookOf(metadata);
  expect(answered).toBe(false);
  expect(book).toMatchObject([{ status: 'requires_capture', capturable: 12_500 }]);
  expect((await answer).status).toBe('requires_capture');
  expect(performance.now() - started).toBeGreaterThan(990);
});

test('pm_sandbox_timeout_after_charge charges once and never answers; a repeat with its key gets the answer', async () => {
  const metadata = { ref: 'timeout' };
  const params: Stripe.PaymentIntentCreateParams = {
    amount: 5_000,
    currency: 'eur',
    payment_method: 'pm_sandbox_timeout_after_charge',
    confirm: true,
    metadata,
  };
  const options = { idempotencyKey: 'timeout-1' };
  const error = await refusal(stripe.paymentIntents.create(params, { ...options, timeout: 200 }));
  expect(error.type).toBe('StripeConnectionError');
  const repeated = await stripe.paymentIntents.create(params, options);
  expect(repeated.status).toBe('succeeded');
  expect(await bookOf(metadata)).toMatchObject([{ id: repeated.id, captured: 5_000 }]);
});

test('pm_sandbox_error_after_charge charges once and answers 500, to a repeat too', async () => {
  const metadata = { ref: 'error' };
  const once = () =>
    stripe.paymentIntents.create(
      {
        amount: 5_000,
        currency: 'eur',
        payment_method: 'pm_sandbox_error_after_charge',
        confirm: true,
        metadata,
      },
      { idempotencyKey: 'error-1' },
    );
  expect(await refusal(once())).toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
  expect(await refusal(once())).toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
  expect(await bookOf(metadata)).toMatchObject([{ captured: 5_000, status: 'succeeded' }]);
});

test('an unknown card is refused', async () => {
  const error = await refusal(pay(stripe, 'pm_card_nobody'));
  expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'payment_method' });
});
