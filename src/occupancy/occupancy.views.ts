import { Prisma } from '../generated/prisma/client.js';
import { addDays, type Night } from '../stays/night.js';
import { maxNightsPerStay } from '../stays/stay-rules.js';

/** One night of one hotel. Amounts are in minor units of the hotel's currency. */
export interface OccupancyRow {
  readonly hotelId: number;
  readonly code: string;
  readonly currency: string;
  readonly date: Night;
  /** Null where the night is not open, or so long past that it is not kept. */
  readonly rooms: number | null;
  readonly sold: number;
  readonly revenueMinor: bigint;
  readonly keptMinor: bigint;
}

export interface OccupancyRange {
  readonly hotelIds: readonly number[];
  readonly startDate: Night;
  readonly endDate: Night;
}

/**
 * Every night of `[startDate, endDate)` of these hotels, in order. One statement: the nights by the key of inventory, the
 * stays by their first night (`reservation_start_idx`). No stay is longer than sixty nights, so those that began before that
 * are not looked at, however many the hotel has had; only those of the range are opened to their quotes.
 */
export async function listOccupancy(
  db: Prisma.TransactionClient,
  range: OccupancyRange,
): Promise<OccupancyRow[]> {
  return db.$queryRaw<OccupancyRow[]>(occupancyQuery(range));
}

/**
 * Revenue of a night: its lines of the frozen quotes of paid reservations, with the hotel that was paid, in its currency. Sold
 * is what their holds claim, with the hotel that has the rooms. `docs/reports.md` says what counts.
 */
export function occupancyQuery({ hotelIds, startDate, endDate }: OccupancyRange): Prisma.Sql {
  /** Whoever begins on it, or before, has left by the first night of the range. */
  const gone = addDays(startDate, -maxNightsPerStay);
  return Prisma.sql`
  WITH stay AS MATERIALIZED (
    SELECT
      r.listing_id, r.status, r.start_date, r.currency, r.total_minor - coalesce(r.refund_minor, 0) AS kept_minor, h.quote,
      h.hold_id, h.end_date AS held_until
    FROM reservation r
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    WHERE r.listing_id = ANY (${[...hotelIds]}::integer[]) AND r.paid_at IS NOT NULL
      AND r.start_date > ${gone}::date AND r.start_date < ${endDate}::date AND r.end_date > ${startDate}::date
  ), claim AS (
    SELECT s.listing_id, s.hold_id, s.start_date, s.held_until FROM stay s WHERE s.status = 'paid'
    UNION ALL
    SELECT h.listing_id, h.hold_id, h.start_date, h.end_date
    FROM reservation r
    JOIN hold h ON h.listing_id = r.moved_listing_id AND h.hold_id = r.moved_hold_id
    WHERE r.moved_listing_id = ANY (${[...hotelIds]}::integer[]) AND r.moved_listing_id IS NOT NULL AND r.status = 'paid'
      AND r.start_date > ${gone}::date AND r.start_date < ${endDate}::date AND r.end_date > ${startDate}::date
  ), sold AS (
    SELECT c.listing_id, c.start_date + n AS date, sum(hi.quantity)::integer AS rooms
    FROM claim c
    JOIN hold_item hi ON hi.listing_id = c.listing_id AND hi.hold_id = c.hold_id
    CROSS JOIN LATERAL generate_series(0, c.held_until - c.start_date - 1) AS n
    GROUP BY 1, 2
  ), line AS (
    SELECT
      s.listing_id, s.currency, (l.line ->> 1)::date AS date, sum((l.line ->> 6)::bigint)::bigint AS revenue_minor
    FROM stay s CROSS JOIN LATERAL jsonb_array_elements(s.quote) AS l(line)
    WHERE s.status = 'paid'
    GROUP BY 1, 2, 3
  ), kept AS (
    SELECT s.listing_id, s.currency, s.start_date AS date, sum(s.kept_minor)::bigint AS kept_minor
    FROM stay s WHERE s.status IN ('canceled', 'refunded')
    GROUP BY 1, 2, 3
  ), room AS (
    SELECT
      i.listing_id, i.date,
      sum(CASE
        WHEN k.retired_at IS NULL OR i.date < (k.retired_at AT TIME ZONE l.timezone)::date THEN i.total
        ELSE least(i.reserved, i.total)
      END)::integer AS rooms
    FROM inventory i
    JOIN sku k ON k.listing_id = i.listing_id AND k.sku_id = i.sku_id AND k.listing_id = ANY (${[...hotelIds]}::integer[])
    JOIN listing l ON l.listing_id = i.listing_id
    WHERE i.listing_id = ANY (${[...hotelIds]}::integer[]) AND i.date >= ${startDate}::date AND i.date < ${endDate}::date
    GROUP BY 1, 2
  )
  SELECT
    l.listing_id AS "hotelId", l.code, l.currency, (${startDate}::date + n)::text AS date, room.rooms,
    coalesce(sold.rooms, 0) AS sold, coalesce(line.revenue_minor, 0) AS "revenueMinor",
    coalesce(kept.kept_minor, 0) AS "keptMinor"
  FROM listing l
  CROSS JOIN generate_series(0, ${endDate}::date - ${startDate}::date - 1) AS n
  LEFT JOIN room ON room.listing_id = l.listing_id AND room.date = ${startDate}::date + n
  LEFT JOIN sold ON sold.listing_id = l.listing_id AND sold.date = ${startDate}::date + n
  LEFT JOIN line ON line.listing_id = l.listing_id AND line.date = ${startDate}::date + n AND line.currency = l.currency
  LEFT JOIN kept ON kept.listing_id = l.listing_id AND kept.date = ${startDate}::date + n AND kept.currency = l.currency
  WHERE l.listing_id = ANY (${[...hotelIds]}::integer[]) AND l.kind = 'hotel'
  ORDER BY l.listing_id, n`;
}
