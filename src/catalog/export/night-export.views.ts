import type { Database } from '../../database/database-client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { factorText } from './hotel-export.views.js';

export interface RateLine {
  readonly hotelCode: string;
  readonly startDate: string;
  readonly endDate: string;
  /** Null: the night has none, and a policy of its own. */
  readonly multiplier: string | null;
  readonly policyCode: string | null;
}

/** The rates and cancellation policies of nights from today on, as runs of nights with the same ones. */
export async function listRateLines(db: Database, hotelIds: readonly number[]): Promise<RateLine[]> {
  return db.$queryRaw<RateLine[]>`
    WITH today AS (
      SELECT l.listing_id, l.code, (now() AT TIME ZONE l.timezone)::date AS date
      FROM listing l WHERE l.listing_id = ANY (${[...hotelIds]}::integer[])
    ), policy AS (
      SELECT DISTINCT ON (n.listing_id, n.date) n.listing_id, n.date, n.code
      FROM cancellation_policy_night n JOIN today t ON t.listing_id = n.listing_id AND n.date >= t.date
      ORDER BY n.listing_id, n.date, n.since DESC
    ), priced AS (
      SELECT r.listing_id, r.date, r.multiplier_bp
      FROM rate r JOIN today t ON t.listing_id = r.listing_id AND r.date >= t.date
    ), night AS (
      SELECT listing_id, date, r.multiplier_bp, p.code AS policy_code
      FROM priced r FULL JOIN policy p USING (listing_id, date)
      WHERE r.multiplier_bp IS NOT NULL OR p.code IS NOT NULL
    ), run AS (
      SELECT n.*, n.date - (
        row_number() OVER (PARTITION BY n.listing_id, n.multiplier_bp, n.policy_code ORDER BY n.date)
      )::integer AS run
      FROM night n
    )
    SELECT
      t.code AS "hotelCode", min(n.date)::text AS "startDate", (max(n.date) + 1)::text AS "endDate",
      ${factorText(Prisma.sql`n.multiplier_bp`)} AS multiplier, n.policy_code AS "policyCode"
    FROM run n JOIN today t ON t.listing_id = n.listing_id
    GROUP BY n.listing_id, t.code, n.multiplier_bp, n.policy_code, n.run
    ORDER BY n.listing_id, min(n.date)`;
}

export interface TotalLine {
  readonly hotelCode: string;
  readonly typeCode: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly added: number;
  readonly overbookingPercent: number;
  readonly overbookingCap: number;
}

/** Nights from today on to which something was added by hand, or whose overbooking is not that of the room type, as runs. */
export async function listTotalLines(db: Database, hotelIds: readonly number[]): Promise<TotalLine[]> {
  return db.$queryRaw<TotalLine[]>`
    SELECT
      n.hotel_code AS "hotelCode", n.type_code AS "typeCode", min(n.date)::text AS "startDate",
      (max(n.date) + 1)::text AS "endDate", n.total_offset::integer AS added,
      n.overbooking_percent::integer AS "overbookingPercent", n.overbooking_cap::integer AS "overbookingCap"
    FROM (
      SELECT
        l.code AS hotel_code, t.code AS type_code, i.listing_id, i.sku_id, i.date, i.total_offset, i.overbooking_percent,
        i.overbooking_cap,
        i.date - (row_number() OVER (
          PARTITION BY i.listing_id, i.sku_id, i.total_offset, i.overbooking_percent, i.overbooking_cap ORDER BY i.date
        ))::integer AS run
      FROM room_type t
      JOIN listing l ON l.listing_id = t.listing_id
      JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
      JOIN inventory i ON i.listing_id = t.listing_id AND i.sku_id = t.sku_id
        AND i.date >= (now() AT TIME ZONE l.timezone)::date
      WHERE t.listing_id = ANY (${[...hotelIds]}::integer[]) AND (
        i.total_offset <> 0
        OR (i.overbooking_percent, i.overbooking_cap) <> (s.overbooking_percent, s.overbooking_cap)
      )
    ) n
    GROUP BY
      n.hotel_code, n.type_code, n.listing_id, n.sku_id, n.total_offset, n.overbooking_percent, n.overbooking_cap, n.run
    ORDER BY n.listing_id, n.sku_id, min(n.date)`;
}

export interface OutageLine {
  readonly hotelCode: string;
  readonly number: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly reason: string;
}

/** Rooms that are out of order today or later. */
export async function listOutageLines(db: Database, hotelIds: readonly number[]): Promise<OutageLine[]> {
  return db.$queryRaw<OutageLine[]>`
    SELECT
      l.code AS "hotelCode", r.number, o.start_date::text AS "startDate", o.end_date::text AS "endDate", o.reason
    FROM room_outage o
    JOIN room r ON r.listing_id = o.listing_id AND r.room_id = o.room_id
    JOIN listing l ON l.listing_id = o.listing_id
    WHERE o.listing_id = ANY (${[...hotelIds]}::integer[]) AND o.end_date > (now() AT TIME ZONE l.timezone)::date
    ORDER BY o.listing_id, o.room_id, o.start_date, o.end_date`;
}
