-- Rooms that are out of order for some nights, and totals that can be proven.
--
-- What there is of a room type on a night follows from its rooms:
--
--   total = rooms in service - those of them that are out of order that night + what was added by hand
--
-- within 0 and 10000. So a change of rooms never adds to a total: it has it worked out again, which can be done twice, late
-- and in any order, and ledger_verify can tell a total that is wrong. Nights past are history and stay as they were.
-- Whoever changes one of the three, or works out a total, holds hotel_rooms_lock first.

CREATE SEQUENCE room_outage_id_seq AS integer;
-- Half-open: the room can be slept in again on the night of end_date.
CREATE TABLE room_outage (
  listing_id integer NOT NULL,
  outage_id integer NOT NULL DEFAULT nextval('room_outage_id_seq'),
  room_id integer NOT NULL,
  start_date date NOT NULL,
  end_date date NOT NULL,
  reason text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT room_outage_pkey PRIMARY KEY (listing_id, outage_id),
  CONSTRAINT room_outage_room_fkey FOREIGN KEY (listing_id, room_id) REFERENCES room (listing_id, room_id) ON DELETE CASCADE,
  -- The same said twice is one outage.
  CONSTRAINT room_outage_nights_key UNIQUE (listing_id, room_id, start_date, end_date),
  CONSTRAINT room_outage_nights_check CHECK (end_date > start_date AND end_date - start_date <= 1830),
  CONSTRAINT room_outage_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 500)
);

-- What was added by hand, or taken away: 0 where a total follows the rooms alone. Of other SKUs always 0.
ALTER TABLE inventory ADD COLUMN total_offset smallint NOT NULL DEFAULT 0;

CREATE FUNCTION inventory_total(p_rooms integer, p_offset integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN least(greatest(p_rooms + p_offset, 0), 10000);

-- How many rooms that are in service otherwise are out of order on each night of [p_from, p_until); a room counts once
-- however many outages it has. Nights without any are missing.
CREATE FUNCTION rooms_out_of_order(p_listing_from integer, p_listing_to integer, p_from date, p_until date)
RETURNS TABLE (listing_id integer, sku_id integer, date date, rooms integer)
LANGUAGE sql STABLE AS $$
  SELECT r.listing_id, r.sku_id, greatest(o.start_date, p_from) + n, count(DISTINCT r.room_id)::integer
  FROM room_outage o
  JOIN room r ON r.listing_id = o.listing_id AND r.room_id = o.room_id AND r.is_available
  CROSS JOIN LATERAL generate_series(0, least(o.end_date, p_until) - greatest(o.start_date, p_from) - 1) AS n
  WHERE o.listing_id >= p_listing_from AND o.listing_id <= p_listing_to
    AND o.start_date < p_until AND o.end_date > p_from
  GROUP BY 1, 2, 3
$$;

-- How many rooms of a room type can be slept in on each night of [p_from, p_until).
CREATE FUNCTION rooms_in_order(p_listing_id integer, p_sku_id integer, p_from date, p_until date)
RETURNS TABLE (date date, rooms integer)
LANGUAGE sql STABLE AS $$
  SELECT p_from + n, in_service.rooms - coalesce(o.rooms, 0)
  FROM generate_series(0, p_until - p_from - 1) AS n
  CROSS JOIN (
    SELECT count(*)::integer AS rooms FROM room r
    WHERE r.listing_id = p_listing_id AND r.sku_id = p_sku_id AND r.is_available
  ) in_service
  LEFT JOIN rooms_out_of_order(p_listing_id, p_listing_id, p_from, p_until) o
    ON o.sku_id = p_sku_id AND o.date = p_from + n
$$;

-- What was set by hand before this keeps its distance to the rooms there are.
UPDATE inventory i
SET total_offset = i.total - c.rooms
FROM (
  SELECT s.listing_id, s.sku_id, (
    SELECT count(*)::integer FROM room r
    WHERE r.listing_id = s.listing_id AND r.sku_id = s.sku_id AND r.is_available
  ) AS rooms
  FROM sku s WHERE s.kind = 'room_type'
) c
WHERE i.listing_id = c.listing_id AND i.sku_id = c.sku_id AND i.total <> c.rooms;

-- Has the totals of these room types follow their rooms again on all nights of [p_from, p_until) that are not past. To be
-- called after any change of rooms or outages, in its transaction. Below what is sold the night is oversold, and new holds
-- are refused. Returns how many nights changed.
CREATE FUNCTION ledger_follow_rooms(
  p_listing_id integer, p_skus integer[], p_from date DEFAULT '-infinity', p_until date DEFAULT 'infinity'
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_from date;
  v_skus integer[];
  v_dates date[];
  v_totals integer[];
  v_changed integer;
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  SELECT greatest(p_from, (now() AT TIME ZONE l.timezone)::date) INTO v_from FROM listing l WHERE l.listing_id = p_listing_id;
  SELECT
    array_agg(k.sku_id ORDER BY k.sku_id, k.date), array_agg(k.date ORDER BY k.sku_id, k.date),
    array_agg(k.total ORDER BY k.sku_id, k.date)
  INTO v_skus, v_dates, v_totals
  FROM (
    SELECT i.sku_id, i.date, i.total AS total_now, inventory_total(s.rooms - coalesce(o.rooms, 0), i.total_offset) AS total
    FROM (
      SELECT x.sku_id, (
        SELECT count(*)::integer FROM room r
        WHERE r.listing_id = x.listing_id AND r.sku_id = x.sku_id AND r.is_available
      ) AS rooms
      FROM sku x
      WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus) AND x.kind = 'room_type'
    ) s
    JOIN inventory i ON i.listing_id = p_listing_id AND i.sku_id = s.sku_id AND i.date >= v_from AND i.date < p_until
    LEFT JOIN rooms_out_of_order(p_listing_id, p_listing_id, v_from, p_until) o
      ON o.sku_id = i.sku_id AND o.date = i.date
  ) k
  WHERE k.total <> k.total_now;

  PERFORM i.date FROM inventory i
  JOIN unnest(v_skus, v_dates) AS k(sku_id, date) ON k.sku_id = i.sku_id AND k.date = i.date
  WHERE i.listing_id = p_listing_id
  ORDER BY i.sku_id, i.date
  FOR NO KEY UPDATE OF i;
  UPDATE inventory i SET total = k.total
  FROM unnest(v_skus, v_dates, v_totals) AS k(sku_id, date, total)
  WHERE i.listing_id = p_listing_id AND i.sku_id = k.sku_id AND i.date = k.date;
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  RETURN v_changed;
END $$;
-- It added to a total and had to be called exactly once.
DROP FUNCTION ledger_adjust_total(integer, integer, date, integer);

-- Opens the nights of [p_from, p_until) a room type does not have yet, each with the rooms that can be slept in and the
-- overbooking of its SKU. Returns how many were opened.
CREATE FUNCTION ledger_open_nights(p_listing_id integer, p_sku_id integer, p_from date, p_until date) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_opened integer;
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent, overbooking_cap)
  SELECT p_listing_id, p_sku_id, r.date, inventory_total(r.rooms, 0), s.overbooking_percent, s.overbooking_cap
  FROM rooms_in_order(p_listing_id, p_sku_id, p_from, p_until) r
  JOIN sku s ON s.listing_id = p_listing_id AND s.sku_id = p_sku_id AND s.kind = 'room_type'
  ORDER BY r.date
  ON CONFLICT (listing_id, sku_id, date) DO NOTHING;
  GET DIAGNOSTICS v_opened = ROW_COUNT;
  RETURN v_opened;
END $$;

-- What exists on a range of dates [p_start, p_end), set by hand: of a room type the difference to its rooms is kept, so that
-- rooms that come and go still count. Lowering it below what is sold is always possible: the rows are then oversold and
-- refuse new holds. p_overbooking_percent NULL keeps the SKU's own; a seat is there once at most, whatever is asked.
-- Returns the rows written.
CREATE OR REPLACE FUNCTION ledger_set_total(
  p_listing_id integer, p_sku_id integer, p_start date, p_end date, p_total integer,
  p_overbooking_percent integer DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_sku sku;
  v_written integer;
BEGIN
  SELECT s.* INTO v_sku FROM sku s WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id;
  IF v_sku.kind = 'room_type' THEN
    PERFORM hotel_rooms_lock(p_listing_id);
  END IF;
  INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent, overbooking_cap, total_offset)
  SELECT
    s.listing_id, s.sku_id, r.date,
    CASE WHEN s.kind = 'seat' THEN least(p_total, 1) ELSE p_total END,
    CASE WHEN s.kind = 'seat' THEN 0 ELSE coalesce(p_overbooking_percent, s.overbooking_percent) END,
    s.overbooking_cap,
    CASE WHEN s.kind = 'room_type' THEN p_total - r.rooms ELSE 0 END
  FROM sku s -- read again: whoever had the lock may have changed it
  CROSS JOIN rooms_in_order(p_listing_id, p_sku_id, p_start, p_end) r
  WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id
  ORDER BY r.date
  ON CONFLICT (listing_id, sku_id, date) DO UPDATE
  SET total = excluded.total, overbooking_percent = excluded.overbooking_percent,
      overbooking_cap = excluded.overbooking_cap, total_offset = excluded.total_offset;
  GET DIAGNOSTICS v_written = ROW_COUNT;
  RETURN v_written;
END $$;

-- Sets `total` of many SKUs of one listing on each date of a half-open range, and makes the rows that are missing
-- with the overbooking of their SKU (rows that exist keep theirs). What ledger_set_total does for one SKU costs the same
-- for the two hundred seats of a flight. Rows are written in primary-key order. Returns the number of rows written.
CREATE OR REPLACE FUNCTION ledger_set_totals(
  p_listing_id integer, p_skus integer[], p_totals integer[], p_start date, p_end date
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_written integer;
BEGIN
  IF EXISTS (
    SELECT 1 FROM sku s WHERE s.listing_id = p_listing_id AND s.sku_id = ANY (p_skus) AND s.kind = 'room_type'
  ) THEN
    PERFORM hotel_rooms_lock(p_listing_id);
  END IF;
  INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent, overbooking_cap, total_offset)
  SELECT
    s.listing_id, s.sku_id, p_start + n,
    CASE WHEN s.kind = 'seat' THEN least(t.total, 1) ELSE t.total END, s.overbooking_percent, s.overbooking_cap,
    CASE WHEN s.kind = 'room_type' THEN t.total - c.rooms + coalesce(o.rooms, 0) ELSE 0 END
  FROM unnest(p_skus, p_totals) AS t(sku_id, total)
  JOIN sku s ON s.listing_id = p_listing_id AND s.sku_id = t.sku_id
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS rooms FROM room r
    WHERE s.kind = 'room_type' AND r.listing_id = s.listing_id AND r.sku_id = s.sku_id AND r.is_available
  ) c
  CROSS JOIN generate_series(0, p_end - p_start - 1) AS n
  LEFT JOIN rooms_out_of_order(p_listing_id, p_listing_id, p_start, p_end) o
    ON o.sku_id = s.sku_id AND o.date = p_start + n
  ORDER BY s.sku_id, n
  ON CONFLICT (listing_id, sku_id, date) DO UPDATE SET total = excluded.total, total_offset = excluded.total_offset;
  GET DIAGNOSTICS v_written = ROW_COUNT;
  RETURN v_written;
END $$;

-- Takes rooms out of order on the nights of [p_start, p_end): those named, or all of a floor. What is there already stays
-- as it is. Returns the outages of exactly these nights, and with each how many nights of room types changed in all.
CREATE FUNCTION room_outage_add(
  p_listing_id integer, p_room_ids integer[], p_floor integer, p_start date, p_end date, p_reason text
) RETURNS TABLE (
  outage_id integer, room_id integer, sku_id integer, number text, reason text, created_at timestamptz, is_new boolean,
  nights_changed integer
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_added integer[];
  v_changed integer;
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  WITH added AS (
    INSERT INTO room_outage (listing_id, room_id, start_date, end_date, reason)
    SELECT r.listing_id, r.room_id, p_start, p_end, p_reason
    FROM room r
    WHERE r.listing_id = p_listing_id AND (r.room_id = ANY (p_room_ids) OR r.floor = p_floor)
    ORDER BY r.room_id
    ON CONFLICT DO NOTHING
    RETURNING outage_id
  )
  SELECT coalesce(array_agg(a.outage_id), '{}') INTO v_added FROM added a;
  v_changed := ledger_follow_rooms(p_listing_id, ARRAY(
    SELECT DISTINCT r.sku_id FROM room_outage o
    JOIN room r ON r.listing_id = o.listing_id AND r.room_id = o.room_id
    WHERE o.listing_id = p_listing_id AND o.outage_id = ANY (v_added)
  ), p_start, p_end);
  RETURN QUERY
  SELECT
    o.outage_id, o.room_id, r.sku_id, r.number, o.reason, o.created_at, o.outage_id = ANY (v_added), v_changed
  FROM room_outage o
  JOIN room r ON r.listing_id = o.listing_id AND r.room_id = o.room_id
  WHERE o.listing_id = p_listing_id AND o.start_date = p_start AND o.end_date = p_end
    AND (r.room_id = ANY (p_room_ids) OR r.floor = p_floor)
  ORDER BY o.room_id;
END $$;

-- Ends an outage: its room can be slept in from the night of p_from on, if another outage does not say otherwise. What was
-- before stays on record. Returns how many nights changed; NULL for an unknown outage.
CREATE FUNCTION room_outage_end(p_listing_id integer, p_outage_id integer, p_from date) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_outage room_outage;
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  SELECT o.* INTO v_outage FROM room_outage o WHERE o.listing_id = p_listing_id AND o.outage_id = p_outage_id;
  IF v_outage.outage_id IS NULL THEN
    RETURN NULL;
  ELSIF v_outage.end_date <= p_from THEN
    RETURN 0;
  END IF;
  IF p_from > v_outage.start_date AND NOT EXISTS (
    SELECT 1 FROM room_outage o
    WHERE o.listing_id = p_listing_id AND o.room_id = v_outage.room_id AND o.start_date = v_outage.start_date
      AND o.end_date = p_from
  ) THEN
    UPDATE room_outage o SET end_date = p_from WHERE o.listing_id = p_listing_id AND o.outage_id = p_outage_id;
  ELSE
    DELETE FROM room_outage o WHERE o.listing_id = p_listing_id AND o.outage_id = p_outage_id;
  END IF;
  RETURN ledger_follow_rooms(
    p_listing_id,
    ARRAY(SELECT r.sku_id FROM room r WHERE r.listing_id = p_listing_id AND r.room_id = v_outage.room_id),
    greatest(p_from, v_outage.start_date), v_outage.end_date
  );
END $$;

-- Opens one hotel's missing nights from its today to p_nights_ahead days later and the end of that run, and retires the runs
-- that are more than p_nights_kept days past. NULLs: somebody is changing the hotel's rooms at this moment, ask again.
--
-- A new night has as many units as the room type has rooms in service that are not out of order then, the overbooking of its
-- SKU, and the rate of the same date a year before (28 February for the 29th); without one the base price stands. Rows that
-- are there stay as they are. Usually one run is missing; where more is, the whole range is looked through.
--
-- Nights are retired only up to the first night of the hotel's oldest live hold. Stays are shorter than p_nights_kept, so
-- that those of a reservation that is not over are there too.
CREATE OR REPLACE FUNCTION horizon_roll_hotel(
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
        t.sku_id, s.overbooking_percent, s.overbooking_cap,
        (
          SELECT count(*)::integer FROM room r
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
    ), out_of_order AS MATERIALIZED (
      SELECT x.sku_id, x.date, x.rooms FROM rooms_out_of_order(p_listing_id, p_listing_id, v_today, v_until) x
    ), added AS (
      INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent, overbooking_cap)
      SELECT
        p_listing_id, c.sku_id, c.first + n, inventory_total(c.rooms - coalesce(o.rooms, 0), 0), c.overbooking_percent,
        c.overbooking_cap
      FROM room_count c
      CROSS JOIN LATERAL generate_series(0, v_until - c.first - 1) AS n
      LEFT JOIN out_of_order o ON o.sku_id = c.sku_id AND o.date = c.first + n
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

-- Rows whose counters differ from the sums over live holds and reservations, or whose total does not follow from the rooms
-- there are. Nothing is expected of nights that were retired, and of a night past no total. Each change writes both sides in
-- one transaction, so one statement's snapshot compares them online, without a lock.
DROP FUNCTION ledger_verify(integer, integer);
CREATE FUNCTION ledger_verify(p_listing_from integer, p_listing_to integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer, total integer, expected_total integer
)
LANGUAGE sql STABLE AS $$
  SELECT
    coalesce(i.listing_id, c.listing_id), coalesce(i.sku_id, c.sku_id), coalesce(i.date, c.date),
    i.held::integer, coalesce(c.held, 0), i.reserved::integer, coalesce(c.reserved, 0),
    i.total::integer, i.expected_total
  FROM (
    SELECT
      x.listing_id, x.sku_id, x.date, x.held, x.reserved, x.total,
      CASE
        WHEN s.rooms IS NOT NULL AND x.date >= s.today
          THEN inventory_total(s.rooms - coalesce(o.rooms, 0), x.total_offset)
        ELSE x.total
      END AS expected_total
    FROM inventory x
    LEFT JOIN (
      SELECT k.listing_id, k.sku_id, (now() AT TIME ZONE l.timezone)::date AS today, (
        SELECT count(*)::integer FROM room r
        WHERE r.listing_id = k.listing_id AND r.sku_id = k.sku_id AND r.is_available
      ) AS rooms
      FROM sku k JOIN listing l ON l.listing_id = k.listing_id
      WHERE k.listing_id >= p_listing_from AND k.listing_id <= p_listing_to AND k.kind = 'room_type'
    ) s ON s.listing_id = x.listing_id AND s.sku_id = x.sku_id
    LEFT JOIN rooms_out_of_order(p_listing_from, p_listing_to, current_date - 1, 'infinity') o
      ON o.listing_id = x.listing_id AND o.sku_id = x.sku_id AND o.date = x.date
    WHERE x.listing_id >= p_listing_from AND x.listing_id <= p_listing_to
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
    OR i.total <> i.expected_total
  ORDER BY 1, 2, 3
$$;

-- Sets the counters and totals of one listing to what they should be and returns what it changed. With the rows locked, no
-- change of a hold on them can be half done: its counters and its status commit together.
DROP FUNCTION ledger_repair(integer);
CREATE FUNCTION ledger_repair(p_listing_id integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer, total integer, expected_total integer
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  PERFORM i.date FROM inventory i WHERE i.listing_id = p_listing_id ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  RETURN QUERY
  WITH wrong AS MATERIALIZED (SELECT * FROM ledger_verify(p_listing_id, p_listing_id)), mended AS (
    UPDATE inventory i SET held = w.expected_held, reserved = w.expected_reserved, total = w.expected_total
    FROM wrong w
    WHERE i.listing_id = p_listing_id AND i.sku_id = w.sku_id AND i.date = w.date
  ), told AS (
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    SELECT
      w.listing_id, '00000000-0000-0000-0000-000000000000', 'inventory.repaired', 'ledger_repair', to_jsonb(w)
    FROM wrong w
  )
  SELECT * FROM wrong;
END $$;
