import type { Stripe } from 'stripe';
import { openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';

let open: TestSandbox;
let stripe: Stripe;
beforeAll(async () => {
  open = await openSandbox();
  stripe = open.stripe;
});
afterAll(() => open.close());

type State = Stripe.PaymentIntent.Status;
type Operation = 'confirm' | 'capture' | 'cancel';

const bring: Record<string, () => Promise<string>> = {
  requires_payment_method: async () =>
    (await stripe.paymentIntents.create({ amount: 900, currency: 'eur' })).id,
  requires_confirmation: async () =>
    (await stripe.paymentIntents.create({ amount: 900, currency: 'eur', payment_method: 'pm_card_visa' })).id,
  requires_action: async () => (await pay(stripe, 'pm_card_authenticationRequired')).id,
  requires_capture: async () => (await pay(stripe, 'pm_card_visa')).id,
  succeeded: async () => (await pay(stripe, 'pm_card_visa', { capture_method: 'automatic' })).id,
  canceled: async () => (await stripe.paymentIntents.cancel((await pay(stripe, 'pm_card_visa')).id)).id,
};

const operations: Record<Operation, (id: string) => Promise<Stripe.PaymentIntent>> = {
  confirm: (id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
  capture: (id) => stripe.paymentIntents.capture(id),
  cancel: (id) => stripe.paymentIntents.cancel(id),
};

/** Where each operation leads from each state; the rest of the states × operations is refused. */
const edges: [State, Operation, State][] = [
  ['requires_payment_method', 'confirm', 'succeeded'],
  ['requires_payment_method', 'cancel', 'canceled'],
  ['requires_confirmation', 'confirm', 'succeeded'],
  ['requires_confirmation', 'cancel', 'canceled'],
  ['requires_action', 'confirm', 'requires_capture'],
  ['requires_action', 'cancel', 'canceled'],
  ['requires_capture', 'capture', 'succeeded'],
  ['requires_capture', 'cancel', 'canceled'],
];
const refused = Object.keys(bring).flatMap((state) =>
  Object.keys(operations)
    .filter((name) => !edges.some(([from, operation]) => from === state && operation === name))
    .map((name) => [state, name as Operation] as const),
);

test.each(edges)('%s: %s leads to %s', async (state, operation, expected) => {
  const id = (await bring[state]?.()) ?? '';
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe(state);
  expect((await operations[operation](id)).status).toBe(expected);
});

test.each(refused)('%s: %s is refused and changes nothing', async (state, operation) => {
  const id = (await bring[state]?.()) ?? '';
  expect(await refusal(operations[operation](id))).toMatchObject({
    type: 'StripeInvalidRequestError',
    statusCode: 400,
    code: 'payment_intent_unexpected_state',
    payment_intent: { id, status: state },
  });
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe(state);
});

test('a captured payment shows what was received, and its charge can be expanded', async () => {
  const { id } = await pay(stripe, 'pm_card_visa');
  await stripe.paymentIntents.capture(id);
  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge', 'payment_method'] });
  expect(intent).toMatchObject({
    amount_received: 12_500,
    amount_capturable: 0,
    latest_charge: { object: 'charge', captured: true, amount_captured: 12_500, payment_intent: id },
    payment_method: { card: { brand: 'visa', last4: '4242' } },
  });
});

test('less may be captured than was authorised, more may not', async () => {
  const { id } = await pay(stripe, 'pm_card_visa');
  const error = await refusal(stripe.paymentIntents.capture(id, { amount_to_capture: 12_501 }));
  expect(error).toMatchObject({ statusCode: 400, code: 'amount_too_large', param: 'amount_to_capture' });
  const intent = await stripe.paymentIntents.capture(id, { amount_to_capture: 10_000 });
  expect(intent).toMatchObject({
    status: 'succeeded',
    amount: 12_500,
    amount_received: 10_000,
    amount_capturable: 0,
  });
});

test('a released authorisation received nothing', async () => {
  const { id } = await pay(stripe, 'pm_card_visa');
  const intent = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
  expect(intent).toMatchObject({ status: 'canceled', amount_received: 0, amount_capturable: 0 });
  expect(intent.cancellation_reason).toBe('abandoned');
});

test('a payment without a card cannot be confirmed', async () => {
  const { id } = await stripe.paymentIntents.create({ amount: 900, currency: 'eur' });
  expect((await refusal(stripe.paymentIntents.confirm(id))).code).toBe('payment_intent_unexpected_state');
});

test('only the customer a card is saved with can pay with it', async () => {
  const alice = await stripe.customers.create({ email: 'alice@guest.example' });
  const bob = await stripe.customers.create({ email: 'bob@guest.example' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: alice.id });
  expect(await refusal(pay(stripe, card.id, { customer: bob.id }))).toMatchObject({ statusCode: 400 });
  expect(await refusal(pay(stripe, card.id))).toMatchObject({ statusCode: 400 });
  expect((await pay(stripe, card.id, { customer: alice.id })).status).toBe('requires_capture');
});

test.each([
  [{ amount: 0, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
  [{ amount: 49, currency: 'eur' }, 'amount_too_small', 'amount'],
  [{ amount: 100_000_000, currency: 'eur' }, 'amount_too_large', 'amount'],
  [{ amount: 12.5, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
  [{ amount: 1_050, currency: 'isk' }, 'invalid_charge_amount', 'amount'],
  [{ amount: 5, currency: 'ugx' }, 'invalid_charge_amount', 'amount'],
  [{ amount: 5_124, currency: 'kwd' }, 'invalid_charge_amount', 'amount'],
  [{ amount: 1_000_000_000_000, currency: 'idr' }, 'amount_too_large', 'amount'],
  [{ amount: 900, currency: 'xxq' }, undefined, 'currency'],
  [{ amount: 900, currency: 'eur', customer: 'cus_nobody' }, 'resource_missing', 'customer'],
  [{ amount: 900, currency: 'eur', surprise: 'yes' }, 'parameter_unknown', 'surprise'],
])('%p is refused and creates nothing', async (params: Stripe.PaymentIntentCreateParams, code, param) => {
  const before = await stripe.paymentIntents.list({ limit: 1 });
  const error = await refusal(stripe.paymentIntents.create(params));
  expect(error).toMatchObject({ type: 'StripeInvalidRequestError', param });
  expect(error.code).toBe(code);
  expect((await stripe.paymentIntents.list({ limit: 1 })).data[0]?.id).toBe(before.data[0]?.id);
});

test.each([
  [{ amount: 1_000, currency: 'isk' }],
  [{ amount: 5_120, currency: 'kwd' }],
  [{ amount: 500, currency: 'jpy' }],
  [{ amount: 100_000_000, currency: 'idr' }],
])('%p can be charged', async (params: Stripe.PaymentIntentCreateParams) => {
  expect(await stripe.paymentIntents.create(params)).toMatchObject(params);
});

test('of three decimals the last is 0, also in what is captured and refunded', async () => {
  const { id } = await pay(stripe, 'pm_card_visa', { amount: 5_120, currency: 'kwd' });
  const part = await refusal(stripe.paymentIntents.capture(id, { amount_to_capture: 5_115 }));
  expect(part).toMatchObject({ code: 'invalid_charge_amount', param: 'amount_to_capture' });
  await stripe.paymentIntents.capture(id);
  const back = await refusal(stripe.refunds.create({ payment_intent: id, amount: 2_565 }));
  expect(back).toMatchObject({ code: 'invalid_charge_amount', param: 'amount' });
  expect((await stripe.refunds.create({ payment_intent: id, amount: 2_560 })).status).toBe('succeeded');
});

test('metadata is merged key by key, and found at once', async () => {
  const intent = await pay(stripe, 'pm_card_visa', { metadata: { reservation: 'r-77', guest: 'alice' } });
  await stripe.paymentIntents.update(intent.id, { metadata: { guest: '', room: '12' } });
  const found = await stripe.paymentIntents.search({ query: "metadata['reservation']:'r-77'" });
  expect(found.data.map(({ id, metadata }) => ({ id, metadata }))).toEqual([
    { id: intent.id, metadata: { reservation: 'r-77', room: '12' } },
  ]);
  const anyCase = await stripe.paymentIntents.search({ query: "metadata['reservation']:'R-77'" });
  expect(anyCase.data).toHaveLength(1);
  const none = await stripe.paymentIntents.search({ query: "metadata['guest']:'alice'" });
  expect(none.data).toEqual([]);
});

test('a search combines its conditions', async () => {
  const metadata = { batch: 'combined' };
  const paid = await pay(stripe, 'pm_card_visa', { metadata, capture_method: 'automatic' });
  const held = await pay(stripe, 'pm_card_visa', { metadata, amount: 99_000 });
  const ids = async (query: string) => {
    const { data } = await stripe.paymentIntents.search({ query });
    return data.map(({ id }) => id);
  };
  expect(await ids("metadata['batch']:'combined' AND status:'succeeded'")).toEqual([paid.id]);
  expect(await ids("metadata['batch']:'combined' AND -status:'succeeded'")).toEqual([held.id]);
  expect(await ids("metadata['batch']:'combined' AND amount>50000")).toEqual([held.id]);
  expect((await refusal(stripe.paymentIntents.search({ query: 'colour:red' }))).param).toBe('query');
});

test('a list is paged newest first, by customer and time', async () => {
  const customer = await stripe.customers.create();
  const created: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    created.push(
      (await stripe.paymentIntents.create({ amount: 900, currency: 'eur', customer: customer.id })).id,
    );
  }
  const first = await stripe.paymentIntents.list({ customer: customer.id, limit: 2 });
  expect(first.has_more).toBe(true);
  const seen: string[] = [];
  for await (const { id } of stripe.paymentIntents.list({ customer: customer.id, limit: 2 })) seen.push(id);
  expect(seen).toEqual(created.toReversed());
  const [, second = ''] = seen;
  const newer = await stripe.paymentIntents.list({ customer: customer.id, ending_before: second });
  expect(newer.data.map(({ id }) => id)).toEqual(seen.slice(0, 1));
  const past = await stripe.paymentIntents.list({ customer: customer.id, created: { lt: 1_000 } });
  expect(past.data).toEqual([]);
});

test('a charge can be read by its id and listed by its payment', async () => {
  const intent = await pay(stripe, 'pm_card_visa', { expand: ['latest_charge'] });
  const charges = await stripe.charges.list({ payment_intent: intent.id });
  expect(charges.data).toHaveLength(1);
  expect(charges.data[0]).toEqual(intent.latest_charge);
  const charge = await stripe.charges.retrieve(charges.data[0]?.id ?? '');
  expect(charge).toMatchObject({ status: 'succeeded', captured: false, amount: 12_500 });
});
