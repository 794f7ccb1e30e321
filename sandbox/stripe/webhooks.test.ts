import StripeClient from 'stripe';
import { eventually } from '../../test/support/eventually.js';
import { openSandbox, pay, postJson, refusal, type TestSandbox } from './testing/client.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource.close();
});

async function start(options: { refusals?: number; webhookEvents?: string[] } = {}): Promise<{
  open: TestSandbox;
  receiver: WebhookReceiver;
}> {
  const receiver = await WebhookReceiver.open(options);
  opened.push(receiver);
  const { webhookEvents } = options;
  const open = await openSandbox({
    webhookUrl: receiver.url,
    webhookRetryDelaysMs: [5, 10, 20],
    refundSettleMs: 20,
    ...(webhookEvents ? { webhookEvents } : {}),
  });
  opened.push(open);
  return { open, receiver };
}

test('a payment tells its whole story, signed so that the SDK accepts it', async () => {
  const { open, receiver } = await start();
  const { id } = await pay(open.stripe, 'pm_card_visa', { metadata: { ref: 'story' } });
  await open.stripe.paymentIntents.capture(id, {}, { idempotencyKey: 'cap' });
  await open.stripe.refunds.create({ payment_intent: id });
  await receiver.until(() => receiver.deliveries.length >= 7);
  const events = receiver.events(open.sandbox.webhookSecret);
  expect(events.map(({ type }) => type).toSorted()).toEqual([
    'charge.captured',
    'charge.refunded',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
    'payment_intent.created',
    'payment_intent.succeeded',
    'refund.created',
  ]);
  const captured = events.find(({ type }) => type === 'payment_intent.succeeded');
  expect(captured).toMatchObject({
    object: 'event',
    livemode: false,
    request: { idempotency_key: 'cap' },
    data: { object: { id, status: 'succeeded', amount_received: 12_500, metadata: { ref: 'story' } } },
  });
  expect(captured?.api_version).toBe(StripeClient.API_VERSION);
});

test('an event shows its object as it was then, not as it is now', async () => {
  const { open, receiver } = await start({ webhookEvents: ['payment_intent.created'] });
  await pay(open.stripe, 'pm_card_visa', { capture_method: 'automatic' });
  await receiver.until(() => receiver.deliveries.length >= 1);
  const [created] = receiver.events(open.sandbox.webhookSecret);
  expect(created?.data.object).toMatchObject({ status: 'requires_confirmation', amount_received: 0 });
});

test('a changed body or another secret does not pass the check of the signature', async () => {
  const { open, receiver } = await start();
  await pay(open.stripe, 'pm_card_visa');
  await receiver.until(() => receiver.deliveries.length >= 1);
  const [{ body, signature } = { body: '', signature: '' }] = receiver.deliveries;
  const check = (text: string, secret: string) => () =>
    StripeClient.webhooks.constructEvent(text, signature, secret);
  expect(check(body, open.sandbox.webhookSecret)).not.toThrow();
  expect(check(`${body} `, open.sandbox.webhookSecret)).toThrow(
    StripeClient.errors.StripeSignatureVerificationError,
  );
  expect(check(body, 'whsec_other')).toThrow(StripeClient.errors.StripeSignatureVerificationError);
});

test('a decline, a cancellation and a failed refund are told', async () => {
  const { open, receiver } = await start();
  await refusal(pay(open.stripe, 'pm_card_chargeDeclined'));
  await open.stripe.paymentIntents.cancel((await pay(open.stripe, 'pm_card_visa')).id);
  const paid = await pay(open.stripe, 'pm_sandbox_refund_fails', { capture_method: 'automatic' });
  await open.stripe.refunds.create({ payment_intent: paid.id });
  await receiver.until(() => receiver.types().includes('refund.failed'));
  expect(receiver.types()).toEqual(
    expect.arrayContaining(['payment_intent.payment_failed', 'payment_intent.canceled', 'refund.updated']),
  );
});

test('a refused webhook is sent again until it is taken', async () => {
  const { open, receiver } = await start({ refusals: 2, webhookEvents: ['payment_intent.canceled'] });
  const { id } = await pay(open.stripe, 'pm_card_visa');
  await open.stripe.paymentIntents.cancel(id);
  await receiver.until(() => receiver.deliveries.length >= 3);
  const ids = receiver.events(open.sandbox.webhookSecret).map((event) => event.id);
  expect(new Set(ids).size).toBe(1);
  await eventually(async () => {
    expect((await open.stripe.events.retrieve(ids[0] ?? '')).pending_webhooks).toBe(0);
  });
});

test('attempts are bounded: an event nobody takes is given up', async () => {
  const { open, receiver } = await start({ refusals: 1_000, webhookEvents: ['payment_intent.created'] });
  await open.stripe.paymentIntents.create({ amount: 900, currency: 'eur' });
  await receiver.until(() => receiver.deliveries.length >= 4);
  const { data } = await open.stripe.events.list({ type: 'payment_intent.created' });
  await eventually(async () => {
    expect((await open.stripe.events.retrieve(data[0]?.id ?? '')).pending_webhooks).toBe(0);
  });
  expect(receiver.deliveries).toHaveLength(4);
});

test('pm_sandbox_duplicate_webhooks: each event comes three times with one id', async () => {
  const { open, receiver } = await start({ webhookEvents: ['payment_intent.amount_capturable_updated'] });
  await pay(open.stripe, 'pm_sandbox_duplicate_webhooks');
  await receiver.until(() => receiver.deliveries.length >= 3);
  expect(new Set(receiver.events(open.sandbox.webhookSecret).map(({ id }) => id)).size).toBe(1);
});

test('pm_sandbox_reordered_webhooks: the last event comes first', async () => {
  const { open, receiver } = await start();
  const { id } = await pay(open.stripe, 'pm_sandbox_reordered_webhooks');
  await open.stripe.paymentIntents.capture(id);
  await receiver.until(() => receiver.deliveries.length >= 5);
  expect(receiver.types()).toEqual([
    'payment_intent.succeeded',
    'charge.captured',
    'payment_intent.amount_capturable_updated',
    'charge.succeeded',
    'payment_intent.created',
  ]);
});

test('endpoints can be added and removed through the API, each with its own secret and events', async () => {
  const { open, receiver } = await start({ webhookEvents: ['charge.failed'] });
  const endpoint = await open.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['payment_intent.canceled'],
  });
  const { id } = await pay(open.stripe, 'pm_card_visa');
  await open.stripe.paymentIntents.cancel(id);
  await receiver.until(() => receiver.deliveries.length >= 1);
  expect(receiver.events(endpoint.secret ?? '').map(({ type }) => type)).toEqual(['payment_intent.canceled']);
  expect((await open.stripe.webhookEndpoints.list()).data).toHaveLength(2);
  expect((await open.stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
  expect(await open.stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
  expect((await open.stripe.webhookEndpoints.list()).data).toHaveLength(1);
});

test('an event can be delivered once more, byte for byte', async () => {
  const { open, receiver } = await start({ webhookEvents: ['payment_intent.created'] });
  await open.stripe.paymentIntents.create({ amount: 900, currency: 'eur' });
  await receiver.until(() => receiver.deliveries.length >= 1);
  const [event] = receiver.events(open.sandbox.webhookSecret);
  const response = await postJson(`${open.sandbox.url}/_sandbox/events/${event?.id}/resend`);
  expect(await response.json()).toEqual({ deliveries: 1 });
  await receiver.until(() => receiver.deliveries.length >= 2);
  expect(receiver.deliveries[1]?.body).toBe(receiver.deliveries[0]?.body);
  expect((await postJson(`${open.sandbox.url}/_sandbox/events/evt_nobody/resend`)).status).toBe(404);
});
