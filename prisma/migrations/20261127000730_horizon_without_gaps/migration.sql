-- Nights may be set by hand anywhere ahead, also while a hotel is retired and gets none. So one that is there says nothing of
-- those before it, unless the hotel was rolled as far: otherwise they are counted, and where any is missing all are looked at.
--
-- As before in all else. A hotel that is rolled whenever its day has come looks at one night of each room type, as it did.
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
  v_recent date; -- nights before this one are there, if the hotel was rolled that far and the one of this date is
  v_is_rolled boolean;
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
    v_is_rolled := EXISTS (
      SELECT 1 FROM hotel_horizon z WHERE z.listing_id = p_listing_id AND z.nights_until > v_recent
    );
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
          ) AND (v_is_rolled OR v_recent - v_today = (
            SELECT count(*) FROM inventory i
            WHERE i.listing_id = t.listing_id AND i.sku_id = t.sku_id AND i.date >= v_today AND i.date < v_recent
          )) THEN v_recent
          ELSE v_today
        END AS first
      FROM room_type t JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id AND s.is_active
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
