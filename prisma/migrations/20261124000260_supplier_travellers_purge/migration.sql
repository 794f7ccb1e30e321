-- Who flew is personal data, passports among it: it is kept as long as the journey needs it, and no longer. The flights and
-- what they cost stay, as with any other reservation.

ALTER TABLE supplier_hold ADD COLUMN travellers_purged_at timestamptz;
CREATE INDEX supplier_hold_purge_idx ON supplier_hold (created_at) WHERE travellers_purged_at IS NULL;

-- Forgets who was to fly with what is over for p_kept_days: a flight that was booked after it has departed, anything else
-- after its hold has ended. What was said by a supplier of a refusal may name them, too. Nothing is forgotten of an order that
-- is still open. Returns how many holds, p_limit at most.
CREATE FUNCTION supplier_travellers_purge(p_kept_days integer, p_limit integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  WITH due AS (
    SELECT h.listing_id, h.hold_id
    FROM supplier_hold s
    JOIN hold h ON h.listing_id = s.listing_id AND h.hold_id = s.hold_id
    WHERE s.travellers_purged_at IS NULL
      AND s.created_at < now() - make_interval(days => p_kept_days)
      AND (
        (h.status = 'confirmed' AND h.start_date < current_date - p_kept_days)
        OR (h.status IN ('released', 'expired', 'canceled') AND h.ended_at < now() - make_interval(days => p_kept_days))
      )
      AND NOT EXISTS (
        SELECT 1 FROM supplier_order o
        WHERE o.listing_id = s.listing_id AND o.hold_id = s.hold_id
          AND o.status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling')
      )
    ORDER BY s.created_at
    LIMIT p_limit
    FOR NO KEY UPDATE OF h SKIP LOCKED
  ), silent AS (
    UPDATE supplier_order o SET refused_message = NULL
    FROM due d
    WHERE o.listing_id = d.listing_id AND o.hold_id = d.hold_id AND o.refused_message IS NOT NULL
  )
  UPDATE supplier_hold s SET passengers = '[]', travellers_purged_at = now()
  FROM due d
  WHERE s.listing_id = d.listing_id AND s.hold_id = d.hold_id;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
