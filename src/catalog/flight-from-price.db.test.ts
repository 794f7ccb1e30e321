import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import {
  addSeat,
  createFlightWithCabins,
  limitPrices,
  type TestCabin,
  type TestFlight,
} from '../../test/support/flight.js';
import { followAllPrices } from '../../test/support/follow-prices.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { FlightsQuery } from './flights.dto.js';
import { FlightsService } from './flights.service.js';

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

const economy = (...seatsMinor: number[]): TestCabin => ({
  class: 'economy',
  seating: 'open',
  baseMinor: seatsMinor[0] ?? 0,
  seatsMinor,
});
const assigned = (...seatsMinor: number[]): TestCabin => ({ ...economy(...seatsMinor), seating: 'assigned' });

/** The flights that are found, each with what it is said to cost. */
async function find(query: Partial<FlightsQuery> = {}): Promise<[number, number | undefined][]> {
  const { data } = await new FlightsService(prisma).listFlights({ limit: 50, sort: 'price', ...query });
  return data.map(({ flightId, fromPrice }) => [flightId, fromPrice?.amount]);
}

function skuOf({ cabins }: TestFlight, cabin = 'economy'): number {
  return cabins.get(cabin)?.skuId ?? 0;
}

/** Twice the price when so few seats are left. */
async function dearerAt(flight: TestFlight, seatsLeft: number, cabin?: string): Promise<void> {
  await prisma.seatsLeftRule.create({
    data: { listingId: flight.flightId, cabinSkuId: skuOf(flight, cabin), seatsLeft, factorBp: 20_000 },
  });
}

test('flights are found, ordered and shown by what they cost now, not by their base prices', async () => {
  const cheap = await createFlightWithCabins(prisma, [economy(5_000, 5_000)]);
  const dear = await createFlightWithCabins(prisma, [economy(8_000, 8_000)]);
  await dearerAt(cheap, 1);
  await followAllPrices(prisma);
  expect(await find()).toEqual([
    [cheap.flightId, 5_000],
    [dear.flightId, 8_000],
  ]);
  await prisma.$executeRaw`UPDATE inventory SET reserved = 1 WHERE listing_id = ${cheap.flightId}`;
  // Shown at once; found by it when the worker has looked, here made to by a change of another kind.
  expect((await find()).find(([flightId]) => flightId === cheap.flightId)).toEqual([cheap.flightId, 10_000]);
  await dearerAt(cheap, 0);
  await followAllPrices(prisma);
  expect(await find()).toEqual([
    [dear.flightId, 8_000],
    [cheap.flightId, 10_000],
  ]);
  expect(await find({ maxPrice: 9_999 })).toEqual([[dear.flightId, 8_000]]);
  expect(await find({ minPrice: 8_001 })).toEqual([[cheap.flightId, 10_000]]);
  expect(await find({ sort: '-price', limit: 1 })).toEqual([[cheap.flightId, 10_000]]);
});

test('a page by price goes on where the one before ended', async () => {
  const found: number[] = [];
  for (const price of [3_000, 1_000, 2_000]) {
    const flight = await createFlightWithCabins(prisma, [economy(price, price)]);
    await dearerAt(flight, 2);
    found[price / 1_000] = flight.flightId;
  }
  await followAllPrices(prisma);
  const service = new FlightsService(prisma);
  const pages: (number | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = await service.listFlights({ limit: 1, sort: 'price', cursor });
    pages.push(...page.data.map(({ flightId }) => flightId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length < 9);
  expect(pages).toEqual([found[1], found[2], found[3]]);
});

test('of a cabin with assigned seats it is the cheapest that is not retired', async () => {
  const flight = await createFlightWithCabins(prisma, [assigned(7_000, 4_000, 5_000, 6_000)]);
  const { flightId } = flight;
  await dearerAt(flight, 4);
  await followAllPrices(prisma);
  const listed = async () =>
    (await prisma.listedCabin.findFirst({ where: { listingId: flightId } }))?.fromMinor;
  const [, cheapest = 0, second = 0] = flight.cabins.get('economy')?.seatSkuIds ?? [];
  const key = (skuId: number) => ({ listingId_skuId: { listingId: flightId, skuId } });
  expect([await listed(), await find()]).toEqual([8_000n, [[flightId, 8_000]]]);
  await prisma.sku.update({ where: key(cheapest), data: { isActive: false } });
  expect([await listed(), await find()]).toEqual([10_000n, [[flightId, 10_000]]]);
  await prisma.sku.update({ where: key(cheapest), data: { isActive: true } });
  expect(await listed()).toBe(8_000n);
  await prisma.sku.update({ where: key(cheapest), data: { isActive: false } });
  await prisma.seat.delete({ where: key(second) });
  expect(await listed()).toBe(12_000n);
});

test('the class that is asked for says the price', async () => {
  const business: TestCabin = { ...economy(30_000, 30_000), class: 'business' };
  const flight = await createFlightWithCabins(prisma, [economy(5_000, 5_000), business]);
  await dearerAt(flight, 2, 'business');
  await followAllPrices(prisma);
  expect(await find({ cabin: 'business' })).toEqual([[flight.flightId, 60_000]]);
  expect(await find({ cabin: 'business', maxPrice: 59_999 })).toEqual([]);
  expect(await find()).toEqual([[flight.flightId, 5_000]]);
});

test('a price that nothing but its limits moves is known at once', async () => {
  const { flightId, cabins } = await createFlightWithCabins(prisma, [economy(5_000, 5_000)]);
  const skuId = cabins.get('economy')?.skuId ?? 0;
  await limitPrices(prisma, { flightId, cabinSkuId: skuId }, { minimum: 6_000, maximum: null });
  expect(await find({ minPrice: 6_000, maxPrice: 6_000 })).toEqual([[flightId, 6_000]]);
});

test('a price that moves, and which nobody has looked at yet, is taken for the base price', async () => {
  const flight = await createFlightWithCabins(prisma, [economy(5_000, 5_000)]);
  await dearerAt(flight, 2);
  expect(await find({ maxPrice: 5_000 })).toEqual([[flight.flightId, 10_000]]);
});

test('a seat that is added later has the limits of its cabin', async () => {
  const flight = await createFlightWithCabins(prisma, [assigned(5_000)]);
  const { flightId } = flight;
  const cabinSkuId = skuOf(flight);
  await limitPrices(prisma, { flightId, cabinSkuId }, { minimum: 4_000, maximum: 9_000 });
  const skuId = await addSeat(prisma, { flightId, cabinSkuId, priceMinor: 50_000 });
  expect(await prisma.sku.findFirst({ where: { listingId: flightId, skuId } })).toMatchObject({
    minPriceMinor: 4_000,
    maxPriceMinor: 9_000,
  });
});

test('a flight that is removed leaves nothing behind', async () => {
  const flight = await createFlightWithCabins(prisma, [assigned(5_000, 6_000)]);
  await dearerAt(flight, 2);
  await followAllPrices(prisma);
  expect(await prisma.listedCabin.count()).toBe(1);
  const { rows } = await prisma.pool.query<{ outcome: string }>(
    'SELECT catalogue_remove_listing($1) AS outcome',
    [flight.flightId],
  );
  expect([rows[0]?.outcome, await prisma.listedCabin.count()]).toEqual(['removed', 0]);
});
