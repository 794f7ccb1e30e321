-- Sets `total` of many SKUs of one listing on each date of a half-open range, and makes the rows that are missing
-- with the overbooking of their SKU (rows that exist keep theirs). What ledger_set_total does for one SKU costs the same
-- for the two hundred seats of a flight. Rows are written in primary-key order. Returns the number of rows written.
CREATE FUNCTION ledger_set_totals(
  p_listing_id integer, p_skus integer[], p_totals integer[], p_start date, p_end date
) RETURNS integer
LANGUAGE sql AS $$
  WITH written AS (
    INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
    SELECT
      s.listing_id, s.sku_id, p_start + n,
      CASE WHEN s.kind = 'seat' THEN least(t.total, 1) ELSE t.total END, s.overbooking_percent
    FROM unnest(p_skus, p_totals) AS t(sku_id, total)
    JOIN sku s ON s.listing_id = p_listing_id AND s.sku_id = t.sku_id
    CROSS JOIN generate_series(0, p_end - p_start - 1) AS n
    ORDER BY s.sku_id, n
    ON CONFLICT (listing_id, sku_id, date) DO UPDATE SET total = excluded.total
    RETURNING 1
  )
  SELECT count(*)::integer FROM written
$$;
