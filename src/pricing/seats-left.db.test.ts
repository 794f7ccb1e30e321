import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { priceLines } from './pricing.views.js';

const date = '2027-03-14';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

describe('a flight', () => {
  test('is priced by the seats that are left in the cabin, whichever of them is asked for', async () => {
    const { flightId, cabinSkuId, seats } = await createFlight(10);
    await prisma.seatsLeftRule.createMany({
      data: [
        { listingId: flightId, cabinSkuId, seatsLeft: 7, factorBp: 12_000 },
        { listingId: flightId, cabinSkuId, seatsLeft: 3, factorBp: 20_000 },
      ],
    });
    await prisma.$executeRaw`UPDATE listing SET held_weight_percent = 50 WHERE listing_id = ${flightId}`;
    const [seat = 0] = seats;
    const factorWith = async (taken: { reserved: number; held: number }, guestId?: string) => {
      await prisma.$executeRaw`
        UPDATE inventory i SET
          reserved = CASE WHEN s.place <= ${taken.reserved}::integer THEN 1 ELSE 0 END,
          held = CASE WHEN s.place > ${taken.reserved}::integer
            AND s.place <= ${taken.reserved + taken.held}::integer THEN 1 ELSE 0 END
        FROM unnest(${[...seats].toReversed()}::integer[]) WITH ORDINALITY AS s (sku_id, place)
        WHERE i.listing_id = ${flightId} AND i.sku_id = s.sku_id`;
      const [line] = await priceLines(prisma, flightId, [{ skuId: seat, date, quantity: 1 }], { guestId });
      expect(line?.cabinSkuId).toBe(cabinSkuId);
      return line?.occupancyBp;
    };
    await expect(factorWith({ reserved: 2, held: 0 })).resolves.toBe(10_000);
    await expect(factorWith({ reserved: 3, held: 0 })).resolves.toBe(12_000);
    await expect(factorWith({ reserved: 2, held: 2 })).resolves.toBe(12_000);
    await hold('ada', flightId, seats.toReversed().slice(2, 4));
    await expect(factorWith({ reserved: 2, held: 2 }, 'ada')).resolves.toBe(10_000);
    await expect(factorWith({ reserved: 2, held: 2 }, 'bob')).resolves.toBe(12_000);
    await expect(factorWith({ reserved: 7, held: 0 })).resolves.toBe(20_000);
  });

  test('has no price of its own kind while its cabin has no table', async () => {
    const { flightId, seats } = await createFlight(2);
    const lines = await priceLines(prisma, flightId, [{ skuId: seats[0] ?? 0, date, quantity: 1 }]);
    expect(lines).toMatchObject([{ occupancyBp: 10_000, amountMinor: 5_000, inputs: undefined }]);
  });
});

/** A live hold of these seats; the counters are the test's. */
async function hold(guestId: string, flightId: number, seats: readonly number[]): Promise<void> {
  const holdId = mintListingUuid(flightId);
  await prisma.$executeRaw`
    INSERT INTO hold (
      listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency, total_minor, quote
    ) VALUES (
      ${flightId}, ${holdId}::uuid, ${guestId}, 'active', ${date}::date, ${date}::date + 1, now(),
      now() + interval '1 hour', 'EUR', 0, '[]'
    )`;
  await prisma.$executeRaw`
    INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity)
    SELECT ${flightId}::integer, ${holdId}::uuid, s, 1 FROM unnest(${[...seats]}::integer[]) AS s`;
}

async function createFlight(count: number) {
  await prisma.$executeRaw`
    INSERT INTO airport (iata, name, city, country, timezone, latitude, longitude)
    VALUES ('LIS', 'Lisbon', 'Lisbon', 'PT', 'UTC', 0, 0), ('FRA', 'Frankfurt', 'Frankfurt', 'DE', 'UTC', 0, 0)
    ON CONFLICT DO NOTHING`;
  await prisma.$executeRaw`INSERT INTO airline (iata, name, country) VALUES ('HF', 'HF', 'PT') ON CONFLICT DO NOTHING`;
  await prisma.$executeRaw`INSERT INTO aircraft (code, name, seats) VALUES ('A', 'A', 10) ON CONFLICT DO NOTHING`;
  const cabin = { kind: 'cabin', basePriceMinor: 5_000, overbookingPercent: 0 };
  const seat = { kind: 'seat', basePriceMinor: 5_000, overbookingPercent: 0 };
  const { listingId: flightId, skus } = await prisma.listing.create({
    data: {
      kind: 'flight',
      code: `FLIGHT-${count}`,
      currency: 'EUR',
      timezone: 'UTC',
      cancellationFeePercent: 100,
      flight: {
        create: {
          airlineIata: 'HF',
          number: '1',
          origin: 'LIS',
          destination: 'FRA',
          departureDate: new Date(date),
          departsAt: new Date(`${date}T10:00:00Z`),
          arrivesAt: new Date(`${date}T12:00:00Z`),
          aircraftCode: 'A',
        },
      },
      skus: { create: [cabin, ...Array.from({ length: count }, () => seat)] },
    },
    include: { skus: { orderBy: { skuId: 'asc' } } },
  });
  const [cabinSkuId = 0, ...seats] = skus.map((each) => each.skuId);
  await prisma.cabin.create({
    data: { listingId: flightId, skuId: cabinSkuId, class: 'economy', seating: 'assigned' },
  });
  await prisma.seat.createMany({
    data: seats.map((each, place) => ({
      listingId: flightId,
      skuId: each,
      cabinSkuId,
      label: `${place + 1}A`,
      row: place + 1,
      letter: 'A',
      position: 'window',
    })),
  });
  await prisma.$executeRaw`
    INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
    SELECT ${flightId}, s, ${date}::date, 1, 0 FROM unnest(${seats}::integer[]) AS s`;
  return { flightId, cabinSkuId, seats };
}
