-- The horizon: nights of every hotel are opened as they come within it, and nights long past are retired.

-- Nights of a hotel before nights_from are retired: their rows are gone, and nothing is expected of them any more. Up to
-- nights_until (not included) every room type has been given its nights. A table of its own, because the daily job writes
-- every row of it, and the hotel's own row is what pages are made of.
CREATE TABLE hotel_horizon (
  listing_id integer NOT NULL,
  nights_from date NOT NULL,
  nights_until date NOT NULL,
  CONSTRAINT hotel_horizon_pkey PRIMARY KEY (listing_id),
  CONSTRAINT hotel_horizon_hotel_fkey FOREIGN KEY (listing_id) REFERENCES hotel (listing_id),
  CONSTRAINT hotel_horizon_nights_check CHECK (nights_until >= nights_from)
);

-- Who changes how many rooms a hotel has, or opens nights by counting them, holds this lock first, before any row: a room
-- that comes between the count and the new night would be missing on it for ever. Several hotels: ascending. Never waited
-- for by horizon_roll_hotel.
CREATE FUNCTION hotel_rooms_lock(p_listing_id integer) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(1, p_listing_id) -- the only use of locks with two keys; those with one are another space
$$;

-- The first night of the run a night is in. Nights are opened and retired in runs of four weeks, which begin on another day
-- for every hotel: each day a twenty-eighth of them is rolled, and the nights of a run are neighbours on disk. Opened one at a
-- time, the nights of a stay lie on as many pages, and a hold writes three times as much to the log (docs/decisions/012).
CREATE FUNCTION horizon_run_start(p_listing_id integer, p_date date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN p_date - (p_date - date '1900-01-01' + p_listing_id) % 28;

-- Opens one hotel's missing nights from its today to p_nights_ahead days later and the end of that run, and retires the runs
-- that are more than p_nights_kept days past. NULLs: somebody is changing the hotel's rooms at this moment, ask again.
--
-- A new night has as many units as the room type has rooms in service and the overbooking of its SKU, as the import gives
-- it, and the rate of the same date a year before (28 February for the 29th); without one the base price stands. Rows that
-- are there stay as they are. Usually one run is missing; where more is, the whole range is looked through.
--
-- Nights are retired only up to the first night of the hotel's oldest live hold. Stays are shorter than p_nights_kept, so
-- that those of a reservation that is not over are there too.
CREATE FUNCTION horizon_roll_hotel(
  p_listing_id integer, p_nights_ahead integer, p_nights_kept integer, p_now timestamptz
) RETURNS TABLE (opened integer, retired integer)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- as ledger_take: a few index lookups, whatever the arguments
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  v_today date;
  v_is_active boolean;
  v_from date;
  v_until date;
  v_recent date; -- nights before this one are there, if the one of this date is
BEGIN
  IF NOT pg_try_advisory_xact_lock(1, p_listing_id) THEN
    RETURN NEXT;
    RETURN;
  END IF;
  SELECT (p_now AT TIME ZONE l.timezone)::date, l.is_active INTO STRICT v_today, v_is_active
  FROM listing l WHERE l.listing_id = p_listing_id;
  opened := 0;
  retired := 0;

  v_until := v_today;
  IF v_is_active THEN
    v_until := horizon_run_start(p_listing_id, v_today + p_nights_ahead + 27);
    v_recent := greatest(v_today, v_until - 29);
    WITH room_count AS MATERIALIZED (
      SELECT
        t.sku_id, s.overbooking_percent,
        (
          SELECT least(count(*), 10000)::smallint FROM room r
          WHERE r.listing_id = t.listing_id AND r.sku_id = t.sku_id AND r.is_available
        ) AS rooms,
        CASE
          WHEN EXISTS (
            SELECT 1 FROM inventory i
            WHERE i.listing_id = t.listing_id AND i.sku_id = t.sku_id AND i.date = v_recent
          ) THEN v_recent
          ELSE v_today
        END AS first
      FROM room_type t JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
      WHERE t.listing_id = p_listing_id
    ), added AS (
      INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
      SELECT p_listing_id, c.sku_id, c.first + n, c.rooms, c.overbooking_percent
      FROM room_count c
      CROSS JOIN LATERAL generate_series(0, v_until - c.first - 1) AS n
      WHERE NOT EXISTS (
        SELECT 1 FROM inventory i
        WHERE i.listing_id = p_listing_id AND i.sku_id = c.sku_id AND i.date = c.first + n
      )
      ORDER BY c.sku_id, n
      ON CONFLICT (listing_id, sku_id, date) DO NOTHING -- one that was set by hand in this very moment
      RETURNING date
    ), priced AS (
      INSERT INTO rate (listing_id, date, multiplier_bp)
      SELECT p_listing_id, a.date, r.multiplier_bp
      FROM (SELECT DISTINCT added.date FROM added) a
      JOIN rate r ON r.listing_id = p_listing_id AND r.date = (a.date - interval '1 year')::date
      ON CONFLICT (listing_id, date) DO NOTHING
    )
    SELECT count(*)::integer INTO opened FROM added;
  END IF;

  v_from := least(horizon_run_start(p_listing_id, v_today - p_nights_kept), (
    SELECT min(h.start_date) FROM hold h
    WHERE h.listing_id = p_listing_id AND h.status IN ('active', 'paying')
  ));
  -- What is gone does not come back when more is to be kept from now on.
  SELECT greatest(v_from, z.nights_from), greatest(v_until, z.nights_until) INTO v_from, v_until
  FROM (VALUES (p_listing_id)) AS k(listing_id)
  LEFT JOIN hotel_horizon z ON z.listing_id = k.listing_id;

  DELETE FROM inventory i
  WHERE i.listing_id = p_listing_id AND i.date < v_from
    AND i.sku_id = ANY (ARRAY(SELECT t.sku_id FROM room_type t WHERE t.listing_id = p_listing_id));
  GET DIAGNOSTICS retired = ROW_COUNT;
  -- A rate is what the night a year later begins with.
  DELETE FROM rate r WHERE r.listing_id = p_listing_id AND r.date < least(v_from, v_today - 400);

  INSERT INTO hotel_horizon AS z (listing_id, nights_from, nights_until)
  VALUES (p_listing_id, v_from, greatest(v_until, v_from))
  ON CONFLICT (listing_id) DO UPDATE
  SET nights_from = excluded.nights_from, nights_until = excluded.nights_until;
  RETURN NEXT;
END $$;

-- The same for the hotels after p_after whose day has come, in ascending order, until p_max_rows rows were written. Run it
-- again from last_listing_id until that is NULL; a run that was cut short, or another one beside it, leaves nothing half
-- done and nothing to be done twice. Hotels that were busy are in a later run.
CREATE FUNCTION horizon_roll_forward(
  p_after integer, p_nights_ahead integer, p_nights_kept integer, p_max_rows integer,
  p_now timestamptz DEFAULT now()
) RETURNS TABLE (last_listing_id integer, hotels integer, busy integer, opened integer, retired integer)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_listing_id integer;
  v_rolled record;
BEGIN
  hotels := 0; busy := 0; opened := 0; retired := 0;
  FOR v_listing_id IN
    SELECT ho.listing_id
    FROM hotel ho
    JOIN listing l ON l.listing_id = ho.listing_id
    LEFT JOIN hotel_horizon z ON z.listing_id = ho.listing_id
    WHERE ho.listing_id > p_after
      AND (
        z.listing_id IS NULL
        OR z.nights_from < horizon_run_start(ho.listing_id, (p_now AT TIME ZONE l.timezone)::date - p_nights_kept)
        OR (l.is_active AND z.nights_until < (p_now AT TIME ZONE l.timezone)::date + p_nights_ahead)
      )
    ORDER BY ho.listing_id
    LIMIT 1000
  LOOP
    SELECT r.opened, r.retired INTO STRICT v_rolled
    FROM horizon_roll_hotel(v_listing_id, p_nights_ahead, p_nights_kept, p_now) r;
    last_listing_id := v_listing_id;
    IF v_rolled.opened IS NULL THEN
      busy := busy + 1;
    ELSE
      hotels := hotels + 1;
      opened := opened + v_rolled.opened;
      retired := retired + v_rolled.retired;
    END IF;
    EXIT WHEN opened + retired >= p_max_rows;
  END LOOP;
  RETURN NEXT;
END $$;

-- Rows whose counters differ from the sums over live holds and reservations, as before, but nothing is expected of nights
-- that were retired.
CREATE OR REPLACE FUNCTION ledger_verify(p_listing_from integer, p_listing_to integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer
)
LANGUAGE sql STABLE AS $$
  SELECT
    coalesce(i.listing_id, c.listing_id), coalesce(i.sku_id, c.sku_id), coalesce(i.date, c.date),
    i.held::integer, coalesce(c.held, 0), i.reserved::integer, coalesce(c.reserved, 0)
  FROM (
    SELECT x.* FROM inventory x WHERE x.listing_id >= p_listing_from AND x.listing_id <= p_listing_to
  ) i
  FULL JOIN (
    SELECT
      h.listing_id, hi.sku_id, h.start_date + n AS date,
      coalesce(sum(hi.quantity) FILTER (WHERE h.status <> 'confirmed'), 0)::integer AS held,
      coalesce(sum(hi.quantity) FILTER (WHERE h.status = 'confirmed'), 0)::integer AS reserved
    FROM hold h
    LEFT JOIN hotel_horizon z ON z.listing_id = h.listing_id
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(greatest(0, z.nights_from - h.start_date), h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id >= p_listing_from AND h.listing_id <= p_listing_to
      AND h.status IN ('active', 'paying', 'confirmed')
      AND (z.nights_from IS NULL OR h.end_date > z.nights_from) -- what was retired is most of history
    GROUP BY 1, 2, 3
  ) c ON c.listing_id = i.listing_id AND c.sku_id = i.sku_id AND c.date = i.date
  WHERE i.listing_id IS NULL OR i.held <> coalesce(c.held, 0) OR i.reserved <> coalesce(c.reserved, 0)
  ORDER BY 1, 2, 3
$$;
