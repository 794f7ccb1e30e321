import type { Stripe } from 'stripe';
import { openSandbox, pay, refusal, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource.close();
});

let open: TestSandbox;
let receiver: WebhookReceiver;
async function start(
  options: { refusals?: number; delayMs?: number; webhookEvents?: string[] } = {},
): Promise<Stripe> {
  receiver = await WebhookReceiver.open(options);
  opened.push(receiver);
  const { webhookEvents } = options;
  open = await openSandbox({
    webhookUrl: receiver.url,
    webhookRetryDelaysMs: [5, 10, 20],
    ...(webhookEvents ? { webhookEvents } : {}),
  });
  opened.push(open);
  return open.stripe;
}

const events = () => receiver.events(open.sandbox.webhookSecret);
const control = (body: object) => sandboxPost(open, 'control', body);
const authorised = 'payment_intent.amount_capturable_updated';

/** What a silent provider is waited for with: an event made afterwards that is certain to come. */
async function sentinel(): Promise<void> {
  const { id } = await open.stripe.customers.create();
  await receiver.until(() => receiver.deliveries.some(({ body }) => body.includes(`"${id}"`)));
}

test('pm_sandbox_ten_webhooks: each event comes ten times with one id', async () => {
  const stripe = await start({ webhookEvents: [authorised] });
  await pay(stripe, 'pm_sandbox_ten_webhooks');
  await receiver.until(() => receiver.deliveries.length >= 10);
  expect(new Set(events().map(({ id }) => id)).size).toBe(1);
});

test('pm_sandbox_shuffled_webhooks: across payments, and nothing is missing', async () => {
  const stripe = await start();
  const ids: string[] = [];
  for (let index = 0; index < 8; index += 1) {
    ids.push((await pay(stripe, 'pm_sandbox_shuffled_webhooks')).id);
  }
  await receiver.until(() => receiver.deliveries.length >= 24);
  const created = await stripe.events.list({ limit: 100 });
  const inOrder = created.data.map(({ id }) => id).toReversed();
  const arrived = events().map(({ id }) => id);
  expect(arrived.toSorted()).toEqual(inOrder.toSorted());
  expect(arrived).not.toEqual(inOrder);
  const paymentOf = (event: Stripe.Event) => ids.findIndex((id) => JSON.stringify(event).includes(id));
  // Two neighbours of the same payment are the rule in order, and the exception here.
  const neighbours = events().filter((event, index, all) => {
    const next = all[index + 1];
    return next !== undefined && paymentOf(event) === paymentOf(next);
  });
  expect(neighbours.length).toBeLessThan(12);
});

test('pm_sandbox_webhooks_first: the answer comes after every webhook, however slow the receiver is', async () => {
  const stripe = await start({ delayMs: 300 });
  await pay(stripe, 'pm_card_visa');
  expect(receiver.types()).toEqual([]);
  await receiver.until(() => receiver.deliveries.length >= 3);
  await pay(stripe, 'pm_sandbox_webhooks_first');
  expect(receiver.types().slice(3).toSorted()).toEqual([
    'charge.succeeded',
    authorised,
    'payment_intent.created',
  ]);
});

test('pm_sandbox_webhooks_first: a receiver that refuses does not keep the answer back', async () => {
  const stripe = await start({ refusals: 1_000 });
  expect((await pay(stripe, 'pm_sandbox_webhooks_first')).status).toBe('requires_capture');
});

test('pm_sandbox_failure_told_after_success: the last word is not the truth', async () => {
  const stripe = await start({ webhookEvents: [authorised, 'payment_intent.payment_failed'] });
  const { id } = await pay(stripe, 'pm_sandbox_failure_told_after_success');
  await receiver.until(() => receiver.deliveries.length >= 2);
  expect(receiver.types()).toEqual([authorised, 'payment_intent.payment_failed']);
  expect(events()[1]?.data.object).toMatchObject({ id, status: 'requires_payment_method' });
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture');
});

test('pm_sandbox_no_webhooks: the event exists and is never sent', async () => {
  const stripe = await start();
  const { id } = await pay(stripe, 'pm_sandbox_no_webhooks');
  await sentinel();
  expect(receiver.types()).toEqual(['customer.created']);
  const { data } = await stripe.events.list({ type: authorised });
  expect(data).toMatchObject([{ pending_webhooks: 0, data: { object: { id } } }]);
});

test('what is held comes when it is released, backwards and as old as asked, signed now', async () => {
  const stripe = await start();
  const first = await pay(stripe, 'pm_sandbox_held_webhooks');
  const second = await pay(stripe, 'pm_sandbox_held_webhooks');
  await sentinel();
  expect(receiver.deliveries).toHaveLength(1);
  const release = { paymentIntent: first.id, order: 'backwards', ageSeconds: 3 * 86_400 };
  expect(await sandboxPost(open, 'webhooks/release', release)).toEqual({ released: 3 });
  await receiver.until(() => receiver.deliveries.length >= 4);
  expect(receiver.types().slice(1)).toEqual([authorised, 'charge.succeeded', 'payment_intent.created']);
  // `constructEvent` in `events` would refuse a signature older than five minutes.
  const old = Date.now() / 1_000 - 2 * 86_400;
  expect(
    events()
      .slice(1)
      .every(({ created }) => created < old),
  ).toBe(true);
  expect((await stripe.events.retrieve(events()[1]?.id ?? '')).created).toBeLessThan(old);

  const only = { types: ['payment_intent.*'], order: 'shuffled', seed: 3 };
  expect(await sandboxPost(open, 'webhooks/release', only)).toEqual({ released: 2 });
  expect(await sandboxPost(open, 'webhooks/release')).toEqual({ released: 1 });
  expect(await sandboxPost(open, 'webhooks/release')).toEqual({ released: 0 });
  await receiver.until(() => receiver.deliveries.length >= 7);
  expect(
    events()
      .slice(4)
      .every((event) => JSON.stringify(event).includes(second.id)),
  ).toBe(true);
});

test('a released event that is refused is tried again like any other', async () => {
  const stripe = await start({ refusals: 2, webhookEvents: [authorised] });
  await pay(stripe, 'pm_sandbox_held_webhooks');
  await sandboxPost(open, 'webhooks/release');
  await receiver.until(() => receiver.deliveries.length >= 3);
  expect(new Set(events().map(({ id }) => id)).size).toBe(1);
});

test('all webhooks can be held, dropped and multiplied, of the types named', async () => {
  const stripe = await start();
  await control({ webhooks: { hold: true, types: [authorised] } });
  await pay(stripe, 'pm_card_visa');
  await receiver.until(() => receiver.deliveries.length >= 2);
  await sentinel();
  expect(receiver.types()).not.toContain(authorised);

  await control({ webhooks: { drop: true } });
  const silent = await pay(stripe, 'pm_card_visa');
  await control({ webhooks: { copies: 4, types: ['payment_intent.canceled'] } });
  await stripe.paymentIntents.cancel(silent.id);
  await receiver.until(() => receiver.types().filter((type) => type.endsWith('canceled')).length >= 4);

  await control({ webhooks: null });
  expect(await sandboxPost(open, 'webhooks/release')).toEqual({ released: 1 });
  await receiver.until(() => receiver.types().includes(authorised));
  const told = events().filter((event) => JSON.stringify(event).includes(silent.id));
  expect(new Set(told.map(({ type }) => type))).toEqual(
    new Set(['payment_intent.canceled', 'charge.refunded']),
  );
});

test('a delay set for all webhooks lets the answer and later events overtake them', async () => {
  const stripe = await start();
  await control({ webhooks: { delayMs: 400, types: ['payment_intent.created'] } });
  await pay(stripe, 'pm_card_visa');
  await receiver.until(() => receiver.deliveries.length >= 3);
  expect(receiver.types().at(-1)).toBe('payment_intent.created');
});

test('a refused payment tells its failure before the success that follows', async () => {
  const stripe = await start({ webhookEvents: [authorised, 'payment_intent.payment_failed'] });
  await control({ laterMs: 50 });
  await refusal(pay(stripe, 'pm_sandbox_declined_then_pays'));
  await receiver.until(() => receiver.deliveries.length >= 2);
  expect(receiver.types()).toEqual(['payment_intent.payment_failed', authorised]);
});

test('a past event can be sent again any number of times', async () => {
  const stripe = await start({ webhookEvents: [authorised] });
  await pay(stripe, 'pm_sandbox_no_webhooks');
  const { data } = await stripe.events.list({ type: authorised });
  expect(await sandboxPost(open, `events/${data[0]?.id}/resend`, { times: 10 })).toEqual({ deliveries: 10 });
  await receiver.until(() => receiver.deliveries.length >= 10);
  expect(new Set(receiver.deliveries.map(({ body }) => body)).size).toBe(1);
});
