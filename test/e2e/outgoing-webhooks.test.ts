import type { Page } from '../../src/http/page.dto.js';
import type { RedeliveredDto, WebhookDeliveryDto } from '../../src/webhooks/webhook-deliveries.dto.js';
import type {
  WebhookSecretDto,
  WebhookSubscriptionDto,
} from '../../src/webhooks/webhook-subscriptions.dto.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { newGuest, openHotel } from '../support/paying-guest.js';
import { isSignedWith, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

const base = '/v1/admin/webhook-subscriptions';

let holdfast: TestApp;
let admin: ApiClient;
const receivers: WebhookReceiver[] = [];
const subscribed: string[] = [];

beforeAll(async () => {
  holdfast = await startTestApp({ env: { WEBHOOK_ALLOW_PRIVATE_TARGETS: 'true' } });
  admin = await apiClient(holdfast, 'root', 'admin');
});
afterAll(() => holdfast.close());
afterEach(async () => {
  for (const subscriptionId of subscribed.splice(0)) await admin.delete(`${base}/${subscriptionId}`);
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function newReceiver(): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver();
  receivers.push(receiver);
  return receiver;
}

async function subscribe(
  receiver: WebhookReceiver,
  eventTypes = ['hold.created'],
): Promise<WebhookSecretDto> {
  const { status, body } = await admin.post<WebhookSecretDto>(base, { url: receiver.url, eventTypes });
  expect([status, body]).toEqual([201, expect.anything()]);
  subscribed.push(body.subscriptionId);
  return body;
}

/** Something happens: a hold is taken. */
async function takeHold(): Promise<string> {
  const hotel = await openHotel(holdfast);
  const guest = await newGuest(holdfast);
  return (await guest.hold(hotel.room)).holdId;
}

async function listDeliveries(subscriptionId: string, query = ''): Promise<WebhookDeliveryDto[]> {
  const { body } = await admin.get<Page<WebhookDeliveryDto>>(`${base}/${subscriptionId}/deliveries${query}`);
  return body.data;
}

function deliveryInState(
  subscriptionId: string,
  expected: Partial<WebhookDeliveryDto>,
): Promise<WebhookDeliveryDto> {
  return eventually(async () => {
    const deliveries = await listDeliveries(subscriptionId);
    expect(deliveries).toEqual([expect.objectContaining(expected)]);
    return deliveries[0] as WebhookDeliveryDto;
  }, 10_000);
}

/** Time passes for what waits: its next attempt is due, or its last. */
async function letTimePass(subscriptionId: string, { isOver = false } = {}): Promise<void> {
  await holdfast.prisma.$executeRaw`
    UPDATE webhook_delivery
    SET next_attempt_at = now(), expires_at = CASE WHEN ${isOver} THEN now() ELSE expires_at END
    WHERE subscription_id = ${subscriptionId}::uuid AND status = 'waiting'`;
}

describe('a subscribed endpoint', () => {
  test('is told of a booking from the hold to the payment, signed, each event once', async () => {
    const receiver = await newReceiver();
    const { secret } = await subscribe(receiver, ['*']);
    const hotel = await openHotel(holdfast);
    const guest = await newGuest(holdfast);
    const hold = await guest.hold(hotel.room);
    const paymentMethodId = await guest.saveCard('pm_card_visa');
    const { body: reservation } = await guest.book({ holdId: hold.holdId, paymentMethodId });
    await eventually(() => expect(receiver.types()).toContain('reservation.paid'), 10_000);
    await eventually(() => expect(receiver.messages).toHaveLength(8), 10_000);
    expect(receiver.types().toSorted()).toEqual([
      'hold.confirmed',
      'hold.created',
      'hold.paying',
      'payment.authorised',
      'payment.captured',
      'payment.created',
      'reservation.paid',
      'reservation.pending',
    ]);
    expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(receiver.messages.length);
    expect(receiver.messages.filter((message) => !isSignedWith(secret, message))).toEqual([]);
    const told = (type: string) => receiver.messages.find((message) => message.type === type);
    expect(told('hold.created')?.data).toEqual({
      id: expect.any(String),
      type: 'hold.created',
      occurredAt: told('hold.created')?.timestamp,
      holdId: hold.holdId,
      hotelId: hotel.hotelId,
    });
    expect(told('reservation.paid')?.data).toMatchObject({ reservationId: reservation.reservationId });
    const [stored] = await holdfast.prisma.$queryRaw<{ events: number }[]>`
      SELECT count(*)::integer AS events FROM event WHERE listing_id = ${hotel.hotelId}`;
    expect(receiver.messages).toHaveLength(stored?.events ?? 0);
  });

  test('that fails is tried again with the same id and content, and then left alone', async () => {
    const receiver = await newReceiver();
    const { subscriptionId, secret } = await subscribe(receiver);
    receiver.answerNext(500);
    await takeHold();
    const failed = await deliveryInState(subscriptionId, { status: 'waiting', lastStatus: 500 });
    expect(failed).toMatchObject({ attempts: 1, lastError: 'answered 500' });
    const pauseMs = Date.parse(failed.nextAttemptAt ?? '') - Date.parse(failed.attemptedAt ?? '');
    expect(pauseMs).toBeGreaterThanOrEqual(5_000);
    expect(pauseMs).toBeLessThan(8_000);
    expect(
      (await admin.get<WebhookSubscriptionDto>(`${base}/${subscriptionId}`)).body.failingSince,
    ).toBeDefined();

    await letTimePass(subscriptionId);
    const delivered = await deliveryInState(subscriptionId, { status: 'delivered' });
    expect(delivered).toMatchObject({ attempts: 2, lastStatus: 204 });
    expect(delivered).not.toHaveProperty('lastError');
    const [first, second, ...more] = receiver.messages;
    expect(more).toEqual([]);
    expect(second?.id).toBe(first?.id);
    expect(second?.id).toBe(delivered.deliveryId);
    expect(second?.raw).toBe(first?.raw);
    expect(receiver.messages.every((message) => isSignedWith(secret, message))).toBe(true);
    // Written down after the deliveries of its turn.
    await eventually(async () => {
      const { body } = await admin.get<WebhookSubscriptionDto>(`${base}/${subscriptionId}`);
      expect(body).not.toHaveProperty('failingSince');
    });
  });

  test('that hangs delays no other', async () => {
    const [hanging, quick] = [await newReceiver(), await newReceiver()];
    hanging.answer(() => {});
    const { subscriptionId: slow } = await subscribe(hanging);
    await subscribe(quick);
    const holds = [];
    for (let index = 0; index < 15; index += 1) holds.push(await takeHold());
    await eventually(() => expect(hanging.messages.length).toBeGreaterThan(0));
    await eventually(() => expect(quick.messages).toHaveLength(15));
    expect(quick.messages.map(({ data }) => String(data['holdId'])).toSorted()).toEqual(holds.toSorted());
    // No more connections than its share, and nothing given up yet.
    expect(hanging.messages.length).toBeLessThanOrEqual(10);
    expect((await listDeliveries(slow)).filter(({ status }) => status !== 'waiting')).toEqual([]);
  });

  test('that says it is gone gets nothing more until it is made active again', async () => {
    const receiver = await newReceiver();
    const { subscriptionId } = await subscribe(receiver);
    receiver.answerNext(410);
    await takeHold();
    await deliveryInState(subscriptionId, {
      status: 'dead',
      lastStatus: 410,
      lastError: 'the endpoint is gone',
    });
    const disabled = await admin.get<WebhookSubscriptionDto>(`${base}/${subscriptionId}`);
    expect(disabled.body.status).toBe('disabled');
    expect((await admin.post(`${base}/${subscriptionId}/test`)).body).toMatchObject({
      status: 409,
      code: 'webhook_subscription_not_active',
    });
    await admin.patch(`${base}/${subscriptionId}`, { status: 'active' });
    const held = await takeHold();
    await eventually(() => expect(receiver.messages.at(-1)?.data['holdId']).toBe(held));
  });

  test('that is paused is told later', async () => {
    const receiver = await newReceiver();
    const { subscriptionId } = await subscribe(receiver);
    expect((await admin.patch(`${base}/${subscriptionId}`, { status: 'paused' })).status).toBe(200);
    const held = await takeHold();
    await deliveryInState(subscriptionId, { status: 'waiting', attempts: 0 });
    expect(receiver.messages).toEqual([]);
    await admin.patch(`${base}/${subscriptionId}`, { status: 'active' });
    await eventually(() => expect(receiver.messages.map(({ data }) => data['holdId'])).toEqual([held]));
  });

  test('gets only what it asked for, and a test when it is sent one', async () => {
    const receiver = await newReceiver();
    const { subscriptionId, secret } = await subscribe(receiver, ['hold.released', 'reservation.*']);
    const hotel = await openHotel(holdfast);
    const guest = await newGuest(holdfast);
    const hold = await guest.hold(hotel.room);
    await guest.delete(`/v1/holds/${hold.holdId}`);
    await eventually(() => expect(receiver.types()).toEqual(['hold.released']));
    expect(receiver.messages[0]?.data).toMatchObject({ cause: 'released_by_guest' });
    const sent = await admin.post<WebhookDeliveryDto>(`${base}/${subscriptionId}/test`);
    expect([sent.status, sent.body.type]).toEqual([202, 'webhook.test']);
    await eventually(() => expect(receiver.types()).toEqual(['hold.released', 'webhook.test']));
    const [, message] = receiver.messages;
    expect(message).toMatchObject({ id: sent.body.deliveryId, data: { data: { subscriptionId } } });
    expect(message !== undefined && isSignedWith(secret, message)).toBe(true);
  });
});

describe('a secret', () => {
  test('that is replaced signs beside the new one until its time is over', async () => {
    const receiver = await newReceiver();
    const { subscriptionId, secret: old } = await subscribe(receiver);
    const rotated = await admin.post<WebhookSecretDto>(`${base}/${subscriptionId}/rotate-secret`, {});
    expect(rotated.status).toBe(200);
    expect(Date.parse(rotated.body.previousSecretUntil ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await takeHold();
    await eventually(() => expect(receiver.messages).toHaveLength(1));
    await holdfast.prisma.$executeRaw`
      UPDATE webhook_subscription SET previous_secret_until = now() WHERE subscription_id = ${subscriptionId}::uuid`;
    await takeHold();
    await eventually(() => expect(receiver.messages).toHaveLength(2));
    const signedBy = (secret: string) => receiver.messages.map((message) => isSignedWith(secret, message));
    expect(signedBy(rotated.body.secret)).toEqual([true, true]);
    expect(signedBy(old)).toEqual([true, false]);
  });

  test('is made once by requests with one key, also when the first died before its answer was kept', async () => {
    const receiver = await newReceiver();
    const lose = () => holdfast.prisma.$executeRaw`
      UPDATE idempotency_key SET state = 'in_flight', status_code = NULL, body = NULL, locked_until = now()`;
    const twice = async <Body>(path: string, body?: object): Promise<Body[]> => {
      const headers = { 'idempotency-key': `key-${path}` };
      const first = await admin.post<Body>(path, body, headers);
      await lose();
      return [first.body, (await admin.post<Body>(path, body, headers)).body];
    };
    const made = await twice<WebhookSecretDto>(base, { url: receiver.url });
    const { subscriptionId = '', secret } = made[0] ?? {};
    subscribed.push(subscriptionId);
    expect(made[1]).toEqual(made[0]);
    expect(secret).toMatch(/^whsec_/);
    const rotated = await twice<WebhookSecretDto>(`${base}/${subscriptionId}/rotate-secret`, {});
    expect(rotated[1]?.secret).toBe(rotated[0]?.secret);
    const sent = await twice<WebhookDeliveryDto>(`${base}/${subscriptionId}/test`);
    expect(sent[1]?.deliveryId).toBe(sent[0]?.deliveryId);
    await eventually(() => expect(receiver.messages).toHaveLength(1));
    for (const one of [secret, rotated[0]?.secret]) {
      expect(receiver.messages.every((message) => isSignedWith(one ?? '', message))).toBe(true);
    }
  });

  test('is shown when it is made, and never again', async () => {
    const receiver = await newReceiver();
    const { subscriptionId, secret } = await subscribe(receiver);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const again = await admin.post<WebhookSecretDto>(`${base}/${subscriptionId}/rotate-secret`, {
      overlapSeconds: 0,
    });
    expect(again.body.secret).not.toBe(secret);
    expect(again.body).not.toHaveProperty('previousSecretUntil');
    await admin.post(`${base}/${subscriptionId}/test`);
    const answers = [
      await admin.get(base),
      await admin.get(`${base}/${subscriptionId}`),
      await admin.patch(`${base}/${subscriptionId}`, { description: 'the CRM' }),
      await admin.get(`${base}/${subscriptionId}/deliveries`),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/whsec|secret/i);
    }
  });
});

describe('what was given up', () => {
  test('after 72 hours is seen, and can be sent again: one, all that are dead, or those of a time', async () => {
    const receiver = await newReceiver();
    const { subscriptionId } = await subscribe(receiver);
    receiver.answer(503);
    const holds = [await takeHold(), await takeHold(), await takeHold()];
    const inState = (status: string, count: number) =>
      eventually(async () => {
        const found = await listDeliveries(subscriptionId, `?status=${status}`);
        expect(found).toHaveLength(count);
        return found;
      }, 15_000);
    await eventually(async () => {
      const tried = await listDeliveries(subscriptionId, '?status=waiting');
      expect(tried.map(({ lastStatus }) => lastStatus)).toEqual([503, 503, 503]);
      expect(tried.every(({ nextAttemptAt = '' }) => Date.parse(nextAttemptAt) > Date.now())).toBe(true);
    }, 15_000);
    await eventually(async () => {
      await letTimePass(subscriptionId, { isOver: true });
      expect(await listDeliveries(subscriptionId, '?status=dead')).toHaveLength(3);
    }, 15_000);
    const dead = await inState('dead', 3);
    expect(dead[0]).toMatchObject({ lastStatus: 503, finishedAt: expect.any(String) });
    expect(dead[0]).not.toHaveProperty('nextAttemptAt');
    const metrics = await (await fetch(`${holdfast.url}/metrics`)).text();
    expect(Number(/^holdfast_webhook_dead (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThanOrEqual(3);
    expect(metrics).toMatch(/^holdfast_webhook_attempts_total\{outcome="dead"\} [1-9]/m);

    receiver.answer(204);
    const before = receiver.messages.length;
    const one = await admin.post<WebhookDeliveryDto>(
      `/v1/admin/webhook-deliveries/${dead[0]?.deliveryId}/redeliver`,
    );
    expect([one.status, one.body.status]).toEqual([202, 'waiting']);
    await eventually(() => expect(receiver.messages).toHaveLength(before + 1));
    expect(receiver.messages.at(-1)?.id).toBe(dead[0]?.deliveryId);

    await inState('dead', 2);
    const rest = await admin.post<RedeliveredDto>(`${base}/${subscriptionId}/redeliver`, { status: 'dead' });
    expect([rest.status, rest.body]).toEqual([202, { redelivered: 2 }]);
    await inState('delivered', 3);
    expect(new Set(receiver.messages.slice(before).map(({ data }) => data['holdId']))).toEqual(
      new Set(holds),
    );

    const from = dead[1]?.occurredAt ?? '';
    const to = new Date(Date.parse(dead[0]?.occurredAt ?? '') + 1).toISOString();
    const ofTime = await admin.post<RedeliveredDto>(`${base}/${subscriptionId}/redeliver`, { from, to });
    expect(ofTime.body).toEqual({ redelivered: 2 });
    await eventually(() => expect(receiver.messages).toHaveLength(before + 5));
    expect(new Set(receiver.messages.slice(-2).map(({ id }) => id))).toEqual(
      new Set([dead[0]?.deliveryId, dead[1]?.deliveryId]),
    );
  });

  test('cannot be sent again without saying what', async () => {
    const { subscriptionId } = await subscribe(await newReceiver());
    for (const body of [
      {},
      { from: '2027-03-01T12:00:00Z' },
      { status: 'delivered' },
      { from: 'x', to: 'y' },
    ]) {
      const answer = await admin.post(`${base}/${subscriptionId}/redeliver`, body);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    }
  });
});

describe('subscriptions', () => {
  test('are listed newest first, in pages', async () => {
    const receiver = await newReceiver();
    const ids = [];
    for (let index = 0; index < 3; index += 1) ids.push((await subscribe(receiver)).subscriptionId);
    const first = await admin.get<Page<WebhookSubscriptionDto>>(`${base}?limit=2`);
    const next = await admin.get<Page<WebhookSubscriptionDto>>(
      `${base}?limit=2&cursor=${first.body.nextCursor}`,
    );
    const listed = [...first.body.data, ...next.body.data].map(({ subscriptionId }) => subscriptionId);
    expect(listed).toEqual(ids.toReversed());
    expect(next.body.nextCursor).toBeNull();
  });

  test('that are deleted are gone, with what waits for them', async () => {
    const receiver = await newReceiver();
    const { subscriptionId } = await subscribe(receiver);
    await admin.patch(`${base}/${subscriptionId}`, { status: 'paused' });
    await takeHold();
    const { deliveryId } = await deliveryInState(subscriptionId, { status: 'waiting' });
    expect((await admin.delete(`${base}/${subscriptionId}`)).status).toBe(204);
    for (const answer of [
      await admin.get(`${base}/${subscriptionId}`),
      await admin.get(`${base}/${subscriptionId}/deliveries`),
      await admin.patch(`${base}/${subscriptionId}`, { status: 'active' }),
      await admin.post(`${base}/${subscriptionId}/test`),
      await admin.delete(`${base}/${subscriptionId}`),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'webhook_subscription_not_found']);
    }
    const lost = await admin.post(`/v1/admin/webhook-deliveries/${deliveryId}/redeliver`);
    expect([lost.status, lost.body.code]).toEqual([404, 'webhook_delivery_not_found']);
    const rows = await holdfast.prisma.webhookSubscription.findMany({ where: { subscriptionId } });
    expect(rows.map(({ secret }) => secret)).toEqual(['']);
  });

  test.each([
    [{}, 'url'],
    [{ url: 'ftp://127.0.0.1/' }, 'url'],
    [{ url: 'http://user:word@127.0.0.1/' }, 'url'],
    [{ url: 'http://127.0.0.1/', eventTypes: [] }, 'eventTypes'],
    [{ url: 'http://127.0.0.1/', eventTypes: ['hold.vanished'] }, 'eventTypes'],
    [{ url: 'http://127.0.0.1/', eventTypes: ['hold.*', 'hold.*'] }, 'eventTypes'],
    [{ url: 'http://127.0.0.1/', eventTypes: null }, 'eventTypes'],
    [{ url: 'http://127.0.0.1/', secret: 'whsec_mine' }, 'secret'],
  ])('cannot be made of %j', async (body, field) => {
    const answer = await admin.post(base, body);
    expect([answer.status, answer.body.errors?.map((fault) => fault.field)]).toEqual([
      400,
      expect.arrayContaining([field]),
    ]);
  });

  test('are for administrators only', async () => {
    const guest = await apiClient(holdfast, 'mallory');
    expect((await guest.get(base)).status).toBe(403);
    expect((await guest.post(base, { url: 'https://hooks.example.com/' })).status).toBe(403);
  });
});

test('private addresses are refused unless they are allowed, when an endpoint is named and when it is used', async () => {
  const strict = await startTestApp();
  try {
    const client = await apiClient(strict, 'root', 'admin');
    const refused = [
      'https://127.0.0.1/',
      'https://localhost/',
      'https://[::ffff:169.254.169.254]/',
      'http://1.1.1.1/',
    ];
    for (const url of refused) {
      const { status, body } = await client.post(base, { url });
      expect([status, body.errors?.[0]?.code]).toEqual([400, 'webhook_target']);
    }
    const receiver = await newReceiver();
    // As if it had been allowed before.
    const [made] = await strict.prisma.$queryRaw<{ id: string }[]>`
      INSERT INTO webhook_subscription (url, event_types, secret)
      VALUES (${receiver.url.replace('http:', 'https:')}, ARRAY['*'], 'whsec_dGVzdA==')
      RETURNING subscription_id::text AS id`;
    await client.post(`${base}/${made?.id}/test`);
    await eventually(async () => {
      const { body } = await client.get<Page<WebhookDeliveryDto>>(`${base}/${made?.id}/deliveries`);
      expect(body.data.map(({ lastError }) => lastError)).toEqual([
        'the address must not lead into a private network',
      ]);
    }, 10_000);
    expect(receiver.messages).toEqual([]);
  } finally {
    await strict.close();
  }
});
