import type { PrismaService } from '../../src/database/prisma.service.js';
import { setPriceLimits } from '../../src/pricing/admin/pricing-tables.queries.js';
import { addDays, nightIn, type Night } from '../../src/stays/night.js';

export interface TestCabin {
  readonly class: string;
  readonly seating: 'open' | 'assigned';
  readonly baseMinor: number;
  /** What each of its seats costs; with open seating only how many there are is told by it. */
  readonly seatsMinor: readonly number[];
}

export interface TestFlight {
  readonly flightId: number;
  /** By class. */
  readonly cabins: ReadonlyMap<string, { readonly skuId: number; readonly seatSkuIds: readonly number[] }>;
}

/** The day on which the flights of tests depart. */
export const departureDate: Night = addDays(nightIn('UTC', new Date()), 20);

let flights = 0;

/** A flight from Lisbon to Frankfurt with these cabins and nobody on it. */
export async function createFlightWithCabins(
  prisma: PrismaService,
  cabins: readonly TestCabin[],
): Promise<TestFlight> {
  flights += 1;
  await prisma.$executeRaw`
    INSERT INTO airport (iata, name, city, country, timezone, latitude, longitude)
    VALUES ('LIS', 'Lisbon', 'Lisbon', 'PT', 'UTC', 0, 0), ('FRA', 'Frankfurt', 'Frankfurt', 'DE', 'UTC', 0, 0)
    ON CONFLICT DO NOTHING`;
  await prisma.$executeRaw`INSERT INTO airline (iata, name, country) VALUES ('HF', 'HF', 'PT') ON CONFLICT DO NOTHING`;
  await prisma.$executeRaw`INSERT INTO aircraft (code, name, seats) VALUES ('A', 'A', 200) ON CONFLICT DO NOTHING`;
  const { listingId: flightId } = await prisma.listing.create({
    data: {
      kind: 'flight',
      code: `HF${flights}`,
      currency: 'EUR',
      timezone: 'UTC',
      cancellationFeePercent: 100,
      flight: {
        create: {
          airlineIata: 'HF',
          number: String(flights),
          origin: 'LIS',
          destination: 'FRA',
          departureDate: new Date(departureDate),
          departsAt: new Date(`${departureDate}T10:00:00Z`),
          arrivesAt: new Date(`${departureDate}T12:00:00Z`),
          aircraftCode: 'A',
        },
      },
    },
  });
  const made = new Map<string, { skuId: number; seatSkuIds: number[] }>();
  for (const cabin of cabins) {
    const { skuId } = await prisma.sku.create({
      data: { listingId: flightId, kind: 'cabin', basePriceMinor: cabin.baseMinor, overbookingPercent: 0 },
    });
    await prisma.cabin.create({
      data: { listingId: flightId, skuId, class: cabin.class, seating: cabin.seating },
    });
    const seatSkuIds: number[] = [];
    if (cabin.seating === 'assigned') {
      for (const price of cabin.seatsMinor) {
        seatSkuIds.push(await addSeat(prisma, { flightId, cabinSkuId: skuId, priceMinor: price }));
      }
    } else await open(prisma, { flightId, skuId, total: cabin.seatsMinor.length });
    made.set(cabin.class, { skuId, seatSkuIds });
  }
  return { flightId, cabins: made };
}

/** What a seat of a cabin costs at least and at most, as an administrator says so. */
export function limitPrices(
  prisma: PrismaService,
  { flightId, cabinSkuId }: { flightId: number; cabinSkuId: number },
  limits: { minimum: number | null; maximum: number | null },
): Promise<void> {
  return setPriceLimits(prisma, { listingId: flightId, skuId: cabinSkuId }, limits);
}

/** One seat more in a cabin with assigned seats; its SKU. */
export async function addSeat(
  prisma: PrismaService,
  { flightId, cabinSkuId, priceMinor }: { flightId: number; cabinSkuId: number; priceMinor: number },
): Promise<number> {
  const { skuId } = await prisma.sku.create({
    data: { listingId: flightId, kind: 'seat', basePriceMinor: priceMinor, overbookingPercent: 0 },
  });
  const row = 1 + (await prisma.seat.count({ where: { listingId: flightId } }));
  await prisma.seat.create({
    data: { listingId: flightId, skuId, cabinSkuId, label: `${row}A`, row, letter: 'A', position: 'window' },
  });
  await open(prisma, { flightId, skuId, total: 1 });
  return skuId;
}

async function open(
  prisma: PrismaService,
  { flightId, skuId, total }: { flightId: number; skuId: number; total: number },
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
    VALUES (${flightId}, ${skuId}, ${departureDate}::date, ${total}::integer, 0)`;
}
