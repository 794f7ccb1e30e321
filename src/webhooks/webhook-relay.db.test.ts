import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { eventually } from '../../test/support/eventually.js';
import { weaken } from '../../test/support/weaken.js';
import { eventTypes } from '../events/event-types.js';
import type { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { isEventFilter } from './event-filter.rules.js';
import { relayEvents, type RelayStep } from './webhook-relay.queries.js';
import { WebhookRelayService } from './webhook-relay.service.js';

let database: TestDatabase;
let prisma: PrismaService;
const clients: Client[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
  await prisma.close();
  await database.drop();
});

/** A connection of its own, for a transaction that stays open while others go on. */
async function openClient(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  clients.push(client);
  return client;
}

async function subscribe(types = ['*'], status = 'active'): Promise<string> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    INSERT INTO webhook_subscription (url, event_types, secret, status)
    VALUES ('https://hooks.example.com/', ${types}::text[], 'whsec_x', ${status})
    RETURNING subscription_id::text AS id`;
  return rows[0]?.id ?? '';
}

const insertSql = `INSERT INTO event (listing_id, subject_id, type)
  SELECT 1, gen_random_uuid(), $1 FROM generate_series(1, $2::integer) RETURNING event_id::text AS id`;

async function happen(type: string, count = 1, client?: Client): Promise<string[]> {
  const { rows } = await (client ?? prisma.pool).query<{ id: string }>(insertSql, [type, count]);
  return rows.map(({ id }) => id);
}

const usual = { events: 1_000, transactions: 10_000 };

/** Relays until everything committed so far was passed. What other databases of the server do can take a few turns. */
async function relayAll(limits = usual, { toTheEnd = true } = {}): Promise<RelayStep[]> {
  const [now] = await prisma.$queryRaw<{ id: bigint }[]>`SELECT pg_current_xact_id()::text::bigint AS id`;
  const isPassed = async () => {
    const cursor = await prisma.webhookCursor.findFirstOrThrow();
    return cursor.transactionId >= (now?.id ?? 0n);
  };
  const steps: RelayStep[] = [];
  const hasMore = async () => steps.at(-1)?.outcome === 'more' && (toTheEnd || !(await isPassed()));
  await eventually(async () => {
    // Others on the server count transactions, too, and go on doing so: small steps may never come to the end.
    do steps.push(await relayEvents(prisma, limits));
    while (await hasMore());
    expect([await isPassed(), !toTheEnd || steps.at(-1)?.outcome === 'caught_up']).toEqual([true, true]);
  }, 20_000);
  return steps;
}

async function delivered(subscriptionId: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT d.event_id::text AS id FROM webhook_delivery d
    WHERE d.subscription_id = ${subscriptionId}::uuid ORDER BY d.event_id`;
  return rows.map(({ id }) => id);
}

describe('the relay', () => {
  test('crosses a long stretch without events quickly, and finds what comes after it', async () => {
    const subscription = await subscribe();
    await relayAll();
    // A hundred thousand transactions ago.
    await prisma.$executeRaw`UPDATE webhook_cursor SET transaction_id = transaction_id - 100000`;
    const ids = await happen('hold.created', 3);
    const service = new WebhookRelayService(prisma, new MetricsService());
    await eventually(async () => {
      await service.relay();
      expect(await delivered(subscription)).toEqual(ids.toSorted());
    });
  });

  test('hands on every event once to each subscription that wants its type', async () => {
    const all = await subscribe();
    const holds = await subscribe(['hold.*']);
    const paid = await subscribe(['reservation.paid', 'refund.*']);
    const created = await happen('hold.created', 3);
    const paidIds = await happen('reservation.paid', 2);
    const refunded = await happen('refund.succeeded');
    await relayAll();
    await relayAll();
    expect(await delivered(all)).toEqual([...created, ...paidIds, ...refunded].toSorted());
    expect(await delivered(holds)).toEqual(created.toSorted());
    expect(await delivered(paid)).toEqual([...paidIds, ...refunded].toSorted());
  });

  test('a paused subscription’s events wait, a disabled or deleted one gets none', async () => {
    const paused = await subscribe(['*'], 'paused');
    const disabled = await subscribe(['*'], 'disabled');
    const deleted = await subscribe(['*'], 'deleted');
    const ids = await happen('hold.created', 2);
    await relayAll();
    expect(await delivered(paused)).toEqual(ids.toSorted());
    expect([...(await delivered(disabled)), ...(await delivered(deleted))]).toEqual([]);
  });

  test('a new subscription is not told of what happened before it', async () => {
    await happen('hold.created', 5);
    const late = await subscribe();
    const [after] = await happen('hold.created');
    await relayAll();
    expect(await delivered(late)).toEqual([after]);
  });

  test('without a subscription only the cursor moves, past everything', async () => {
    await happen('hold.created', 50);
    const nothing = { outcome: 'caught_up', events: 0, deliveries: 0 };
    // In small steps fifty events would take fifty.
    expect(await relayAll({ events: 1, transactions: 1 })).toContainEqual(nothing);
    await subscribe();
    expect((await relayAll()).filter((step) => step.events > 0)).toEqual([]);
  });

  test('works in small steps, also through one large transaction and long stretches without events', async () => {
    const subscription = await subscribe();
    const ids = await happen('hold.created', 17);
    for (let gap = 0; gap < 30; gap += 1) await prisma.$queryRaw`SELECT pg_current_xact_id()::text`;
    ids.push(...(await happen('hold.expired', 4)));
    const steps = await relayAll({ events: 5, transactions: 10 }, { toTheEnd: false });
    expect(await delivered(subscription)).toEqual(ids.toSorted());
    expect(Math.max(...steps.map(({ events }) => events))).toBe(5);
    expect(steps.length).toBeGreaterThan(5);
  });
});

describe('an event of a transaction that is committed after later ones', () => {
  async function lateCommit(): Promise<{ missed: string[] }> {
    const subscription = await subscribe();
    const slow = await openClient();
    await slow.query('BEGIN');
    const early = await happen('hold.created', 1, slow);
    const later = await happen('hold.confirmed', 3);
    for (let turn = 0; turn < 3; turn += 1) await relayEvents(prisma, usual);
    await slow.query('COMMIT');
    await relayAll();
    const got = await delivered(subscription);
    return { missed: [...early, ...later].filter((id) => !got.includes(id)) };
  }

  test('is not lost', async () => {
    expect(await lateCommit()).toEqual({ missed: [] });
  });

  test('is lost when running transactions are passed over (control)', async () => {
    await weaken(prisma, ['webhook_feed_end'], /WHERE NOT EXISTS/g, 'WHERE false AND NOT EXISTS');
    let missed = 0;
    for (let round = 0; round < 5 && missed === 0; round += 1) missed = (await lateCommit()).missed.length;
    expect(missed).toBe(1);
  });

  test('holds up nothing when it is one of another database', async () => {
    const subscription = await subscribe();
    const elsewhere = await createTestDatabase();
    const other = new Client({ connectionString: elsewhere.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT pg_current_xact_id()');
    const ids = await happen('hold.created', 2);
    await relayAll();
    expect(await delivered(subscription)).toEqual(ids.toSorted());
    await other.end();
    await elsewhere.drop();
  });

  test('is not told when it is rolled back', async () => {
    const subscription = await subscribe();
    const slow = await openClient();
    await slow.query('BEGIN');
    await happen('hold.created', 1, slow);
    await slow.query('ROLLBACK');
    const [kept] = await happen('hold.expired');
    await relayAll();
    expect(await delivered(subscription)).toEqual([kept]);
  });
});

describe('several workers', () => {
  test('hand each event on once while events keep coming', async () => {
    const subscription = await subscribe();
    const others = [prisma, openPrisma(database.url), openPrisma(database.url)];
    const written: string[] = [];
    const writing = { isDone: false };
    const write = async (): Promise<void> => {
      for (let round = 0; round < 60; round += 1)
        written.push(...(await happen('hold.created', 1 + (round % 4))));
    };
    let handedOn = 0;
    const relay = async (worker: PrismaService): Promise<void> => {
      while (!writing.isDone) {
        const { deliveries } = await relayEvents(worker, { events: 3, transactions: 50 });
        handedOn += deliveries;
      }
    };
    const relays = others.map(relay);
    await Promise.all([write(), write(), write()]);
    writing.isDone = true;
    await Promise.all(relays);
    for (const step of await relayAll()) handedOn += step.deliveries;
    for (const other of others.slice(1)) await other.close();
    expect(await delivered(subscription)).toEqual(written.toSorted());
    expect(handedOn).toBe(written.length);
  });

  test('do not wait for one that is at it', async () => {
    await subscribe();
    await happen('hold.created');
    const other = await openClient();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM webhook_cursor FOR UPDATE');
    expect(await relayEvents(prisma, { events: 10, transactions: 10 })).toMatchObject({ outcome: 'busy' });
    await other.query('ROLLBACK');
  });

  test('one that dies before its commit has done nothing; the next does all of it', async () => {
    const subscription = await subscribe();
    const ids = await happen('hold.created', 4);
    const dying = await openClient();
    await dying.query('BEGIN');
    await eventually(async () => {
      const { rows } = await dying.query<RelayStep>('SELECT * FROM webhook_relay(1000, 10000, 60)');
      expect(rows).toEqual([{ outcome: 'caught_up', events: 4, deliveries: 4 }]);
    });
    await dying.query('ROLLBACK');
    expect(await delivered(subscription)).toEqual([]);
    await relayAll();
    expect(await delivered(subscription)).toEqual(ids.toSorted());
  });
});

describe('on a database whose transactions are counted anew', () => {
  /** As after a dump restored on a younger server: rows and cursor say numbers that are still to come. */
  async function setBack(): Promise<void> {
    await prisma.$executeRaw`UPDATE event SET transaction_id = transaction_id + 1000000000`;
    await prisma.$executeRaw`UPDATE webhook_cursor SET transaction_id = transaction_id + 1000000000`;
  }

  test('the feed says so and goes on: nothing is lost, nothing told twice', async () => {
    const subscription = await subscribe();
    const before = await happen('hold.created', 3);
    await relayAll();
    const unsent = await happen('hold.confirmed', 2);
    await setBack();
    const after = await happen('hold.expired', 2);
    const [first, ...rest] = await relayAll();
    expect(first).toEqual({ outcome: 'restarted', events: 7, deliveries: 0 });
    expect(rest.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBe(4);
    expect(await delivered(subscription)).toEqual([...before, ...unsent, ...after].toSorted());
    expect((await relayAll()).filter((step) => step.events > 0)).toEqual([]);
  });

  test('operators are told: an error in the log, and a count', async () => {
    await subscribe();
    await relayAll();
    await setBack();
    const errors: unknown[] = [];
    const silent = { log: () => {}, warn: () => {} };
    Logger.overrideLogger({ ...silent, error: (message: unknown) => errors.push(message) });
    const metrics = new MetricsService();
    const service = new WebhookRelayService(prisma, metrics);
    await service.relay();
    await service.relay();
    expect(errors).toEqual([expect.stringContaining('counts its transactions anew')]);
    expect(await metrics.registry.metrics()).toMatch(/^holdfast_webhook_feed_restarts_total 1$/m);
  });

  test('another server is noticed, also when its count is further on', async () => {
    const subscription = await subscribe();
    await prisma.$executeRaw`UPDATE webhook_cursor SET system_identifier = system_identifier - 1`;
    const ids = await happen('hold.created', 2);
    expect((await relayAll()).map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['restarted', 'caught_up']),
    );
    expect(await delivered(subscription)).toEqual(ids.toSorted());
  });

  test('a cursor that is gone is an error, not silence', async () => {
    await prisma.$executeRaw`DELETE FROM webhook_cursor`;
    await expect(relayEvents(prisma, usual)).rejects.toThrow('webhook_cursor has no row');
  });
});

test('what a filter matches in the database is what the API takes for a filter', async () => {
  const types = Object.keys(eventTypes);
  const kinds = [...new Set(types.map((type) => `${type.split('.')[0]}.*`))];
  const filters = [
    '*',
    ...types,
    ...kinds,
    'hold',
    'hold.',
    '.*',
    'hold*',
    'hold.cre*',
    'holds.*',
    '',
    '%',
    'hold._*',
  ];
  const rows = await prisma.$queryRaw<{ filter: string; matches: string[] }[]>`
    SELECT f.filter, array_remove(array_agg(CASE WHEN webhook_wants(ARRAY[f.filter], t.type) THEN t.type END), NULL) AS matches
    FROM unnest(${filters}::text[]) AS f(filter) CROSS JOIN unnest(${types}::text[]) AS t(type)
    GROUP BY f.filter`;
  const useful = rows.filter(({ matches }) => matches.length > 0).map(({ filter }) => filter);
  expect(useful.toSorted()).toEqual(filters.filter((filter) => isEventFilter(filter)).toSorted());
  const holds = rows.find(({ filter }) => filter === 'hold.*')?.matches;
  expect(holds?.toSorted()).toEqual(types.filter((type) => type.startsWith('hold.')).toSorted());
});

test('months to come have the index too', async () => {
  const rows = await prisma.$queryRaw<{ partitions: number; indexed: number }[]>`
    SELECT
      (SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass)::integer AS partitions,
      (
        SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'event_transaction_idx'::regclass AND 'autosummarize=on' = ANY (c.reloptions)
      )::integer AS indexed`;
  const before = rows[0]?.partitions ?? 0;
  await prisma.$queryRaw`SELECT event_ensure_partitions(8)`;
  const [after] = await prisma.$queryRaw<{ indexed: number }[]>`
    SELECT count(*)::integer AS indexed FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event_transaction_idx'::regclass AND 'autosummarize=on' = ANY (c.reloptions)`;
  expect(rows[0]?.indexed).toBe(before);
  expect(after?.indexed).toBe(before + 5);
});
