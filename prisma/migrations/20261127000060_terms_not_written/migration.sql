-- `free_cancellation_hours`, `cancellation_fee_percent` and `cancellation_fee_nights` of a listing are read by nothing since
-- policies have rows of their own, and from now on written by nothing. They are dropped by a later release: processes of the
-- one before this still name them when they add a flight or a hotel, and run beside this schema while it is rolled out.
CREATE OR REPLACE FUNCTION supplier_listings(p_supplier text, p_lanes integer) RETURNS SETOF integer
LANGUAGE plpgsql AS $$
DECLARE
  v_codes constant text[] := ARRAY(
    SELECT 'supplier:' || p_supplier || ':' || to_char(n, 'FM00') FROM generate_series(1, p_lanes) AS n ORDER BY n
  );
BEGIN
  IF (SELECT count(*) FROM listing l WHERE l.code = ANY (v_codes)) < p_lanes THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('supplier_listings', 0));
    INSERT INTO listing (listing_id, kind, code, currency, timezone)
    SELECT
      coalesce((SELECT max(l.listing_id) FROM listing l WHERE l.kind = 'supplier'), 2000000000)
        + row_number() OVER (ORDER BY c.code),
      'supplier', c.code, 'XXX', 'UTC'
    FROM unnest(v_codes) AS c(code)
    WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.code = c.code);
  END IF;
  RETURN QUERY SELECT l.listing_id FROM listing l WHERE l.code = ANY (v_codes) ORDER BY l.code;
END $$;
