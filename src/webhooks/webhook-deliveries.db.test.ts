import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import {
  leaseDueDeliveries,
  recordDelivered,
  recordFailed,
  releaseLease,
  renewLeases,
  type LeaseRequest,
} from './webhook-deliveries.queries.js';
import { WebhookRetentionService } from './webhook-retention.service.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
beforeEach(async () => {
  await prisma.$executeRaw`TRUNCATE webhook_subscription, webhook_delivery, price_watch`;
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

interface Made {
  readonly deliveries?: number;
  readonly status?: 'active' | 'paused' | 'disabled' | 'deleted';
  readonly isFailing?: boolean;
}

/** A subscription with deliveries that are due, of test messages so that they need no event. */
async function subscription({
  deliveries = 0,
  status = 'active',
  isFailing = false,
}: Made = {}): Promise<string> {
  const [made] = await prisma.$queryRaw<{ id: string }[]>`
    INSERT INTO webhook_subscription (url, event_types, secret, status, failing_since)
    VALUES ('https://hooks.example.com/', ARRAY['*'], 'whsec_x', ${status}, CASE WHEN ${isFailing} THEN now() END)
    RETURNING subscription_id::text AS id`;
  const id = made?.id ?? '';
  await prisma.$executeRaw`
    INSERT INTO webhook_delivery
      (subscription_id, listing_id, subject_id, occurred_at, event_id, type, payload, expires_at, next_attempt_at)
    SELECT ${id}::uuid, 0, gen_random_uuid(), now(), uuidv7(), 'webhook.test', '{}', now() + interval '72 hours', now()
    FROM generate_series(1, ${deliveries}::integer)`;
  return id;
}

const usual: LeaseRequest = {
  inFlight: new Map(),
  limit: 100,
  perEndpoint: 10,
  perFailingEndpoint: 1,
  leaseSeconds: 4,
};

async function leased(request: Partial<LeaseRequest> = {}): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { subscriptionId } of await leaseDueDeliveries(prisma, { ...usual, ...request })) {
    counts[subscriptionId] = (counts[subscriptionId] ?? 0) + 1;
  }
  return counts;
}

async function leaseOne(): Promise<{ deliveryId: string; attempts: number }> {
  const [delivery] = await leaseDueDeliveries(prisma, { ...usual, limit: 1 });
  if (delivery === undefined) throw new Error('nothing is due');
  return delivery;
}

async function expireLease(): Promise<void> {
  await prisma.$executeRaw`UPDATE webhook_delivery SET next_attempt_at = now() WHERE status = 'waiting'`;
}

function read(deliveryId: string) {
  return prisma.webhookDelivery.findUniqueOrThrow({ where: { deliveryId } });
}

describe('a lease', () => {
  test('gives each endpoint its turn, and none more than it has room for', async () => {
    const [a, b, c] = [
      await subscription({ deliveries: 30 }),
      await subscription({ deliveries: 2 }),
      await subscription({ deliveries: 5, isFailing: true }),
    ];
    expect(await leased({ limit: 5 })).toEqual({ [a]: 2, [b]: 2, [c]: 1 });
    expect(
      await leased({
        inFlight: new Map([
          [a, 2],
          [c, 1],
        ]),
      }),
    ).toEqual({ [a]: 8 });
    expect(await leased({ inFlight: new Map([[a, 10]]) })).toEqual({ [c]: 1 });
  });

  test('is not given for what is not due, ended, or of an endpoint that is not active', async () => {
    await subscription({ deliveries: 3, status: 'paused' });
    await subscription({ deliveries: 3, status: 'disabled' });
    await subscription({ deliveries: 3, status: 'deleted' });
    await subscription({ deliveries: 3 });
    await prisma.$executeRaw`UPDATE webhook_delivery SET next_attempt_at = now() + interval '1 second'`;
    expect(await leased()).toEqual({});
  });

  test('is had by one of many workers', async () => {
    const id = await subscription({ deliveries: 40 });
    const workers = Array.from({ length: 8 }, () => leaseDueDeliveries(prisma, usual));
    const ids = (await Promise.all(workers)).flat().map(({ deliveryId }) => deliveryId);
    ids.push(
      ...(await leaseDueDeliveries(prisma, { ...usual, perEndpoint: 40 })).map((row) => row.deliveryId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(40);
    expect(await prisma.webhookDelivery.count({ where: { subscriptionId: id, attempts: 1 } })).toBe(40);
  });

  test('that is renewed does not run out; one that was taken over stays with the other', async () => {
    await subscription({ deliveries: 1 });
    const first = await leaseOne();
    await expireLease();
    await renewLeases(prisma, [first], 4);
    expect(await leased()).toEqual({});
    await expireLease();
    const second = await leaseOne();
    await expireLease();
    await renewLeases(prisma, [first], 4);
    expect((await leaseOne()).attempts).toBe(second.attempts + 1);
  });

  test('that is given back counts as no attempt', async () => {
    await subscription({ deliveries: 1 });
    await releaseLease(prisma, await leaseOne());
    expect(await leaseOne()).toMatchObject({ attempts: 1 });
  });
});

describe('of an attempt that was taken for lost', () => {
  test('a success counts', async () => {
    await subscription({ deliveries: 1 });
    const first = await leaseOne();
    await expireLease();
    const second = await leaseOne();
    await recordDelivered(prisma, { deliveryId: first.deliveryId, status: 200 });
    await recordFailed(prisma, { ...second, status: 500, error: 'answered 500', nextAttemptAt: new Date() });
    expect(await read(first.deliveryId)).toMatchObject({
      status: 'delivered',
      lastStatus: 200,
      nextAttemptAt: null,
    });
  });

  test('a failure does not', async () => {
    await subscription({ deliveries: 1 });
    const first = await leaseOne();
    await expireLease();
    const second = await leaseOne();
    await recordFailed(prisma, { ...first, status: 500, error: 'answered 500', nextAttemptAt: undefined });
    expect(await read(first.deliveryId)).toMatchObject({
      status: 'waiting',
      attempts: second.attempts,
      lastStatus: null,
    });
  });
});

describe('each hour', () => {
  async function finish(subscriptionId: string, status: string, days: number): Promise<void> {
    await prisma.$executeRaw`
      UPDATE webhook_delivery
      SET status = ${status}, next_attempt_at = NULL, finished_at = now() - make_interval(days => ${days}::integer),
          occurred_at = now() - make_interval(days => ${days}::integer, hours => 1)
      WHERE subscription_id = ${subscriptionId}::uuid`;
  }
  const count = (subscriptionId: string, status?: string) =>
    prisma.webhookDelivery.count({ where: { subscriptionId, ...(status === undefined ? {} : { status }) } });

  test('what ended more than thirty days ago is deleted, however much, and nothing else', async () => {
    const [old, dead, recent, waiting] = [
      await subscription({ deliveries: 2_300 }),
      await subscription({ deliveries: 3 }),
      await subscription({ deliveries: 3 }),
      await subscription({ deliveries: 3 }),
    ];
    await finish(old, 'delivered', 31);
    await finish(dead, 'dead', 31);
    await finish(recent, 'delivered', 29);
    await prisma.$executeRaw`
      UPDATE webhook_delivery SET occurred_at = now() - interval '40 days' WHERE subscription_id = ${waiting}::uuid`;
    await new WebhookRetentionService(prisma).purge();
    expect([await count(old), await count(dead), await count(recent), await count(waiting)]).toEqual([
      0, 0, 3, 3,
    ]);
  });

  test('what an endpoint could not take in its time, because it was paused, is dead', async () => {
    const paused = await subscription({ deliveries: 2, status: 'paused' });
    const active = await subscription({ deliveries: 2 });
    await prisma.$executeRaw`UPDATE webhook_delivery SET expires_at = now()`;
    await new WebhookRetentionService(prisma).purge();
    expect([await count(paused, 'dead'), await count(active, 'waiting')]).toEqual([2, 2]);
  });

  test('a secret that was replaced is forgotten when its time is over, not before', async () => {
    const [over, valid] = [await subscription(), await subscription()];
    await prisma.$executeRaw`
      UPDATE webhook_subscription
      SET previous_secret = 'whsec_y', previous_secret_until = now() + CASE
        WHEN subscription_id = ${over}::uuid THEN interval '0' ELSE interval '1 hour' END`;
    await new WebhookRetentionService(prisma).purge();
    const kept = await prisma.webhookSubscription.findMany({ where: { previousSecret: { not: null } } });
    expect(kept.map(({ subscriptionId }) => subscriptionId)).toEqual([valid]);
  });

  test('a deleted subscription’s deliveries go, and a little later so does it', async () => {
    const deleted = await subscription({ deliveries: 1_200, status: 'deleted' });
    const retention = new WebhookRetentionService(prisma);
    await retention.purge();
    expect([await count(deleted), await prisma.webhookSubscription.count()]).toEqual([0, 1]);
    await prisma.$executeRaw`UPDATE webhook_subscription SET updated_at = now() - interval '2 hours'`;
    await retention.purge();
    expect(await prisma.webhookSubscription.count()).toBe(0);
  });
});
