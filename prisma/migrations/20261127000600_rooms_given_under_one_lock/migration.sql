-- Rooms are given to guests under the lock under which they go out of order or service, change or are removed. It was a lock
-- of the hotel's row, which nobody but the desk takes: a room that was being given and one that was going out of order at that
-- moment could be the same, and neither side saw the other.
--
-- Lock order: the hold of the reservation -> rooms of the hotel (hotel_rooms_lock) -> inventory by primary key. Who has the lock
-- of a hotel's rooms waits for no hold.
DO $$
DECLARE
  v_name text;
  v_text text;
  v_was constant text := 'PERFORM 1 FROM hotel x WHERE x.listing_id = v_place FOR NO KEY UPDATE;';
BEGIN
  FOREACH v_name IN ARRAY ARRAY['stay_check_in', 'stay_change_room'] LOOP
    v_text := pg_get_functiondef(v_name::regproc);
    IF array_length(string_to_array(v_text, v_was), 1) <> 2 THEN
      RAISE EXCEPTION '% is not what this changes', v_name;
    END IF;
    EXECUTE replace(v_text, v_was, 'PERFORM hotel_rooms_lock(v_place);');
  END LOOP;
END $$;
