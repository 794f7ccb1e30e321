/**
 * A way to keep inventory on disk, to be compared with the others: the tables, how they are filled and maintained, and
 * the two statements that matter. All layouts have the same hold function but for how it reaches the counters.
 */
export interface Layout {
  readonly name: string;
  readonly title: string;
  /** Creates the empty table or tables, in a schema that is first in the search path. */
  readonly create: string;
  /** Fills them, at once or night by night: hotels $1, room types of a hotel $2, nights or night $3, first night $4. */
  readonly fill: string;
  /** Nights of one such statement; none: all. */
  readonly nightsOfFill?: number;
  /** Makes the indexes of what was filled. */
  readonly index: readonly string[];
  /** PL/pgSQL that looks without a lock: sets v_fits. Parameters: p_listing_id, p_sku_id, p_start, p_nights. */
  readonly look: string;
  /** PL/pgSQL that locks in order of the key, looks again and takes one unit of each night: sets v_fits. */
  readonly take: string;
  /** What a hotel has on 30 nights, one row a SKU: listing $1, first night $2. */
  readonly availability: string;
  /** Opens a day's worth, one night more for every room type: hotels $1, room types of a hotel $2, night $3. */
  readonly open: string;
  /** Retires a day's worth from night $3 on, or all of its month where a layout can only do that. */
  readonly retire: string;
  /** How many nights of each room type `retire` retires. */
  readonly retires: 'night' | 'month';
}

const columns = `
  listing_id integer NOT NULL,
  sku_id integer NOT NULL,
  date date NOT NULL,
  total smallint NOT NULL,
  held smallint NOT NULL DEFAULT 0,
  reserved smallint NOT NULL DEFAULT 0,
  overbooking_percent smallint NOT NULL,
  CHECK (total >= 0 AND total <= 10000),
  CHECK (held >= 0),
  CHECK (reserved >= 0),
  CHECK (overbooking_percent >= 0 AND overbooking_percent <= 100)`;

const rows = (nights: string) => `
  INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
  SELECT h, (h - 1) * $2::integer + t, $4::date + n, 10000, 10
  FROM ${nights} CROSS JOIN generate_series(1, $1::integer) AS h CROSS JOIN generate_series(1, $2::integer) AS t`;
/** Stay by stay, as a new catalogue is loaded. */
const fillByType = `${rows('generate_series(0, $3::integer - 1) AS n')} ORDER BY h, t, n`;
/** Four weeks of a room type, then of the next, as the daily job does it. */
const fillByRun = `${rows('generate_series($3::integer, $3::integer + 27) AS n')} ORDER BY h, t, n`;
/** Night $3 after the first, as the daily job adds it. */
const fillByNight = `${rows('(VALUES ($3::integer)) AS v(n)')} ORDER BY h, t`;
const primaryKey = 'ALTER TABLE inventory ADD PRIMARY KEY (listing_id, sku_id, date)';

/** Everything one row a night has in common, partitioned or not. */
const rowANight = {
  look: `
    SELECT count(*) = p_nights INTO v_fits
    FROM generate_series(0, p_nights - 1) AS n
    CROSS JOIN LATERAL (
      SELECT x.total * (100 + x.overbooking_percent) / 100 - x.reserved - x.held AS available
      FROM inventory x
      WHERE x.listing_id = p_listing_id AND x.sku_id = p_sku_id AND x.date = p_start + n LIMIT 1
    ) i
    WHERE i.available >= 1;`,
  take: `
    PERFORM i.sku_id FROM inventory i
    JOIN unnest(v_dates) AS k(date) ON k.date = i.date
    WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id
    ORDER BY i.sku_id, i.date
    FOR NO KEY UPDATE OF i;
    SELECT count(*) = p_nights INTO v_fits
    FROM unnest(v_dates) AS k(date)
    JOIN inventory i ON i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date = k.date
    WHERE i.total * (100 + i.overbooking_percent) / 100 - i.reserved - i.held >= 1;
    IF v_fits THEN
      UPDATE inventory i SET held = i.held + 1
      FROM unnest(v_dates) AS k(date)
      WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date = k.date;
    END IF;`,
  availability: `
    SELECT i.sku_id, json_build_array(
      array_agg(i.date - $2::date ORDER BY i.date), array_agg(i.total ORDER BY i.date),
      array_agg(i.reserved ORDER BY i.date), array_agg(i.held ORDER BY i.date)
    ) AS columns
    FROM inventory i
    WHERE i.listing_id = $1 AND i.date >= $2::date AND i.date < $2::date + 30
    GROUP BY i.sku_id`,
  open: `
    INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
    SELECT h, (h - 1) * $2::integer + t, $3::date, 10000, 10
    FROM generate_series(1, $1::integer) AS h CROSS JOIN generate_series(1, $2::integer) AS t ORDER BY h, t`,
  retire: `
    DELETE FROM inventory i
    USING generate_series(1, $1::integer) AS h CROSS JOIN generate_series(1, $2::integer) AS t
    WHERE i.listing_id = h AND i.sku_id = (h - 1) * $2::integer + t AND i.date = $3::date`,
  retires: 'night' as const,
};

const plain = { create: `CREATE TABLE inventory (${columns}) WITH (fillfactor = 80)`, index: [primaryKey] };

export const layouts: readonly Layout[] = [
  {
    ...rowANight,
    ...plain,
    name: 'plain_new',
    title: 'one table, a row a night, loaded stay by stay',
    fill: fillByType,
  },
  {
    ...rowANight,
    ...plain,
    name: 'plain',
    title: 'one table, a row a night, grown night by night',
    fill: fillByNight,
    nightsOfFill: 1,
  },
  {
    ...rowANight,
    ...plain,
    name: 'plain_runs',
    title: 'one table, a row a night, grown by four weeks of each room type',
    fill: fillByRun,
    nightsOfFill: 28,
    // Four weeks for a twenty-eighth of the hotels.
    open: `
      INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
      SELECT h, (h - 1) * $2::integer + t, $3::date + n, 10000, 10
      FROM generate_series(28, $1::integer, 28) AS h CROSS JOIN generate_series(1, $2::integer) AS t
      CROSS JOIN generate_series(0, 27) AS n ORDER BY h, t, n`,
    retire: `
      DELETE FROM inventory i
      USING generate_series(28, $1::integer, 28) AS h CROSS JOIN generate_series(1, $2::integer) AS t
      WHERE i.listing_id = h AND i.sku_id = (h - 1) * $2::integer + t AND i.date >= $3::date AND i.date < $3::date + 28`,
  },
  {
    ...rowANight,
    name: 'hashed',
    title: '16 partitions by hash of the listing',
    create: `
      CREATE TABLE inventory (${columns}) PARTITION BY HASH (listing_id);
      DO $$ BEGIN
        FOR n IN 0..15 LOOP
          EXECUTE format(
            'CREATE TABLE inventory_%s PARTITION OF inventory FOR VALUES WITH (MODULUS 16, REMAINDER %s) WITH (fillfactor = 80)', n, n
          );
        END LOOP;
      END $$`,
    fill: fillByNight,
    nightsOfFill: 1,
    index: [primaryKey],
  },
  {
    ...rowANight,
    name: 'monthly',
    title: 'a partition a month',
    create: `
      CREATE TABLE inventory (${columns}) PARTITION BY RANGE (date);
      DO $$
      DECLARE v_month date := date_trunc('month', now());
      BEGIN
        FOR n IN 0..26 LOOP
          EXECUTE format(
            'CREATE TABLE inventory_%s PARTITION OF inventory FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = 80)',
            n, v_month, v_month + interval '1 month'
          );
          v_month := v_month + interval '1 month';
        END LOOP;
      END $$`,
    fill: fillByNight,
    nightsOfFill: 1,
    index: [primaryKey],
    retire: 'DROP TABLE inventory_0',
    retires: 'month',
  },
];
