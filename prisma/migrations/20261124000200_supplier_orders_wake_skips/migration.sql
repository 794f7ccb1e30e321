-- Orders whose holds have ended are due now; returns how many. NULL for all listings: what a process that died has told
-- nobody. Orders that are held are few, as many as live holds of offers at most.
-- Nobody is waited for who has one of them in hand: two processes that woke many at the same time, each in a sequence of
-- its own, were a deadlock. What is left out is woken by the sweep of the next second.
CREATE OR REPLACE FUNCTION supplier_orders_wake(p_listing_ids integer[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  UPDATE supplier_order o SET next_look_at = clock_timestamp()
  FROM (
    SELECT d.listing_id, d.hold_id, d.attempt
    FROM supplier_order d
    JOIN hold h ON h.listing_id = d.listing_id AND h.hold_id = d.hold_id
    WHERE (p_listing_ids IS NULL OR d.listing_id = ANY (p_listing_ids))
      AND d.status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling')
      AND d.status || '' = 'awaiting_payment' AND d.next_look_at > clock_timestamp()
      AND h.status IN ('released', 'expired', 'canceled')
    FOR NO KEY UPDATE OF d SKIP LOCKED
  ) ended
  WHERE o.listing_id = ended.listing_id AND o.hold_id = ended.hold_id AND o.attempt = ended.attempt;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
