import { DatabaseError } from 'pg';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createHotel,
  deadlocksIn,
  holdTaker,
  ledgerDifferences,
  tally,
  wish,
  type TestListing,
} from '../support/ledger.js';

const clients = 32;
const nights = 30;

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestListing;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: clients });
  hotel = await createHotel(prisma, { totals: [4, 4, 4], nights });
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

/** One or two room types, named in either order, for one to seven nights. */
function anyStay() {
  const { listingId, skuIds } = hotel;
  const first = below(skuIds.length);
  const picked = [first, (first + 1 + below(skuIds.length - 1)) % skuIds.length].slice(0, 1 + below(2));
  const items = picked.map((index) => ({ skuId: skuIds[index] ?? 0, quantity: 1 }));
  const length = 1 + below(7);
  return wish({ listingId, items, guestId: 'mover', from: below(nights - length + 1), nights: length });
}

test('stays that overlap in every order never deadlock and never fail', async () => {
  const taker = holdTaker(prisma);
  const outcomes: { outcome: string }[] = [];
  const failures: unknown[] = [];
  let live: string[] = [];
  await concurrently({ count: 5_000, clients }, async () => {
    const request = anyStay();
    const replaces = below(4) === 0 ? live.at(below(live.length)) : undefined;
    const [result] = await taker.decide([{ ...request, replacesHoldId: replaces }]);
    if (result?.status !== 'fulfilled') failures.push(result?.reason);
    else {
      outcomes.push(result.value);
      if (result.value.outcome === 'held') live.push(request.holdId);
    }
    // Rooms come back in handfuls, so that the hotel is neither empty nor full for long.
    if (live.length > 40) {
      const ended = live;
      live = [];
      await prisma.$queryRaw`
        SELECT ledger_settle(${hotel.listingId}::integer, ${ended}::uuid[], 'active', 'released', 'released_by_guest')`;
    }
  });
  expect(failures).toEqual([]);
  expect(tally(outcomes)['held']).toBeGreaterThan(500);
  expect(tally(outcomes)['sold_out']).toBeGreaterThan(500);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: rows locked in the order the guest names them deadlock', async () => {
  const { listingId } = hotel;
  let isDeadlocked = false;
  await concurrently({ count: 2_000, clients }, async () => {
    if (isDeadlocked) return;
    const { items, startDate, endDate } = anyStay();
    const connection = await prisma.pool.connect();
    try {
      await connection.query('BEGIN');
      for (const { skuId } of items) {
        await connection.query(
          `UPDATE inventory SET held = held + 1
           WHERE listing_id = $1 AND sku_id = $2 AND date >= $3::date AND date < $4::date`,
          [listingId, skuId, startDate, endDate],
        );
      }
      await connection.query('ROLLBACK');
    } catch (error) {
      isDeadlocked ||= error instanceof DatabaseError && error.code === '40P01';
      await connection.query('ROLLBACK');
    } finally {
      connection.release();
    }
  });
  expect(deadlocksIn(database.url)).toBeGreaterThan(0);
});
