import type { Policy } from '../cancellation/cancellation.rules.js';
import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';

export interface AirportRow {
  readonly iata: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly timezone: string;
}

export interface FlightRow {
  readonly flightId: number;
  readonly flightNumber: string;
  readonly airline: { readonly iata: string; readonly name: string };
  readonly origin: AirportRow;
  readonly destination: AirportRow;
  readonly departureDate: Night;
  /** RFC 3339 in UTC, microseconds kept: also the sort key. */
  readonly departsAt: string;
  readonly arrivesAt: string;
  /** `YYYY-MM-DDTHH:MM`, at the airport. */
  readonly departsAtLocal: string;
  readonly arrivesAtLocal: string;
  readonly durationMinutes: number;
  readonly aircraft: { readonly code: string; readonly name: string };
  readonly currency: string;
  readonly cancellationPolicy: Policy;
  /** 0: nothing but base prices and their limits makes its prices. */
  readonly pricingRevision: number;
}

export type FlightOrder = 'departure' | '-departure' | 'price' | '-price';

export interface FlightFilter {
  readonly origin?: string;
  readonly destination?: string;
  readonly date?: Night;
  readonly minPriceMinor?: number;
  readonly maxPriceMinor?: number;
  readonly cabin?: string;
}

/** Where the page before ended: its last row's sort key. */
export type FlightPosition =
  | { readonly by: 'departure'; readonly departsAt: string; readonly flightId: number }
  | { readonly by: 'price'; readonly priceMinor: number; readonly flightId: number };

/** What is told of a flight. */
const flightColumns = Prisma.sql`
  f.listing_id AS "flightId", f.airline_iata || f.number AS "flightNumber",
  jsonb_build_object('iata', al.iata, 'name', al.name) AS airline,
  jsonb_build_object(
    'iata', o.iata, 'name', o.name, 'city', o.city, 'country', o.country, 'timezone', o.timezone
  ) AS origin,
  jsonb_build_object(
    'iata', d.iata, 'name', d.name, 'city', d.city, 'country', d.country, 'timezone', d.timezone
  ) AS destination,
  f.departure_date::text AS "departureDate",
  to_char(f.departs_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "departsAt",
  to_char(f.arrives_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "arrivesAt",
  to_char(f.departs_at AT TIME ZONE o.timezone, 'YYYY-MM-DD"T"HH24:MI') AS "departsAtLocal",
  to_char(f.arrives_at AT TIME ZONE d.timezone, 'YYYY-MM-DD"T"HH24:MI') AS "arrivesAtLocal",
  (extract(epoch FROM f.arrives_at - f.departs_at) / 60)::integer AS "durationMinutes",
  jsonb_build_object('code', ac.code, 'name', ac.name) AS aircraft,
  l.currency, cancellation_policy_of(l.listing_id, NULL, 'infinity') AS "cancellationPolicy",
  l.pricing_revision AS "pricingRevision"
`;
const flightJoins = Prisma.sql`
  JOIN flight f ON f.listing_id = page.listing_id
  JOIN listing l ON l.listing_id = f.listing_id
  JOIN airline al ON al.iata = f.airline_iata
  JOIN airport o ON o.iata = f.origin
  JOIN airport d ON d.iata = f.destination
  JOIN aircraft ac ON ac.code = f.aircraft_code
`;

/**
 * What the cheapest cabin of flight `f` with listing `l` costs, or that of one class. Null: there is none. Where prices
 * move it is what the worker that follows them has found last; only there it is looked for.
 */
function cheapestCabin(cabin: string | undefined): Prisma.Sql {
  return Prisma.sql`
    CROSS JOIN LATERAL (
      SELECT min(each.price_minor) AS price_minor
      FROM (
        SELECT coalesce(
          CASE WHEN l.pricing_revision > 0 THEN (
            SELECT k.from_minor FROM listed_cabin k WHERE k.listing_id = c.listing_id AND k.cabin_sku_id = c.sku_id
          ) END,
          least(greatest(s.base_price_minor, s.min_price_minor), s.max_price_minor)
        ) AS price_minor
        FROM cabin c JOIN sku s ON s.listing_id = c.listing_id AND s.sku_id = c.sku_id AND s.is_active
        WHERE c.listing_id = f.listing_id ${cabin === undefined ? Prisma.empty : Prisma.sql`AND c.class = ${cabin}`}
        OFFSET 0 -- looked for once for a cabin, wherever the price is named
      ) each
    ) p
  `;
}

/** One flight of a page: which it is, and what it was ordered by. */
export interface FlightKey {
  readonly flightId: number;
  /** RFC 3339 in UTC, microseconds kept. */
  readonly departsAt: string;
  /** Of the cheapest cabin asked for. Where prices move it is up to a second old; what is shown is priced anew. */
  readonly priceMinor: number;
}

/**
 * Flights that have not departed, after `position`, in one of four orders; equal keys are ordered by id. Only which they
 * are: what is known of each is read from the cache.
 */
export async function listFlightKeys(
  prisma: PrismaService,
  {
    filter,
    order,
    position,
    limit,
  }: {
    filter: FlightFilter;
    order: FlightOrder;
    position?: FlightPosition;
    limit: number;
  },
): Promise<FlightKey[]> {
  const direction = order.startsWith('-') ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const key = order.endsWith('price') ? Prisma.sql`p.price_minor` : Prisma.sql`f.departs_at`;
  const rows = await prisma.queryRows<Omit<FlightKey, 'priceMinor'> & { priceMinor: string }>(Prisma.sql`
    SELECT
      f.listing_id AS "flightId", p.price_minor AS "priceMinor",
      to_char(f.departs_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "departsAt"
    FROM flight f
    JOIN listing l ON l.listing_id = f.listing_id
    ${cheapestCabin(filter.cabin)}
    WHERE ${Prisma.join(conditionsOf(filter, order, position), ' AND ')}
    ORDER BY ${key} ${direction}, f.listing_id ${direction}
    LIMIT ${limit}
  `);
  return rows.map((row) => ({ ...row, priceMinor: Number(row.priceMinor) }));
}

function conditionsOf(filter: FlightFilter, order: FlightOrder, position?: FlightPosition): Prisma.Sql[] {
  const { origin, destination, date, minPriceMinor, maxPriceMinor } = filter;
  const conditions = [
    Prisma.sql`f.departs_at > now()`,
    Prisma.sql`l.is_active`,
    Prisma.sql`p.price_minor IS NOT NULL`,
  ];
  if (origin !== undefined) conditions.push(Prisma.sql`f.origin = ${origin}`);
  if (destination !== undefined) conditions.push(Prisma.sql`f.destination = ${destination}`);
  if (date !== undefined) {
    conditions.push(Prisma.sql`f.departure_date = ${date}::date`);
    // The same in the words of the index: no time zone is further from UTC than 14 hours, and a delay ends on the day after.
    conditions.push(
      Prisma.sql`f.departs_at >= ${date}::date::timestamp AT TIME ZONE 'UTC' - interval '14 hours'`,
    );
    conditions.push(
      Prisma.sql`f.departs_at < ${date}::date::timestamp AT TIME ZONE 'UTC' + interval '62 hours'`,
    );
  }
  if (minPriceMinor !== undefined) conditions.push(Prisma.sql`p.price_minor >= ${minPriceMinor}::integer`);
  if (maxPriceMinor !== undefined) conditions.push(Prisma.sql`p.price_minor <= ${maxPriceMinor}::integer`);
  if (position !== undefined) {
    const after = order.startsWith('-') ? Prisma.sql`<` : Prisma.sql`>`;
    conditions.push(
      position.by === 'price'
        ? Prisma.sql`(p.price_minor, f.listing_id) ${after} (${position.priceMinor}::bigint, ${position.flightId}::integer)`
        : Prisma.sql`(f.departs_at, f.listing_id) ${after} (${position.departsAt}::timestamptz, ${position.flightId}::integer)`,
    );
  }
  return conditions;
}

/** Flights by id, departed or not, in the order of the ids; those that do not exist are missing. */
export async function listFlightRowsById(
  prisma: PrismaService,
  flightIds: readonly number[],
): Promise<FlightRow[]> {
  return prisma.$queryRaw<FlightRow[]>`
    WITH page AS MATERIALIZED (
      SELECT f.listing_id, wanted.place
      FROM unnest(${[...flightIds]}::integer[]) WITH ORDINALITY AS wanted (listing_id, place)
      JOIN flight f ON f.listing_id = wanted.listing_id
      JOIN listing l ON l.listing_id = f.listing_id AND l.is_active
    )
    SELECT ${flightColumns} FROM page ${flightJoins} ORDER BY page.place
  `;
}

export interface CabinRow {
  readonly flightId: number;
  readonly cabin: string;
  readonly seating: 'open' | 'assigned';
  readonly skuId: number;
  readonly baseMinor: number;
  /** The base price within its limits. */
  readonly priceMinor: number;
  readonly total: number;
  readonly available: number;
}

/** The cabins of flights with what is free in them; holds past their deadline count no longer. */
export async function listCabinRows(
  prisma: PrismaService,
  flightIds: readonly number[],
): Promise<CabinRow[]> {
  // In a subselect PostgreSQL does not see how many are asked for, and so keeps one plan; with the array before its eyes it
  // plans anew each time, which costs five times the query.
  return prisma.queryRows<CabinRow>(Prisma.sql`
    WITH asked AS MATERIALIZED (
      SELECT f.listing_id, f.departure_date
      FROM unnest((SELECT ${[...flightIds]}::integer[])) AS wanted (listing_id)
      JOIN flight f ON f.listing_id = wanted.listing_id
    ), overdue AS MATERIALIZED (
      SELECT h.listing_id, hi.sku_id, sum(hi.quantity)::integer AS quantity
      FROM asked a
      JOIN hold h ON h.listing_id = a.listing_id AND h.status = 'active' AND h.expires_at <= now()
      JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
      GROUP BY 1, 2
    ), retired AS MATERIALIZED ( -- few, and found by an index of their own
      SELECT k.listing_id, k.sku_id FROM asked a JOIN sku k ON k.listing_id = a.listing_id AND NOT k.is_active
    ), unit AS (
      SELECT c.listing_id, c.sku_id AS cabin_sku_id, c.sku_id, a.departure_date
      FROM asked a JOIN cabin c ON c.listing_id = a.listing_id WHERE c.seating = 'open'
      UNION ALL
      SELECT s.listing_id, s.cabin_sku_id, s.sku_id, a.departure_date
      FROM asked a JOIN seat s ON s.listing_id = a.listing_id
      WHERE NOT EXISTS (SELECT 1 FROM retired r WHERE r.listing_id = s.listing_id AND r.sku_id = s.sku_id)
    ), counted AS (
      SELECT
        u.listing_id, u.cabin_sku_id, sum(i.total)::integer AS total,
        sum(greatest(
          inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap) - i.reserved - i.held + coalesce(o.quantity, 0), 0
        ))::integer AS available
      FROM unit u
      JOIN inventory i ON i.listing_id = u.listing_id AND i.sku_id = u.sku_id AND i.date = u.departure_date
      LEFT JOIN overdue o ON o.listing_id = u.listing_id AND o.sku_id = u.sku_id
      GROUP BY 1, 2
    )
    SELECT
      c.listing_id AS "flightId", c.class AS cabin, c.seating, c.sku_id AS "skuId", s.base_price_minor AS "baseMinor",
      least(greatest(s.base_price_minor, s.min_price_minor), s.max_price_minor) AS "priceMinor",
      coalesce(n.total, 0) AS total, coalesce(n.available, 0) AS available
    FROM asked a
    JOIN cabin c ON c.listing_id = a.listing_id
    JOIN sku s ON s.listing_id = c.listing_id AND s.sku_id = c.sku_id AND s.is_active
    LEFT JOIN counted n ON n.listing_id = c.listing_id AND n.cabin_sku_id = c.sku_id
    ORDER BY c.listing_id, s.base_price_minor, c.sku_id
  `);
}

export interface SeatRow {
  readonly cabin: string;
  readonly seat: string;
  readonly row: number;
  readonly letter: string;
  readonly position: 'window' | 'middle' | 'aisle';
  readonly skuId: number;
  /** The base price within its limits. */
  readonly priceMinor: number;
  readonly state: SeatState;
}

export const seatStates = ['available', 'held', 'reserved', 'blocked'] as const;
export type SeatState = (typeof seatStates)[number];

/** Of a seat with the row `i` of inventory, and `o` of what is overdue of it. */
export const seatState = Prisma.sql`CASE
        WHEN i.reserved > 0 THEN 'reserved'
        WHEN i.held > coalesce(o.quantity, 0) THEN 'held'
        WHEN coalesce(i.total, 0) = 0 THEN 'blocked'
        ELSE 'available'
      END`;

/** The seats of a flight in the order of the cabin, each with its state at this moment. */
export async function listSeatRows(prisma: PrismaService, flightId: number): Promise<SeatRow[]> {
  return prisma.queryRows<SeatRow>(Prisma.sql`
    WITH overdue AS MATERIALIZED (
      SELECT hi.sku_id, sum(hi.quantity)::integer AS quantity
      FROM hold h
      JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
      WHERE h.listing_id = ${flightId} AND h.status = 'active' AND h.expires_at <= now()
      GROUP BY 1
    )
    SELECT
      c.class AS cabin, s.label AS seat, s.row::integer AS row, s.letter, s.position, s.sku_id AS "skuId",
      least(greatest(k.base_price_minor, k.min_price_minor), k.max_price_minor) AS "priceMinor",
      ${seatState} AS state
    FROM flight f
    JOIN seat s ON s.listing_id = f.listing_id
    JOIN sku k ON k.listing_id = s.listing_id AND k.sku_id = s.sku_id AND k.is_active
    JOIN cabin c ON c.listing_id = s.listing_id AND c.sku_id = s.cabin_sku_id
    JOIN sku ck ON ck.listing_id = c.listing_id AND ck.sku_id = c.sku_id AND ck.is_active
    LEFT JOIN inventory i ON i.listing_id = s.listing_id AND i.sku_id = s.sku_id AND i.date = f.departure_date
    LEFT JOIN overdue o ON o.sku_id = s.sku_id
    WHERE f.listing_id = ${flightId}
    ORDER BY s.row, s.letter
  `);
}
