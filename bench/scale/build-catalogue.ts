import type { Client } from 'pg';

export interface CatalogueShape {
  readonly hotels: number;
  readonly roomTypesPerHotel: number;
  readonly nights: number;
}

/** Rooms of every type: there are as many rooms as the catalogue of two hundred thousand types has, a million. */
const roomsPerType = 5;
/** Units of every row: deep enough that nothing sells out while it is measured. */
const total = 100;
/** Nights the daily job opens at once, for a twenty-eighth of the hotels a day. */
const nightsOfRun = 28;

/**
 * Fills an empty, migrated database by set-based SQL: hotels, room types, rooms, prices, and a row of inventory for every
 * room type and night from today on. Rows come night by night, as the daily job leaves them when it has run for as long as
 * the horizon: the nights of one stay are then far apart on disk, which is the harder case.
 */
export async function buildCatalogue(
  client: Client,
  { hotels, roomTypesPerHotel, nights }: CatalogueShape,
  progress: (text: string) => void,
): Promise<void> {
  await client.query(hotelsSql, [hotels, roomTypesPerHotel, total]);
  await client.query(
    `INSERT INTO room (listing_id, sku_id, floor, number)
     SELECT s.listing_id, s.sku_id, 1 + n / 2, s.sku_id || '-' || n
     FROM sku s CROSS JOIN generate_series(1, $1::integer) AS n ORDER BY 1, 2`,
    [roomsPerType],
  );
  await client.query(
    `INSERT INTO rate (listing_id, date, multiplier_bp)
     SELECT h.listing_id, current_date + n, 11000
     FROM hotel h CROSS JOIN generate_series(0, $1::integer - 1) AS n
     WHERE extract(isodow FROM current_date + n) IN (5, 6) ORDER BY 1, 2`,
    [Math.min(nights, 90)],
  );
  // In one transaction with the TRUNCATE a server of wal_level minimal writes the rows once, not to its log as well.
  await client.query('BEGIN');
  await client.query('ALTER TABLE inventory DROP CONSTRAINT inventory_pkey');
  await client.query('TRUNCATE inventory');
  for (let night = 0; night < nights; night += nightsOfRun) {
    await client.query(
      `INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent, total_offset)
       SELECT s.listing_id, s.sku_id, current_date + n, $3::integer, s.overbooking_percent, $3::integer - $4::integer
       FROM (SELECT * FROM sku ORDER BY listing_id, sku_id OFFSET 0) s
       -- A series that depends on the room type comes after it: so the rows are in this order without being sorted.
       CROSS JOIN LATERAL generate_series($1::integer + 0 * s.sku_id, $2::integer - 1) AS n`,
      [night, Math.min(night + nightsOfRun, nights), total, roomsPerType],
    );
    progress(`${Math.min(night + nightsOfRun, nights)} of ${nights} nights`);
  }
  progress('primary key');
  await client.query(
    'ALTER TABLE inventory ADD CONSTRAINT inventory_pkey PRIMARY KEY (listing_id, sku_id, date)',
  );
  await client.query('COMMIT');
}

const hotelsSql = `
  WITH listed AS (
    INSERT INTO listing (kind, code, currency, timezone, cancellation_fee_percent)
    SELECT 'hotel', 'SCALE-' || n, 'EUR', 'UTC', 100 FROM generate_series(1, $1::integer) AS n ORDER BY n
    RETURNING listing_id
  ), described AS (
    INSERT INTO hotel (listing_id, name, description, city, country)
    SELECT l.listing_id, 'Hotel ' || l.listing_id, repeat('A quiet house near the water. ', 8), 'City ' || l.listing_id % 500,
      'PT'
    FROM listed l
  ), priced AS (
    INSERT INTO occupancy_rule (listing_id, threshold_percent, factor_bp)
    SELECT l.listing_id, r.threshold, r.factor FROM listed l
    CROSS JOIN (VALUES (50, 11000), (80, 12500), (95, 15000)) AS r(threshold, factor)
  ), counted AS (
    INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent)
    SELECT l.listing_id, 'room_type', 8000 + 1250 * n, 10
    FROM listed l CROSS JOIN generate_series(1, $2::integer) AS n
    ORDER BY l.listing_id, n
    RETURNING listing_id, sku_id
  )
  INSERT INTO room_type (listing_id, sku_id, code, name, description)
  SELECT c.listing_id, c.sku_id, 'T' || c.sku_id, 'Room type ' || c.sku_id, repeat('Two windows and a desk. ', 4)
  FROM counted c WHERE $3::integer > 0`;
