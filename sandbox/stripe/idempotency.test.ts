import StripeClient, { type Stripe } from 'stripe';
import { readBooks } from './testing/books.js';
import { openSandbox, refusal, type TestSandbox } from './testing/client.js';

let open: TestSandbox;
let stripe: Stripe;
beforeAll(async () => {
  open = await openSandbox({ slowMs: 1_000 });
  stripe = open.stripe;
});
afterAll(() => open.close());

const params = (amount: number, card = 'pm_card_visa'): Stripe.PaymentIntentCreateParams => ({
  amount,
  currency: 'eur',
  payment_method: card,
  confirm: true,
});

async function paymentsOf(amount: number) {
  const { payments } = await readBooks(open);
  return payments.filter((payment) => payment.amount === amount);
}

async function post(key: string, body: string, path = '/v1/payment_intents') {
  const response = await fetch(open.sandbox.url + path, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_x', 'idempotency-key': key },
    body,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('one key, one payment, the same answer byte for byte', async () => {
  const body = 'amount=1001&currency=eur&payment_method=pm_card_visa&confirm=true';
  const first = await post('same', body);
  const second = await post('same', 'confirm=true&payment_method=pm_card_visa&currency=eur&amount=1001');
  expect(second.text).toBe(first.text);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'));
  expect(await paymentsOf(1_001)).toHaveLength(1);
});

test('a key with other parameters is refused and has no effect', async () => {
  await stripe.paymentIntents.create(params(1_002), { idempotencyKey: 'other' });
  const error = await refusal(stripe.paymentIntents.create(params(1_003), { idempotencyKey: 'other' }));
  expect(error).toBeInstanceOf(StripeClient.errors.StripeIdempotencyError);
  expect(error.statusCode).toBe(400);
  expect(await paymentsOf(1_003)).toEqual([]);
});

test('a key belongs to the address it was first used for', async () => {
  await post('address', 'amount=1004&currency=eur');
  const other = await post('address', 'amount=1004&currency=eur', '/v1/customers');
  expect(other.status).toBe(400);
  expect(other.text).toContain('idempotency_error');
});

test('while a request is in flight its key answers 409', async () => {
  const slow = params(1_005, 'pm_sandbox_slow');
  const first = stripe.paymentIntents.create(slow, { idempotencyKey: 'flight' });
  while ((await paymentsOf(1_005)).length === 0);
  const error = await refusal(stripe.paymentIntents.create(slow, { idempotencyKey: 'flight' }));
  expect(error).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
  const { id } = await first;
  expect((await stripe.paymentIntents.create(slow, { idempotencyKey: 'flight' })).id).toBe(id);
  expect(await paymentsOf(1_005)).toHaveLength(1);
});

test('a decline is kept for its key', async () => {
  const declined = params(1_006, 'pm_card_visa_chargeDeclined');
  const first = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey: 'decline' }));
  const second = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey: 'decline' }));
  expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
  expect(await paymentsOf(1_006)).toHaveLength(1);
});

test('a request with a wrong parameter does not use up its key', async () => {
  expect(
    (await refusal(stripe.paymentIntents.create(params(-1), { idempotencyKey: 'wrong' }))).statusCode,
  ).toBe(400);
  const { status } = await stripe.paymentIntents.create(params(1_007), { idempotencyKey: 'wrong' });
  expect(status).toBe('succeeded');
});

test('fifty captures at once with fifty keys: one captures, the others are refused', async () => {
  const { id } = await stripe.paymentIntents.create({ ...params(1_008), capture_method: 'manual' });
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      stripe.paymentIntents.capture(id, {}, { idempotencyKey: `capture-${index}` }),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await paymentsOf(1_008)).toMatchObject([{ captured: 1_008 }]);
});
