-- What exists on a range of dates [p_start, p_end). Lowering it below what is sold is always possible: the rows are
-- then oversold and refuse new holds. p_overbooking_percent NULL keeps the SKU's own; a seat is there once at most,
-- whatever is asked. Returns the rows written.
CREATE FUNCTION ledger_set_total(
  p_listing_id integer, p_sku_id integer, p_start date, p_end date, p_total integer,
  p_overbooking_percent integer DEFAULT NULL
) RETURNS integer
LANGUAGE sql AS $$
  WITH written AS (
    INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
    SELECT
      s.listing_id, s.sku_id, p_start + n,
      CASE WHEN s.kind = 'seat' THEN least(p_total, 1) ELSE p_total END,
      CASE WHEN s.kind = 'seat' THEN 0 ELSE coalesce(p_overbooking_percent, s.overbooking_percent) END
    FROM sku s CROSS JOIN generate_series(0, p_end - p_start - 1) AS n
    WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id
    ORDER BY n
    ON CONFLICT (listing_id, sku_id, date) DO UPDATE
    SET total = excluded.total, overbooking_percent = excluded.overbooking_percent
    RETURNING 1
  )
  SELECT count(*)::integer FROM written
$$;

-- Adds p_delta physical units to every date from p_from on: a room that was repaired, or one that burst a pipe.
CREATE FUNCTION ledger_adjust_total(p_listing_id integer, p_sku_id integer, p_from date, p_delta integer)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_changed integer;
  v_is_seat constant boolean := EXISTS (
    SELECT 1 FROM sku s WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id AND s.kind = 'seat'
  );
BEGIN
  PERFORM i.date FROM inventory i
  WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date >= p_from
  ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  UPDATE inventory i
  SET total = CASE WHEN v_is_seat THEN least(greatest(i.total + p_delta, 0), 1) ELSE greatest(i.total + p_delta, 0) END
  WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date >= p_from;
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  RETURN v_changed;
END $$;
