import type { PrismaService } from '../../src/database/prisma.service.js';
import { repairListing, verifyListings } from '../../src/inventory/ledger.queries.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createHotel,
  deadlocksIn,
  holdTaker,
  ledgerDifferences,
  wish,
  type TestListing,
} from '../support/ledger.js';
import { rowLocks, weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestListing;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 16 });
  hotel = await createHotel(prisma, { totals: [200, 200, 200], nights: 10 });
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** Holds come, are paid for, are canceled or end, while `watch` runs over and over. */
async function underLoad(attempts: number, watch: () => Promise<void>): Promise<void> {
  const { listingId, skuIds } = hotel;
  const taker = holdTaker(prisma);
  const load = { isOver: false };
  const watching = (async () => {
    while (!load.isOver) await watch();
  })();
  const settle = (holdId: string, from: string, to: string) =>
    prisma.$queryRaw`SELECT ledger_settle(${listingId}::integer, ARRAY[${holdId}::uuid], ${from}, ${to}, NULL)`;
  const loading = concurrently({ count: attempts, clients: 8 }, async (index) => {
    const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
    const request = wish({ listingId, items, from: index % 5, nights: 1 + (index % 5) });
    await taker.decide([request]);
    if (index % 3 === 0) return void (await settle(request.holdId, 'active', 'released'));
    await prisma.$executeRaw`
      UPDATE hold SET status = 'paying', grace_until = expires_at WHERE hold_id = ${request.holdId}::uuid`;
    await settle(request.holdId, 'paying', 'confirmed');
    if (index % 2 === 0) await settle(request.holdId, 'confirmed', 'canceled');
  }).finally(() => (load.isOver = true));
  await Promise.all([loading, watching]);
}

test('verification under load never reports a difference that is none', async () => {
  let runs = 0;
  await underLoad(300, async () => {
    runs += 1;
    expect(await verifyListings(prisma, { from: 1, to: hotel.listingId })).toEqual([]);
  });
  expect(runs).toBeGreaterThan(5);
});

test('control: counters and holds read by two statements differ under load', async () => {
  const differences: unknown[] = [];
  const totals = async (sql: string) => (await prisma.pool.query<{ units: string }>(sql)).rows[0]?.units;
  for (let round = 0; round < 10 && differences.length === 0; round += 1) {
    await underLoad(100, async () => {
      const counted = await totals('SELECT sum(held + reserved)::text AS units FROM inventory');
      const claimed = await totals(
        `SELECT coalesce(sum(hi.quantity * (h.end_date - h.start_date)), 0)::text AS units
         FROM hold h JOIN hold_item hi USING (listing_id, hold_id) WHERE h.status IN ('active', 'paying', 'confirmed')`,
      );
      if (counted !== claimed) differences.push({ counted, claimed });
    });
  }
  expect(differences).not.toEqual([]);
});

test('repair under load mends what is wrong and harms nothing', async () => {
  let mended = 0;
  await underLoad(300, async () => {
    // Somebody who is not the ledger: one row at a time gets a counter that nothing explains.
    await prisma.$executeRaw`
      UPDATE inventory SET held = held + 7
      WHERE listing_id = ${hotel.listingId} AND sku_id = ${hotel.skuIds[0]} AND date = (
        SELECT min(date) FROM inventory WHERE listing_id = ${hotel.listingId}
      )`;
    mended += (await repairListing(prisma, hotel.listingId)).length;
  });
  expect(mended).toBeGreaterThan(0);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: repair without its lock breaks what was right', async () => {
  // It compares, and sets a little later what it has computed: the lock is what keeps the rows still in between.
  await weaken(prisma, ['ledger_repair'], rowLocks);
  await weaken(
    prisma,
    ['ledger_repair'],
    /mended AS \(/g,
    'pause AS MATERIALIZED (SELECT pg_sleep(0.02)), mended AS (',
  );
  await weaken(
    prisma,
    ['ledger_repair'],
    /FROM wrong w\s+WHERE i\.listing_id/g,
    'FROM wrong w, pause WHERE i.listing_id',
  );
  let broken = 0;
  for (let round = 0; round < 10 && broken === 0; round += 1) {
    await underLoad(100, async () => {
      await prisma.$executeRaw`UPDATE inventory SET held = held + 1 WHERE listing_id = ${hotel.listingId}`;
      await repairListing(prisma, hotel.listingId);
    }).catch(() => (broken += 1)); // a counter's own check spoke
    // What the last tampering left is mended once more before the count.
    const left = await ledgerDifferences(prisma);
    broken += left.length;
  }
  expect(broken).toBeGreaterThan(0);
});
