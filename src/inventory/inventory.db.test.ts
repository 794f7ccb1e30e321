import { commandLineActor } from '../audit/actor.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { AppConfig } from '../config/app-config.js';
import type { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { addDays, nightIn } from '../stays/night.js';
import { InventoryService } from './inventory.service.js';
import { LedgerCheckService } from './ledger-check.service.js';
import { mintListingUuid } from './listing-uuid.js';
import type { TakeVerdict } from './take.js';

let database: TestDatabase;
let prisma: PrismaService;
let inventory: InventoryService;
const tomorrow = addDays(nightIn('UTC', new Date()), 1);

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
});

afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** A hotel with one room type of `total` rooms over `nights` nights from tomorrow. */
async function createHotel(total: number, nights = 5): Promise<{ listingId: number; skuId: number }> {
  const listing = await prisma.listing.create({
    data: {
      kind: 'hotel',
      code: mintListingUuid(1),
      currency: 'EUR',
      timezone: 'UTC',
      cancellationFeePercent: 100,
    },
  });
  const { listingId } = listing;
  await prisma.hotel.create({ data: { listingId, name: 'Harbour', city: 'Lisbon', country: 'PT' } });
  const sku = await prisma.sku.create({
    data: { listingId, kind: 'room_type', basePriceMinor: 10_000, overbookingPercent: 10 },
  });
  const { skuId } = sku;
  await inventory.setTotal({
    listingId,
    skuId,
    startDate: tomorrow,
    endDate: addDays(tomorrow, nights),
    total,
  });
  return { listingId, skuId };
}

interface Wish {
  listingId: number;
  skuId: number;
  quantity?: number;
  nights?: number;
  guestId?: string;
}

function take(wish: Wish): Promise<TakeVerdict> {
  const { listingId, skuId, quantity = 1, nights = 1 } = wish;
  const holdId = mintListingUuid(listingId);
  return inventory.take({
    listingId,
    holdId,
    guestId: wish.guestId ?? holdId,
    startDate: tomorrow,
    endDate: addDays(tomorrow, nights),
    items: [{ skuId, quantity }],
  });
}

test('a hold takes every night of the stay and is priced by night', async () => {
  const hotel = await createHotel(2);
  const verdict = await take({ ...hotel, quantity: 2, nights: 3 });
  expect(verdict).toMatchObject({ outcome: 'held', quote: { currency: 'EUR', totalMinor: 60_000 } });
  expect(await take(hotel)).toMatchObject({
    outcome: 'sold_out',
    blocking: [{ skuId: hotel.skuId, date: tomorrow, available: 0, held: 2 }],
  });
});

// floor(total × 1.10): the limits of design §2 and their neighbours.
test.each([
  [0, 0],
  [1, 1],
  [9, 9],
  [10, 11],
  [19, 20],
  [20, 22],
])('%i rooms sell %i times, overbooked by ten percent', async (total, limit) => {
  const hotel = await createHotel(total, 1);
  const verdicts = await Promise.all(Array.from({ length: limit + 5 }, () => take(hotel)));
  expect(verdicts.filter(({ outcome }) => outcome === 'held')).toHaveLength(limit);
  expect(verdicts.slice(0, limit).every(({ outcome }) => outcome === 'held')).toBe(true);
});

test('a guest has at most five live holds, however many are asked for at once', async () => {
  const hotel = await createHotel(50);
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => take({ ...hotel, guestId: 'greedy' })));
  expect(verdicts.filter(({ outcome }) => outcome === 'held')).toHaveLength(5);
  expect(verdicts.filter(({ outcome }) => outcome === 'too_many_holds')).toHaveLength(15);
});

test('counters that were tampered with are found and set right', async () => {
  const hotel = await createHotel(3);
  await take(hotel);
  const check = new LedgerCheckService(prisma);
  expect(await check.verify()).toEqual([]);
  await prisma.$executeRaw`
    UPDATE inventory SET held = 2, reserved = 1 WHERE listing_id = ${hotel.listingId} AND date = ${tomorrow}::date`;
  const difference = {
    ...hotel,
    date: tomorrow,
    held: 2,
    expectedHeld: 1,
    reserved: 1,
    expectedReserved: 0,
    total: 3,
    expectedTotal: 3,
  };
  expect(await check.verify()).toEqual([difference]);
  expect(await check.repair(commandLineActor())).toEqual([difference]);
  expect(await check.verify()).toEqual([]);
});
