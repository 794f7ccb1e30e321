-- Makes a room one of another type of its hotel, and has the totals of both follow, in one transaction: the night of today and
-- all later ones. Not while a guest has the room, who has paid for what it is.
--
-- Rooms are chosen for guests who arrive under the lock of the hotel's row, so whoever has been given this one is seen here,
-- and whoever comes after sees its new type. Lock order: rooms of the hotel -> hotel -> room -> inventory.
--
-- Outcomes: changed · repeated (is of that type) · room_not_found · room_type_not_found · occupied.
CREATE FUNCTION room_change_type(p_listing_id integer, p_room_id integer, p_sku_id integer)
RETURNS TABLE (outcome text, nights_changed integer)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_from integer;
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  PERFORM 1 FROM hotel x WHERE x.listing_id = p_listing_id FOR NO KEY UPDATE;
  SELECT r.sku_id INTO v_from FROM room r
  WHERE r.listing_id = p_listing_id AND r.room_id = p_room_id
  FOR NO KEY UPDATE;
  nights_changed := 0;
  outcome := CASE
    WHEN v_from IS NULL THEN 'room_not_found'
    WHEN NOT EXISTS (
      SELECT 1 FROM room_type t WHERE t.listing_id = p_listing_id AND t.sku_id = p_sku_id
    ) THEN 'room_type_not_found'
    WHEN v_from = p_sku_id THEN 'repeated'
    WHEN EXISTS (
      SELECT 1 FROM room_assignment a
      WHERE a.listing_id = p_listing_id AND a.room_id = p_room_id AND a.is_occupied
    ) THEN 'occupied'
  END;
  IF outcome IS NULL THEN
    UPDATE room r SET sku_id = p_sku_id WHERE r.listing_id = p_listing_id AND r.room_id = p_room_id;
    nights_changed := ledger_follow_rooms(p_listing_id, ARRAY[v_from, p_sku_id]);
    outcome := 'changed';
  END IF;
  RETURN NEXT;
END $$;
