-- A night whose overbooking was set keeps it when its total is set: New Year's Eve was given 0 % on purpose, and is not sold
-- over again because somebody counts the rooms of that week. Only rows that are made begin with what their SKU has.

-- What exists on a range of dates [p_start, p_end), set by hand: of a room type the difference to its rooms is kept, so that
-- rooms that come and go still count. Lowering it below what is sold is always possible: the rows are then oversold and
-- refuse new holds. p_overbooking_percent NULL keeps that of each row, and its cap always stays; a seat is there once at most,
-- whatever is asked. Returns the rows written.
CREATE OR REPLACE FUNCTION ledger_set_total(
  p_listing_id integer, p_sku_id integer, p_start date, p_end date, p_total integer,
  p_overbooking_percent integer DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_sku sku;
  v_written integer;
BEGIN
  SELECT s.* INTO v_sku FROM sku s WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id;
  IF v_sku.kind = 'room_type' THEN
    PERFORM hotel_rooms_lock(p_listing_id);
  END IF;
  INSERT INTO inventory AS i (listing_id, sku_id, date, total, overbooking_percent, overbooking_cap, total_offset)
  SELECT
    s.listing_id, s.sku_id, r.date,
    CASE WHEN s.kind = 'seat' THEN least(p_total, 1) ELSE p_total END,
    CASE WHEN s.kind = 'seat' THEN 0 ELSE coalesce(p_overbooking_percent, s.overbooking_percent) END,
    s.overbooking_cap,
    CASE WHEN s.kind = 'room_type' THEN p_total - r.rooms ELSE 0 END
  FROM sku s -- read again: whoever had the lock may have changed it
  CROSS JOIN rooms_in_order(p_listing_id, p_sku_id, p_start, p_end) r
  WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id
  ORDER BY r.date
  ON CONFLICT (listing_id, sku_id, date) DO UPDATE
  SET total = excluded.total, total_offset = excluded.total_offset,
      overbooking_percent = CASE
        WHEN p_overbooking_percent IS NULL THEN i.overbooking_percent ELSE excluded.overbooking_percent
      END;
  GET DIAGNOSTICS v_written = ROW_COUNT;
  RETURN v_written;
END $$;

-- What a file says of the nights of a room type, in one write: how many units there are and how much is sold beyond them.
--
-- Units are said in one of two ways. p_total: so many there are, as ledger_set_total has it. p_added: so many more (or fewer)
-- than there are rooms, whatever is out of order: it does not depend on what else of the hotel is there already, so that
-- loading it before the outages, after them, or twice comes to the same. p_overbooking_percent and p_overbooking_cap: NULL
-- says nothing, a row that is there keeps its own and a new one has the room type's.
--
-- Half open. Nights before the hotel's today are history and stay as they were, so that a file of yesterday can be loaded.
-- Returns the rows written.
CREATE OR REPLACE FUNCTION ledger_set_nights(
  p_listing_id integer, p_sku_id integer, p_start date, p_end date, p_total integer, p_added integer,
  p_overbooking_percent integer, p_overbooking_cap integer
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_start date;
  v_written integer;
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  SELECT greatest(p_start, (now() AT TIME ZONE l.timezone)::date) INTO v_start
  FROM listing l WHERE l.listing_id = p_listing_id;
  INSERT INTO inventory AS i (listing_id, sku_id, date, total, overbooking_percent, overbooking_cap, total_offset)
  SELECT
    s.listing_id, s.sku_id, r.date, coalesce(p_total, inventory_total(r.rooms, p_added)),
    coalesce(p_overbooking_percent, s.overbooking_percent), coalesce(p_overbooking_cap, s.overbooking_cap),
    coalesce(p_total - r.rooms, p_added)
  FROM sku s -- read under the lock
  CROSS JOIN rooms_in_order(p_listing_id, p_sku_id, v_start, p_end) r
  WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id AND s.kind = 'room_type'
  ORDER BY r.date
  ON CONFLICT (listing_id, sku_id, date) DO UPDATE
  SET total = excluded.total, total_offset = excluded.total_offset,
      overbooking_percent = coalesce(p_overbooking_percent, i.overbooking_percent),
      overbooking_cap = coalesce(p_overbooking_cap, i.overbooking_cap);
  GET DIAGNOSTICS v_written = ROW_COUNT;
  RETURN v_written;
END $$;
