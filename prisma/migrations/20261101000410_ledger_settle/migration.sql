-- The one write path of the inventory ledger.
--
-- Lock order, everywhere: guest (advisory) -> hold rows by id -> inventory rows by primary key -> reservation ->
-- payment -> refund. Several listings in one transaction: ascending listing_id. Nothing locks against this order,
-- so nothing deadlocks.
--
-- Each function decides for ONE listing, which is its first argument; all else are arrays or plain values, so
-- a cluster sharded by listing_id can run the call whole on the node that owns the listing.

-- Ends or confirms holds and moves their counters, all in one transaction:
--   active | paying -> released | expired   gives `held` back
--   paying          -> confirmed            turns `held` into `reserved`
--   confirmed       -> canceled             gives `reserved` back
-- Acts only on those of p_hold_ids that are in p_from now (and past their deadline when p_due, before it when
-- NOT p_due); the rest are left alone, so running it twice, late or for the wrong hold changes nothing.
-- A reservation that was waiting for the hold to be paid is rejected with it. Returns the ids it acted on.
CREATE FUNCTION ledger_settle(
  p_listing_id integer,
  p_hold_ids uuid[],
  p_from text,
  p_to text,
  p_cause text,
  p_due boolean DEFAULT NULL
) RETURNS SETOF uuid
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  v_hold_ids uuid[];
  v_held_sign integer := CASE WHEN p_from IN ('active', 'paying') THEN -1 ELSE 0 END;
  v_reserved_sign integer := CASE WHEN p_to = 'confirmed' THEN 1 WHEN p_from = 'confirmed' THEN -1 ELSE 0 END;
  v_skus integer[];
  v_dates date[];
  v_quantities integer[];
BEGIN
  IF (p_from, p_to) NOT IN (
    ('active', 'released'), ('active', 'expired'), ('paying', 'expired'), ('paying', 'released'),
    ('paying', 'confirmed'), ('confirmed', 'canceled')
  ) THEN
    RAISE EXCEPTION 'a hold cannot go from % to %', p_from, p_to USING ERRCODE = 'HF001';
  END IF;

  SELECT array_agg(locked.hold_id) INTO v_hold_ids
  FROM (
    SELECT h.hold_id FROM hold h
    WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (p_hold_ids) AND h.status = p_from
      AND (p_due IS NULL OR (h.expires_at <= clock_timestamp()) = p_due)
    ORDER BY h.hold_id
    FOR NO KEY UPDATE
  ) locked;
  IF v_hold_ids IS NULL THEN
    RETURN;
  END IF;

  SELECT array_agg(d.sku_id), array_agg(d.date), array_agg(d.quantity) INTO v_skus, v_dates, v_quantities
  FROM (
    SELECT hi.sku_id, h.start_date + n AS date, sum(hi.quantity)::integer AS quantity
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (v_hold_ids)
    GROUP BY 1, 2
  ) d;

  PERFORM i.sku_id FROM inventory i
  JOIN unnest(v_skus, v_dates) AS k(sku_id, date) ON k.sku_id = i.sku_id AND k.date = i.date
  WHERE i.listing_id = p_listing_id
  ORDER BY i.sku_id, i.date
  FOR NO KEY UPDATE OF i;

  UPDATE inventory i
  SET held = i.held + v_held_sign * d.quantity, reserved = i.reserved + v_reserved_sign * d.quantity
  FROM unnest(v_skus, v_dates, v_quantities) AS d(sku_id, date, quantity)
  WHERE i.listing_id = p_listing_id AND i.sku_id = d.sku_id AND i.date = d.date;

  UPDATE hold h
  SET status = p_to,
      ended_at = CASE WHEN p_to = 'confirmed' THEN NULL ELSE clock_timestamp() END,
      end_cause = CASE WHEN p_to = 'confirmed' THEN NULL ELSE p_cause END
  WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (v_hold_ids);

  INSERT INTO event (listing_id, subject_id, type, cause)
  SELECT p_listing_id, ended.hold_id, 'hold.' || p_to, p_cause FROM unnest(v_hold_ids) AS ended(hold_id);

  IF p_to IN ('released', 'expired') THEN
    WITH rejected AS (
      UPDATE reservation r SET status = 'rejected', cause = p_cause
      WHERE r.listing_id = p_listing_id AND r.hold_id = ANY (v_hold_ids) AND r.status = 'pending'
      RETURNING r.reservation_id
    )
    INSERT INTO event (listing_id, subject_id, type, cause)
    SELECT p_listing_id, rejected.reservation_id, 'reservation.rejected', p_cause FROM rejected;
  END IF;

  RETURN QUERY SELECT unnest(v_hold_ids);
END $$;
