-- A guest who was moved can be moved on: to another type of the hotel that has the rooms, to a further hotel, or back to the
-- one that was booked. The reservation stays with the first hotel all the time, and so does what its own hold says of money.
-- Each move ends the claim before it.

-- Not looked at again for the rows there are: they are as the narrower check had them, and looking would keep everybody from
-- the table meanwhile.
ALTER TABLE hold DROP CONSTRAINT hold_end_cause_check;
ALTER TABLE hold ADD CONSTRAINT hold_end_cause_check CHECK (end_cause IN (
  'deadline_passed', 'released_by_guest', 'released_by_admin', 'replaced', 'payment_failed',
  'canceled_by_guest', 'canceled_by_admin', 'supplier_refused', 'canceled_by_supplier',
  'no_show', 'moved_by_admin'
)) NOT VALID;

-- What is told of a move. Both hotels, unless it is within the one that was booked.
CREATE FUNCTION move_event_data(
  p_listing_id integer, p_from_listing_id integer, p_from_sku integer, p_to_listing_id integer, p_to_sku integer,
  p_quantity integer
) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_build_object('fromRoomTypeId', p_from_sku, 'toRoomTypeId', p_to_sku, 'quantity', p_quantity)
    || CASE
      WHEN p_from_listing_id = p_listing_id AND p_to_listing_id = p_listing_id THEN '{}'
      ELSE jsonb_build_object('fromHotelId', p_from_listing_id, 'toHotelId', p_to_listing_id)
    END
$$;

-- The lines of a quote once rooms of one type were moved to another. Without p_from_sku all rooms were. A line that names
-- the type already is left as it is.
CREATE FUNCTION quote_moved(p_quote jsonb, p_from_sku integer, p_to_sku integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((
    SELECT jsonb_agg(
      CASE
        WHEN (q.line ->> 0)::integer <> p_to_sku AND (q.line ->> 0)::integer = coalesce(p_from_sku, (q.line ->> 0)::integer)
          THEN quote_line_moved(q.line, p_to_sku)
        ELSE q.line
      END
      ORDER BY q.place
    )
    FROM jsonb_array_elements(p_quote) WITH ORDINALITY AS q(line, place)
  ), p_quote)
$$;

-- How many rooms of a type can be slept in on each night of [p_from, p_until): as rooms_in_order, but no rows where no rooms of
-- the type are known. `least(total, rooms)` is then what inventory_there says.
CREATE FUNCTION rooms_known(p_listing_id integer, p_sku_id integer, p_from date, p_until date)
RETURNS TABLE (date date, rooms integer)
LANGUAGE sql STABLE AS $$
  SELECT o.date, o.rooms FROM rooms_in_order(p_listing_id, p_sku_id, p_from, p_until) o
  WHERE EXISTS (SELECT 1 FROM room r WHERE r.listing_id = p_listing_id AND r.sku_id = p_sku_id)
$$;

-- As before, in the hotel where the guest has rooms: the one that was booked, or the one the guest was moved to. Rooms, not
-- places to sell: neither what is sold beyond the rooms there are nor what was added to them by hand takes anybody in.
CREATE OR REPLACE FUNCTION reservation_move(
  p_listing_id integer, p_reservation_id uuid, p_from_sku integer, p_to_sku integer, p_cause text
) RETURNS TABLE (outcome text, quantity integer, blocking jsonb)
LANGUAGE plpgsql
SET lock_timeout = '3s'
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_hold hold;
  v_reservation reservation;
  v_place integer; -- the hotel that has the rooms
  v_quantity integer;
  v_dates date[];
  v_overdue uuid[];
  v_changed integer;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_hold := v_locked.hold;
  v_reservation := v_locked.reservation;
  v_place := v_hold.listing_id;
  SELECT hi.quantity INTO v_quantity FROM hold_item hi
  WHERE hi.listing_id = v_place AND hi.hold_id = v_hold.hold_id AND hi.sku_id = p_from_sku;

  outcome := CASE
    WHEN v_hold.hold_id IS NULL OR v_reservation.reservation_id IS NULL THEN 'not_found'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_quantity IS NULL AND EXISTS (
      SELECT 1 FROM hold_item hi
      WHERE hi.listing_id = v_place AND hi.hold_id = v_hold.hold_id AND hi.sku_id = p_to_sku
    ) THEN 'repeated'
    WHEN v_quantity IS NULL THEN 'not_reserved'
    WHEN stay_has_begun(v_place, p_reservation_id) OR v_hold.start_date < v_locked.local_now::date THEN 'stay_begun'
  END;
  IF outcome IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  quantity := v_quantity;
  IF v_place <> p_listing_id THEN
    PERFORM h.hold_id FROM hold h WHERE h.listing_id = v_place AND h.hold_id = v_hold.hold_id FOR NO KEY UPDATE;
  END IF;
  v_dates := ARRAY(SELECT v_hold.start_date + n FROM generate_series(0, v_hold.end_date - v_hold.start_date - 1) AS n);

  IF holds_overdue(v_place, array_fill(p_to_sku, ARRAY[cardinality(v_dates)]), v_dates, clock_timestamp()) THEN
    SELECT array_agg(locked.hold_id) INTO v_overdue
    FROM (
      SELECT h.hold_id FROM hold h
      WHERE h.listing_id = v_place AND h.status IN ('active', 'paying') AND h.status || '' = 'active'
        AND h.expires_at <= clock_timestamp() AND h.start_date < v_hold.end_date AND h.end_date > v_hold.start_date
        AND EXISTS (
          SELECT 1 FROM hold_item hi
          WHERE hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id AND hi.sku_id = p_to_sku OFFSET 0
        )
      ORDER BY h.expires_at
      LIMIT 500
      FOR NO KEY UPDATE SKIP LOCKED
    ) locked;
  END IF;

  PERFORM i.sku_id FROM inventory i
  JOIN (
    SELECT s.sku_id, d.date FROM unnest(ARRAY[p_from_sku, p_to_sku]) AS s(sku_id) CROSS JOIN unnest(v_dates) AS d(date)
    UNION
    SELECT hi.sku_id, h.start_date + n
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id = v_place AND h.hold_id = ANY (v_overdue)
  ) k ON k.sku_id = i.sku_id AND k.date = i.date
  WHERE i.listing_id = v_place
  ORDER BY i.sku_id, i.date
  FOR NO KEY UPDATE OF i;
  IF v_overdue IS NOT NULL THEN
    PERFORM ledger_settle(v_place, v_overdue, 'active', 'expired', 'deadline_passed', true);
  END IF;

  SELECT jsonb_agg(jsonb_build_object('date', k.date, 'available', k.free) ORDER BY k.date) INTO blocking
  FROM (
    SELECT d.date, greatest(coalesce(least(i.total, x.rooms) - i.reserved - i.held, 0), 0) AS free
    FROM unnest(v_dates) AS d(date)
    LEFT JOIN inventory i ON i.listing_id = v_place AND i.sku_id = p_to_sku AND i.date = d.date
    LEFT JOIN rooms_known(v_place, p_to_sku, v_hold.start_date, v_hold.end_date) x ON x.date = d.date
  ) k
  WHERE k.free < v_quantity;
  IF blocking IS NOT NULL THEN
    outcome := 'sold_out';
    RETURN NEXT;
    RETURN;
  END IF;

  UPDATE inventory i SET reserved = i.reserved + CASE WHEN i.sku_id = p_to_sku THEN v_quantity ELSE -v_quantity END
  WHERE i.listing_id = v_place AND i.sku_id = ANY (ARRAY[p_from_sku, p_to_sku]) AND i.date = ANY (v_dates);
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  IF v_changed <> 2 * cardinality(v_dates) THEN
    RAISE EXCEPTION 'inventory rows of listing % changed under the ledger', v_place USING ERRCODE = 'HF002';
  END IF;
  DELETE FROM hold_item hi
  WHERE hi.listing_id = v_place AND hi.hold_id = v_hold.hold_id AND hi.sku_id = p_from_sku;
  INSERT INTO hold_item AS hi (listing_id, hold_id, sku_id, quantity)
  VALUES (v_place, v_hold.hold_id, p_to_sku, v_quantity)
  ON CONFLICT (listing_id, hold_id, sku_id) DO UPDATE SET quantity = hi.quantity + excluded.quantity;
  UPDATE hold h SET quote = quote_moved(h.quote, p_from_sku, p_to_sku)
  WHERE h.listing_id = v_place AND h.hold_id = v_hold.hold_id;
  IF v_place <> p_listing_id THEN
    -- The event is with the reservation, and tells nobody of prices in this hotel.
    INSERT INTO price_stale AS s (listing_id, sku_id, cause, start_date, end_date)
    SELECT v_place, 0, 'occupancy', v_hold.start_date, v_hold.end_date
    FROM listing l WHERE l.listing_id = v_place AND l.pricing_revision > 0
    ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE
    SET start_date = least(s.start_date, excluded.start_date), end_date = greatest(s.end_date, excluded.end_date);
  END IF;
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, p_reservation_id, 'reservation.moved', p_cause,
    move_event_data(p_listing_id, v_place, p_from_sku, v_place, p_to_sku, v_quantity)
  );
  outcome := 'moved';
  RETURN NEXT;
END $$;

-- Moves all rooms of a paid reservation from the hotel that has them to a room type of another one, at the price that was
-- paid: takes there and frees here in one transaction, all nights or none. The reservation's own hold lives as long as the
-- reservation, with rooms while they are in the hotel that was booked. A hold of another hotel ends when the guest is moved
-- on. Holds past their deadline are left to the sweep, which frees them within a second.
--
-- Lock order: the hold of the reservation, the one it was moved to, then the inventory of both hotels by primary key, which
-- begins with the listing: two moves in opposite directions take the same rows in the same order. A new hold is nobody's yet.
--
-- p_to_hold_id is not used on the way back to the hotel that was booked.
--
-- Outcomes: moved · repeated (is there already) · sold_out (blocking) · not_found · not_paid · not_reserved (has no such
-- rooms, or not any more) · several_room_types · stay_begun · other_currency.
CREATE OR REPLACE FUNCTION reservation_move_elsewhere(
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
  v_locked record;
  v_hold hold; -- with the rooms it has now
  v_reservation reservation;
  v_place integer; -- the hotel that has the rooms
  v_to_hold_id uuid;
  v_has_from boolean;
  v_has_to boolean;
  v_items integer;
  v_dates date[];
  v_changed integer;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_hold := v_locked.hold;
  v_reservation := v_locked.reservation;
  v_place := v_hold.listing_id;
  SELECT bool_or(hi.sku_id = p_from_sku), bool_or(hi.sku_id = p_to_sku), count(*)::integer, min(hi.quantity)::integer
  INTO v_has_from, v_has_to, v_items, quantity FROM hold_item hi
  WHERE hi.listing_id = v_place AND hi.hold_id = v_hold.hold_id;

  outcome := CASE
    WHEN v_hold.hold_id IS NULL OR v_reservation.reservation_id IS NULL THEN 'not_found'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_place = p_to_listing_id AND v_has_to THEN 'repeated'
    WHEN v_place = p_to_listing_id OR v_has_from IS NOT TRUE THEN 'not_reserved'
    WHEN v_items <> 1 THEN 'several_room_types'
    WHEN stay_has_begun(v_place, p_reservation_id) OR v_hold.start_date < v_locked.local_now::date THEN 'stay_begun'
    WHEN v_hold.currency IS DISTINCT FROM (
      SELECT l.currency FROM listing l WHERE l.listing_id = p_to_listing_id
    ) THEN 'other_currency'
  END;
  IF outcome IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  IF v_place <> p_listing_id THEN
    PERFORM h.hold_id FROM hold h WHERE h.listing_id = v_place AND h.hold_id = v_hold.hold_id FOR NO KEY UPDATE;
  END IF;
  v_to_hold_id := CASE WHEN p_to_listing_id = p_listing_id THEN v_reservation.hold_id ELSE p_to_hold_id END;
  v_dates := ARRAY(SELECT v_hold.start_date + n FROM generate_series(0, v_hold.end_date - v_hold.start_date - 1) AS n);

  PERFORM i.sku_id FROM inventory i
  JOIN (VALUES (v_place, p_from_sku), (p_to_listing_id, p_to_sku)) AS k(listing_id, sku_id)
    ON k.listing_id = i.listing_id AND k.sku_id = i.sku_id
  WHERE i.date = ANY (v_dates)
  ORDER BY i.listing_id, i.sku_id, i.date
  FOR NO KEY UPDATE OF i;

  SELECT jsonb_agg(jsonb_build_object('date', k.date, 'available', k.free) ORDER BY k.date) INTO blocking
  FROM (
    SELECT d.date, greatest(coalesce(least(i.total, x.rooms) - i.reserved - i.held, 0), 0) AS free
    FROM unnest(v_dates) AS d(date)
    LEFT JOIN inventory i ON i.listing_id = p_to_listing_id AND i.sku_id = p_to_sku AND i.date = d.date
    LEFT JOIN rooms_known(p_to_listing_id, p_to_sku, v_hold.start_date, v_hold.end_date) x ON x.date = d.date
  ) k
  WHERE k.free < quantity;
  IF blocking IS NOT NULL THEN
    outcome := 'sold_out';
    RETURN NEXT;
    RETURN;
  END IF;

  -- The hold it was moved to ends and gives its rooms back; the reservation's own is only left without them.
  IF v_place <> p_listing_id THEN
    PERFORM ledger_settle(v_place, ARRAY[v_hold.hold_id], 'confirmed', 'canceled', p_cause);
  ELSE
    DELETE FROM hold_item hi WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id;
  END IF;
  UPDATE inventory i
  SET reserved = i.reserved + CASE WHEN i.listing_id = p_to_listing_id THEN 1 ELSE -1 END
    * reservation_move_elsewhere.quantity
  WHERE i.date = ANY (v_dates) AND (
    (i.listing_id = p_to_listing_id AND i.sku_id = p_to_sku)
    OR (v_place = p_listing_id AND i.listing_id = p_listing_id AND i.sku_id = p_from_sku)
  );
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  IF v_changed <> cardinality(v_dates) * (CASE WHEN v_place = p_listing_id THEN 2 ELSE 1 END) THEN
    RAISE EXCEPTION 'inventory rows of listing % or % changed under the ledger', v_place, p_to_listing_id
      USING ERRCODE = 'HF002';
  END IF;
  IF p_to_listing_id = p_listing_id THEN
    UPDATE hold h SET quote = quote_moved(h.quote, NULL, p_to_sku)
    WHERE h.listing_id = p_listing_id AND h.hold_id = v_to_hold_id;
  ELSE
    INSERT INTO hold (
      listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, replaces_hold_id, currency,
      total_minor, quote
    ) VALUES (
      p_to_listing_id, v_to_hold_id, v_hold.guest_id, 'confirmed', v_hold.start_date, v_hold.end_date, clock_timestamp(),
      clock_timestamp(), v_reservation.hold_id, v_hold.currency, v_hold.total_minor,
      quote_moved(v_hold.quote, NULL, p_to_sku)
    );
    INSERT INTO event (listing_id, subject_id, type, cause) VALUES (p_to_listing_id, v_to_hold_id, 'hold.confirmed', p_cause);
  END IF;
  INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) VALUES (p_to_listing_id, v_to_hold_id, p_to_sku, quantity);
  PERFORM stay_take_along(v_place, p_reservation_id, p_to_listing_id, v_to_hold_id);
  UPDATE reservation r
  SET moved_listing_id = nullif(p_to_listing_id, p_listing_id),
      moved_hold_id = CASE WHEN p_to_listing_id <> p_listing_id THEN v_to_hold_id END
  WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, p_reservation_id, 'reservation.moved', p_cause,
    move_event_data(p_listing_id, v_place, p_from_sku, p_to_listing_id, p_to_sku, quantity)
  );
  outcome := 'moved';
  RETURN NEXT;
END $$;
