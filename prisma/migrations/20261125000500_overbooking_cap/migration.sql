-- Overbooking has a second bound: so many units beyond what there is, whatever the percentage says. A tenth of 300 rooms is
-- 30, and no hotel wants to find 30 beds elsewhere in one night.
--
--   limit = min(floor(total * (100 + percent) / 100), total + cap)
--
-- 10000 is no bound, since neither total nor percentage can be more. It stands in the row like the percentage, so that a
-- hold looks nowhere else. The column takes what alignment left unused: a row is as long as before.
ALTER TABLE sku ADD COLUMN overbooking_cap smallint NOT NULL DEFAULT 10000;
ALTER TABLE sku ADD CONSTRAINT sku_overbooking_cap_check CHECK (overbooking_cap >= 0 AND overbooking_cap <= 10000);
ALTER TABLE inventory ADD COLUMN overbooking_cap smallint NOT NULL DEFAULT 10000;
ALTER TABLE inventory ADD CONSTRAINT inventory_overbooking_cap_check
  CHECK (overbooking_cap >= 0 AND overbooking_cap <= 10000) NOT VALID;
ALTER TABLE inventory VALIDATE CONSTRAINT inventory_overbooking_cap_check;

-- What may be sold on a row. Integer division floors.
CREATE FUNCTION inventory_limit(p_total integer, p_overbooking_percent integer, p_overbooking_cap integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(p_total * (100 + p_overbooking_percent) / 100, p_total + p_overbooking_cap);

-- Whoever asks for a limit says all of it from now on. It is one expression of functions that are long otherwise, so it is
-- replaced where it stands, in whatever version each of them is; the one without a bound goes, and a function that still
-- calls it fails instead of selling too much.
DO $$
DECLARE
  v_function record;
  v_changed text[] := '{}';
BEGIN
  FOR v_function IN
    SELECT p.oid, p.proname::text AS name, pg_get_functiondef(p.oid) AS text
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosrc LIKE '%inventory\_limit(%'
  LOOP
    EXECUTE regexp_replace(
      v_function.text, 'inventory_limit\((\w+)\.total, \1\.overbooking_percent\)',
      'inventory_limit(\1.total, \1.overbooking_percent, \1.overbooking_cap)', 'g'
    );
    v_changed := v_changed || v_function.name;
  END LOOP;
  IF NOT v_changed @> ARRAY['ledger_take', 'ledger_retake', 'price_lines'] THEN
    RAISE EXCEPTION 'only these ask for a limit: %', v_changed;
  END IF;
  IF EXISTS (
    SELECT 1 FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosrc ~ 'inventory_limit\([^()]*overbooking_percent\)'
  ) THEN
    RAISE EXCEPTION 'a function asks for a limit in other words';
  END IF;
END $$;
DROP FUNCTION inventory_limit(integer, integer);

-- How much may be sold beyond what there is, on each date of [p_from, p_until) there is inventory for; NULL leaves either
-- as it is. Lowering it below what is sold is always possible. p_is_standard: also for dates that are opened from now on.
-- A seat is sold once. Returns the rows written.
CREATE FUNCTION ledger_set_overbooking(
  p_listing_id integer, p_skus integer[], p_from date, p_until date, p_percent integer, p_cap integer,
  p_is_standard boolean
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_skus constant integer[] := ARRAY(
    SELECT s.sku_id FROM sku s
    WHERE s.listing_id = p_listing_id AND s.sku_id = ANY (p_skus) AND s.kind <> 'seat' ORDER BY s.sku_id
  );
  v_written integer;
BEGIN
  -- Nights that are being opened at this moment have read what was the standard before.
  PERFORM hotel_rooms_lock(p_listing_id);
  IF p_is_standard THEN
    UPDATE sku s
    SET overbooking_percent = coalesce(p_percent, s.overbooking_percent),
        overbooking_cap = coalesce(p_cap, s.overbooking_cap)
    WHERE s.listing_id = p_listing_id AND s.sku_id = ANY (v_skus)
      AND (s.overbooking_percent, s.overbooking_cap)
        IS DISTINCT FROM (coalesce(p_percent, s.overbooking_percent), coalesce(p_cap, s.overbooking_cap));
  END IF;
  PERFORM i.date FROM inventory i
  WHERE i.listing_id = p_listing_id AND i.sku_id = ANY (v_skus) AND i.date >= p_from AND i.date < p_until
    AND (i.overbooking_percent <> p_percent OR i.overbooking_cap <> p_cap)
  ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  UPDATE inventory i
  SET overbooking_percent = coalesce(p_percent, i.overbooking_percent),
      overbooking_cap = coalesce(p_cap, i.overbooking_cap)
  WHERE i.listing_id = p_listing_id AND i.sku_id = ANY (v_skus) AND i.date >= p_from AND i.date < p_until
    AND (i.overbooking_percent <> p_percent OR i.overbooking_cap <> p_cap);
  GET DIAGNOSTICS v_written = ROW_COUNT;
  RETURN v_written;
END $$;
