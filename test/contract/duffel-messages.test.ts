import { WebhookReceiver, type Delivery } from '../../sandbox/duffel/testing/webhook-receiver.js';
import { InvalidSupplierMessage } from '../../src/suppliers/supplier.errors.js';
import { DuffelAccount } from '../support/duffel-account.js';

let account: DuffelAccount;
let deliveries: readonly Delivery[];

beforeAll(async () => {
  const receiver = await WebhookReceiver.open();
  account = await DuffelAccount.open({ webhookUrl: receiver.url });
  try {
    const { orderId } = await account.aBooking();
    const { quoteId } = await account.supplier.quoteCancellation(orderId);
    await account.supplier.confirmCancellation(quoteId);
    await receiver.until(() => receiver.deliveries.length >= 4);
    ({ deliveries } = receiver);
  } finally {
    await receiver.close();
  }
});
afterAll(() => account.close());

const read = ({ body, signature }: Delivery) =>
  account.supplier.readWebhook({ 'x-duffel-signature': signature }, Buffer.from(body));

test('a message of each kind is read, names its order, and is the same when it comes again', () => {
  const messages = deliveries.map(read);
  expect(messages.map(({ kind }) => kind).toSorted()).toEqual([
    'cancellation_quoted',
    'order_canceled',
    'order_created',
    'order_paid',
  ]);
  expect(new Set(messages.map(({ orderId }) => orderId)).size).toBe(1);
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(4);
  expect(messages.every(({ isLive }) => !isLive)).toBe(true);
  expect(deliveries.map(read)).toEqual(messages);
});

test('one that was changed, written anew or signed by somebody else is not', () => {
  const [delivery] = deliveries;
  if (delivery === undefined) throw new Error('no message came');
  const { body, signature } = delivery;
  for (const changed of [body.replace('wev_', 'wev-'), JSON.stringify(JSON.parse(body), null, 1)]) {
    expect(() => read({ body: changed, signature })).toThrow(InvalidSupplierMessage);
  }
  const stranger = account.another({ duffelWebhookSecrets: ['another'] });
  expect(() => stranger.readWebhook({ 'x-duffel-signature': signature }, Buffer.from(body))).toThrow(
    InvalidSupplierMessage,
  );
});
