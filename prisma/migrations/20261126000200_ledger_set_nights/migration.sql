-- What a file says of the nights of a room type, in one write: how many units there are and how much is sold beyond them.
--
-- Units are said in one of two ways. p_total: so many there are, as ledger_set_total has it. p_added: so many more (or fewer)
-- than there are rooms, whatever is out of order: it does not depend on what else of the hotel is there already, so that
-- loading it before the outages, after them, or twice comes to the same. p_overbooking_percent and p_overbooking_cap: NULL is
-- the room type's own.

-- Half open. Returns the rows written.
CREATE FUNCTION ledger_set_nights(
  p_listing_id integer, p_sku_id integer, p_start date, p_end date, p_total integer, p_added integer,
  p_overbooking_percent integer, p_overbooking_cap integer
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_written integer;
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent, overbooking_cap, total_offset)
  SELECT
    s.listing_id, s.sku_id, r.date, coalesce(p_total, inventory_total(r.rooms, p_added)),
    coalesce(p_overbooking_percent, s.overbooking_percent), coalesce(p_overbooking_cap, s.overbooking_cap),
    coalesce(p_total - r.rooms, p_added)
  FROM sku s -- read under the lock
  CROSS JOIN rooms_in_order(p_listing_id, p_sku_id, p_start, p_end) r
  WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id AND s.kind = 'room_type'
  ORDER BY r.date
  ON CONFLICT (listing_id, sku_id, date) DO UPDATE
  SET total = excluded.total, overbooking_percent = excluded.overbooking_percent,
      overbooking_cap = excluded.overbooking_cap, total_offset = excluded.total_offset;
  GET DIAGNOSTICS v_written = ROW_COUNT;
  RETURN v_written;
END $$;
