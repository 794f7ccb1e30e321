import type { PrismaService } from '../database/prisma.service.js';
import { countNights, type Night } from '../stays/night.js';

/** A listing and a half-open range of dates. */
export interface RangeOfListing {
  readonly listingId: number;
  readonly startDate: Night;
  readonly endDate: Night;
}

/** How many of each SKU can be had on each date of a range, in order. A SKU without any inventory is missing. */
export type FreeNights = ReadonlyMap<number, readonly number[]>;

interface FreeRow {
  readonly request: number;
  readonly skuId: number;
  /** Days of the range that have inventory, and what is free on each before anything overdue is given back. */
  readonly days: string;
  readonly free: string;
  /** `[SKU, day, quantity]` of holds that are past their deadline, of the whole range. */
  readonly overdue: readonly (readonly [skuId: number, day: number, quantity: number])[] | null;
}

/**
 * All ranges in one statement. One row per SKU crosses the wire, its numbers as text, since anything else costs more than
 * finding them.
 */
export const freeNightsText = `
  SELECT
    a.request::integer AS request, n.sku_id AS "skuId", n.days, n.free, o.overdue
  FROM unnest($1::integer[], $2::date[], $3::date[]) WITH ORDINALITY AS a (listing_id, start_date, end_date, request)
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(f.sku_id, f.day, f.quantity)) AS overdue
    FROM (
      SELECT hi.sku_id, h.start_date + n - a.start_date AS day, sum(hi.quantity)::integer AS quantity
      FROM hold h
      JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
      CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
      WHERE h.listing_id = a.listing_id AND h.status = 'active' AND h.expires_at <= now()
        AND h.start_date < a.end_date AND h.end_date > a.start_date
      GROUP BY 1, 2
    ) f
  ) o ON true
  CROSS JOIN LATERAL (
    SELECT
      i.sku_id,
      string_agg((i.date - a.start_date)::text, ',' ORDER BY i.date) AS days,
      string_agg(
        (inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap) - i.reserved - i.held)::text, ',' ORDER BY i.date
      ) AS free
    FROM inventory i
    WHERE i.listing_id = a.listing_id AND i.date >= a.start_date AND i.date < a.end_date
    GROUP BY i.sku_id
  ) n
`;

/** The parameters of `freeNightsText`. */
export function freeNightsValues(ranges: readonly RangeOfListing[]): unknown[] {
  return [
    ranges.map((range) => range.listingId),
    ranges.map((range) => range.startDate),
    ranges.map((range) => range.endDate),
  ];
}

/**
 * What is free in each range, in the order given. Holds past their deadline stand in nobody's way. Below Prisma, which
 * would cost as much as the statement.
 */
export async function listFreeNights(
  { pool }: Pick<PrismaService, 'pool'>,
  ranges: readonly RangeOfListing[],
): Promise<FreeNights[]> {
  const { rows } = await pool.query<FreeRow>({
    name: 'free_nights',
    text: freeNightsText,
    values: freeNightsValues(ranges),
  });
  const found = ranges.map(() => new Map<number, number[]>());
  for (const row of rows) {
    const range = ranges[row.request - 1];
    if (range !== undefined) found[row.request - 1]?.set(row.skuId, freeOf(row, range));
  }
  return found;
}

function freeOf({ skuId, days, free, overdue }: FreeRow, { startDate, endDate }: RangeOfListing): number[] {
  const nights = countNights(startDate, endDate);
  const counts = free.split(',');
  const places = days.split(',');
  const numbers = Array.from<number>({ length: nights }).fill(0);
  for (const [index, count] of counts.entries()) numbers[Number(places[index])] = Number(count);
  for (const [overdueSku, day, quantity] of overdue ?? []) {
    // A range may begin or end within a hold.
    if (overdueSku === skuId && day >= 0 && day < nights) numbers[day] = (numbers[day] ?? 0) + quantity;
  }
  return numbers.map((number) => Math.max(0, number));
}
