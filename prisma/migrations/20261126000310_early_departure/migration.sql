-- A check-in by mistake is undone; and who leaves early gives back the nights that are left.

-- Gives back the nights a confirmed hold has from p_until on: its claim ends there. Returns how many nights that are. What was
-- paid for them, the frozen quote and the dates of the reservation stay. A hold has at least one night: one that
-- gives back all of them is left without rooms instead, as by a move. Of no hold it is not run twice: the second time there
-- is nothing behind p_until.
--
-- Lock order as in the ledger: hold -> inventory by primary key.
CREATE FUNCTION ledger_shorten(p_listing_id integer, p_hold_id uuid, p_until date) RETURNS integer
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  v_hold hold;
  v_from date;
  v_rows integer;
  v_changed integer;
BEGIN
  SELECT h.* INTO v_hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id AND h.status = 'confirmed' AND h.end_date > p_until
  FOR NO KEY UPDATE;
  v_from := greatest(p_until, v_hold.start_date);
  SELECT count(*) * (v_hold.end_date - v_from) INTO v_rows FROM hold_item hi
  WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id;
  IF coalesce(v_rows, 0) = 0 THEN
    RETURN 0;
  END IF;

  PERFORM i.sku_id FROM inventory i
  JOIN hold_item hi ON hi.listing_id = i.listing_id AND hi.hold_id = p_hold_id AND hi.sku_id = i.sku_id
  WHERE i.listing_id = p_listing_id AND i.date >= v_from AND i.date < v_hold.end_date
  ORDER BY i.sku_id, i.date
  FOR NO KEY UPDATE OF i;
  UPDATE inventory i SET reserved = i.reserved - hi.quantity
  FROM hold_item hi
  WHERE hi.listing_id = p_listing_id AND hi.hold_id = p_hold_id
    AND i.listing_id = p_listing_id AND i.sku_id = hi.sku_id AND i.date >= v_from AND i.date < v_hold.end_date;
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  IF v_changed <> v_rows THEN
    RAISE EXCEPTION 'inventory rows of listing % changed under the ledger', p_listing_id USING ERRCODE = 'HF002';
  END IF;

  IF v_from = v_hold.start_date THEN
    DELETE FROM hold_item hi WHERE hi.listing_id = p_listing_id AND hi.hold_id = p_hold_id;
  ELSE
    UPDATE hold h SET end_date = v_from WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id;
  END IF;
  -- Emptier nights may cost something else. The hold does not tell of them any more.
  INSERT INTO price_stale AS s (listing_id, sku_id, cause, start_date, end_date)
  SELECT p_listing_id, 0, 'occupancy', v_from, v_hold.end_date
  FROM listing l WHERE l.listing_id = p_listing_id AND l.pricing_revision > 0
  ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE
  SET start_date = least(s.start_date, excluded.start_date), end_date = greatest(s.end_date, excluded.end_date);
  RETURN v_hold.end_date - v_from;
END $$;

-- The guest has left. The night of that day and those after it are for sale again, and the rooms are somebody else's; what
-- was paid for them stays paid. `data.freeFrom` of the event is the first of those nights.
-- Outcomes: checked_out · repeated · not_found · not_checked_in.
CREATE OR REPLACE FUNCTION stay_check_out(p_listing_id integer, p_reservation_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_stay stay;
  v_place integer;
  v_left_on date;
  v_nights integer;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_stay := v_locked.stay;
  v_place := (v_locked.hotel).listing_id;
  IF (v_locked.reservation).reservation_id IS NULL OR v_place IS NULL THEN
    RETURN 'not_found';
  ELSIF v_stay.status = 'checked_out' THEN
    RETURN 'repeated';
  ELSIF v_stay.status IS DISTINCT FROM 'checked_in' THEN
    RETURN 'not_checked_in';
  END IF;
  v_left_on := v_locked.local_now::date;
  v_nights := ledger_shorten(v_place, v_stay.hold_id, v_left_on);
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES (
    p_listing_id, p_reservation_id, 'stay.checked_out',
    stay_event_data(p_listing_id, v_place, p_reservation_id)
      || CASE WHEN v_nights > 0 THEN jsonb_build_object('freeFrom', v_left_on) ELSE '{}' END
  );
  UPDATE room_assignment a
  SET is_occupied = false, end_date = least(a.end_date, greatest(a.start_date, v_left_on))
  WHERE a.listing_id = v_place AND a.reservation_id = p_reservation_id AND a.is_occupied;
  UPDATE stay s SET status = 'checked_out', checked_out_at = clock_timestamp()
  WHERE s.listing_id = v_place AND s.reservation_id = p_reservation_id;
  RETURN 'checked_out';
END $$;

-- The guest has not arrived after all: the check-in was a mistake. On the day of the check-in, by the hotel's clock, and not
-- after the guest has left. The rooms are free, and the stay is what it was: expected, or marked as not coming. What was
-- done stays in the timeline.
-- Outcomes: undone · repeated (is not checked in) · not_found · not_paid · stay_over (has left) · too_late.
CREATE FUNCTION stay_undo_check_in(p_listing_id integer, p_reservation_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_stay stay;
  v_place integer;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_stay := v_locked.stay;
  v_place := (v_locked.hotel).listing_id;
  IF (v_locked.reservation).reservation_id IS NULL OR v_place IS NULL THEN
    RETURN 'not_found';
  ELSIF v_stay.status = 'checked_out' THEN
    RETURN 'stay_over';
  ELSIF (v_locked.reservation).status <> 'paid' THEN
    RETURN 'not_paid';
  ELSIF v_stay.status IS DISTINCT FROM 'checked_in' THEN
    RETURN 'repeated';
  ELSIF v_locked.local_now::date <> (
    SELECT (v_stay.checked_in_at AT TIME ZONE l.timezone)::date FROM listing l WHERE l.listing_id = v_place
  ) THEN
    RETURN 'too_late';
  END IF;
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES (
    p_listing_id, p_reservation_id, 'stay.check_in_undone', stay_event_data(p_listing_id, v_place, p_reservation_id)
  );
  DELETE FROM room_assignment a WHERE a.listing_id = v_place AND a.reservation_id = p_reservation_id;
  IF v_stay.no_show_at IS NULL THEN
    DELETE FROM stay s WHERE s.listing_id = v_place AND s.reservation_id = p_reservation_id;
  ELSE
    UPDATE stay s SET status = 'no_show', checked_in_at = NULL
    WHERE s.listing_id = v_place AND s.reservation_id = p_reservation_id;
  END IF;
  RETURN 'undone';
END $$;
