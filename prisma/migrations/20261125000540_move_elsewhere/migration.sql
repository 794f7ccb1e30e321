-- A guest who finds no room is taken to another hotel. What was agreed with the first one stays there, untouched: the
-- reservation, its money and its policy. What moves is the claim on rooms: the reservation's hold gives its own back and is
-- left without any, and a hold of the other hotel (moved_hold_id) has rooms there for as long as the reservation lives. Its
-- replaces_hold_id leads back. So nothing that pays, refunds or cancels has to know of a second listing.

ALTER TABLE reservation ADD COLUMN moved_listing_id integer;
ALTER TABLE reservation ADD COLUMN moved_hold_id uuid;
ALTER TABLE reservation ADD CONSTRAINT reservation_moved_check
  CHECK ((moved_listing_id IS NULL) = (moved_hold_id IS NULL) AND moved_listing_id <> listing_id) NOT VALID;
ALTER TABLE reservation VALIDATE CONSTRAINT reservation_moved_check;

-- Moves all rooms of a paid reservation to a room type of another hotel, at the price that was paid: takes there and frees
-- here in one transaction, all nights or none. As reservation_move in all else, but that holds past their deadline are left
-- to the sweep, which frees them within a second.
--
-- Lock order: the hold of the reservation, then the inventory of both hotels by primary key, which begins with the listing:
-- two moves in opposite directions take the same rows in the same order. The new hold is nobody's yet.
--
-- Outcomes: moved · repeated (is there already) · sold_out (blocking) · not_found · not_paid · not_reserved (has no such
-- rooms) · several_room_types · stay_begun · other_currency · moved_before (to another hotel).
CREATE FUNCTION reservation_move_elsewhere(
  p_listing_id integer, p_reservation_id uuid, p_from_sku integer, p_to_listing_id integer, p_to_sku integer,
  p_to_hold_id uuid, p_cause text
) RETURNS TABLE (outcome text, quantity integer, blocking jsonb)
LANGUAGE plpgsql
SET lock_timeout = '3s'
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_hold hold;
  v_reservation reservation;
  v_has_from boolean;
  v_items integer;
  v_dates date[];
  v_changed integer;
BEGIN
  SELECT h.* INTO v_hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id
  )
  FOR NO KEY UPDATE;
  SELECT r.* INTO v_reservation FROM reservation r
  WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
  SELECT bool_or(hi.sku_id = p_from_sku), count(*)::integer, min(hi.quantity)::integer
  INTO v_has_from, v_items, quantity FROM hold_item hi
  WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id;

  outcome := CASE
    WHEN v_hold.hold_id IS NULL OR v_reservation.reservation_id IS NULL THEN 'not_found'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_reservation.moved_listing_id IS NOT NULL AND v_reservation.moved_listing_id = p_to_listing_id AND EXISTS (
      SELECT 1 FROM hold_item hi
      WHERE hi.listing_id = p_to_listing_id AND hi.hold_id = v_reservation.moved_hold_id AND hi.sku_id = p_to_sku
    ) THEN 'repeated'
    WHEN v_reservation.moved_listing_id IS NOT NULL THEN 'moved_before'
    WHEN v_has_from IS NOT TRUE THEN 'not_reserved'
    WHEN v_items <> 1 THEN 'several_room_types'
    WHEN v_hold.start_date < (
      SELECT (clock_timestamp() AT TIME ZONE l.timezone)::date FROM listing l WHERE l.listing_id = p_listing_id
    ) THEN 'stay_begun'
    WHEN v_hold.currency IS DISTINCT FROM (
      SELECT l.currency FROM listing l WHERE l.listing_id = p_to_listing_id
    ) THEN 'other_currency'
  END;
  IF outcome IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  v_dates := ARRAY(SELECT v_hold.start_date + n FROM generate_series(0, v_hold.end_date - v_hold.start_date - 1) AS n);

  PERFORM i.sku_id FROM inventory i
  JOIN (VALUES (p_listing_id, p_from_sku), (p_to_listing_id, p_to_sku)) AS k(listing_id, sku_id)
    ON k.listing_id = i.listing_id AND k.sku_id = i.sku_id
  WHERE i.date = ANY (v_dates)
  ORDER BY i.listing_id, i.sku_id, i.date
  FOR NO KEY UPDATE OF i;

  SELECT jsonb_agg(jsonb_build_object('date', k.date, 'available', k.free) ORDER BY k.date) INTO blocking
  FROM (
    SELECT d.date, greatest(coalesce(i.total - i.reserved - i.held, 0), 0) AS free
    FROM unnest(v_dates) AS d(date)
    LEFT JOIN inventory i ON i.listing_id = p_to_listing_id AND i.sku_id = p_to_sku AND i.date = d.date
  ) k
  WHERE k.free < quantity;
  IF blocking IS NOT NULL THEN
    outcome := 'sold_out';
    RETURN NEXT;
    RETURN;
  END IF;

  UPDATE inventory i
  SET reserved = i.reserved + CASE WHEN i.listing_id = p_to_listing_id THEN 1 ELSE -1 END
    * reservation_move_elsewhere.quantity
  WHERE i.date = ANY (v_dates)
    AND ((i.listing_id = p_listing_id AND i.sku_id = p_from_sku) OR (i.listing_id = p_to_listing_id AND i.sku_id = p_to_sku));
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  IF v_changed <> 2 * cardinality(v_dates) THEN
    RAISE EXCEPTION 'inventory rows of listing % or % changed under the ledger', p_listing_id, p_to_listing_id
      USING ERRCODE = 'HF002';
  END IF;
  DELETE FROM hold_item hi WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id;
  INSERT INTO hold (
    listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, replaces_hold_id, currency,
    total_minor, quote
  ) VALUES (
    p_to_listing_id, p_to_hold_id, v_hold.guest_id, 'confirmed', v_hold.start_date, v_hold.end_date, clock_timestamp(),
    clock_timestamp(), v_hold.hold_id, v_hold.currency, v_hold.total_minor,
    (
      SELECT jsonb_agg(jsonb_set(q.line, '{0}', to_jsonb(p_to_sku)) ORDER BY q.place)
      FROM jsonb_array_elements(v_hold.quote) WITH ORDINALITY AS q(line, place)
    )
  );
  INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) VALUES (p_to_listing_id, p_to_hold_id, p_to_sku, quantity);
  UPDATE reservation r SET moved_listing_id = p_to_listing_id, moved_hold_id = p_to_hold_id
  WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES
    (p_to_listing_id, p_to_hold_id, 'hold.confirmed', p_cause, NULL),
    (
      p_listing_id, p_reservation_id, 'reservation.moved', p_cause,
      jsonb_build_object(
        'fromRoomTypeId', p_from_sku, 'toHotelId', p_to_listing_id, 'toRoomTypeId', p_to_sku, 'quantity', quantity
      )
    );
  outcome := 'moved';
  RETURN NEXT;
END $$;

-- When the reservation ends, so does its claim on rooms elsewhere: whoever ends it, now or in a later version. The hold of
-- the reservation is locked by then, and nobody locks that one while holding rows of the other hotel.
CREATE FUNCTION reservation_leave_elsewhere() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_settle(
    NEW.moved_listing_id, ARRAY[NEW.moved_hold_id], 'confirmed', 'canceled',
    CASE WHEN NEW.cause IN ('canceled_by_guest', 'canceled_by_admin') THEN NEW.cause ELSE 'canceled_by_admin' END
  );
  RETURN NULL;
END $$;
CREATE TRIGGER reservation_leave_elsewhere AFTER UPDATE OF status ON reservation
  FOR EACH ROW WHEN (NEW.moved_hold_id IS NOT NULL AND OLD.status = 'paid' AND NEW.status <> 'paid')
  EXECUTE FUNCTION reservation_leave_elsewhere();
