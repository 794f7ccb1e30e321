import { AppConfig } from '../../src/config/app-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import type { OverdueHold } from '../../src/inventory/expiry.queries.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  createHotel,
  decide,
  holdTaker,
  ledgerDifferences,
  letPass,
  wish,
  type TestListing,
} from '../support/ledger.js';

let database: TestDatabase;
let prisma: PrismaService;
let hotels: TestListing[];

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  hotels = [];
  for (let index = 0; index < 5; index += 1) hotels.push(await createHotel(prisma, { totals: [10] }));
});

afterEach(async () => {
  expect(await ledgerDifferences(prisma)).toEqual([]);
  await prisma.close();
  await database.drop();
});

function askAt(index: number) {
  const hotel = hotels[index];
  if (hotel === undefined) throw new Error('no such hotel');
  return wish({ listingId: hotel.listingId, items: [{ skuId: hotel.skuIds[0] ?? 0, quantity: 1 }] });
}

/** Of holds past their deadline those that were ended, or those that were left. */
function idsOf(overdue: readonly OverdueHold[], wereEnded: boolean): string[] {
  return overdue
    .filter(({ endedAt }) => (endedAt !== null) === wereEnded)
    .map(({ holdId }) => holdId)
    .toSorted();
}

/** Runs `work` while somebody keeps every row of the third hotel locked. */
async function whileThirdIsLocked<T>(work: () => Promise<T>): Promise<T> {
  const blocker = await prisma.pool.connect();
  try {
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM inventory WHERE listing_id = $1 FOR UPDATE', [hotels[2]?.listingId]);
    return await work();
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
  }
}

test('rows somebody keeps locked make their own listing busy; neighbours in the same call are served', async () => {
  const taker = holdTaker(prisma);
  // Decided while the rows are locked: nobody waits for their release.
  const decided = await whileThirdIsLocked(() =>
    taker.decide([askAt(2), askAt(0), askAt(2), askAt(1), askAt(4), askAt(3)]),
  );
  expect(decided).toMatchObject([
    { status: 'rejected', reason: { kind: 'unavailable', code: 'busy' } },
    { value: { outcome: 'held' } },
    { status: 'rejected', reason: { kind: 'unavailable', code: 'busy' } },
    { value: { outcome: 'held' } },
    { value: { outcome: 'held' } },
    { value: { outcome: 'held' } },
  ]);
  expect(await decide(taker, [askAt(2)])).toMatchObject([{ outcome: 'held' }]);
});

test('a listing that stays locked and is asked for again and again starves nobody else', async () => {
  const inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
  const neighbours: Promise<unknown>[] = [];
  const stuck: Promise<unknown>[] = [];
  await whileThirdIsLocked(async () => {
    for (let wave = 0; wave < 15; wave += 1) {
      stuck.push(inventory.take(askAt(2)).catch((error: unknown) => error));
      for (const index of [0, 1]) if (wave < 10) neighbours.push(inventory.take(askAt(index)));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await Promise.all([...neighbours, ...stuck]);
  });
  expect(await Promise.all(neighbours)).toEqual(
    neighbours.map(() => expect.objectContaining({ outcome: 'held' })),
  );
  expect(await Promise.all(stuck)).toEqual(stuck.map(() => expect.objectContaining({ code: 'busy' })));
});

test('rows somebody keeps locked do not stop the expiry of other listings’ holds', async () => {
  const taker = holdTaker(prisma);
  const inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
  const holds = [0, 1, 2, 3, 4].map(askAt);
  await decide(taker, holds);
  const holdIds = holds.map(({ holdId }) => holdId);
  await letPass(prisma, holdIds);
  const stuck = holdIds.slice(2, 3);
  const rest = holdIds.filter((holdId) => !stuck.includes(holdId));
  await whileThirdIsLocked(async () => {
    const swept = await inventory.expireOverdue({ limit: 500 });
    expect(idsOf(swept, true)).toEqual(rest.toSorted());
    expect(idsOf(swept, false)).toEqual(stuck);
    expect(idsOf(await inventory.expire(stuck), false)).toEqual(stuck);
    expect(await inventory.expireInTurn(stuck)).toEqual([]);
  });
  expect(idsOf(await inventory.expireInTurn(stuck), true)).toEqual(stuck);
});

test('a counter that is wrong keeps only the holds of its own listing, until it is repaired', async () => {
  const inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
  const holds = [0, 1, 2, 3, 4].map(askAt);
  await decide(holdTaker(prisma), holds);
  const holdIds = holds.map(({ holdId }) => holdId);
  const stuck = holdIds.slice(2, 3);
  const rest = holdIds.filter((holdId) => !stuck.includes(holdId));
  await letPass(prisma, holdIds);
  const broken = hotels[2]?.listingId ?? 0;
  await prisma.$executeRaw`UPDATE inventory SET held = 0 WHERE listing_id = ${broken}`;
  const swept = await inventory.expireOverdue({ limit: 500 });
  expect(idsOf(swept, true)).toEqual(rest.toSorted());
  expect(await inventory.expireInTurn([...rest, ...stuck])).toEqual([]);
  await prisma.$queryRaw`SELECT 1 FROM ledger_repair(${broken}::integer)`;
  expect(idsOf(await inventory.expireOverdue({ limit: 500 }), true)).toEqual(stuck);
});
