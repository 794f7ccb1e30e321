import type { Database } from './hotel-import.queries.js';
import type { CabinLayout } from './cabin-layout.rules.js';
import type { AirlineRow, AirportRow } from './flight-rows.js';

/** Adds airports, or brings those with the same IATA code up to date; what is not said of one stays. */
export async function upsertAirports(db: Database, rows: readonly AirportRow[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO airport AS x (iata, name, city, country, timezone, latitude, longitude)
    SELECT a.iata, a.name, coalesce(a.city, k.city, a.name), a.country, a.timezone, a.latitude, a.longitude
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a (
      iata text, name text, city text, country text, timezone text,
      latitude double precision, longitude double precision
    )
    LEFT JOIN airport k ON k.iata = a.iata
    ON CONFLICT (iata) DO UPDATE
    SET name = excluded.name, city = excluded.city, country = excluded.country, timezone = excluded.timezone,
        latitude = excluded.latitude, longitude = excluded.longitude
    WHERE (x.name, x.city, x.country, x.timezone, x.latitude, x.longitude) IS DISTINCT FROM (
      excluded.name, excluded.city, excluded.country, excluded.timezone, excluded.latitude, excluded.longitude
    )
  `;
}

/** Adds airlines, or brings those with the same IATA code up to date; what is not said of one stays. */
export async function upsertAirlines(db: Database, rows: readonly AirlineRow[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO airline AS x (iata, name, country)
    SELECT a.iata, a.name, coalesce(a.country, k.country, '')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a (iata text, name text, country text)
    LEFT JOIN airline k ON k.iata = a.iata
    ON CONFLICT (iata) DO UPDATE SET name = excluded.name, country = excluded.country
    WHERE (x.name, x.country) IS DISTINCT FROM (excluded.name, excluded.country)
  `;
}

/** The types of aircraft with these codes that are there, locked until the transaction ends, with their seats. */
export async function lockAircraft(
  db: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ code: string; seats: number }[]>`
    SELECT a.code, a.seats::integer AS seats FROM aircraft a WHERE a.code = ANY (${[...codes]}::text[])
    ORDER BY a.code FOR NO KEY UPDATE`;
  return new Map(rows.map(({ code, seats }) => [code, seats]));
}

/** Adds types of aircraft, or brings those with the same code up to date. */
export async function upsertAircraft(
  db: Database,
  rows: readonly { readonly code: string; readonly name: string; readonly seats: number }[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO aircraft AS x (code, name, seats)
    SELECT a.code, a.name, a.seats
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a (code text, name text, seats smallint)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, seats = excluded.seats
    WHERE (x.name, x.seats) IS DISTINCT FROM (excluded.name, excluded.seats)
  `;
}

/** One departure to be loaded. */
export interface FlightInput {
  readonly code: string;
  readonly currency: string;
  readonly airline: string;
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly departureMinute: number;
  readonly durationMinutes: number;
  readonly aircraftCode: string;
  readonly layout: string;
  readonly economyMinor: number;
  readonly businessMinor: number;
}

export interface FlightsWritten {
  readonly added: number;
  readonly updated: number;
}

/**
 * Adds flights with their cabins, seats and inventory. A flight that is there already only gets its new times: its
 * cabins, seats and prices stay, because they may be sold. Call it in a transaction, so that no flight is ever seen
 * without its inventory.
 *
 * @param overbookingPercent of cabins with open seating; a seat is never overbooked.
 */
export async function writeFlights(
  db: Database,
  flights: readonly FlightInput[],
  layouts: readonly CabinLayout[],
  overbookingPercent: number,
): Promise<FlightsWritten> {
  const added = await insertFlights(db, flights);
  const updated = await updateTimes(
    db,
    flights,
    added.map((flight) => flight.listingId),
  );
  const openCabins = await insertCabins(db, flights, layouts, added, overbookingPercent);
  await openDepartures(
    db,
    added.map((flight) => flight.listingId),
    openCabins,
  );
  return { added: added.length, updated };
}

interface AddedFlight {
  readonly listingId: number;
  readonly code: string;
}

async function insertFlights(db: Database, flights: readonly FlightInput[]): Promise<AddedFlight[]> {
  return db.$queryRaw<AddedFlight[]>`
    WITH input AS (
      SELECT f.*, row_number() OVER () AS place
      FROM jsonb_to_recordset(${JSON.stringify(flights)}::jsonb) AS f (
        code text, currency text, airline text, number text, origin text, destination text, date date,
        "departureMinute" integer, "durationMinutes" integer, "aircraftCode" text
      )
    ), added AS (
      INSERT INTO listing (kind, code, currency, timezone)
      SELECT 'flight', i.code, i.currency, a.timezone
      FROM input i JOIN airport a ON a.iata = i.origin
      ORDER BY i.place
      ON CONFLICT (code) DO NOTHING
      RETURNING listing_id, code, timezone
    ), described AS (
      INSERT INTO flight (
        listing_id, airline_iata, number, origin, destination, departure_date, departs_at, arrives_at, aircraft_code
      )
      SELECT
        n.listing_id, i.airline, i.number, i.origin, i.destination, i.date, t.departs_at,
        t.departs_at + make_interval(mins => i."durationMinutes"), i."aircraftCode"
      FROM added n JOIN input i ON i.code = n.code
      CROSS JOIN LATERAL (
        SELECT (i.date + make_interval(mins => i."departureMinute")) AT TIME ZONE n.timezone AS departs_at
      ) t
    )
    SELECT n.listing_id AS "listingId", n.code FROM added n
  `;
}

async function updateTimes(
  db: Database,
  flights: readonly FlightInput[],
  except: readonly number[],
): Promise<number> {
  return db.$executeRaw`
    UPDATE flight f
    SET departs_at = t.departs_at, arrives_at = t.departs_at + make_interval(mins => i."durationMinutes")
    FROM jsonb_to_recordset(${JSON.stringify(flights)}::jsonb)
        AS i (code text, date date, "departureMinute" integer, "durationMinutes" integer)
    JOIN listing l ON l.code = i.code AND l.kind = 'flight'
    CROSS JOIN LATERAL (
      SELECT (i.date + make_interval(mins => i."departureMinute")) AT TIME ZONE l.timezone AS departs_at
    ) t
    WHERE f.listing_id = l.listing_id AND l.listing_id <> ALL (${[...except]}::integer[])
  `;
}

async function insertCabins(
  db: Database,
  flights: readonly FlightInput[],
  layouts: readonly CabinLayout[],
  added: readonly AddedFlight[],
  overbookingPercent: number,
): Promise<OpenCabin[]> {
  return db.$queryRaw<OpenCabin[]>`
    WITH input AS (
      SELECT n."listingId" AS listing_id, f.date, f.layout, f."economyMinor", f."businessMinor"
      FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb) AS n ("listingId" integer, code text)
      JOIN jsonb_to_recordset(${JSON.stringify(flights)}::jsonb)
        AS f (code text, date date, layout text, "economyMinor" integer, "businessMinor" integer)
        ON f.code = n.code
    ), layout AS (
      SELECT l.key, l.cabins, l.seats
      FROM jsonb_to_recordset(${JSON.stringify(layouts)}::jsonb) AS l (key text, cabins jsonb, seats jsonb)
    ), cabin_row AS MATERIALIZED (
      SELECT
        i.listing_id, nextval('sku_id_seq')::integer AS sku_id, c.class, c.seating, c.capacity, i.date, i.layout,
        CASE c.class WHEN 'business' THEN i."businessMinor" ELSE i."economyMinor" END AS price_minor
      FROM input i
      JOIN layout l ON l.key = i.layout
      CROSS JOIN LATERAL jsonb_to_recordset(l.cabins) AS c (class text, seating text, capacity integer)
      ORDER BY i.listing_id, c.class
    ), cabin_sku AS (
      INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent)
      SELECT
        r.listing_id, r.sku_id, 'cabin', r.price_minor,
        CASE r.seating WHEN 'open' THEN ${overbookingPercent}::integer ELSE 0 END
      FROM cabin_row r
    ), new_cabin AS (
      INSERT INTO cabin (listing_id, sku_id, class, seating)
      SELECT r.listing_id, r.sku_id, r.class, r.seating FROM cabin_row r
    ), seat_row AS MATERIALIZED (
      SELECT
        r.listing_id, nextval('sku_id_seq')::integer AS sku_id, r.sku_id AS cabin_sku_id, r.date,
        s.label, s.row, s.letter, s.position, r.price_minor + s."surchargeMinor" AS price_minor
      FROM cabin_row r
      JOIN layout l ON l.key = r.layout
      CROSS JOIN LATERAL jsonb_to_recordset(l.seats)
        AS s (class text, label text, row smallint, letter text, position text, "surchargeMinor" integer)
      WHERE r.seating = 'assigned' AND s.class = r.class
      ORDER BY r.listing_id, s.row, s.letter
    ), seat_sku AS (
      INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent)
      SELECT r.listing_id, r.sku_id, 'seat', r.price_minor, 0 FROM seat_row r
    ), new_seat AS (
      INSERT INTO seat (listing_id, sku_id, cabin_sku_id, label, row, letter, position)
      SELECT r.listing_id, r.sku_id, r.cabin_sku_id, r.label, r.row, r.letter, r.position FROM seat_row r
    )
    SELECT r.listing_id AS "listingId", r.sku_id AS "skuId", r.capacity FROM cabin_row r WHERE r.seating = 'open'
  `;
}

interface OpenCabin {
  readonly listingId: number;
  readonly skuId: number;
  readonly capacity: number;
}

/** Makes the inventory of new flights through the ledger: an open cabin has its capacity, every seat is one. */
async function openDepartures(
  db: Database,
  listingIds: readonly number[],
  openCabins: readonly OpenCabin[],
): Promise<void> {
  await db.$queryRaw`
    SELECT sum(
      ledger_set_totals(g.listing_id, g.skus, g.totals, f.departure_date, f.departure_date + 1)
    )::integer AS rows
    FROM (
      SELECT c.listing_id, array_agg(c.sku_id) AS skus, array_agg(c.total) AS totals
      FROM (
        SELECT o."listingId" AS listing_id, o."skuId" AS sku_id, o.capacity AS total
        FROM jsonb_to_recordset(${JSON.stringify(openCabins)}::jsonb)
          AS o ("listingId" integer, "skuId" integer, capacity integer)
        UNION ALL
        SELECT s.listing_id, s.sku_id, 1 FROM seat s WHERE s.listing_id = ANY (${[...listingIds]}::integer[])
      ) c
      GROUP BY c.listing_id
      ORDER BY c.listing_id
    ) g
    JOIN flight f ON f.listing_id = g.listing_id
  `;
}
