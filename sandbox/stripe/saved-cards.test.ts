import type { Stripe } from 'stripe';
import { clientFor, openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';

let open: TestSandbox;
let stripe: Stripe;
beforeAll(async () => {
  open = await openSandbox({ apiKey: 'sk_test_right' });
  stripe = clientFor(open.sandbox.url, {}, 'sk_test_right');
});
afterAll(() => open.close());

test('a customer is created, read, changed and found by e-mail', async () => {
  const { id } = await stripe.customers.create({
    email: 'carol@guest.example',
    name: 'Carol',
    metadata: { guest: 'c-1' },
  });
  await stripe.customers.update(id, { name: 'Carol B.' });
  const customer = await stripe.customers.retrieve(id);
  expect(customer).toMatchObject({ id, object: 'customer', name: 'Carol B.', metadata: { guest: 'c-1' } });
  const { data } = await stripe.customers.list({ email: 'carol@guest.example' });
  expect(data.map((found) => found.id)).toEqual([id]);
});

test('attaching a test token saves a new card each time; the list shows them newest first', async () => {
  const customer = await stripe.customers.create();
  const visa = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const mastercard = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
  expect(visa).toMatchObject({ object: 'payment_method', type: 'card', customer: customer.id });
  expect(visa.card).toMatchObject({ brand: 'visa', last4: '4242', exp_month: 12 });
  expect(visa.card?.exp_year).toBeGreaterThan(new Date().getUTCFullYear());

  const listed = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
  expect(listed.data.map(({ id }) => id)).toEqual([mastercard.id, visa.id]);
  const page = await stripe.customers.listPaymentMethods(customer.id, { limit: 1 });
  expect(page).toMatchObject({ has_more: true, data: [{ id: mastercard.id }] });
  const rest = await stripe.customers.listPaymentMethods(customer.id, { starting_after: mastercard.id });
  expect(rest.data.map(({ id }) => id)).toEqual([visa.id]);
});

test('a detached card leaves the list and cannot pay again', async () => {
  const customer = await stripe.customers.create();
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  expect((await stripe.paymentMethods.detach(card.id)).customer).toBeNull();
  expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toEqual([]);
  expect((await refusal(pay(stripe, card.id))).statusCode).toBe(400);
  expect((await refusal(stripe.paymentMethods.attach(card.id, { customer: customer.id }))).statusCode).toBe(
    400,
  );
});

test('a card is saved with one customer only', async () => {
  const [first, second] = [await stripe.customers.create(), await stripe.customers.create()];
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: first.id });
  const error = await refusal(stripe.paymentMethods.attach(card.id, { customer: second.id }));
  expect(error.statusCode).toBe(400);
  expect((await stripe.paymentMethods.retrieve(card.id)).customer).toBe(first.id);
});

test('a card used once without being saved cannot be used again', async () => {
  const card = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
  expect((await pay(stripe, card.id)).status).toBe('requires_capture');
  expect((await refusal(pay(stripe, card.id))).message).toContain('may not be used again');
});

test('setup_future_usage saves the card that paid', async () => {
  const customer = await stripe.customers.create();
  const paid = await pay(stripe, 'pm_card_visa', {
    customer: customer.id,
    setup_future_usage: 'off_session',
  });
  const { data } = await stripe.paymentMethods.list({ customer: customer.id });
  expect(data.map(({ id }) => id)).toEqual([paid.payment_method]);
});

test('a setup intent saves a card, and says when the card is no good', async () => {
  const customer = await stripe.customers.create();
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    payment_method: 'pm_card_visa',
    confirm: true,
  });
  expect(setup.id).toMatch(/^seti_/);
  expect(setup.status).toBe('succeeded');
  expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toHaveLength(1);
  const again = await refusal(stripe.setupIntents.confirm(setup.id));
  expect(again.code).toBe('setup_intent_unexpected_state');
  const error = await refusal(
    stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_chargeDeclined',
      confirm: true,
    }),
  );
  expect(error).toMatchObject({ statusCode: 402, setup_intent: { status: 'requires_payment_method' } });
});

test.each([
  ['no key', undefined],
  ['another key', 'Bearer sk_test_wrong'],
  ['a live key', 'Bearer sk_live_right'],
])('a request with %s is refused with 401', async (_case, authorization) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const response = await fetch(`${open.sandbox.url}/v1/customers`, { headers });
  expect(response.status).toBe(401);
});

test('the key may come as Basic credentials', async () => {
  const authorization = `Basic ${Buffer.from('sk_test_right:').toString('base64')}`;
  const response = await fetch(`${open.sandbox.url}/v1/customers`, { headers: { authorization } });
  expect(response.status).toBe(200);
  expect(response.headers.get('request-id')).toMatch(/^req_/);
});

test('an unknown address is 404, and a body that is too large 413', async () => {
  const headers = { authorization: 'Bearer sk_test_right' };
  const unknown = await fetch(`${open.sandbox.url}/v1/subscriptions`, { headers });
  expect(unknown.status).toBe(404);
  const large = await fetch(`${open.sandbox.url}/v1/customers`, {
    method: 'POST',
    headers,
    body: `name=${'x'.repeat(150_000)}`,
  });
  expect(large.status).toBe(413);
});
