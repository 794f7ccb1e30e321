import type { Database } from '../../../database/database-client.js';
import { Prisma } from '../../../generated/prisma/client.js';
import type { CabinAdminDto, FlightAdminDto, SeatAdminDto } from './flights-admin.dto.js';

/** A flight as its `ETag` is made of it: read, locked and answered in the same words. */
export const flightColumns = Prisma.sql`
  l.listing_id AS "flightId", l.code, f.airline_iata AS airline, f.number, f.origin, f.destination,
  f.departure_date::text AS "departureDate",
  to_char(f.departs_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "departsAt",
  to_char(f.arrives_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "arrivesAt",
  f.aircraft_code AS aircraft, l.currency, l.is_active AS "isActive"`;

export interface FlightAdminFilter {
  readonly afterId: number;
  readonly limit: number;
  readonly origin?: string | undefined;
  readonly destination?: string | undefined;
  readonly date?: string | undefined;
  readonly isActive?: boolean | undefined;
}

/** Flights by id, departed and retired ones too. */
export async function listFlights(db: Database, filter: FlightAdminFilter): Promise<FlightAdminDto[]> {
  const { afterId, limit, origin, destination, date, isActive } = filter;
  const conditions = [
    Prisma.sql`f.listing_id > ${afterId}`,
    origin !== undefined && Prisma.sql`f.origin = ${origin}`,
    destination !== undefined && Prisma.sql`f.destination = ${destination}`,
    date !== undefined && Prisma.sql`f.departure_date = ${date}::date`,
    isActive !== undefined && Prisma.sql`l.is_active = ${isActive}`,
  ].filter((condition) => condition !== false);
  return db.$queryRaw<FlightAdminDto[]>`
    SELECT ${flightColumns}
    FROM flight f JOIN listing l ON l.listing_id = f.listing_id
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY f.listing_id
    LIMIT ${limit}`;
}

/** One flight, whatever has become of it. */
export async function findFlight(db: Database, flightId: number): Promise<FlightAdminDto | undefined> {
  const [row] = await db.$queryRaw<FlightAdminDto[]>`
    SELECT ${flightColumns} FROM flight f JOIN listing l ON l.listing_id = f.listing_id
    WHERE f.listing_id = ${flightId}`;
  return row;
}

export interface CabinRow extends CabinAdminDto {
  readonly skuId: number;
}

/** The cabins of a flight, cheapest first, or the one of a class. */
export async function listCabins(db: Database, flightId: number, only?: string): Promise<CabinRow[]> {
  return db.$queryRaw<CabinRow[]>`
    SELECT
      c.sku_id AS "skuId", c.class, c.seating,
      jsonb_build_object('amount', s.base_price_minor, 'currency', l.currency) AS price,
      s.overbooking_percent::integer AS "overbookingPercent", s.is_active AS "isActive"
    FROM cabin c
    JOIN sku s ON s.listing_id = c.listing_id AND s.sku_id = c.sku_id
    JOIN listing l ON l.listing_id = c.listing_id
    WHERE c.listing_id = ${flightId} ${only === undefined ? Prisma.empty : Prisma.sql`AND c.class = ${only}`}
    ORDER BY s.base_price_minor, c.sku_id`;
}

export interface SeatRow extends SeatAdminDto {
  readonly skuId: number;
}

/** The seats of a flight from the front, after `afterId` in the order they were made, or the one of a label. */
export async function listSeats(
  db: Database,
  filter: {
    readonly flightId: number;
    readonly afterId: number;
    readonly limit: number;
    readonly only?: string;
  },
): Promise<SeatRow[]> {
  const { flightId, afterId, limit, only } = filter;
  return db.$queryRaw<SeatRow[]>`
    SELECT
      t.sku_id AS "skuId", t.label AS seat, c.class AS cabin, t.position,
      jsonb_build_object('amount', s.base_price_minor, 'currency', l.currency) AS price, s.is_active AS "isActive"
    FROM seat t
    JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
    JOIN cabin c ON c.listing_id = t.listing_id AND c.sku_id = t.cabin_sku_id
    JOIN listing l ON l.listing_id = t.listing_id
    WHERE t.listing_id = ${flightId} AND t.sku_id > ${afterId}
      ${only === undefined ? Prisma.empty : Prisma.sql`AND t.label = ${only}`}
    ORDER BY t.sku_id
    LIMIT ${limit}`;
}
