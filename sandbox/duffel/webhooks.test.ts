import { createHmac } from 'node:crypto';
import { ordersOf } from './testing/books.js';
import { DuffelClient, openSandbox, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

let open: TestSandbox;
let duffel: DuffelClient;
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.open();
  open = await openSandbox({ laterMs: 600, webhookUrl: receiver.url, webhookRetryDelaysMs: [20, 20] });
  duffel = open.duffel;
  await sandboxPost(open, 'control', { offers: { instantOnly: false, priceGuaranteeSeconds: null } });
});
afterEach(async () => {
  await open.close();
  await receiver.close();
});

async function hold(familyName: string) {
  const offer = await duffel.findOffer('holdable');
  const { data } = await duffel.hold(offer, { familyName });
  return { offer, order: data };
}

test('what happens to an order is told, signed over the very bytes, in words that name it', async () => {
  const { offer, order } = await hold('Silva');
  const { data: payment } = await duffel.pay(order);
  const { data: quote } = await duffel.quote(order);
  await duffel.confirm(quote);
  await receiver.until(() => receiver.deliveries.length === 4);
  const byType = new Map(receiver.events().map((event) => [event.type, event]));
  expect(byType.get('order.created')).toMatchObject({
    api_version: 'v2',
    live_mode: false,
    idempotency_key: order.id,
    data: { object: { id: order.id, order_id: order.id, offer_id: offer.id } },
  });
  expect(byType.get('payment.created')).toMatchObject({ idempotency_key: payment.id });
  expect(byType.get('order_cancellation.created')).toMatchObject({ data: { object: { id: quote.id } } });
  expect(byType.get('order_cancellation.confirmed')).toMatchObject({
    data: { object: { order_id: order.id, confirmed_at: expect.any(String) } },
  });
  for (const { body, signature = '' } of receiver.deliveries) {
    const [, time, hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    const expected = createHmac('sha256', open.sandbox.webhookSecret).update(`${time}.${body}`).digest('hex');
    expect(hash).toBe(expected);
  }
});

test('a webhook that is not taken comes again', async () => {
  const second = await WebhookReceiver.open({ refusals: 2 });
  await duffel.post('/air/webhooks', { url: second.url, events: ['order.created'] });
  const { order } = await hold('Silva');
  await second.until(() => second.deliveries.length === 3);
  expect(new Set(second.events().map(({ idempotency_key: key }) => key))).toEqual(new Set([order.id]));
  await second.close();
});

test('a receiver gets what it asked for under a secret of its own, and a ping', async () => {
  const second = await WebhookReceiver.open();
  const { data, status } = await duffel.post<{ id: string; secret: string }>('/air/webhooks', {
    url: second.url,
    events: ['payment.created'],
  });
  expect([status, data.secret.length]).toEqual([201, 32]);
  const { order } = await hold('Silva');
  await duffel.pay(order);
  expect((await duffel.post(`/air/webhooks/${data.id}/actions/ping`)).status).toBe(204);
  await second.until(() => second.deliveries.length === 2);
  expect(second.types().toSorted()).toEqual(['payment.created', 'ping.triggered']);
  expect((await duffel.call('DELETE', `/air/webhooks/${data.id}`)).status).toBe(204);
  expect((await duffel.get<unknown[]>('/air/webhooks')).data).toHaveLength(1);
  await second.close();
});

test('Accepted and Accepted-Fails are told of when they are decided, Accepted-Silent never', async () => {
  const { offer } = await hold('Accepted-Silent');
  await hold('Accepted');
  const { offer: refused } = await hold('Accepted-Fails');
  await receiver.until(() => receiver.deliveries.length === 2);
  const failed = receiver.events().find(({ type }) => type === 'order.creation_failed');
  expect(failed?.data.object).toEqual({ offer_id: refused.id });
  await receiver.until(() => receiver.types().includes('order.created'));
  expect(await duffel.ordersWith('ref', offer)).toHaveLength(1);
  expect(receiver.events().some(({ data }) => data.object['offer_id'] === offer.id)).toBe(false);
});

test('Hooks-First: the webhook is there before the answer', async () => {
  await hold('Hooks-First');
  expect(receiver.types()).toEqual(['order.created']);
});

test('Booked-Unseen and Hooks-Late: the webhook comes later', async () => {
  const started = performance.now();
  await hold('Booked-Unseen');
  await hold('Hooks-Late');
  expect(receiver.deliveries).toEqual([]);
  await receiver.until(() => receiver.deliveries.length === 2);
  expect(performance.now() - started).toBeGreaterThan(590);
});

test('Hooks-Thrice, Hooks-Backwards and Hooks-None', async () => {
  await hold('Hooks-None');
  const { order: thrice } = await hold('Hooks-Thrice');
  await receiver.until(() => receiver.deliveries.length === 3);
  expect(receiver.events().map(({ idempotency_key: key }) => key)).toEqual([thrice.id, thrice.id, thrice.id]);
  const { order } = await hold('Hooks-Backwards');
  await duffel.pay(order);
  await receiver.until(() => receiver.deliveries.length === 5);
  expect(receiver.types().slice(3)).toEqual(['payment.created', 'order.created']);
});

test('Hooks-Held: they wait until they are released, in any order', async () => {
  const { order } = await hold('Hooks-Held');
  await duffel.pay(order);
  expect(receiver.deliveries).toEqual([]);
  expect(await sandboxPost(open, 'webhooks/release', { orderId: order.id, order: 'backwards' })).toEqual({
    released: 2,
  });
  await receiver.until(() => receiver.deliveries.length === 2);
  expect(receiver.types()).toEqual(['payment.created', 'order.created']);
});

test('all webhooks can be dropped, multiplied or delayed, whoever travels', async () => {
  await sandboxPost(open, 'control', { webhooks: { drop: true } });
  await hold('Silva');
  await sandboxPost(open, 'control', { webhooks: { copies: 2, types: ['order.*'] } });
  const { order } = await hold('Silva');
  await duffel.pay(order);
  await receiver.until(() => receiver.deliveries.length === 3);
  expect(receiver.types().toSorted()).toEqual(['order.created', 'order.created', 'payment.created']);
});

test('a message can be sent again, and forged in every way', async () => {
  await hold('Silva');
  await receiver.until(() => receiver.deliveries.length === 1);
  const id = receiver.events()[0]?.id ?? '';
  expect(await sandboxPost(open, `events/${id}/resend`, { times: 2 })).toEqual({ deliveries: 2 });
  await receiver.until(() => receiver.deliveries.length === 3);
  expect(receiver.deliveries[2]?.body).toBe(receiver.deliveries[0]?.body);
  const forged = await sandboxPost(open, `events/${id}/forge`, { variant: 'unsigned' });
  expect(forged).toMatchObject({ variant: 'unsigned', answers: [{ status: 200 }] });
  expect(receiver.deliveries[3]?.signature).toBeUndefined();
  await sandboxPost(open, `events/${id}/forge`, { variant: 'other_object', objectId: 'ord_other' });
  const { body = '', signature = '' } = receiver.deliveries[4] ?? {};
  expect(receiver.events()[4]).toMatchObject({
    idempotency_key: 'ord_other',
    data: { object: { id: 'ord_other' } },
  });
  const time = /t=(\d+)/.exec(signature)?.[1];
  const hash = createHmac('sha256', open.sandbox.webhookSecret).update(`${time}.${body}`).digest('hex');
  expect(signature).toBe(`t=${time},v1=${hash}`);
  expect(await ordersOf(open, 'ref')).toHaveLength(1);
});
