import type { Database } from '../../database/database-client.js';
import type { CabinRow, SeatRow } from './departure-rows.js';
import type { Limits } from './price-cells.js';

export interface CabinInput extends Omit<CabinRow, 'limits'> {
  readonly listingId: number;
  /** Null for one that is to be added. */
  readonly skuId: number | null;
  readonly priceMinor: number;
  /** Null: left as they are. */
  readonly limits: Limits | null;
}

/**
 * Adds cabins, in the order of their lines, or brings those that are there up to date; capacity and overbooking of open ones go
 * through the ledger. Whoever calls holds the flights' locks. Returns the lines whose limits do not go together with those that
 * are there, which stay.
 */
export async function writeCabins(db: Database, cabins: readonly CabinInput[]): Promise<number[]> {
  if (cabins.length === 0) return [];
  const fresh = await insertCabins(
    db,
    cabins.filter(({ skuId }) => skuId === null),
  );
  const written = cabins.map((cabin) => ({
    ...cabin,
    skuId: cabin.skuId ?? fresh.get(`${cabin.listingId} ${cabin.class}`) ?? 0,
  }));
  const unlimited = await updateCabins(db, written);
  await replaceSeatsLeft(db, written);
  await setCapacities(
    db,
    written.filter(({ seating }) => seating === 'open'),
  );
  return unlimited;
}

type WrittenCabin = Omit<CabinInput, 'skuId'> & { readonly skuId: number };

async function insertCabins(db: Database, cabins: readonly CabinInput[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ listingId: number; skuId: number; class: string }[]>`
    WITH fresh AS MATERIALIZED (
      SELECT nextval('sku_id_seq')::integer AS sku_id, i.*
      FROM jsonb_to_recordset(${JSON.stringify(cabins)}::jsonb) AS i (
        line integer, "listingId" integer, class text, seating text, "priceMinor" integer, "overbookingPercent" smallint,
        "overbookingCap" smallint
      )
      ORDER BY i.line
    ), counted AS (
      INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent, overbooking_cap)
      SELECT
        f."listingId", f.sku_id, 'cabin', f."priceMinor", coalesce(f."overbookingPercent", 0),
        coalesce(f."overbookingCap", 10000)
      FROM fresh f
    ), made AS (
      INSERT INTO cabin (listing_id, sku_id, class, seating)
      SELECT f."listingId", f.sku_id, f.class, f.seating FROM fresh f
    )
    SELECT f."listingId", f.sku_id AS "skuId", f.class FROM fresh f`;
  return new Map(rows.map(({ listingId, skuId, class: name }) => [`${listingId} ${name}`, skuId]));
}

/**
 * Prices and limits; those of a cabin with assigned seats are written to each seat. Returns the lines with a limit that does not
 * go with the other one, which is there already: both stay.
 */
async function updateCabins(db: Database, cabins: readonly WrittenCabin[]): Promise<number[]> {
  const refused = await db.$queryRaw<{ line: number }[]>`
    WITH said AS (
      SELECT
        c.listing_id, c.sku_id, i.line, i."priceMinor" AS price_minor,
        coalesce(i."isActive", c.is_active) AS is_active, i.limits IS NOT NULL AND i.limits <> 'null' AS has_limits,
        CASE
          WHEN (i.limits ->> 'keepsMin')::boolean IS NOT FALSE THEN c.min_price_minor
          ELSE (i.limits ->> 'minMinor')::integer
        END AS min_minor,
        CASE
          WHEN (i.limits ->> 'keepsMax')::boolean IS NOT FALSE THEN c.max_price_minor
          ELSE (i.limits ->> 'maxMinor')::integer
        END AS max_minor
      FROM jsonb_to_recordset(${JSON.stringify(cabins)}::jsonb) AS i (
        line integer, "listingId" integer, "skuId" integer, "priceMinor" integer, "isActive" boolean, limits jsonb
      )
      JOIN sku c ON c.listing_id = i."listingId" AND c.sku_id = i."skuId"
    ), input AS (
      SELECT i.*, i.has_limits AND (i.min_minor <= i.max_minor) IS NOT FALSE AS is_limited FROM said i
    ), seats AS (
      UPDATE sku s SET min_price_minor = i.min_minor, max_price_minor = i.max_minor
      FROM input i JOIN seat t ON t.listing_id = i.listing_id AND t.cabin_sku_id = i.sku_id
      WHERE i.is_limited AND s.listing_id = t.listing_id AND s.sku_id = t.sku_id
        AND (s.min_price_minor, s.max_price_minor) IS DISTINCT FROM (i.min_minor, i.max_minor)
    ), priced AS (
      UPDATE sku s
      SET base_price_minor = i.price_minor, is_active = i.is_active,
          min_price_minor = CASE WHEN i.is_limited THEN i.min_minor ELSE s.min_price_minor END,
          max_price_minor = CASE WHEN i.is_limited THEN i.max_minor ELSE s.max_price_minor END
      FROM input i
      WHERE s.listing_id = i.listing_id AND s.sku_id = i.sku_id AND (
        (s.base_price_minor, s.is_active) IS DISTINCT FROM (i.price_minor, i.is_active)
        OR (i.is_limited AND (s.min_price_minor, s.max_price_minor) IS DISTINCT FROM (i.min_minor, i.max_minor))
      )
    )
    SELECT i.line FROM input i WHERE i.has_limits AND NOT i.is_limited ORDER BY 1`;
  return refused.map(({ line }) => line);
}

/** Replaces the tables by seats left, in one statement and only where they differ: one new revision of prices at most. */
async function replaceSeatsLeft(db: Database, cabins: readonly WrittenCabin[]): Promise<void> {
  const tables = cabins.filter(({ seatsLeftRules }) => seatsLeftRules !== undefined);
  if (tables.length === 0) return;
  const steps = tables.flatMap(({ listingId, skuId, seatsLeftRules = [] }) =>
    seatsLeftRules.map(({ at, factorBp }) => ({ listingId, skuId, at, factorBp })),
  );
  await db.$executeRaw`
    WITH input AS (
      SELECT i."listingId" AS listing_id, i."skuId" AS sku_id, i.at AS seats_left, i."factorBp" AS factor_bp
      FROM jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
        AS i ("listingId" integer, "skuId" integer, at smallint, "factorBp" integer)
    ), gone AS (
      DELETE FROM seats_left_rule r
      USING unnest(
        ${tables.map(({ listingId }) => listingId)}::integer[], ${tables.map(({ skuId }) => skuId)}::integer[]
      ) AS t (listing_id, sku_id)
      WHERE r.listing_id = t.listing_id AND r.cabin_sku_id = t.sku_id AND NOT EXISTS (
        SELECT 1 FROM input i
        WHERE i.listing_id = r.listing_id AND i.sku_id = r.cabin_sku_id AND i.seats_left = r.seats_left
      )
    )
    INSERT INTO seats_left_rule AS r (listing_id, cabin_sku_id, seats_left, factor_bp)
    SELECT i.listing_id, i.sku_id, i.seats_left, i.factor_bp FROM input i
    ON CONFLICT (listing_id, cabin_sku_id, seats_left) DO UPDATE SET factor_bp = excluded.factor_bp
    WHERE r.factor_bp <> excluded.factor_bp`;
}

/** The rows that the second statement locks are locked by the first, flight by flight in the ledger's order. */
async function setCapacities(db: Database, cabins: readonly WrittenCabin[]): Promise<void> {
  if (cabins.length === 0) return;
  const rows = JSON.stringify(cabins);
  await db.$queryRaw`
    SELECT sum(ledger_set_totals(k.listing_id, k.skus, k.totals, f.departure_date, f.departure_date + 1))::integer
    FROM (
      SELECT i."listingId" AS listing_id, array_agg(i."skuId" ORDER BY i."skuId") AS skus,
        array_agg(i.capacity ORDER BY i."skuId") AS totals
      FROM jsonb_to_recordset(${rows}::jsonb) AS i ("listingId" integer, "skuId" integer, capacity integer)
      GROUP BY 1 ORDER BY 1
    ) k
    JOIN flight f ON f.listing_id = k.listing_id`;
  await db.$queryRaw`
    SELECT sum(ledger_set_overbooking(
      k.listing_id, ARRAY[k.sku_id], f.departure_date, f.departure_date + 1, k.percent, k.cap, true
    ))::integer
    FROM (
      SELECT i."listingId" AS listing_id, i."skuId" AS sku_id, i."overbookingPercent" AS percent,
        i."overbookingCap" AS cap
      FROM jsonb_to_recordset(${rows}::jsonb) AS i (
        "listingId" integer, "skuId" integer, "overbookingPercent" integer, "overbookingCap" integer
      )
      WHERE i."overbookingPercent" IS NOT NULL OR i."overbookingCap" IS NOT NULL
      ORDER BY 1, 2
    ) k
    JOIN flight f ON f.listing_id = k.listing_id`;
}

export interface SeatInput extends SeatRow {
  readonly listingId: number;
  readonly cabinSkuId: number;
  readonly priceMinor: number;
}

/**
 * Adds seats, in the order of their lines and with the limits of their cabin, or brings those that are there up to date; whether
 * one can be sold goes through the ledger. Returns the lines of seats that are in another cabin of their flight, which stay
 * there. Whoever calls holds the flights' locks.
 */
export async function writeSeats(db: Database, seats: readonly SeatInput[]): Promise<number[]> {
  if (seats.length === 0) return [];
  const misplaced = await db.$queryRaw<{ line: number }[]>`
    SELECT i.line
    FROM jsonb_to_recordset(${JSON.stringify(seats)}::jsonb)
      AS i (line integer, "listingId" integer, "cabinSkuId" integer, label text)
    JOIN seat t ON t.listing_id = i."listingId" AND t.label = i.label AND t.cabin_sku_id <> i."cabinSkuId"
    ORDER BY i.line`;
  const elsewhere = new Set(misplaced.map(({ line }) => line));
  const rows = JSON.stringify(seats.filter(({ line }) => !elsewhere.has(line)));
  await updateSeats(db, rows);
  await insertSeats(db, rows);
  await db.$queryRaw`
    SELECT sum(ledger_set_totals(k.listing_id, k.skus, k.totals, f.departure_date, f.departure_date + 1))::integer
    FROM (
      SELECT t.listing_id, array_agg(t.sku_id ORDER BY t.sku_id) AS skus,
        array_agg(coalesce(i."isAvailable"::integer, n.total, 1) ORDER BY t.sku_id) AS totals
      FROM jsonb_to_recordset(${rows}::jsonb) AS i ("listingId" integer, label text, "isAvailable" boolean)
      JOIN seat t ON t.listing_id = i."listingId" AND t.label = i.label
      JOIN flight d ON d.listing_id = t.listing_id
      LEFT JOIN inventory n ON n.listing_id = t.listing_id AND n.sku_id = t.sku_id AND n.date = d.departure_date
      GROUP BY 1 ORDER BY 1
    ) k
    JOIN flight f ON f.listing_id = k.listing_id`;
  return [...elsewhere];
}

async function updateSeats(db: Database, rows: string): Promise<void> {
  await db.$executeRaw`
    WITH input AS (
      SELECT t.listing_id, t.sku_id, i.position, i."priceMinor" AS price_minor, i."isActive" AS is_active
      FROM jsonb_to_recordset(${rows}::jsonb)
        AS i ("listingId" integer, label text, position text, "priceMinor" integer, "isActive" boolean)
      JOIN seat t ON t.listing_id = i."listingId" AND t.label = i.label
    ), placed AS (
      UPDATE seat t SET position = i.position FROM input i
      WHERE t.listing_id = i.listing_id AND t.sku_id = i.sku_id AND t.position <> i.position
    )
    UPDATE sku s SET base_price_minor = i.price_minor, is_active = coalesce(i.is_active, s.is_active)
    FROM input i
    WHERE s.listing_id = i.listing_id AND s.sku_id = i.sku_id
      AND (s.base_price_minor, s.is_active) IS DISTINCT FROM (i.price_minor, coalesce(i.is_active, s.is_active))`;
}

async function insertSeats(db: Database, rows: string): Promise<void> {
  await db.$executeRaw`
    WITH fresh AS MATERIALIZED (
      SELECT nextval('sku_id_seq')::integer AS sku_id, i.*
      FROM jsonb_to_recordset(${rows}::jsonb) AS i (
        line integer, "listingId" integer, "cabinSkuId" integer, label text, row smallint, letter text, position text,
        "priceMinor" integer, "isActive" boolean
      )
      WHERE NOT EXISTS (SELECT 1 FROM seat t WHERE t.listing_id = i."listingId" AND t.label = i.label)
      ORDER BY i.line
    ), counted AS (
      INSERT INTO sku (
        listing_id, sku_id, kind, base_price_minor, overbooking_percent, is_active, min_price_minor, max_price_minor
      )
      SELECT
        f."listingId", f.sku_id, 'seat', f."priceMinor", 0, coalesce(f."isActive", true), c.min_price_minor,
        c.max_price_minor
      FROM fresh f JOIN sku c ON c.listing_id = f."listingId" AND c.sku_id = f."cabinSkuId"
    )
    INSERT INTO seat (listing_id, sku_id, cabin_sku_id, label, row, letter, position)
    SELECT f."listingId", f.sku_id, f."cabinSkuId", f.label, f.row, f.letter, f.position FROM fresh f`;
}
