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
}

/** Adds the hotels there are not, in the order of their lines, with the defaults of whatever their lines do not say. */
export async function insertHotels(db: Database, rows: readonly HotelRow[]): Promise<void> {
  await db.$executeRaw`
    WITH input AS (
      SELECT h.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS h (
        line integer, code text, name text, description text, address text, city text, country text,
        timezone text, currency text, "checkInTime" text, "checkOutTime" text, "overbookingPercent" smallint,
        "overbookingCap" smallint, "heldWeightPercent" smallint
      )
    ), listed AS (
      INSERT INTO listing (kind, code, currency, timezone, held_weight_percent)
      SELECT 'hotel', i.code, i.currency, i.timezone, coalesce(i."heldWeightPercent", 50)
      FROM input i
      WHERE NOT EXISTS (SELECT 1 FROM listing x WHERE x.code = i.code)
      ORDER BY i.line
      ON CONFLICT (code) DO NOTHING
      RETURNING listing_id, code
    )
    INSERT INTO hotel (
      listing_id, name, description, address, city, country, check_in_time, check_out_time, overbooking_percent,
      overbooking_cap
    )
    SELECT
      n.listing_id, i.name, coalesce(i.description, ''), coalesce(i.address, ''), i.city, i.country,
      coalesce(i."checkInTime", '15:00'), coalesce(i."checkOutTime", '11:00'), coalesce(i."overbookingPercent", 10),
      coalesce(i."overbookingCap", ${noOverbookingCap}::smallint)
    FROM listed n JOIN input i ON i.code = n.code
  `;
}

/**
 * Brings hotels to what their lines say; what a line does not say stays as it is. The currency stays, because prices and
 * bookings are in it, and the time zone while somebody is booked. Whoever calls holds the locks of the hotels.
 */
export async function updateHotels(db: Database, rows: readonly HotelRow[]): Promise<void> {
  await db.$executeRaw`
    WITH input AS (
      SELECT
        l.listing_id, i.name, i.city, i.country, coalesce(i.description, h.description) AS description,
        coalesce(i.address, h.address) AS address, coalesce(i."checkInTime", h.check_in_time) AS check_in_time,
        coalesce(i."checkOutTime", h.check_out_time) AS check_out_time,
        coalesce(i."overbookingPercent", h.overbooking_percent) AS overbooking_percent,
        coalesce(i."overbookingCap", h.overbooking_cap) AS overbooking_cap,
        coalesce(i."heldWeightPercent", l.held_weight_percent) AS held_weight_percent,
        CASE
          WHEN i.timezone <> l.timezone AND listing_is_booked(l.listing_id) THEN l.timezone
          ELSE i.timezone
        END AS timezone
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS i (
        code text, name text, description text, address text, city text, country text, timezone text,
        "checkInTime" text, "checkOutTime" text, "overbookingPercent" smallint, "overbookingCap" smallint,
        "heldWeightPercent" smallint
      )
      JOIN listing l ON l.code = i.code AND l.kind = 'hotel'
      JOIN hotel h ON h.listing_id = l.listing_id
    ), listed AS (
      UPDATE listing l SET timezone = i.timezone, held_weight_percent = i.held_weight_percent
      FROM input i
      WHERE l.listing_id = i.listing_id
        AND (l.timezone, l.held_weight_percent) IS DISTINCT FROM (i.timezone, i.held_weight_percent)
    )
    UPDATE hotel h
    SET name = i.name, description = i.description, address = i.address, city = i.city, country = i.country,
        check_in_time = i.check_in_time, check_out_time = i.check_out_time, overbooking_percent = i.overbooking_percent,
        overbooking_cap = i.overbooking_cap
    FROM input i
    WHERE h.listing_id = i.listing_id AND (
      h.name, h.description, h.address, h.city, h.country, h.check_in_time, h.check_out_time, h.overbooking_percent,
      h.overbooking_cap
    ) IS DISTINCT FROM (
      i.name, i.description, i.address, i.city, i.country, i.check_in_time, i.check_out_time, i.overbooking_percent,
      i.overbooking_cap
    )`;
}

/** Hotels with these codes, in whatever import they came. */
export async function listHotelsByCode(db: Database, codes: readonly string[]): Promise<ImportedHotel[]> {
  return db.$queryRaw<ImportedHotel[]>`
    SELECT l.listing_id AS "listingId", l.code, l.currency, l.timezone
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

export interface RatesSet {
  /** How many nights were said. */
  readonly nights: number;
  /** How many of them were other ones before, by hotel. */
  readonly changed: readonly { readonly listingId: number; readonly nights: number }[];
}

/**
 * Sets the rate of every night of each range; of ranges that overlap the later wins. A month stands for the nights
 * of that month from today up to the horizon.
 */
export async function setRates(
  db: Database,
  rates: readonly RateInput[],
  horizonDays: number,
): Promise<RatesSet> {
  const [written] = await db.$queryRaw<RatesSet[]>`
    WITH input AS (
      SELECT DISTINCT ON (r."listingId", n.date)
        r."listingId" AS listing_id, n.date, r."multiplierBp" AS multiplier_bp
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
    ), written AS (
      INSERT INTO rate AS w (listing_id, date, multiplier_bp)
      SELECT i.listing_id, i.date, i.multiplier_bp FROM input i ORDER BY i.listing_id, i.date
      ON CONFLICT (listing_id, date) DO UPDATE SET multiplier_bp = excluded.multiplier_bp
      WHERE w.multiplier_bp <> excluded.multiplier_bp
      RETURNING w.listing_id
    )
    SELECT
      (SELECT count(*)::integer FROM input) AS nights,
      (
        SELECT coalesce(jsonb_agg(jsonb_build_object('listingId', c.listing_id, 'nights', c.nights)), '[]')
        FROM (SELECT w.listing_id, count(*)::integer AS nights FROM written w GROUP BY 1) c
      ) AS changed
  `;
  return written ?? { nights: 0, changed: [] };
}

/** Names of time zones both the database and this process know; asked once, however often it is called. */
export function timeZonesOf(db: Database): () => Promise<ReadonlySet<string>> {
  let names: Promise<ReadonlySet<string>> | undefined;
  return () => (names ??= listTimeZones(db));
}

async function listTimeZones(db: Database): Promise<ReadonlySet<string>> {
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
