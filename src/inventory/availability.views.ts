import type { Prisma } from '../generated/prisma/client.js';
import { listNights, type Night } from '../stays/night.js';

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
  /** `[day of the range, quantity]` of holds that are past their deadline and still counted in `held`. */
  readonly overdue: readonly (readonly [offset: number, quantity: number])[] | null;
  /** Day of the range, total, overbooking percent, limit, reserved and held: one column each, one entry per date. */
  readonly columns: readonly [
    offsets: readonly number[],
    totals: readonly number[],
    overbookingPercents: readonly number[],
    limits: readonly number[],
    reserved: readonly number[],
    held: readonly number[],
  ];
}

/**
 * What every SKU of a listing has on each date of `[startDate, endDate)`, by SKU id. A date without inventory has
 * nothing to sell; a SKU without any is missing. A hold past its deadline counts no longer, whether or not anything
 * has released it yet. One row per SKU crosses the wire,
 * its numbers as JSON: reading 240 rows, or arrays element by element, costs more than the query itself. What is overdue,
 * nearly always nothing, stands beside them: joined to each row it would double the cost.
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
      json_build_array(
        array_agg(i.date - ${startDate}::date ORDER BY i.date),
        array_agg(i.total ORDER BY i.date),
        array_agg(i.overbooking_percent ORDER BY i.date),
        array_agg(inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap) ORDER BY i.date),
        array_agg(i.reserved ORDER BY i.date),
        array_agg(i.held ORDER BY i.date)
      ) AS columns,
      (
        SELECT json_agg(json_build_array(o.date - ${startDate}::date, o.quantity))
        FROM overdue o WHERE o.sku_id = i.sku_id
      ) AS overdue
    FROM inventory i
    WHERE i.listing_id = ${listingId} AND i.date >= ${startDate}::date AND i.date < ${endDate}::date
    GROUP BY i.sku_id
  `;
  const nights = listNights(startDate, endDate);
  return new Map(rows.map((row) => [row.skuId, datesOf(row, nights)]));
}

/** A date nothing was ever opened for. */
export function closedDate(date: Night): DateAvailability {
  return { date, total: 0, overbookingPercent: 0, limit: 0, reserved: 0, held: 0, available: 0 };
}

function datesOf({ columns, overdue }: SkuRow, nights: readonly Night[]): DateAvailability[] {
  const [offsets, totals, overbookingPercents, limits, reservations, holds] = columns;
  const dates = nights.map(closedDate);
  const freed = new Map(overdue);
  offsets.forEach((offset, index) => {
    const date = nights[offset];
    if (date === undefined) return;
    const limit = limits[index] ?? 0;
    const reserved = reservations[index] ?? 0;
    const held = Math.max(0, (holds[index] ?? 0) - (freed.get(offset) ?? 0));
    dates[offset] = {
      date,
      total: totals[index] ?? 0,
      overbookingPercent: overbookingPercents[index] ?? 0,
      limit,
      reserved,
      held,
      available: Math.max(0, limit - reserved - held),
    };
  });
  return dates;
}
