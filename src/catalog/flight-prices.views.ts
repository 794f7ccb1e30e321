import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';

/** What one costs at this moment, by flight and then by the SKU of the seat or cabin. */
export type FlightPrices = ReadonlyMap<number, ReadonlyMap<number, number>>;

/**
 * Current prices of flights whose prices follow how many seats are left: of each seat, of each cabin with open seating, and
 * for a cabin with assigned seats its cheapest.
 */
export async function listFlightPrices(
  prisma: PrismaService,
  flightIds: readonly number[],
): Promise<FlightPrices> {
  const found = new Map<number, Map<number, number>>();
  if (flightIds.length === 0) return found;
  const rows = await prisma.queryRows<{
    flightId: number;
    skuId: number;
    cabinSkuId: number | null;
    priceMinor: string;
  }>(Prisma.sql`
    SELECT
      u.listing_id AS "flightId", p.sku_id AS "skuId", s.cabin_sku_id AS "cabinSkuId", p.amount_minor AS "priceMinor"
    FROM (
      SELECT
        i.listing_id, array_agg(i.sku_id) AS skus, array_agg(i.date) AS dates,
        array_agg(1) AS ones, array_agg(0) AS zeros
      FROM flight f
      JOIN inventory i ON i.listing_id = f.listing_id AND i.date = f.departure_date
      JOIN sku k ON k.listing_id = i.listing_id AND k.sku_id = i.sku_id AND k.is_active
      WHERE f.listing_id = ANY (${[...flightIds]}::integer[])
      GROUP BY i.listing_id
    ) u
    CROSS JOIN LATERAL price_lines(u.listing_id, u.ones, u.skus, u.dates, u.ones, u.zeros) p
    LEFT JOIN seat s ON s.listing_id = u.listing_id AND s.sku_id = p.sku_id
    WHERE p.amount_minor IS NOT NULL`);
  for (const { flightId, skuId, cabinSkuId, priceMinor } of rows) {
    const prices = found.get(flightId) ?? new Map<number, number>();
    found.set(flightId, prices);
    const price = Number(priceMinor);
    prices.set(skuId, price);
    if (cabinSkuId !== null) prices.set(cabinSkuId, Math.min(prices.get(cabinSkuId) ?? price, price));
  }
  return found;
}
