-- What a file says of a room type's overbooking is its standard, and the nights that have the standard follow: otherwise a
-- room type would say one thing, and its open nights sell another. A night that was given its own keeps it, as one whose
-- total was set keeps its distance.
--
-- NULL leaves either as it is. Returns how many nights changed: today and later ones.
CREATE FUNCTION ledger_change_overbooking(
  p_listing_id integer, p_sku_id integer, p_percent integer, p_cap integer
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_today date;
  v_old sku;
  v_percent integer;
  v_cap integer;
  v_written integer;
BEGIN
  -- Nights that are being opened at this moment have read what was the standard before.
  PERFORM hotel_rooms_lock(p_listing_id);
  SELECT (now() AT TIME ZONE l.timezone)::date INTO v_today FROM listing l WHERE l.listing_id = p_listing_id;
  SELECT s.* INTO v_old FROM sku s
  WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id AND s.kind = 'room_type'
  FOR NO KEY UPDATE;
  v_percent := coalesce(p_percent, v_old.overbooking_percent);
  v_cap := coalesce(p_cap, v_old.overbooking_cap);
  IF v_old.sku_id IS NULL OR (v_old.overbooking_percent, v_old.overbooking_cap) = (v_percent, v_cap) THEN
    RETURN 0;
  END IF;
  UPDATE sku s SET overbooking_percent = v_percent, overbooking_cap = v_cap
  WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id;
  PERFORM i.date FROM inventory i
  WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date >= v_today
    AND (
      (i.overbooking_percent = v_old.overbooking_percent AND i.overbooking_percent <> v_percent)
      OR (i.overbooking_cap = v_old.overbooking_cap AND i.overbooking_cap <> v_cap)
    )
  ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  UPDATE inventory i
  SET overbooking_percent = CASE
        WHEN i.overbooking_percent = v_old.overbooking_percent THEN v_percent ELSE i.overbooking_percent
      END,
      overbooking_cap = CASE WHEN i.overbooking_cap = v_old.overbooking_cap THEN v_cap ELSE i.overbooking_cap END
  WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date >= v_today
    AND (
      (i.overbooking_percent = v_old.overbooking_percent AND i.overbooking_percent <> v_percent)
      OR (i.overbooking_cap = v_old.overbooking_cap AND i.overbooking_cap <> v_cap)
    );
  GET DIAGNOSTICS v_written = ROW_COUNT;
  RETURN v_written;
END $$;
