-- A counter that is set right may make another price, and no hold tells of it: the nights are marked, as those a guest has
-- left are. One mark for the listing, over all that was wrong: prices go by the occupancy of more than the row itself (a hotel
-- without tables of its room types, a cabin of seats). What was wrong in `total` is marked by its own trigger.
CREATE OR REPLACE FUNCTION ledger_repair(p_listing_id integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer, total integer, expected_total integer
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  PERFORM i.date FROM inventory i WHERE i.listing_id = p_listing_id ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  RETURN QUERY
  WITH wrong AS MATERIALIZED (SELECT * FROM ledger_verify(p_listing_id, p_listing_id)), mended AS (
    UPDATE inventory i SET held = w.expected_held, reserved = w.expected_reserved, total = w.expected_total
    FROM wrong w
    WHERE i.listing_id = p_listing_id AND i.sku_id = w.sku_id AND i.date = w.date
  ), told AS (
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    SELECT
      w.listing_id, '00000000-0000-0000-0000-000000000000', 'inventory.repaired', 'ledger_repair', to_jsonb(w)
    FROM wrong w
  ), marked AS (
    INSERT INTO price_stale AS s (listing_id, sku_id, cause, start_date, end_date)
    SELECT p_listing_id, 0, 'occupancy', min(w.date), max(w.date) + 1
    FROM wrong w JOIN listing l ON l.listing_id = w.listing_id AND l.pricing_revision > 0
    WHERE (w.held, w.reserved) <> (w.expected_held, w.expected_reserved)
    HAVING count(*) > 0
    ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE
    SET start_date = least(s.start_date, excluded.start_date), end_date = greatest(s.end_date, excluded.end_date)
  )
  SELECT * FROM wrong;
END $$;
