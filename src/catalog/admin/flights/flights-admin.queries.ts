import type { Database } from '../../../database/database-client.js';
import type { PlannedSeat } from '../aircraft/seat-map.rules.js';
import type { FlightAdminDto } from './flights-admin.dto.js';
import { flightColumns } from './flights-admin.views.js';

/** One flight, locked until the transaction ends: its cabins and seats are changed under this lock, too. */
export async function lockFlight(db: Database, flightId: number): Promise<FlightAdminDto | undefined> {
  const [row] = await db.$queryRaw<FlightAdminDto[]>`
    SELECT ${flightColumns} FROM flight f JOIN listing l ON l.listing_id = f.listing_id
    WHERE f.listing_id = ${flightId}
    FOR NO KEY UPDATE OF l, f`;
  return row;
}

export interface FlightInput {
  readonly airline: string;
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
  readonly departsAt: string;
  readonly arrivesAt: string;
  readonly aircraft: string;
  readonly currency: string;
}

/**
 * Adds a flight without cabins, in the time zone of its origin; undefined for an unknown origin. Violates
 * `listing_code_key`, `flight_airline_fkey`, `flight_destination_fkey`, `flight_times_check`, `flight_route_check`.
 */
export async function insertFlight(
  db: Database,
  flight: FlightInput,
): Promise<{ readonly flightId: number; readonly departureDate: string } | undefined> {
  const [made] = await db.$queryRaw<{ flightId: number; departureDate: string }[]>`
    WITH planned AS (
      SELECT a.timezone, (${flight.departsAt}::text::timestamptz AT TIME ZONE a.timezone)::date AS date
      FROM airport a WHERE a.iata = ${flight.origin}
    ), listed AS (
      INSERT INTO listing (kind, code, currency, timezone)
      SELECT 'flight', ${flight.airline} || ${flight.number} || '-' || p.date, ${flight.currency}, p.timezone
      FROM planned p
      RETURNING listing_id
    )
    INSERT INTO flight (
      listing_id, airline_iata, number, origin, destination, departure_date, departs_at, arrives_at, aircraft_code
    )
    SELECT
      listed.listing_id, ${flight.airline}, ${flight.number}, ${flight.origin}, ${flight.destination}, p.date,
      ${flight.departsAt}::text::timestamptz, ${flight.arrivesAt}::text::timestamptz, ${flight.aircraft}
    FROM listed CROSS JOIN planned p
    RETURNING listing_id AS "flightId", departure_date::text AS "departureDate"`;
  return made;
}

export interface CabinInput {
  readonly flightId: number;
  readonly class: string;
  readonly seating: 'open' | 'assigned';
  readonly priceMinor: number;
  readonly overbookingPercent: number;
  readonly seats: readonly (PlannedSeat & { readonly priceMinor: number })[];
}

/** Adds a cabin with its seats, without inventory; returns the SKUs that are counted: the cabin's own, or its seats'. */
export async function insertCabin(db: Database, cabin: CabinInput): Promise<number[]> {
  const rows = await db.$queryRaw<{ skuId: number; isSeat: boolean }[]>`
    WITH cabin_sku AS (
      INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent)
      VALUES (${cabin.flightId}, 'cabin', ${cabin.priceMinor}::integer, ${cabin.overbookingPercent}::smallint)
      RETURNING listing_id, sku_id
    ), made AS (
      INSERT INTO cabin (listing_id, sku_id, class, seating)
      SELECT k.listing_id, k.sku_id, ${cabin.class}, ${cabin.seating} FROM cabin_sku k
    ), planned AS MATERIALIZED (
      SELECT nextval('sku_id_seq')::integer AS sku_id, s.*
      FROM (
        SELECT j.* FROM jsonb_to_recordset(${JSON.stringify(cabin.seats)}::jsonb)
          AS j (label text, row smallint, letter text, position text, "priceMinor" integer)
        ORDER BY j.row, j.letter
      ) s
    ), seat_sku AS (
      INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent)
      SELECT ${cabin.flightId}, p.sku_id, 'seat', p."priceMinor", 0 FROM planned p
    ), seats AS (
      INSERT INTO seat (listing_id, sku_id, cabin_sku_id, label, row, letter, position)
      SELECT ${cabin.flightId}, p.sku_id, k.sku_id, p.label, p.row, p.letter, p.position
      FROM planned p CROSS JOIN cabin_sku k
    )
    SELECT k.sku_id AS "skuId", false AS "isSeat" FROM cabin_sku k
    UNION ALL SELECT p.sku_id, true FROM planned p`;
  return rows.filter(({ isSeat }) => isSeat === (cabin.seating === 'assigned')).map(({ skuId }) => skuId);
}

export interface SeatInput {
  readonly flightId: number;
  readonly cabinSkuId: number;
  readonly label: string;
  readonly position: string;
  /** Undefined: that of the cabin. */
  readonly priceMinor: number | undefined;
}

/** Adds a seat to a cabin, with the cabin's price limits, without inventory; returns its SKU. Violates `seat_label_key`. */
export async function insertSeat(db: Database, seat: SeatInput): Promise<number> {
  const rows = await db.$queryRaw<{ skuId: number }[]>`
    WITH added AS (
      INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent, min_price_minor, max_price_minor)
      SELECT
        k.listing_id, 'seat', coalesce(${seat.priceMinor ?? null}::integer, k.base_price_minor), 0, k.min_price_minor,
        k.max_price_minor
      FROM sku k WHERE k.listing_id = ${seat.flightId} AND k.sku_id = ${seat.cabinSkuId}
      RETURNING listing_id, sku_id
    )
    INSERT INTO seat (listing_id, sku_id, cabin_sku_id, label, row, letter, position)
    SELECT
      a.listing_id, a.sku_id, ${seat.cabinSkuId}, ${seat.label}, left(${seat.label}::text, -1)::smallint,
      right(${seat.label}::text, 1), ${seat.position}
    FROM added a
    RETURNING sku_id AS "skuId"`;
  const [made] = rows;
  if (made === undefined) throw new Error(`cabin ${seat.cabinSkuId} of flight ${seat.flightId} has gone`);
  return made.skuId;
}

/**
 * Changes when a flight departs and arrives; false when it would then depart before the date it is sold for, or later than the
 * day after. Violates `flight_times_check`.
 */
export async function updateTimes(
  db: Database,
  flightId: number,
  { departsAt, arrivesAt }: { departsAt: string; arrivesAt: string },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE flight f
    SET departs_at = ${departsAt}::text::timestamptz, arrives_at = ${arrivesAt}::text::timestamptz
    FROM listing l
    WHERE f.listing_id = ${flightId} AND l.listing_id = f.listing_id
      AND (${departsAt}::text::timestamptz AT TIME ZONE l.timezone)::date >= f.departure_date
      AND (${departsAt}::text::timestamptz AT TIME ZONE l.timezone)::date <= f.departure_date + 1`;
  return changed > 0;
}

/** How many can sit on a flight as it is sold: its seats, and its places in cabins with open seating. What is retired is not sold. */
export async function countPlaces(db: Database, flightId: number): Promise<number> {
  const [counted] = await db.$queryRaw<{ places: number }[]>`
    SELECT (
      (
        SELECT count(*) FROM seat s
        JOIN sku k ON k.listing_id = s.listing_id AND k.sku_id = s.sku_id AND k.is_active
        JOIN sku c ON c.listing_id = s.listing_id AND c.sku_id = s.cabin_sku_id AND c.is_active
        WHERE s.listing_id = f.listing_id
      ) + (
        SELECT coalesce(sum(i.total), 0) FROM cabin c
        JOIN sku k ON k.listing_id = c.listing_id AND k.sku_id = c.sku_id AND k.is_active
        JOIN inventory i ON i.listing_id = c.listing_id AND i.sku_id = c.sku_id AND i.date = f.departure_date
        WHERE c.listing_id = f.listing_id AND c.seating = 'open'
      )
    )::integer AS places
    FROM flight f WHERE f.listing_id = ${flightId}`;
  return counted?.places ?? 0;
}

export interface SeatPrice {
  readonly label: string;
  readonly priceMinor: number;
}

/** What the seats of a cabin cost, retired ones too, the cheapest first. */
export async function listSeatPrices(
  db: Database,
  { flightId, cabinSkuId }: { flightId: number; cabinSkuId: number },
): Promise<SeatPrice[]> {
  return db.$queryRaw<SeatPrice[]>`
    SELECT s.label, k.base_price_minor AS "priceMinor"
    FROM seat s JOIN sku k ON k.listing_id = s.listing_id AND k.sku_id = s.sku_id
    WHERE s.listing_id = ${flightId} AND s.cabin_sku_id = ${cabinSkuId}
    ORDER BY k.base_price_minor, k.sku_id`;
}

/** Changes what the seats of a cabin cost by a difference. Violates `sku_base_price_minor_check`. */
export async function moveSeatPrices(
  db: Database,
  { flightId, cabinSkuId, delta }: { flightId: number; cabinSkuId: number; delta: number },
): Promise<void> {
  await db.$executeRaw`
    UPDATE sku k SET base_price_minor = k.base_price_minor + ${delta}::integer
    FROM seat s
    WHERE s.listing_id = ${flightId} AND s.cabin_sku_id = ${cabinSkuId}
      AND k.listing_id = s.listing_id AND k.sku_id = s.sku_id`;
}

/** The SKUs that go with a cabin: its own and its seats'. */
export async function listCabinSkus(db: Database, flightId: number, cabinSkuId: number): Promise<number[]> {
  const seats = await db.seat.findMany({
    where: { listingId: flightId, cabinSkuId },
    select: { skuId: true },
    orderBy: { skuId: 'asc' },
  });
  return [cabinSkuId, ...seats.map(({ skuId }) => skuId)];
}
