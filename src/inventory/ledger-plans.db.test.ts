import { Client } from 'pg';
import { Booking, saveCard, type Step } from '../../test/support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import {
  createHotel,
  decide,
  firstNight,
  holdTaker,
  letPass,
  wish,
  type TestListing,
} from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { listHolds, listHoldsOfGuest } from '../holds/holds.views.js';
import { expireHolds, expireHoldsNowait, expireOverdueHolds } from './expiry.queries.js';
import { releaseLiveHolds } from './ledger.queries.js';

// Statements of the write path are planned once per connection and kept. These tests count what they read when the
// tables have become a thousand times larger than they were, or than the statistics say.

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  await withPageCosts(database.url);
  // One connection: every call is run by the plans the first ones left in it.
  prisma = openPrisma(database.url, { databasePoolSize: 1 });
  await saveCard(prisma, 'ada');
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** A PostgreSQL that is not ours may think reading by index dear, and then is quicker to scan a table. */
async function withPageCosts(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET random_page_cost = 4`);
  await client.end();
}

/** 40 more hotels of 25 room types, 100 nights, and 60,000 holds: ended, live and confirmed. */
async function grow(): Promise<void> {
  const client = await prisma.pool.connect();
  try {
    await client.query(`
      INSERT INTO listing (listing_id, kind, code, currency, timezone, cancellation_fee_percent)
      SELECT 1000000 + n, 'hotel', 'bulk' || n, 'EUR', 'UTC', 100 FROM generate_series(1, 40) AS n;
      INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent)
      SELECT 1000000 + n, 1000000 + n * 100 + k, 'room_type', 10000, 10
      FROM generate_series(1, 40) AS n, generate_series(1, 25) AS k;
      INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
      SELECT s.listing_id, s.sku_id, '${firstNight}'::date + d, 1000, 10
      FROM sku s, generate_series(0, 99) AS d
      ON CONFLICT DO NOTHING;
      CREATE TEMP TABLE bulk AS
      SELECT
        s.listing_id, s.sku_id, gen_random_uuid() AS hold_id, n,
        CASE WHEN n % 10 < 4 THEN 'expired' WHEN n % 10 < 7 THEN 'confirmed' WHEN n % 10 < 8 THEN 'released'
          ELSE 'active' END AS status
      FROM sku s, generate_series(1, CASE WHEN s.listing_id > 1000000 THEN 60 ELSE 6 END) AS n;
      INSERT INTO hold (
        listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, ended_at, end_cause,
        currency, total_minor, quote
      )
      SELECT
        b.listing_id, b.hold_id, 'guest' || b.n, b.status, '${firstNight}'::date + b.n % 90, '${firstNight}'::date + b.n % 90 + 3,
        now(), now() + interval '10 minutes', CASE WHEN b.status IN ('expired', 'released') THEN now() END,
        CASE WHEN b.status IN ('expired', 'released') THEN 'deadline_passed' END, 'EUR', 30000, '[]'
      FROM bulk b;
      INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) SELECT b.listing_id, b.hold_id, b.sku_id, 1 FROM bulk b;
      INSERT INTO reservation (
        listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency, total_minor,
        free_cancellation_until, created_at, paid_at
      )
      SELECT
        b.listing_id, gen_random_uuid(), 'guest' || b.n, b.hold_id, 'paid', '${firstNight}', '${firstNight}'::date + 3, 'EUR', 30000,
        now(), now(), now()
      FROM bulk b WHERE b.status = 'confirmed';
      INSERT INTO payment (
        listing_id, payment_id, reservation_id, attempt, status, currency, amount_minor, payment_method_id, created_at,
        updated_at
      )
      SELECT r.listing_id, gen_random_uuid(), r.reservation_id, 1, 'captured', 'EUR', 30000, 'pm', now(), now()
      FROM reservation r
      WHERE NOT EXISTS (SELECT 1 FROM payment p WHERE p.listing_id = r.listing_id AND p.reservation_id = r.reservation_id);
      DROP TABLE bulk;
    `);
  } finally {
    client.release();
  }
}

const watched = ['inventory', 'hold', 'hold_item', 'reservation', 'payment', 'sku', 'rate', 'refund'];

interface Reads {
  /** Rows read by scanning a whole table. */
  readonly scanned: number;
  /** Rows and index entries visited through an index. */
  readonly found: number;
}

async function reads(): Promise<Map<string, Reads>> {
  await prisma.pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await prisma.pool.query<{ name: string; scanned: string; found: string }>(
    `SELECT t.relname AS name, t.seq_tup_read AS scanned, coalesce(t.idx_tup_fetch, 0) + (
       SELECT coalesce(sum(x.idx_tup_read), 0) FROM pg_stat_user_indexes x WHERE x.relid = t.relid
     ) AS found
     FROM pg_stat_user_tables t WHERE t.relname = ANY ($1)`,
    [watched],
  );
  return new Map(
    rows.map(({ name, scanned, found }) => [name, { scanned: Number(scanned), found: Number(found) }]),
  );
}

/** What `work` reads of each table; tables it leaves alone are left out. */
async function readsOf(work: () => Promise<unknown>): Promise<Record<string, Reads>> {
  const before = await reads();
  await work();
  const after = await reads();
  const difference: Record<string, Reads> = {};
  for (const [name, { scanned, found }] of after) {
    const old = before.get(name) ?? { scanned: 0, found: 0 };
    if (scanned > old.scanned || found > old.found)
      difference[name] = { scanned: scanned - old.scanned, found: found - old.found };
  }
  return difference;
}

/** Everything the write path does, once, with what each part of it reads. */
async function everyOperation({
  listingId,
  skuIds,
}: TestListing): Promise<Record<string, Record<string, Reads>>> {
  const taker = holdTaker(prisma, 1_000);
  const ask = (quantity = 1, replacesHoldId?: string) =>
    wish({
      listingId,
      items: skuIds.slice(0, 2).map((skuId) => ({ skuId, quantity })),
      nights: 3,
      guestId: 'ada',
      replacesHoldId,
    });
  const measured: Record<string, Record<string, Reads>> = {};
  const measure = async (name: string, work: () => Promise<unknown>) => {
    measured[name] = await readsOf(work);
  };
  const first = ask();
  await measure('take', () => decide(taker, [first]));
  await measure('take ten', () =>
    decide(
      taker,
      Array.from({ length: 10 }, () => ask()),
    ),
  );
  await measure('refuse', () => decide(taker, [ask(5_000)]));
  const swapped = ask(1, first.holdId);
  await measure('swap', () => decide(taker, [swapped]));
  await measure('release', () =>
    releaseLiveHolds(
      prisma,
      [{ listingId, holdId: swapped.holdId, guestId: swapped.guestId }],
      'released_by_guest',
    ),
  );
  const [late, later, latest, last] = [ask(), ask(), ask(), ask()];
  await decide(taker, [late, later, latest, last]);
  await letPass(prisma, [late.holdId]);
  await measure('reclaim', () => decide(taker, [ask(5_000)]));
  await letPass(prisma, [later.holdId]);
  await measure('expire', () => expireHolds(prisma, [later.holdId]));
  await letPass(prisma, [latest.holdId]);
  await measure('expire in a set', () => expireHoldsNowait(prisma, [latest.holdId]));
  await letPass(prisma, [last.holdId]);
  await measure('sweep', () => expireOverdueHolds(prisma, { limit: 500 }));
  const booked = ask();
  await decide(taker, [booked]);
  const booking = new Booking(prisma, booked);
  const path: Step[] = [
    'begin',
    'decline',
    'begin',
    'requireAction',
    'authorise',
    'capture',
    'cancel',
    'refundSucceeded',
  ];
  for (const [index, step] of path.entries()) await measure(`${index} ${step}`, () => booking.do(step));
  const given = ask();
  await decide(taker, [given]);
  const givenUp = new Booking(prisma, given);
  await givenUp.do('begin');
  await measure('void', () => givenUp.do('void'));
  return measured;
}

/** Operations that scan a table, or visit many more rows than they are about. */
function greedy(measured: Record<string, Record<string, Reads>>): string[] {
  return Object.entries(measured).flatMap(([operation, tables]) =>
    Object.entries(tables)
      .filter(([, { scanned, found }]) => scanned > 0 || found > 2_000)
      .map(([table, { scanned, found }]) => `${operation}: ${table} scanned ${scanned}, found ${found}`),
  );
}

describe('a call reads the rows it is about and no others', () => {
  let hotel: TestListing;

  beforeEach(async () => {
    hotel = await createHotel(prisma, { totals: Array.from({ length: 25 }, () => 1_000), nights: 100 });
    // Prices go by what is held, by others and by whoever asks: with less to look for, less is read.
    const { listingId } = hotel;
    await prisma.$executeRaw`INSERT INTO hotel (listing_id, name, city, country) VALUES (${listingId}, 'H', 'Faro', 'PT')`;
    await prisma.occupancyRule.create({ data: { listingId, thresholdPercent: 50, factorBp: 11_000 } });
  });

  test('when its plans were made for tables that were small and measured', async () => {
    await everyOperation(hotel);
    await prisma.pool.query('ANALYZE');
    await everyOperation(hotel);
    await grow();
    expect(greedy(await everyOperation(hotel))).toEqual([]);
  });

  // By such statistics the index of a guest's live holds finds no fewer than one of all live holds would.
  test('when its plans were made as if two guests had all there is', async () => {
    const taker = holdTaker(prisma, 1_000);
    for (const guestId of ['bob', 'ada', 'ada', 'bob', 'ada', 'ada']) {
      const asked = { listingId: hotel.listingId, items: [{ skuId: hotel.skuIds[0] ?? 0, quantity: 1 }] };
      await decide(
        taker,
        Array.from({ length: 10 }, () => wish({ ...asked, nights: 3, guestId })),
      );
    }
    await prisma.pool.query('ANALYZE');
    await grow();
    // The plans that read it are made again, for as many holds as there are and what was known of them before.
    await prisma.pool.query('ANALYZE hold_item');
    expect(greedy(await everyOperation(hotel))).toEqual([]);
  });

  test('when its plans were made for tables that were empty and measured', async () => {
    await prisma.pool.query('VACUUM ANALYZE');
    await everyOperation(hotel);
    await grow();
    expect(greedy(await everyOperation(hotel))).toEqual([]);
  });

  test('when nothing was ever measured', async () => {
    await grow();
    expect(greedy(await everyOperation(hotel))).toEqual([]);
  });

  test('when everything was measured', async () => {
    await grow();
    await prisma.pool.query('ANALYZE');
    expect(greedy(await everyOperation(hotel))).toEqual([]);
  });
});

test('the live holds of a guest are found without going through a thousand that have ended', async () => {
  await grow();
  await prisma.pool.query('ANALYZE');
  const guestId = 'guest1';
  const read = await readsOf(async () => {
    for (const filter of ['live', 'active'] as const) {
      expect(await listHoldsOfGuest(prisma, { guestId, filter, limit: 20 })).toEqual([]);
      expect(await listHolds(prisma, { guestId, filter, limit: 20 })).toEqual([]);
    }
  });
  expect(read['hold']?.found ?? 0).toBeLessThan(100);
  expect(read['hold']?.scanned ?? 0).toBe(0);
});
