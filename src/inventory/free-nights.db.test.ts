import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { loadSampleCatalogue } from '../catalog/sample-catalogue.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays, nightIn } from '../stays/night.js';
import { listAvailability } from './availability.views.js';
import { listFreeNights } from './free-nights.views.js';

const today = nightIn('Europe/Lisbon', new Date());

let database: TestDatabase;
let prisma: PrismaService;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await loadSampleCatalogue(prisma, { horizonDays: 20, flightDays: 1 });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** Takes rooms of the first types of a hotel, for so many seconds. */
async function hold(hotelId: number, days: [from: number, to: number], ttlSeconds: number): Promise<void> {
  const [{ outcome } = { outcome: 'none' }] = await prisma.$queryRaw<{ outcome: string }[]>`
    SELECT t.outcome FROM ledger_take(
      ${hotelId}, ARRAY[gen_random_uuid()], ARRAY['alice'], ARRAY[${addDays(today, days[0])}::date],
      ARRAY[${addDays(today, days[1])}::date], ARRAY[NULL]::uuid[], ARRAY[NULL]::bigint[], ARRAY[1, 1],
      ARRAY(SELECT r.sku_id FROM room_type r WHERE r.listing_id = ${hotelId} ORDER BY 1 LIMIT 2), ARRAY[1, 2],
      ${ttlSeconds}::integer
    ) t`;
  expect(outcome).toBe('held');
}

test('ranges that are asked for together are each told what the ledger says of them alone', async () => {
  await hold(1, [3, 6], 600);
  await hold(1, [4, 9], 0);
  await hold(2, [0, 3], 0);
  const [{ skuId } = { skuId: 0 }] = await prisma.roomType.findMany({ where: { listingId: 2 }, take: 1 });
  // More is held than may be sold from now on.
  await prisma.$executeRaw`SELECT ledger_set_total(2, ${skuId}::integer, ${today}::date, ${addDays(today, 2)}::date, 0)`;
  const ranges = [
    { listingId: 1, startDate: today, endDate: addDays(today, 14) },
    { listingId: 2, startDate: today, endDate: addDays(today, 5) },
    // Begins and ends within holds that are overdue.
    { listingId: 1, startDate: addDays(today, 5), endDate: addDays(today, 7) },
    { listingId: 2, startDate: addDays(today, 1), endDate: addDays(today, 2) },
    // Beyond the nights that were opened.
    { listingId: 1, startDate: addDays(today, 18), endDate: addDays(today, 30) },
    { listingId: 1, startDate: addDays(today, 400), endDate: addDays(today, 402) },
    { listingId: 999_999, startDate: today, endDate: addDays(today, 2) },
  ];
  const together = await listFreeNights(prisma, ranges);
  const alone = await Promise.all(ranges.map((range) => listAvailability(prisma, range)));
  expect(together.map((free) => Object.fromEntries(free))).toEqual(
    alone.map((bySku) =>
      Object.fromEntries([...bySku].map(([sku, dates]) => [sku, dates.map((date) => date.available)])),
    ),
  );
  expect(together[0]?.size).toBe(8);
  expect(together[6]?.size).toBe(0);
});
