import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { listSeatRows } from '../catalog/flight.views.js';
import { loadSampleCatalogue } from '../catalog/sample-catalogue.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays, nightIn, type Night } from '../stays/night.js';
import { listAvailability } from './availability.views.js';

const hotelId = 1;
const roomTypeId = 1;
const flightId = 19;
const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 5);
const endDate = addDays(startDate, 3);

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

/** Takes one unit of a SKU through the ledger, for so many seconds. */
async function hold(
  listingId: number,
  skuId: number,
  stay: { from: Night; to: Night },
  ttlSeconds: number,
): Promise<string | undefined> {
  const [taken] = await prisma.$queryRaw<{ outcome: string }[]>`
    SELECT outcome FROM ledger_take(
      ${listingId}, ARRAY[gen_random_uuid()], ARRAY['alice'], ARRAY[${stay.from}::date], ARRAY[${stay.to}::date],
      ARRAY[NULL]::uuid[], ARRAY[NULL]::bigint[], ARRAY[1], ARRAY[${skuId}::integer], ARRAY[1], ${ttlSeconds}::integer
    )`;
  return taken?.outcome;
}

async function nights() {
  const bySku = await listAvailability(prisma, { listingId: hotelId, startDate, endDate });
  return bySku.get(roomTypeId)?.map(({ date, held, available }) => [date, held, available]);
}

test('a live hold is in the way on its nights only', async () => {
  expect(await hold(hotelId, roomTypeId, { from: startDate, to: addDays(startDate, 2) }, 600)).toBe('held');
  expect(await nights()).toEqual([
    [startDate, 1, 106],
    [addDays(startDate, 1), 1, 106],
    [addDays(startDate, 2), 0, 107],
  ]);
});

test('a hold past its deadline is not in the way, released or not', async () => {
  const before = await nights();
  expect(await hold(hotelId, roomTypeId, { from: startDate, to: endDate }, 0)).toBe('held');
  const [row] = await prisma.$queryRaw<{ held: number }[]>`
    SELECT held::integer AS held FROM inventory
    WHERE listing_id = ${hotelId} AND sku_id = ${roomTypeId} AND date = ${startDate}::date`;
  expect(row?.held).toBe(2);
  expect(await nights()).toEqual(before);
});

test('a night that was never opened has nothing to sell', async () => {
  const far = addDays(startDate, 300);
  const bySku = await listAvailability(prisma, {
    listingId: hotelId,
    startDate: far,
    endDate: addDays(far, 1),
  });
  expect(bySku.get(roomTypeId) ?? []).toEqual([]);
  const edge = addDays(nightIn('Europe/Lisbon', new Date()), 19);
  const atEdge = await listAvailability(prisma, {
    listingId: hotelId,
    startDate: edge,
    endDate: addDays(edge, 2),
  });
  expect(atEdge.get(roomTypeId)?.map((night) => [night.date, night.available])).toEqual([
    [edge, 107],
    [addDays(edge, 1), 0],
  ]);
});

test('a seat is held while its hold is live, and free again past its deadline', async () => {
  const flight = await prisma.flight.findUniqueOrThrow({
    where: { listingId: flightId },
    include: { cabins: { include: { seats: true } } },
  });
  const from = flight.departureDate.toISOString().slice(0, 10);
  const day = { from, to: addDays(from, 1) };
  const seats = flight.cabins.flatMap((cabin) => cabin.seats);
  const skuOf = (label: string) => seats.find((seat) => seat.label === label)?.skuId ?? 0;
  expect(await hold(flightId, skuOf('1A'), day, 600)).toBe('held');
  expect(await hold(flightId, skuOf('1C'), day, 0)).toBe('held');
  const states = new Map((await listSeatRows(prisma, flightId)).map((row) => [row.seat, row.state]));
  expect([states.get('1A'), states.get('1C'), states.get('1D')]).toEqual(['held', 'available', 'available']);
});
