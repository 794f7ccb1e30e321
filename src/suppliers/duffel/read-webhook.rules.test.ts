import { createHmac } from 'node:crypto';
import { InvalidSupplierMessage } from '../supplier.errors.js';
import { readMessage, verifySignature } from './read-webhook.rules.js';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const seconds = nowMs / 1_000;
const body = Buffer.from('{ "id": "wev_1",  "type": "ping.triggered", "live_mode": false }');

function sign(secret: string, timestamp: number | string = seconds, signed: Buffer = body): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(signed).digest('hex');
  return `t=${timestamp},v1=${digest}`;
}

function verify(
  header: string | string[] | undefined,
  secrets: readonly string[] = ['secret'],
  signed = body,
) {
  return () => verifySignature(header, signed, { secrets, nowMs });
}

test('a message signed with a secret of ours is taken', () => {
  expect(verify(sign('secret'))).not.toThrow();
});

test('while a secret is being replaced, both are', () => {
  expect(verify(sign('old'), ['new', 'old'])).not.toThrow();
  expect(verify(sign('new'), ['new', 'old'])).not.toThrow();
  expect(verify(`${sign('theirs')},${sign('new').split(',')[1]}`, ['new', 'old'])).not.toThrow();
});

test.each<[string, string | string[] | undefined]>([
  ['without a signature', undefined],
  ['with two headers', [sign('secret'), sign('secret')]],
  ['with another secret', sign('other')],
  ['with an empty signature', `t=${seconds},v1=`],
  ['with a signature that is no hex', `t=${seconds},v1=zz`],
  ['with a signature cut short', sign('secret').slice(0, -2)],
  ['without a time', sign('secret').split(',')[1]],
  ['with the time of another message', `t=${seconds + 1},${sign('secret').split(',')[1]}`],
  ['with a time that is no number', sign('secret', 'now')],
  ['signed six minutes ago', sign('secret', seconds - 360)],
  ['signed in six minutes', sign('secret', seconds + 360)],
])('a message %s is not', (_what, header) => {
  expect(verify(header)).toThrow(InvalidSupplierMessage);
});

test('a message that was written anew is not: every byte counts', () => {
  const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8'))));
  expect(verify(sign('secret'), ['secret'], rewritten)).toThrow(InvalidSupplierMessage);
});

test('without a secret of ours nothing is taken', () => {
  expect(verify(sign('secret'), [])).toThrow(InvalidSupplierMessage);
});

function message(event: object): Buffer {
  return Buffer.from(
    JSON.stringify({ id: 'wev_1', live_mode: false, created_at: '2026-11-22T11:59:00Z', ...event }),
  );
}

test('a message says what happened to which order', () => {
  const created = message({
    type: 'order.created',
    idempotency_key: 'ord_1',
    data: { object: { id: 'ord_1', offer_id: 'off_1', metadata: { reference: 'hold-1' } } },
  });
  expect(readMessage(created)).toEqual({
    messageId: 'order.created/ord_1',
    kind: 'order_created',
    type: 'order.created',
    orderId: 'ord_1',
    offerId: 'off_1',
    quoteId: null,
    reference: 'hold-1',
    createdAt: new Date('2026-11-22T11:59:00Z'),
    isLive: false,
  });
});

test('one that says next to nothing still names its order', () => {
  const created = message({ type: 'order.created', idempotency_key: 'ord_1', data: { object: {} } });
  expect(readMessage(created)).toMatchObject({ orderId: 'ord_1', offerId: null, reference: null });
  const named = message({
    type: 'order.created',
    idempotency_key: 'x',
    data: { object: { order_id: 'ord_2' } },
  });
  expect(readMessage(named)).toMatchObject({ orderId: 'ord_2' });
});

test('a failed creation names the offer', () => {
  const failed = message({
    type: 'order.creation_failed',
    idempotency_key: 'opaque',
    data: { object: { offer_id: 'off_1' } },
  });
  expect(readMessage(failed)).toMatchObject({
    kind: 'order_creation_failed',
    orderId: null,
    offerId: 'off_1',
  });
});

test('a cancellation names its quote, and two messages about it are two', () => {
  const object = { id: 'ore_1', order_id: 'ord_1' };
  const told = (type: string) => readMessage(message({ type, idempotency_key: 'ore_1', data: { object } }));
  const quoted = told('order_cancellation.created');
  const confirmed = told('order_cancellation.confirmed');
  expect(quoted).toMatchObject({ kind: 'cancellation_quoted', orderId: 'ord_1', quoteId: 'ore_1' });
  expect(confirmed).toMatchObject({ kind: 'order_canceled', orderId: 'ord_1', quoteId: 'ore_1' });
  expect(quoted.messageId).not.toBe(confirmed.messageId);
});

test('the same thing told in another message is the same', () => {
  const event = { type: 'order.created', idempotency_key: 'ord_1', data: { object: {} } };
  expect(readMessage(message({ ...event, id: 'wev_2' })).messageId).toBe(
    readMessage(message(event)).messageId,
  );
});

test('a kind we do not know is told as such', () => {
  expect(
    readMessage(message({ type: 'stays.booking.created', data: { object: { id: 'bok_1' } } })),
  ).toMatchObject({
    messageId: 'wev_1',
    kind: 'other',
    orderId: null,
  });
});

test.each([['no JSON'], ['[]'], ['{}'], ['{"id":"wev_1","type":1,"live_mode":true}']])(
  'what is no message is refused: %s',
  (text) => {
    expect(() => readMessage(Buffer.from(text))).toThrow(InvalidSupplierMessage);
  },
);
