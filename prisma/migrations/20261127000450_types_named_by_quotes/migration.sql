-- A room type can be promised to somebody who has no rooms of it: who was taken to another hotel, and who left on the day of
-- arrival, gave the rooms back and with them the items of the hold. The reservation is still of that type, by the lines of its
-- quote, and is read and refunded by them. So it is not removed.

-- The holds that name some SKUs of a listing: by what they have, and those that have nothing by their quote. (A hold that was
-- moved to another type of its hotel has both by the new one.)
CREATE FUNCTION skus_named(p_listing_id integer, p_skus integer[])
RETURNS TABLE (listing_id integer, hold_id uuid, sku_id integer)
LANGUAGE sql STABLE AS $$
  SELECT hi.listing_id, hi.hold_id, hi.sku_id
  FROM hold_item hi
  WHERE hi.listing_id = p_listing_id AND hi.sku_id = ANY (p_skus)
  UNION ALL
  SELECT h.listing_id, h.hold_id, (q.line ->> 0)::integer
  FROM hold h
  CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(h.quote) = 'array' THEN h.quote ELSE '[]' END) AS q(line)
  WHERE h.listing_id = p_listing_id AND (q.line ->> 0)::integer = ANY (p_skus)
    AND NOT EXISTS (SELECT 1 FROM hold_item x WHERE x.listing_id = h.listing_id AND x.hold_id = h.hold_id)
$$;

-- One expression of a function that is long otherwise, replaced where it stands: both looks for what is promised, and what
-- its answer goes by.
DO $$
DECLARE
  v_text constant text := pg_get_functiondef('catalogue_remove_skus'::regproc);
BEGIN
  IF array_length(string_to_array(v_text, 'FROM hold_item x'), 1) <> 4 THEN
    RAISE EXCEPTION 'catalogue_remove_skus is not what this changes';
  END IF;
  EXECUTE replace(v_text, 'FROM hold_item x', 'FROM skus_named(p_listing_id, p_skus) x');
END $$;
