import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays, nightIn } from '../stays/night.js';
import type { ImportReport } from './import/import-report.js';
import { loadSampleCatalogue } from './sample-catalogue.js';

const horizonDays = 40;
const flightDays = 3;

let database: TestDatabase;
let prisma: PrismaService;
let report: ImportReport;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  report = await loadSampleCatalogue(prisma, { horizonDays, flightDays });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

test('every line of the sample files is good', () => {
  expect(report.problems).toEqual([]);
});

test('hotel 1 is the resort hotel, with as many rooms to sell every night as its data says', async () => {
  const hotel = await prisma.hotel.findUniqueOrThrow({
    where: { listingId: 1 },
    include: { listing: true, roomTypes: { orderBy: { skuId: 'asc' }, include: { rooms: true } } },
  });
  expect(hotel.listing.code).toBe('ALGARVE-RESORT');
  expect(hotel.roomTypes.map((type) => [type.code, type.rooms.length])).toEqual([
    ['A', 98],
    ['C', 7],
    ['D', 36],
    ['E', 23],
    ['F', 9],
    ['G', 6],
    ['H', 5],
    ['L', 1],
  ]);
  const totals = await prisma.inventory.groupBy({
    by: ['skuId', 'total'],
    where: { listingId: 1 },
    _count: true,
  });
  expect(totals.map((row) => [row.skuId, row.total, row._count]).toSorted((a, b) => a[0]! - b[0]!)).toEqual(
    hotel.roomTypes.map((type) => [type.skuId, type.rooms.length, horizonDays]),
  );
});

test('the first flight leaves on the last day, with both kinds of seating', async () => {
  const flight = await prisma.flight.findFirstOrThrow({
    orderBy: { listingId: 'asc' },
    include: { cabins: { include: { seats: true } } },
  });
  expect(flight.listingId).toBe(19);
  expect(flight.departureDate.toISOString().slice(0, 10)).toBe(
    addDays(nightIn('UTC', new Date()), flightDays),
  );
  expect(flight.cabins.map((cabin) => [cabin.class, cabin.seating])).toEqual([
    ['business', 'assigned'],
    ['economy', 'open'],
  ]);
  expect(flight.cabins[0]?.seats.map((seat) => seat.label)).toEqual(expect.arrayContaining(['2A', '2C']));
});

test('every seat and every open cabin can be sold, and nothing else of a flight', async () => {
  const [counts] = await prisma.$queryRaw<{ sold: number; sellable: number }[]>`
    SELECT
      (SELECT count(*)::integer FROM inventory i JOIN flight f USING (listing_id) WHERE i.date = f.departure_date) AS sold,
      (SELECT count(*)::integer FROM seat) +
      (SELECT count(*)::integer FROM cabin c WHERE c.seating = 'open') AS sellable
  `;
  expect(counts?.sold).toBe(counts?.sellable);
  expect(counts?.sold).toBeGreaterThan(1_000);
});

test('loading it again changes nothing', async () => {
  const count = () =>
    Promise.all([
      prisma.listing.count(),
      prisma.sku.count(),
      prisma.room.count(),
      prisma.inventory.aggregate({ _count: true, _sum: { total: true } }),
      prisma.rate.count(),
      prisma.occupancyRule.count(),
    ]);
  const before = await count();
  const again = await loadSampleCatalogue(prisma, { horizonDays, flightDays });
  expect(await count()).toEqual(before);
  expect(again.counts).toMatchObject({ roomsAdded: 0, roomsRemoved: 0, flightsAdded: 0 });
});
