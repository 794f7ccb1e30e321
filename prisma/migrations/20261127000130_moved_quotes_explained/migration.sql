-- A line of a quote that goes by another room type from now on, as whoever was moved keeps the price. What it was made from
-- stays with it, and so does the room type it was made for (`pricedAs`, the first one however often it is moved): it can be
-- made again. Lines that keep no inputs have nothing to be made again from; of those moved before this the inputs are gone.
CREATE OR REPLACE FUNCTION quote_line_moved(p_line jsonb, p_sku_id integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN p_line ->> 7 IS NULL THEN jsonb_set(p_line, '{0}', to_jsonb(p_sku_id))
  ELSE jsonb_set(
    jsonb_set(p_line, '{0}', to_jsonb(p_sku_id)), '{8}',
    jsonb_build_object('pricedAs', p_line -> 0) || coalesce(p_line -> 8, '{}')
  )
END;
