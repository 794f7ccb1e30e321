-- Orders whose holds have ended are due now; returns how many. NULL for all listings: what a process that died has told
-- nobody. Orders that are held are few, as many as live holds of offers at most.
CREATE OR REPLACE FUNCTION supplier_orders_wake(p_listing_ids integer[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  UPDATE supplier_order o SET next_look_at = clock_timestamp()
  FROM hold h
  WHERE (p_listing_ids IS NULL OR o.listing_id = ANY (p_listing_ids))
    AND o.status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling')
    AND o.status || '' = 'awaiting_payment' AND o.next_look_at > clock_timestamp()
    AND h.listing_id = o.listing_id AND h.hold_id = o.hold_id AND h.status IN ('released', 'expired', 'canceled');
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
