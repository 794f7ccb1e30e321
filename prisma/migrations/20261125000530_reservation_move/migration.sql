-- Moves the rooms a paid reservation has of one room type to another type of the same hotel, at the price that was paid: for
-- guests of an oversold night. Takes there and frees here in one statement, all nights or none. The hold stays what it is,
-- confirmed, and so do payment and policy; its items and the lines of its quote name the other type from now on.
--
-- Only into rooms that are there: what is free beyond them by overbooking would only move the shortage. Only before the
-- first night has begun. Run twice, late or beside itself it moves once.
--
-- Lock order as in the ledger: hold -> overdue holds in the way (never waiting) -> inventory by primary key -> reservation.
--
-- Outcomes: moved · repeated (has rooms of that type, and none of the other any more) · sold_out (blocking: dates with what
-- is free) · not_found · not_paid · not_reserved (has no such rooms) · stay_begun.
CREATE FUNCTION reservation_move(
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
  v_hold hold;
  v_reservation reservation;
  v_quantity integer;
  v_dates date[];
  v_overdue uuid[];
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
  SELECT hi.quantity INTO v_quantity FROM hold_item hi
  WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id AND hi.sku_id = p_from_sku;

  outcome := CASE
    WHEN v_hold.hold_id IS NULL OR v_reservation.reservation_id IS NULL THEN 'not_found'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_quantity IS NULL AND EXISTS (
      SELECT 1 FROM hold_item hi
      WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id AND hi.sku_id = p_to_sku
    ) THEN 'repeated'
    WHEN v_quantity IS NULL THEN 'not_reserved'
    WHEN v_hold.start_date < (
      SELECT (clock_timestamp() AT TIME ZONE l.timezone)::date FROM listing l WHERE l.listing_id = p_listing_id
    ) THEN 'stay_begun'
  END;
  IF outcome IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  quantity := v_quantity;
  v_dates := ARRAY(SELECT v_hold.start_date + n FROM generate_series(0, v_hold.end_date - v_hold.start_date - 1) AS n);

  IF holds_overdue(p_listing_id, array_fill(p_to_sku, ARRAY[cardinality(v_dates)]), v_dates, clock_timestamp()) THEN
    SELECT array_agg(locked.hold_id) INTO v_overdue
    FROM (
      SELECT h.hold_id FROM hold h
      WHERE h.listing_id = p_listing_id AND h.status IN ('active', 'paying') AND h.status || '' = 'active'
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
    WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (v_overdue)
  ) k ON k.sku_id = i.sku_id AND k.date = i.date
  WHERE i.listing_id = p_listing_id
  ORDER BY i.sku_id, i.date
  FOR NO KEY UPDATE OF i;
  IF v_overdue IS NOT NULL THEN
    PERFORM ledger_settle(p_listing_id, v_overdue, 'active', 'expired', 'deadline_passed', true);
  END IF;

  SELECT jsonb_agg(jsonb_build_object('date', k.date, 'available', k.free) ORDER BY k.date) INTO blocking
  FROM (
    SELECT d.date, greatest(coalesce(i.total - i.reserved - i.held, 0), 0) AS free
    FROM unnest(v_dates) AS d(date)
    LEFT JOIN inventory i ON i.listing_id = p_listing_id AND i.sku_id = p_to_sku AND i.date = d.date
  ) k
  WHERE k.free < v_quantity;
  IF blocking IS NOT NULL THEN
    outcome := 'sold_out';
    RETURN NEXT;
    RETURN;
  END IF;

  UPDATE inventory i SET reserved = i.reserved + CASE WHEN i.sku_id = p_to_sku THEN v_quantity ELSE -v_quantity END
  WHERE i.listing_id = p_listing_id AND i.sku_id = ANY (ARRAY[p_from_sku, p_to_sku]) AND i.date = ANY (v_dates);
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  IF v_changed <> 2 * cardinality(v_dates) THEN
    RAISE EXCEPTION 'inventory rows of listing % changed under the ledger', p_listing_id USING ERRCODE = 'HF002';
  END IF;
  DELETE FROM hold_item hi
  WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id AND hi.sku_id = p_from_sku;
  INSERT INTO hold_item AS hi (listing_id, hold_id, sku_id, quantity)
  VALUES (p_listing_id, v_hold.hold_id, p_to_sku, v_quantity)
  ON CONFLICT (listing_id, hold_id, sku_id) DO UPDATE SET quantity = hi.quantity + excluded.quantity;
  UPDATE hold h
  SET quote = coalesce((
    SELECT jsonb_agg(
      CASE WHEN (q.line ->> 0)::integer = p_from_sku THEN jsonb_set(q.line, '{0}', to_jsonb(p_to_sku)) ELSE q.line END
      ORDER BY q.place
    )
    FROM jsonb_array_elements(h.quote) WITH ORDINALITY AS q(line, place)
  ), h.quote)
  WHERE h.listing_id = p_listing_id AND h.hold_id = v_hold.hold_id;
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, p_reservation_id, 'reservation.moved', p_cause,
    jsonb_build_object('fromRoomTypeId', p_from_sku, 'toRoomTypeId', p_to_sku, 'quantity', v_quantity)
  );
  outcome := 'moved';
  RETURN NEXT;
END $$;
