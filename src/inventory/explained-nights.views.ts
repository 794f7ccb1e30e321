import { Prisma } from '../generated/prisma/client.js';
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

/** Listings by their ids, both included, and of their dates those of `[startDate, endDate)`; without them all to come. */
export interface OversoldRange {
  readonly from: number;
  readonly to: number;
  readonly startDate?: Night | undefined;
  readonly endDate?: Night | undefined;
}

/** What is oversold on dates of a range of listings, by listing, SKU and date. */
export async function listOversoldNights(
  db: Prisma.TransactionClient,
  range: OversoldRange,
): Promise<OversoldNight[]> {
  const rows = await db.$queryRaw<(NightCounts & Pick<OversoldNight, 'listingId' | 'kind'>)[]>`
    ${oversoldNights(range)}
    ORDER BY c.listing_id, e.sku_id, e.date`;
  return rows.map(({ listingId, kind, ...counts }) => ({
    listingId,
    kind,
    skuId: counts.skuId,
    ...explainNight(counts),
  }));
}

/** How many of them there are. */
export async function countOversoldNights(
  db: Prisma.TransactionClient,
  range: OversoldRange,
): Promise<number> {
  const [counted] = await db.$queryRaw<{ nights: number }[]>`
    SELECT count(*)::integer AS nights FROM (${oversoldNights(range)}) o`;
  return counted?.nights ?? 0;
}

/**
 * The one answer to what is oversold, for reports and metrics alike: dates of a range of listings, today or later where the
 * listing is, on which more is promised than may be sold, or more is reserved than there is (`unitsThere`). Holds past their
 * deadline promise nothing.
 *
 * By the primary key, SKU by SKU from the first date on: nights that are past and flights that have departed are not read. No
 * index tells of oversold rows, since one over the counters would make each hold dearer. Only listings that have such dates
 * are explained. A total is the rooms in order and `total_offset`; where 10,000 cut it off, a candidate may turn out to be none.
 */
function oversoldNights({ from, to, startDate, endDate }: OversoldRange): Prisma.Sql {
  return Prisma.sql`
    WITH place AS MATERIALIZED (
      SELECT
        l.listing_id, l.kind,
        greatest((now() AT TIME ZONE l.timezone)::date, ${startDate ?? null}::text::date) AS first,
        coalesce(${endDate ?? null}::text::date, 'infinity') AS until
      FROM listing l
      WHERE l.listing_id >= ${from}::integer AND l.listing_id <= ${to}::integer
        AND NOT EXISTS (
          SELECT 1 FROM flight f
          WHERE f.listing_id = l.listing_id AND f.departure_date < (now() AT TIME ZONE l.timezone)::date
        )
    ), unit AS MATERIALIZED (
      SELECT
        p.*, s.sku_id,
        s.kind = 'room_type' AND EXISTS (
          SELECT 1 FROM room r WHERE r.listing_id = s.listing_id AND r.sku_id = s.sku_id
        ) AS has_rooms
      FROM place p JOIN sku s ON s.listing_id = p.listing_id
    ), candidate AS MATERIALIZED (
      SELECT u.listing_id, u.kind, min(n.date) AS first, max(n.date) AS last
      FROM unit u
      CROSS JOIN LATERAL (
        SELECT i.date FROM inventory i
        WHERE i.listing_id = u.listing_id AND i.sku_id = u.sku_id AND i.date >= u.first AND i.date < u.until
          AND (
            i.reserved + i.held > inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap)
            OR i.reserved > i.total
            OR (u.has_rooms AND i.reserved > i.total - i.total_offset)
          )
        OFFSET 0
      ) n
      GROUP BY 1, 2
    )
    SELECT
      c.listing_id AS "listingId", c.kind, e.sku_id AS "skuId", e.date::text AS date, e.rooms,
      e.out_of_order AS "outOfOrder", e.total, e.overbooking_percent AS "overbookingPercent",
      e.overbooking_cap AS "overbookingCap", e.sellable AS "limit", e.reserved, e.held
    FROM candidate c
    CROSS JOIN LATERAL inventory_explained(c.listing_id, c.first, c.last + 1) e
    WHERE e.reserved + e.held > e.sellable OR e.reserved > inventory_there(e.total, e.rooms, e.out_of_order)`;
}
