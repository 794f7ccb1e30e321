import type { Layout } from './layout.js';

/** Index of a night in the arrays of its month. */
const dayOf = (night: string) => `extract(day FROM ${night})::integer`;

/** The part of a month's arrays that belongs to the stay. */
const first = 'greatest(p_start - i.month + 1, 1)';
const last = `least(p_start + p_nights - i.month, ${dayOf("i.month + interval '1 month - 1 day'")})`;

const look = `
    SELECT count(*) = p_nights INTO v_fits
    FROM generate_series(0, p_nights - 1) AS n
    CROSS JOIN LATERAL (
      SELECT x.total[d.day] * (100 + x.overbooking_percent[d.day]) / 100 - x.reserved[d.day] - x.held[d.day] AS available
      FROM inventory x
      CROSS JOIN LATERAL (SELECT ${dayOf('p_start + n')} AS day) d
      WHERE x.listing_id = p_listing_id AND x.sku_id = p_sku_id AND x.month = date_trunc('month', p_start + n)::date
      LIMIT 1
    ) i
    WHERE i.available >= 1;`;

/**
 * One row for a room type and month, its counters in arrays by day. A tenth of the bytes, but all nights of a month share
 * one row lock, and each change writes the whole month again.
 */
export const packed: Layout = {
  name: 'packed',
  title: 'a row a room type and month, counters in arrays',
  create: `
    CREATE TABLE inventory (
      listing_id integer NOT NULL,
      sku_id integer NOT NULL,
      month date NOT NULL,
      total smallint[] NOT NULL,
      held smallint[] NOT NULL,
      reserved smallint[] NOT NULL,
      overbooking_percent smallint[] NOT NULL
    ) WITH (fillfactor = 80)`,
  fill: `
    INSERT INTO inventory
     SELECT
       h, (h - 1) * $2::integer + t, m.month::date,
       array_fill(10000::smallint, ARRAY[31]), array_fill(0::smallint, ARRAY[31]),
       array_fill(0::smallint, ARRAY[31]), array_fill(10::smallint, ARRAY[31])
     FROM generate_series(date_trunc('month', $4::date), $4::date + $3::integer, interval '1 month') AS m(month)
     CROSS JOIN generate_series(1, $1::integer) AS h CROSS JOIN generate_series(1, $2::integer) AS t`,
  index: ['ALTER TABLE inventory ADD PRIMARY KEY (listing_id, sku_id, month)'],
  look,
  take: `
    PERFORM i.month FROM inventory i
    WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id
      AND i.month >= date_trunc('month', p_start)::date AND i.month < p_start + p_nights
    ORDER BY i.month FOR NO KEY UPDATE;
    ${look}
    IF v_fits THEN
      UPDATE inventory i
      SET held[${first} : ${last}] = ARRAY(SELECT (x + 1)::smallint FROM unnest(i.held[${first} : ${last}]) AS x)
      WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id
        AND i.month >= date_trunc('month', p_start)::date AND i.month < p_start + p_nights;
    END IF;`,
  availability: `
    SELECT i.sku_id, json_agg(
      json_build_array(
        i.month - $2::date,
        i.total[d.first:d.last], i.reserved[d.first:d.last], i.held[d.first:d.last]
      ) ORDER BY i.month
    ) AS columns
    FROM inventory i
    CROSS JOIN LATERAL (
      SELECT
        greatest($2::date - i.month + 1, 1) AS first,
        least($2::date + 30 - i.month, extract(day FROM i.month + interval '1 month - 1 day')::integer) AS last
    ) d
    WHERE i.listing_id = $1 AND i.month >= date_trunc('month', $2::date)::date AND i.month < $2::date + 30
    GROUP BY i.sku_id`,
  open: `
    UPDATE inventory i SET total[${dayOf('$3::date')}] = 10000
    FROM generate_series(1, $1::integer) AS h CROSS JOIN generate_series(1, $2::integer) AS t
    WHERE i.listing_id = h AND i.sku_id = (h - 1) * $2::integer + t AND i.month = date_trunc('month', $3::date)::date`,
  retire: `
    DELETE FROM inventory i
    USING generate_series(1, $1::integer) AS h CROSS JOIN generate_series(1, $2::integer) AS t
    WHERE i.listing_id = h AND i.sku_id = (h - 1) * $2::integer + t AND i.month = date_trunc('month', $3::date)::date`,
  retires: 'month',
};
