import type { Database } from '../../database/database-client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { factorText } from './hotel-export.views.js';

/** The ids of flights that leave today or later, after `afterId`. */
export async function listFlightIds(db: Database, afterId: number, limit: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ listingId: number }[]>`
    SELECT f.listing_id AS "listingId"
    FROM flight f JOIN listing l ON l.listing_id = f.listing_id
    WHERE f.listing_id > ${afterId} AND f.departure_date >= (now() AT TIME ZONE l.timezone)::date
    ORDER BY f.listing_id
    LIMIT ${limit}`;
  return rows.map(({ listingId }) => listingId);
}

export interface FlightLine {
  readonly code: string;
  readonly airline: string;
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
  readonly departsAt: string;
  readonly arrivesAt: string;
  readonly aircraft: string;
  readonly currency: string;
  readonly timezone: string;
  readonly heldWeightPercent: number;
  readonly isActive: boolean;
}

/** Flights, by id. */
export async function listFlightLines(db: Database, flightIds: readonly number[]): Promise<FlightLine[]> {
  return db.$queryRaw<FlightLine[]>`
    SELECT
      l.code, f.airline_iata AS airline, f.number, f.origin, f.destination,
      ${instantText(Prisma.sql`f.departs_at`)} AS "departsAt", ${instantText(Prisma.sql`f.arrives_at`)} AS "arrivesAt",
      f.aircraft_code AS aircraft, l.currency, l.timezone, l.held_weight_percent::integer AS "heldWeightPercent",
      l.is_active AS "isActive"
    FROM flight f JOIN listing l ON l.listing_id = f.listing_id
    WHERE f.listing_id = ANY (${[...flightIds]}::integer[])
    ORDER BY f.listing_id`;
}

/** To the second, and to the microsecond where there are some. */
function instantText(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`replace(to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')`;
}

export interface CabinLine {
  readonly flightCode: string;
  readonly currency: string;
  readonly class: string;
  readonly seating: 'open' | 'assigned';
  readonly capacity: number;
  readonly priceMinor: number;
  readonly minPriceMinor: number | null;
  readonly maxPriceMinor: number | null;
  readonly overbookingPercent: number;
  readonly overbookingCap: number;
  readonly seatsLeftRules: string | null;
  readonly isActive: boolean;
}

/** The cabins of flights, in the order they were made; overbooking is that of the departure. */
export async function listCabinLines(db: Database, flightIds: readonly number[]): Promise<CabinLine[]> {
  return db.$queryRaw<CabinLine[]>`
    SELECT
      l.code AS "flightCode", l.currency, c.class, c.seating, coalesce(i.total, 0)::integer AS capacity,
      s.base_price_minor AS "priceMinor", s.min_price_minor AS "minPriceMinor", s.max_price_minor AS "maxPriceMinor",
      coalesce(i.overbooking_percent, s.overbooking_percent)::integer AS "overbookingPercent",
      coalesce(i.overbooking_cap, s.overbooking_cap)::integer AS "overbookingCap",
      (
        SELECT string_agg(
          r.seats_left || ':' || ${factorText(Prisma.sql`r.factor_bp`)}, ';' ORDER BY r.seats_left
        )
        FROM seats_left_rule r WHERE r.listing_id = c.listing_id AND r.cabin_sku_id = c.sku_id
      ) AS "seatsLeftRules",
      s.is_active AS "isActive"
    FROM cabin c
    JOIN flight f ON f.listing_id = c.listing_id
    JOIN listing l ON l.listing_id = c.listing_id
    JOIN sku s ON s.listing_id = c.listing_id AND s.sku_id = c.sku_id
    LEFT JOIN inventory i ON i.listing_id = c.listing_id AND i.sku_id = c.sku_id AND i.date = f.departure_date
    WHERE c.listing_id = ANY (${[...flightIds]}::integer[])
    ORDER BY c.listing_id, c.sku_id`;
}

export interface SeatLine {
  readonly flightCode: string;
  readonly currency: string;
  readonly cabin: string;
  readonly label: string;
  readonly position: string;
  readonly priceMinor: number;
  readonly isAvailable: boolean;
  readonly isActive: boolean;
}

/** The seats of flights, in the order they were made. */
export async function listSeatLines(db: Database, flightIds: readonly number[]): Promise<SeatLine[]> {
  return db.$queryRaw<SeatLine[]>`
    SELECT
      l.code AS "flightCode", l.currency, c.class AS cabin, t.label, t.position, s.base_price_minor AS "priceMinor",
      coalesce(i.total, 0) > 0 AS "isAvailable", s.is_active AS "isActive"
    FROM seat t
    JOIN cabin c ON c.listing_id = t.listing_id AND c.sku_id = t.cabin_sku_id
    JOIN flight f ON f.listing_id = t.listing_id
    JOIN listing l ON l.listing_id = t.listing_id
    JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
    LEFT JOIN inventory i ON i.listing_id = t.listing_id AND i.sku_id = t.sku_id AND i.date = f.departure_date
    WHERE t.listing_id = ANY (${[...flightIds]}::integer[])
    ORDER BY t.listing_id, t.sku_id`;
}
