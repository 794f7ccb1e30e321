import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotelWithRooms } from '../../test/support/hotel.js';
import { createHotel, decide, firstNight, holdTaker, letPass, wish } from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays } from '../stays/night.js';
import { listOversoldNights } from './explained-nights.views.js';
import { countOversoldRows } from './oversold.views.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** What the metric counts, a page of one hotel at a time. */
async function counted(): Promise<number> {
  let sum = 0;
  for (let after: number | null = 0; after !== null;) {
    const page = await countOversoldRows(prisma, { afterListingId: after, listings: 1 });
    sum += page.oversold;
    after = page.lastListingId;
  }
  return sum;
}

const listed = async () =>
  (await listOversoldNights(prisma, { from: 1, to: 1_000_000 })).map(({ listingId, date }) => [
    listingId,
    date,
  ]);

/** Sets the counters of one night as bookings would have. */
async function setNight(
  { listingId }: { listingId: number },
  date: string,
  { total, reserved }: { total: number; reserved: number },
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO inventory (listing_id, sku_id, date, total, reserved, overbooking_percent)
    SELECT s.listing_id, s.sku_id, ${date}::date, ${total}::smallint, ${reserved}::smallint, 10
    FROM sku s WHERE s.listing_id = ${listingId}
    ON CONFLICT (listing_id, sku_id, date) DO UPDATE SET total = excluded.total, reserved = excluded.reserved`;
}

test('the metric counts what the report lists: promised beyond the limit, or reserved beyond the rooms', async () => {
  const one = await createHotel(prisma, { totals: [10] });
  const two = await createHotel(prisma, { totals: [10] });
  await setNight(one, firstNight, { total: 10, reserved: 10 });
  await setNight(one, addDays(firstNight, 1), { total: 10, reserved: 11 });
  await setNight(two, addDays(firstNight, 2), { total: 0, reserved: 3 });
  expect(await listed()).toEqual([
    [one.listingId, addDays(firstNight, 1)],
    [two.listingId, addDays(firstNight, 2)],
  ]);
  expect(await counted()).toBe(2);
});

test('what was added by hand to rooms that are known is sold, and is no room, to both', async () => {
  const { listingId, skuIds } = await createHotelWithRooms(prisma, { rooms: [3] });
  await prisma.$executeRaw`
    SELECT ledger_set_total(
      ${listingId}::integer, ${skuIds[0]}::integer, ${firstNight}::date, ${addDays(firstNight, 2)}::date, 5
    )`;
  await prisma.$executeRaw`
    UPDATE inventory SET reserved = CASE WHEN date = ${firstNight}::date THEN 4 ELSE 3 END WHERE listing_id = ${listingId}`;
  expect([await listed(), await counted()]).toEqual([[[listingId, firstNight]], 1]);
});

test('neither tells of nights that are past where the hotel is, nor of holds whose time is over', async () => {
  const hotel = await createHotel(prisma, { totals: [10] });
  // Yesterday by UTC is past here at any hour.
  await prisma.listing.updateMany({ data: { timezone: 'Pacific/Kiritimati' } });
  await setNight(hotel, addDays(firstNight, -2), { total: 0, reserved: 3 });
  const { listingId, skuIds } = hotel;
  const request = wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 11 }], from: 2 });
  expect(await decide(holdTaker(prisma), [request])).toMatchObject([{ outcome: 'held' }]);
  await setNight(hotel, addDays(firstNight, 2), { total: 9, reserved: 0 });
  expect([await listed(), await counted()]).toEqual([[[listingId, addDays(firstNight, 2)]], 1]);
  await letPass(prisma, [request.holdId]);
  expect([await listed(), await counted()]).toEqual([[], 0]);
});
