-- Rows whose counters differ from the sums over live holds and reservations. Each change writes both in one
-- transaction, so one statement's snapshot compares them online, without a lock.
CREATE FUNCTION ledger_verify(p_listing_from integer, p_listing_to integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer
)
LANGUAGE sql STABLE AS $$
  SELECT
    coalesce(i.listing_id, c.listing_id), coalesce(i.sku_id, c.sku_id), coalesce(i.date, c.date),
    i.held::integer, coalesce(c.held, 0), i.reserved::integer, coalesce(c.reserved, 0)
  FROM (
    SELECT x.* FROM inventory x WHERE x.listing_id >= p_listing_from AND x.listing_id <= p_listing_to
  ) i
  FULL JOIN (
    SELECT
      h.listing_id, hi.sku_id, h.start_date + n AS date,
      coalesce(sum(hi.quantity) FILTER (WHERE h.status <> 'confirmed'), 0)::integer AS held,
      coalesce(sum(hi.quantity) FILTER (WHERE h.status = 'confirmed'), 0)::integer AS reserved
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id >= p_listing_from AND h.listing_id <= p_listing_to
      AND h.status IN ('active', 'paying', 'confirmed')
    GROUP BY 1, 2, 3
  ) c ON c.listing_id = i.listing_id AND c.sku_id = i.sku_id AND c.date = i.date
  WHERE i.listing_id IS NULL OR i.held <> coalesce(c.held, 0) OR i.reserved <> coalesce(c.reserved, 0)
  ORDER BY 1, 2, 3
$$;

-- Sets the counters of one listing to those sums and returns what it changed. With the rows locked, no change of
-- a hold on them can be half done: its counters and its status commit together.
CREATE FUNCTION ledger_repair(p_listing_id integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM i.date FROM inventory i WHERE i.listing_id = p_listing_id ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  RETURN QUERY
  WITH wrong AS MATERIALIZED (SELECT * FROM ledger_verify(p_listing_id, p_listing_id)), mended AS (
    UPDATE inventory i SET held = w.expected_held, reserved = w.expected_reserved
    FROM wrong w
    WHERE i.listing_id = p_listing_id AND i.sku_id = w.sku_id AND i.date = w.date
  ), told AS (
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    SELECT
      w.listing_id, '00000000-0000-0000-0000-000000000000', 'inventory.repaired', 'ledger_repair', to_jsonb(w)
    FROM wrong w
  )
  SELECT * FROM wrong;
END $$;
