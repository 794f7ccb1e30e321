import type { Prisma } from '../../generated/prisma/client.js';
import { noOverbookingCap } from '../../inventory/explained-night.js';
import type { HotelRow } from './hotel-rows.js';

/** A transaction, or the client itself. */
export type Database = Prisma.TransactionClient;

export interface ImportedHotel {
  readonly listingId: number;
  readonly code: string;
  readonly currency: string;
  readonly timezone: string;
  readonly overbookingPercent: number;
}

/**
 * Adds hotels, or brings those with the same code up to date. A code that belongs to a flight is left alone and
 * missing from the answer. The currency of a hotel that exists stays: prices and bookings are in it; its time zone, while
 * somebody is booked.
 */
export async function upsertHotels(db: Database, rows: readonly HotelRow[]): Promise<ImportedHotel[]> {
  return db.$queryRaw<ImportedHotel[]>`
    WITH input AS (
      SELECT h.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS h (
        line integer, code text, name text, description text, address text, city text, country text,
        timezone text, currency text, "checkInTime" text, "checkOutTime" text, "overbookingPercent" smallint, "heldWeightPercent" smallint,
        "overbookingCap" smallint
      )
    ), written AS (
      INSERT INTO listing AS l (kind, code, currency, timezone, held_weight_percent)
      SELECT 'hotel', i.code, i.currency, i.timezone, i."heldWeightPercent"
      FROM input i ORDER BY i.line
      ON CONFLICT (code) DO UPDATE
      SET timezone = CASE
            WHEN excluded.timezone <> l.timezone AND listing_is_booked(l.listing_id) THEN l.timezone
            ELSE excluded.timezone
          END, held_weight_percent = excluded.held_weight_percent
      WHERE l.kind = 'hotel'
      RETURNING l.listing_id, l.code, l.currency, l.timezone
    ), described AS (
      INSERT INTO hotel (
        listing_id, name, description, address, city, country, check_in_time, check_out_time, overbooking_percent,
        overbooking_cap
      )
      SELECT
        w.listing_id, i.name, i.description, i.address, i.city, i.country, i."checkInTime", i."checkOutTime",
        i."overbookingPercent", coalesce(i."overbookingCap", h.overbooking_cap, ${noOverbookingCap}::smallint)
      FROM written w
      JOIN input i ON i.code = w.code
      LEFT JOIN hotel h ON h.listing_id = w.listing_id
      ON CONFLICT (listing_id) DO UPDATE
      SET name = excluded.name, description = excluded.description, address = excluded.address,
          city = excluded.city, country = excluded.country, check_in_time = excluded.check_in_time,
          check_out_time = excluded.check_out_time, overbooking_percent = excluded.overbooking_percent,
          overbooking_cap = excluded.overbooking_cap
    )
    SELECT
      w.listing_id AS "listingId", w.code, w.currency, w.timezone, i."overbookingPercent"::integer AS "overbookingPercent"
    FROM written w JOIN input i ON i.code = w.code
  `;
}

/** Hotels with these codes, in whatever import they came. */
export async function listHotelsByCode(db: Database, codes: readonly string[]): Promise<ImportedHotel[]> {
  return db.$queryRaw<ImportedHotel[]>`
    SELECT
      l.listing_id AS "listingId", l.code, l.currency, l.timezone,
      h.overbooking_percent::integer AS "overbookingPercent"
    FROM listing l JOIN hotel h ON h.listing_id = l.listing_id
    WHERE l.code = ANY (${[...codes]}::text[])
  `;
}

export interface OccupancyRuleInput {
  readonly listingId: number;
  readonly thresholdPercent: number;
  readonly factorBp: number;
}

/**
 * Replaces the hotels' own occupancy rules by `rules`, in one statement and only where they differ: rules that stay as they
 * are make no new revision of prices. Room types keep theirs.
 */
export async function replaceOccupancyRules(
  db: Database,
  listingIds: readonly number[],
  rules: readonly OccupancyRuleInput[],
): Promise<void> {
  await db.$executeRaw`
    MERGE INTO occupancy_rule AS o
    USING (
      SELECT i."listingId" AS listing_id, i."thresholdPercent" AS threshold_percent, i."factorBp" AS factor_bp
      FROM jsonb_to_recordset(${JSON.stringify(rules)}::jsonb)
        AS i("listingId" integer, "thresholdPercent" smallint, "factorBp" integer)
    ) AS i
    ON o.listing_id = i.listing_id AND o.sku_id = 0 AND o.threshold_percent = i.threshold_percent
    WHEN MATCHED AND o.factor_bp <> i.factor_bp THEN UPDATE SET factor_bp = i.factor_bp
    WHEN NOT MATCHED THEN
      INSERT (listing_id, threshold_percent, factor_bp) VALUES (i.listing_id, i.threshold_percent, i.factor_bp)
    WHEN NOT MATCHED BY SOURCE AND o.sku_id = 0 AND o.listing_id = ANY (${[...listingIds]}::integer[]) THEN DELETE`;
}

export interface RateInput {
  readonly listingId: number;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly month: number | null;
  readonly multiplierBp: number;
}

/**
 * Sets the rate of every night of each range; of ranges that overlap the later wins. A month stands for the nights
 * of that month from today up to the horizon. Returns how many nights were set.
 */
export async function setRates(
  db: Database,
  rates: readonly RateInput[],
  horizonDays: number,
): Promise<number> {
  return db.$executeRaw`
    INSERT INTO rate (listing_id, date, multiplier_bp)
    SELECT DISTINCT ON (r."listingId", n.date) r."listingId", n.date, r."multiplierBp"
    FROM ROWS FROM (
      jsonb_to_recordset(${JSON.stringify(rates)}::jsonb)
        AS ("listingId" integer, "startDate" date, "endDate" date, month integer, "multiplierBp" integer)
    ) WITH ORDINALITY AS r ("listingId", "startDate", "endDate", month, "multiplierBp", place)
    JOIN listing l ON l.listing_id = r."listingId"
    CROSS JOIN LATERAL (
      SELECT (coalesce(r."startDate", (now() AT TIME ZONE l.timezone)::date) + d.day) AS date
      FROM generate_series(0, coalesce(r."endDate" - r."startDate", ${horizonDays}::integer) - 1) AS d (day)
    ) n
    WHERE r.month IS NULL OR extract(month FROM n.date) = r.month
    ORDER BY r."listingId", n.date, r.place DESC
    ON CONFLICT (listing_id, date) DO UPDATE SET multiplier_bp = excluded.multiplier_bp
  `;
}

/** Names of time zones both the database and this process know. */
export async function listTimeZones(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ name: string }[]>`SELECT z.name FROM pg_timezone_names z`;
  return new Set(rows.map((row) => row.name).filter(isTimeZone));
}

/** By name, of which there are some hundred: finding out makes a calendar of each. */
const timeZones = new Map<string, boolean>();

function isTimeZone(name: string): boolean {
  let isKnown = timeZones.get(name);
  if (isKnown === undefined) {
    try {
      isKnown = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      isKnown = false;
    }
    timeZones.set(name, isKnown);
  }
  return isKnown;
}
