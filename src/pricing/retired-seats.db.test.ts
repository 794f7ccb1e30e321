import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createFlightWithCabins, departureDate } from '../../test/support/flight.js';
import { followAllPrices } from '../../test/support/follow-prices.js';
import { decide, holdTaker } from '../../test/support/ledger.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays } from '../stays/night.js';
import { priceLines } from './pricing.views.js';

let database: TestDatabase;
let prisma: PrismaService;
let listingId: number;
let seats: readonly number[];

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** Four seats of 50.00, twice as much when no more than three are left. Its prices are known. */
beforeEach(async () => {
  const seatsMinor = [5_000, 5_000, 5_000, 5_000];
  const flight = await createFlightWithCabins(prisma, [
    { class: 'business', seating: 'assigned', baseMinor: 5_000, seatsMinor },
  ]);
  listingId = flight.flightId;
  const cabin = flight.cabins.get('business');
  seats = cabin?.seatSkuIds ?? [];
  await prisma.listing.update({ where: { listingId }, data: { heldWeightPercent: 100 } });
  await prisma.seatsLeftRule.create({
    data: { listingId, cabinSkuId: cabin?.skuId ?? 0, seatsLeft: 3, factorBp: 20_000 },
  });
  await followAllPrices(prisma);
});

function seatAt(place: number): number {
  return seats[place] ?? 0;
}

async function setActive(place: number, isActive: boolean): Promise<void> {
  await prisma.sku.update({
    where: { listingId_skuId: { listingId, skuId: seatAt(place) } },
    data: { isActive },
  });
}

async function price(place: number, guestId?: string): Promise<number | undefined> {
  const line = { skuId: seatAt(place), date: departureDate, quantity: 1 };
  return (await priceLines(prisma, listingId, [line], { guestId }))[0]?.amountMinor;
}

async function hold(guestId: string, ...places: number[]): Promise<void> {
  const items = places.map((place) => ({ skuId: seatAt(place), quantity: 1 }));
  const dates = { startDate: departureDate, endDate: addDays(departureDate, 1) };
  const [verdict] = await decide(holdTaker(prisma), [
    { listingId, holdId: mintListingUuid(listingId), guestId, items, ...dates },
  ]);
  expect(verdict?.outcome).toBe('held');
}

test('a retired seat is no seat that is left, nor one that is held', async () => {
  expect(await price(0)).toBe(5_000);
  await setActive(3, false);
  expect([await price(0), await price(3)]).toEqual([10_000, 10_000]);
  await setActive(3, true);
  expect(await price(0)).toBe(5_000);

  // Of four seats the held one is retired: three are left, and the guest has none of those.
  await hold('ada', 3);
  await setActive(3, false);
  expect([await price(0), await price(0, 'ada')]).toEqual([10_000, 10_000]);
});

test('holds past their deadline take no seat of the cabin, and own ones none from their guest', async () => {
  await hold('ada', 2, 3);
  expect([await price(0), await price(0, 'bob'), await price(0, 'ada')]).toEqual([10_000, 10_000, 5_000]);
  await prisma.$executeRaw`
    UPDATE hold SET expires_at = clock_timestamp() - interval '1 second' WHERE listing_id = ${listingId}`;
  expect([await price(0), await price(0, 'ada')]).toEqual([5_000, 5_000]);
});

test('what the other seats cost is looked at again when one is retired or brought back', async () => {
  const changes = async () => {
    await followAllPrices(prisma);
    const rows = await prisma.priceChange.findMany({
      where: { listingId, skuId: seatAt(0) },
      orderBy: { changeId: 'asc' },
    });
    return rows.map(({ unitMinor, cause }) => [Number(unitMinor), cause]);
  };
  await setActive(3, false);
  expect(await changes()).toEqual([[10_000, 'total']]);
  await setActive(3, true);
  expect(await changes()).toEqual([
    [10_000, 'total'],
    [5_000, 'total'],
  ]);
});

test('a flight without tables has nothing to be looked at', async () => {
  const plain = await createFlightWithCabins(prisma, [
    { class: 'business', seating: 'assigned', baseMinor: 5_000, seatsMinor: [5_000] },
  ]);
  const [skuId = 0] = plain.cabins.get('business')?.seatSkuIds ?? [];
  await followAllPrices(prisma);
  await prisma.sku.update({
    where: { listingId_skuId: { listingId: plain.flightId, skuId } },
    data: { isActive: false },
  });
  expect(await prisma.priceStale.count({ where: { listingId: plain.flightId } })).toBe(0);
});
