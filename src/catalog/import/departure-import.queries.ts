import type { Database } from '../../database/database-client.js';
import type { FlightRow } from './departure-rows.js';
import { lockListings } from './listing-import.queries.js';

/** A flight that is there. */
export interface Departure {
  readonly listingId: number;
  readonly code: string;
  readonly currency: string;
  readonly timezone: string;
  readonly origin: string;
  readonly destination: string;
  readonly aircraft: string;
}

/** Flights by their codes. */
export async function listDepartures(
  db: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Departure>> {
  const rows = await db.$queryRaw<Departure[]>`
    SELECT
      l.listing_id AS "listingId", l.code, l.currency, l.timezone, f.origin, f.destination, f.aircraft_code AS aircraft
    FROM listing l JOIN flight f ON f.listing_id = l.listing_id
    WHERE l.code = ANY (${[...codes]}::text[])`;
  return new Map(rows.map((row) => [row.code, row]));
}

/**
 * Adds flights without cabins, in the order of their lines; those that are there get their times, weight of holds and whether
 * they are active. The date of a flight is in its code, so its times stay on its day, or the day after.
 */
export async function upsertDepartures(
  db: Database,
  flights: readonly FlightRow[],
): Promise<{ readonly added: number; readonly departures: ReadonlyMap<string, Departure> }> {
  const rows = JSON.stringify(flights);
  const added = await db.$executeRaw`
    WITH input AS (
      SELECT i.* FROM jsonb_to_recordset(${rows}::jsonb) AS i (
        line integer, code text, airline text, number text, origin text, destination text, date date,
        "departsAt" timestamptz, "arrivesAt" timestamptz, aircraft text, currency text, timezone text,
        "heldWeightPercent" smallint, "isActive" boolean
      )
    ), listed AS (
      INSERT INTO listing (kind, code, currency, timezone, held_weight_percent, is_active)
      SELECT
        'flight', i.code, i.currency, i.timezone, coalesce(i."heldWeightPercent", 50), coalesce(i."isActive", true)
      FROM input i ORDER BY i.line
      ON CONFLICT (code) DO NOTHING
      RETURNING listing_id, code
    )
    INSERT INTO flight (
      listing_id, airline_iata, number, origin, destination, departure_date, departs_at, arrives_at, aircraft_code
    )
    SELECT
      l.listing_id, i.airline, i.number, i.origin, i.destination, i.date, i."departsAt", i."arrivesAt", i.aircraft
    FROM listed l JOIN input i ON i.code = l.code`;
  const departures = await listDepartures(
    db,
    flights.map(({ code }) => code),
  );
  await lockListings(
    db,
    [...departures.values()].map(({ listingId }) => listingId),
  );
  await db.$executeRaw`
    WITH input AS (
      SELECT l.listing_id, i."departsAt" AS departs_at, i."arrivesAt" AS arrives_at,
        coalesce(i."heldWeightPercent", l.held_weight_percent) AS held_weight_percent,
        coalesce(i."isActive", l.is_active) AS is_active
      FROM jsonb_to_recordset(${rows}::jsonb) AS i (
        code text, "departsAt" timestamptz, "arrivesAt" timestamptz, "heldWeightPercent" smallint, "isActive" boolean
      )
      JOIN listing l ON l.code = i.code AND l.kind = 'flight'
    ), listed AS (
      UPDATE listing l SET held_weight_percent = i.held_weight_percent, is_active = i.is_active
      FROM input i
      WHERE l.listing_id = i.listing_id
        AND (l.held_weight_percent, l.is_active) IS DISTINCT FROM (i.held_weight_percent, i.is_active)
    )
    UPDATE flight f SET departs_at = i.departs_at, arrives_at = i.arrives_at
    FROM input i
    WHERE f.listing_id = i.listing_id
      AND (f.departs_at, f.arrives_at) IS DISTINCT FROM (i.departs_at, i.arrives_at)`;
  return { added, departures };
}

export interface KnownCabin {
  readonly skuId: number;
  readonly seating: 'open' | 'assigned';
}

/** The cabins of flights, as `listingId class`. */
export async function listKnownCabins(
  db: Database,
  listingIds: readonly number[],
): Promise<ReadonlyMap<string, KnownCabin>> {
  const rows = await db.$queryRaw<(KnownCabin & { listingId: number; class: string })[]>`
    SELECT c.listing_id AS "listingId", c.sku_id AS "skuId", c.class, c.seating
    FROM cabin c WHERE c.listing_id = ANY (${[...listingIds]}::integer[])`;
  return new Map(rows.map(({ listingId, class: name, ...cabin }) => [`${listingId} ${name}`, cabin]));
}
