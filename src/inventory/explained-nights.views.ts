import type { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';
import { explainNight, type ExplainedNight, type NightCounts } from './explained-night.js';

/**
 * Every date of `[startDate, endDate)` of a listing with its causes, in order, by SKU. A date without inventory is missing,
 * and so is a SKU without any.
 */
export async function explainNights(
  db: Prisma.TransactionClient,
  { listingId, startDate, endDate }: { listingId: number; startDate: Night; endDate: Night },
): Promise<Map<number, ExplainedNight[]>> {
  const rows = await db.$queryRaw<NightCounts[]>`
    SELECT
      e.sku_id AS "skuId", e.date::text AS date, e.rooms, e.out_of_order AS "outOfOrder", e.total,
      e.overbooking_percent AS "overbookingPercent", e.overbooking_cap AS "overbookingCap", e.sellable AS "limit",
      e.reserved, e.held
    FROM inventory_explained(${listingId}::integer, ${startDate}::date, ${endDate}::date) e
    ORDER BY e.sku_id, e.date`;
  const nights = new Map<number, ExplainedNight[]>();
  for (const row of rows) {
    const known = nights.get(row.skuId);
    if (known === undefined) nights.set(row.skuId, [explainNight(row)]);
    else known.push(explainNight(row));
  }
  return nights;
}

/** A date of some listing on which too much is sold. */
export interface OversoldNight extends ExplainedNight {
  readonly listingId: number;
  readonly kind: 'hotel' | 'flight';
  readonly skuId: number;
}

/**
 * Dates of a range of listings, today or later where the listing is, on which more is promised than may be sold, or more is
 * reserved than there is.
 */
export async function listOversoldNights(
  db: Prisma.TransactionClient,
  { from, to }: { from: number; to: number },
): Promise<OversoldNight[]> {
  const rows = await db.$queryRaw<(NightCounts & Pick<OversoldNight, 'listingId' | 'kind'>)[]>`
    WITH candidate AS MATERIALIZED (
      SELECT i.listing_id, l.kind, min(i.date) AS first, max(i.date) AS last
      FROM listing l
      JOIN inventory i ON i.listing_id = l.listing_id
      WHERE l.listing_id >= ${from}::integer AND l.listing_id <= ${to}::integer
        AND i.date >= (now() AT TIME ZONE l.timezone)::date
        AND (
          i.reserved + i.held > inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap)
          OR i.reserved > i.total
        )
      GROUP BY 1, 2
    )
    SELECT
      c.listing_id AS "listingId", c.kind, e.sku_id AS "skuId", e.date::text AS date, e.rooms,
      e.out_of_order AS "outOfOrder", e.total, e.overbooking_percent AS "overbookingPercent",
      e.overbooking_cap AS "overbookingCap", e.sellable AS "limit", e.reserved, e.held
    FROM candidate c
    CROSS JOIN LATERAL inventory_explained(c.listing_id, c.first, c.last + 1) e
    WHERE e.reserved + e.held > e.sellable OR e.reserved > e.total
    ORDER BY c.listing_id, e.sku_id, e.date`;
  return rows.map(({ listingId, kind, ...counts }) => ({
    listingId,
    kind,
    skuId: counts.skuId,
    ...explainNight(counts),
  }));
}
