import type { Pool } from 'pg';
import { renditionFormats, renditionWidths } from '../../src/media/picture-limits.js';
import { addDays, nightIn, type Night } from '../../src/stays/night.js';

/** What there is to sell. Ids are consecutive, so that a script can compute them. */
export interface Catalogue {
  readonly hotels: readonly BenchHotel[];
  /** All room types of all hotels. */
  readonly roomTypes: readonly BenchRoomType[];
  /** First night with inventory (tomorrow) and the day after the last. */
  readonly firstNight: Night;
  readonly lastDay: Night;
  readonly nights: number;
  readonly flightIds: readonly number[];
  readonly airports: readonly string[];
  readonly cities: readonly string[];
}

export interface BenchHotel {
  readonly hotelId: number;
  readonly roomTypeIds: readonly number[];
}

export interface BenchRoomType {
  readonly hotelId: number;
  readonly roomTypeId: number;
}

export interface CatalogueSize {
  readonly hotels: number;
  readonly roomTypesPerHotel: number;
  readonly nights: number;
  readonly flights: number;
}

/** 10,000 room types, as the targets say; two months of nights. */
export const usualSize: CatalogueSize = { hotels: 1_000, roomTypesPerHotel: 10, nights: 60, flights: 600 };

/** Units of every room type on every night, and how many of them may be sold: see `depth`. */
const total = 10_000;
const overbookingPercent = 100;
/**
 * Units of one row that may be sold: the most the schema allows, so that a whole round finds room on one night. Nothing
 * has to be given back while it is measured.
 */
export const depth = (total * (100 + overbookingPercent)) / 100;

const airports = ['LIS', 'OPO', 'FAO', 'FNC', 'MAD', 'BCN'];
const cities = ['Lisbon', 'Porto', 'Faro', 'Funchal', 'Madrid', 'Barcelona', 'Valencia', 'Sevilla'];

/** Fills an empty, migrated database by a handful of set-based statements. */
export async function createCatalogue(pool: Pool, size: CatalogueSize): Promise<Catalogue> {
  const firstNight = addDays(nightIn('UTC', new Date()), 1);
  const lastDay = addDays(firstNight, size.nights);
  const hotels = await createHotels(pool, size);
  await createPictures(pool);
  // One call for each hotel, by the function the product itself opens nights with.
  await pool.query(
    `SELECT sum(ledger_set_totals(s.listing_id, s.skus, s.totals, $1::date, $2::date))
     FROM (
       SELECT listing_id, array_agg(sku_id ORDER BY sku_id) AS skus, array_agg($3::integer) AS totals
       FROM sku WHERE kind = 'room_type' GROUP BY listing_id ORDER BY listing_id
     ) s`,
    [firstNight, lastDay, total],
  );
  const flightIds = await createFlights(pool, { count: size.flights, firstNight, nights: size.nights });
  await listPrices(pool);
  await pool.query('VACUUM (ANALYZE)');
  return {
    hotels,
    roomTypes: hotels.flatMap(({ hotelId, roomTypeIds }) =>
      roomTypeIds.map((roomTypeId) => ({ hotelId, roomTypeId })),
    ),
    firstNight,
    lastDay,
    nights: size.nights,
    flightIds,
    airports,
    cities,
  };
}

async function createHotels(pool: Pool, { hotels, roomTypesPerHotel }: CatalogueSize): Promise<BenchHotel[]> {
  const { rows } = await pool.query<{ hotelId: number; roomTypeIds: number[] }>(
    `WITH listed AS (
       INSERT INTO listing (kind, code, currency, timezone, cancellation_fee_percent)
       SELECT 'hotel', 'BENCH-' || n, 'EUR', 'UTC', 100 FROM generate_series(1, $1::integer) AS n ORDER BY n
       RETURNING listing_id
     ), described AS (
       INSERT INTO hotel (listing_id, name, description, address, city, country, overbooking_percent)
       SELECT
         l.listing_id, 'Hotel ' || l.listing_id, repeat('A quiet house near the water. ', 8), l.listing_id || ' High Street',
         ($3::text[])[1 + l.listing_id % cardinality($3::text[])], 'PT', $4
       FROM listed l
     ), priced AS (
       INSERT INTO occupancy_rule (listing_id, threshold_percent, factor_bp)
       SELECT l.listing_id, r.threshold, r.factor FROM listed l
       CROSS JOIN (VALUES (50, 11000), (80, 12500), (95, 15000)) AS r(threshold, factor)
     ), counted AS (
       INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent)
       SELECT l.listing_id, 'room_type', 8000 + 1250 * n, $4
       FROM listed l CROSS JOIN generate_series(1, $2::integer) AS n
       ORDER BY l.listing_id, n
       RETURNING listing_id, sku_id
     ), named AS (
       INSERT INTO room_type (listing_id, sku_id, code, name, description, max_guests)
       SELECT
         c.listing_id, c.sku_id, 'T' || c.sku_id, 'Room type ' || c.sku_id, repeat('Two windows and a desk. ', 4), 2
       FROM counted c
     )
     SELECT c.listing_id AS "hotelId", array_agg(c.sku_id ORDER BY c.sku_id) AS "roomTypeIds"
     FROM counted c GROUP BY 1 ORDER BY 1`,
    [hotels, roomTypesPerHotel, cities, overbookingPercent],
  );
  // Prices by date, as hotels have them: a tenth more at weekends.
  await pool.query(
    `INSERT INTO rate (listing_id, date, multiplier_bp)
     SELECT l.listing_id, d.day::date, 11000
     FROM listing l
     CROSS JOIN generate_series(current_date, current_date + 90, interval '1 day') AS d(day)
     WHERE l.kind = 'hotel' AND extract(isodow FROM d.day) IN (5, 6)
     ORDER BY 1, 2`,
  );
  return rows;
}

/** Four of each hotel and one of each room type, as uploads become; nobody asks for the files themselves. */
async function createPictures(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO picture (listing_id, sku_id, position, caption, width, height, renditions)
     SELECT s.listing_id, s.sku_id, s.position, 'View ' || s.position, 2400, 1600, (
       SELECT jsonb_agg(jsonb_build_object(
         'path', concat(left(hash, 2), '/', substr(hash, 3, 2), '/', left(hash, 32), '-', right(hash, 32), '.', format),
         'format', format, 'width', width, 'height', width * 2 / 3, 'bytes', width * 150
       ))
       FROM unnest($1::integer[]) AS width CROSS JOIN unnest($2::text[]) AS format
       CROSS JOIN LATERAL encode(sha256(concat_ws('-', s.listing_id, s.sku_id, s.position, width, format)::bytea), 'hex') AS hash
     )
     FROM (
       SELECT listing_id, NULL::integer AS sku_id, position FROM hotel CROSS JOIN generate_series(1, 4) AS position
       UNION ALL
       SELECT listing_id, sku_id, 1 FROM room_type
     ) s`,
    [renditionWidths, renditionFormats],
  );
}

/**
 * Writes down what everything costs at first, which a server does for minutes in the background: what is measured is one that
 * has been running.
 */
async function listPrices(pool: Pool): Promise<void> {
  const parts = 2;
  await Promise.all(
    Array.from({ length: parts }, (_, part) =>
      pool.query(
        `SELECT sum(price_observe(array_fill(i.listing_id, ARRAY[i.rows]), i.skus, i.dates, 'opened', 0))
         FROM (
           SELECT listing_id, array_agg(sku_id) AS skus, array_agg(date) AS dates, count(*)::integer AS rows
           FROM inventory WHERE listing_id % $1 = $2 GROUP BY listing_id
         ) i`,
        [parts, part],
      ),
    ),
  );
  await pool.query('DELETE FROM price_stale');
}

async function createFlights(
  pool: Pool,
  { count, firstNight, nights }: { count: number; firstNight: Night; nights: number },
): Promise<number[]> {
  if (count === 0) return [];
  await pool.query(
    `INSERT INTO airport (iata, name, city, country, timezone, latitude, longitude)
     SELECT iata, iata || ' airport', iata, 'PT', 'UTC', 38, -9 FROM unnest($1::text[]) AS iata`,
    [airports],
  );
  await pool.query(`INSERT INTO airline (iata, name, country) VALUES ('TP', 'Bench Air', 'PT')`);
  await pool.query(`INSERT INTO aircraft (code, name, seats) VALUES ('BNC', 'Bench 180', 180)`);
  const { rows } = await pool.query<{ flightId: number }>(
    `WITH listed AS (
       INSERT INTO listing (kind, code, currency, timezone, cancellation_fee_percent)
       SELECT 'flight', 'BENCH-TP' || n, 'EUR', 'UTC', 100 FROM generate_series(0, $1::integer - 1) AS n ORDER BY n
       RETURNING listing_id, substr(code, 9)::integer AS n
     ), flown AS (
       INSERT INTO flight (listing_id, airline_iata, number, origin, destination, departure_date, departs_at, arrives_at,
                           aircraft_code)
       SELECT
         l.listing_id, 'TP', (100 + l.n % 100)::text, a.codes[1 + l.n % a.n], a.codes[1 + (l.n + 1 + l.n / a.n % (a.n - 1)) % a.n],
         $3::date + l.n % $4, ($3::date + l.n % $4)::timestamp AT TIME ZONE 'UTC' + make_interval(hours => 6 + l.n % 16),
         ($3::date + l.n % $4)::timestamp AT TIME ZONE 'UTC' + make_interval(hours => 8 + l.n % 16), 'BNC'
       FROM listed l CROSS JOIN (SELECT $2::text[] AS codes, cardinality($2::text[]) AS n) a
       RETURNING listing_id, departure_date
     ), counted AS (
       INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent)
       SELECT f.listing_id, 'cabin', 9900, 0 FROM flown f ORDER BY f.listing_id
       RETURNING listing_id, sku_id
     ), seated AS (
       INSERT INTO cabin (listing_id, sku_id, class, seating)
       SELECT c.listing_id, c.sku_id, 'economy', 'open' FROM counted c
     ), opened AS (
       INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
       SELECT c.listing_id, c.sku_id, f.departure_date, 180, 0
       FROM counted c JOIN flown f ON f.listing_id = c.listing_id
     )
     SELECT f.listing_id AS "flightId" FROM flown f ORDER BY 1`,
    [count, airports, firstNight, nights],
  );
  return rows.map(({ flightId }) => flightId);
}
