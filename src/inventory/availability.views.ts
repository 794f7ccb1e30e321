import type { Prisma } from '../generated/prisma/client.js';
import { addDays, countNights, type Night } from '../stays/night.js';

/** One date of one SKU as the ledger has it, without holds that are past their deadline. */
export interface DateAvailability {
  readonly date: Night;
  readonly total: number;
  readonly overbookingPercent: number;
  /** What may be sold: `total` and its overbooking, rounded down. */
  readonly limit: number;
  readonly reserved: number;
  readonly held: number;
  /** `limit − reserved − held`, never below 0. */
  readonly available: number;
}

interface SkuRow {
  readonly skuId: number;
  readonly offsets: readonly number[];
  readonly totals: readonly number[];
  readonly overbookingPercents: readonly number[];
  readonly limits: readonly number[];
  readonly reserved: readonly number[];
  readonly held: readonly number[];
}

/**
 * What every SKU of a listing has on each date of `[startDate, endDate)`, by SKU id. A date without inventory has
 * nothing to sell; a SKU without any is missing. A hold past its deadline counts no longer, whether or not anything
 * has released it yet. One row per SKU crosses the wire, not one per night.
 */
export async function listAvailability(
  db: Prisma.TransactionClient,
  { listingId, startDate, endDate }: { listingId: number; startDate: Night; endDate: Night },
): Promise<Map<number, DateAvailability[]>> {
  const rows = await db.$queryRaw<SkuRow[]>`
    WITH overdue AS MATERIALIZED (
      SELECT hi.sku_id, h.start_date + n AS date, sum(hi.quantity)::integer AS quantity
      FROM hold h
      JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
      CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
      WHERE h.listing_id = ${listingId} AND h.status = 'active' AND h.expires_at <= now()
        AND h.start_date < ${endDate}::date AND h.end_date > ${startDate}::date
      GROUP BY 1, 2
    )
    SELECT
      i.sku_id AS "skuId",
      array_agg(i.date - ${startDate}::date ORDER BY i.date) AS offsets,
      array_agg(i.total::integer ORDER BY i.date) AS totals,
      array_agg(i.overbooking_percent::integer ORDER BY i.date) AS "overbookingPercents",
      array_agg(inventory_limit(i.total, i.overbooking_percent) ORDER BY i.date) AS limits,
      array_agg(i.reserved::integer ORDER BY i.date) AS reserved,
      array_agg(i.held - coalesce(o.quantity, 0) ORDER BY i.date) AS held
    FROM inventory i
    LEFT JOIN overdue o ON o.sku_id = i.sku_id AND o.date = i.date
    WHERE i.listing_id = ${listingId} AND i.date >= ${startDate}::date AND i.date < ${endDate}::date
    GROUP BY i.sku_id
  `;
  const nights = countNights(startDate, endDate);
  return new Map(rows.map((row) => [row.skuId, datesOf(row, startDate, nights)]));
}

/** A date nothing was ever opened for. */
export function closedDate(date: Night): DateAvailability {
  return { date, total: 0, overbookingPercent: 0, limit: 0, reserved: 0, held: 0, available: 0 };
}

function datesOf(row: SkuRow, startDate: Night, nights: number): DateAvailability[] {
  const dates = Array.from({ length: nights }, (_, offset) => closedDate(addDays(startDate, offset)));
  row.offsets.forEach((offset, index) => {
    const date = dates[offset]?.date ?? addDays(startDate, offset);
    const limit = row.limits[index] ?? 0;
    const reserved = row.reserved[index] ?? 0;
    const held = Math.max(0, row.held[index] ?? 0);
    dates[offset] = {
      date,
      total: row.totals[index] ?? 0,
      overbookingPercent: row.overbookingPercents[index] ?? 0,
      limit,
      reserved,
      held,
      available: Math.max(0, limit - reserved - held),
    };
  });
  return dates;
}
