-- A guest who was moved to another hotel arrives there: a stay, and the rooms it is given, are with the hotel that has the
-- rooms. It belongs to the hold that claims them, which is the reservation's own or the one it was moved to. Whoever acts on
-- a stay goes by the reservation and locks its own hold first, as payments, cancellations and moves do: so a stay is never
-- at two hotels.

ALTER TABLE stay ADD COLUMN hold_id uuid;
UPDATE stay s SET hold_id = r.hold_id
FROM reservation r WHERE r.listing_id = s.listing_id AND r.reservation_id = s.reservation_id;
ALTER TABLE stay ALTER COLUMN hold_id SET NOT NULL;
ALTER TABLE stay DROP CONSTRAINT stay_reservation_fkey;
ALTER TABLE stay ADD CONSTRAINT stay_hold_fkey FOREIGN KEY (listing_id, hold_id) REFERENCES hold (listing_id, hold_id);

-- Guests who were moved to a hotel, for its reports. Most reservations never are.
CREATE INDEX reservation_moved_idx ON reservation (moved_listing_id, start_date) WHERE moved_listing_id IS NOT NULL;

-- Whether the guest has arrived: then nobody is moved, and nothing is canceled any more.
CREATE FUNCTION stay_has_begun(p_listing_id integer, p_reservation_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM stay s
    WHERE s.listing_id = p_listing_id AND s.reservation_id = p_reservation_id AND s.status <> 'no_show'
  )
$$;

-- As before, but `hold`, `stay` and `hotel` are those of the hotel where the guest has rooms, and the clock is its.
-- Lock order: the reservation's own hold; whoever changes the other one has that lock, too.
CREATE OR REPLACE FUNCTION stay_lock(
  p_listing_id integer, p_reservation_id uuid,
  OUT reservation reservation, OUT hold hold, OUT stay stay, OUT hotel hotel, OUT local_now timestamp, OUT tonight date
)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM h.hold_id FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id
  )
  FOR NO KEY UPDATE;
  SELECT r.* INTO reservation FROM reservation r
  WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
  SELECT h.* INTO hold FROM hold h
  WHERE h.listing_id = coalesce(reservation.moved_listing_id, p_listing_id)
    AND h.hold_id = coalesce(reservation.moved_hold_id, reservation.hold_id);
  SELECT s.* INTO stay FROM stay s
  WHERE s.listing_id = hold.listing_id AND s.reservation_id = p_reservation_id;
  SELECT x.* INTO hotel FROM hotel x WHERE x.listing_id = hold.listing_id;
  SELECT clock_timestamp() AT TIME ZONE l.timezone INTO local_now FROM listing l WHERE l.listing_id = hold.listing_id;
  tonight := least(
    greatest((local_now - hotel.check_out_time::interval)::date, reservation.start_date), reservation.end_date - 1
  );
END $$;

-- What is told of a step at the desk: the rooms, and the hotel if it is not the one that was booked.
CREATE FUNCTION stay_event_data(p_listing_id integer, p_place_id integer, p_reservation_id uuid) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'rooms', stay_room_numbers(p_place_id, p_reservation_id), 'hotelId', nullif(p_place_id, p_listing_id)
  ))
$$;

-- As before, where the guest has rooms.
-- Outcomes: checked_in · repeated · not_found · not_paid · too_early · stay_over · no_room (faults).
CREATE OR REPLACE FUNCTION stay_check_in(p_listing_id integer, p_reservation_id uuid, p_room_ids integer[])
RETURNS TABLE (outcome text, faults jsonb)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_reservation reservation;
  v_hold hold;
  v_stay stay;
  v_hotel hotel;
  v_place integer; -- the hotel that has the rooms
  v_skus integer[];
  v_quantities integer[];
  v_chosen record;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_reservation := v_locked.reservation;
  v_hold := v_locked.hold;
  v_stay := v_locked.stay;
  v_hotel := v_locked.hotel;
  v_place := v_hotel.listing_id;
  SELECT array_agg(hi.sku_id), array_agg(hi.quantity::integer) INTO v_skus, v_quantities FROM hold_item hi
  WHERE hi.listing_id = v_place AND hi.hold_id = v_hold.hold_id;
  outcome := CASE
    WHEN v_reservation.reservation_id IS NULL OR v_place IS NULL THEN 'not_found'
    WHEN v_stay.status = 'checked_in' THEN 'repeated'
    WHEN v_stay.status = 'checked_out' THEN 'stay_over'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_locked.local_now::date < v_reservation.start_date THEN 'too_early'
    WHEN v_locked.local_now >= v_reservation.end_date + v_hotel.check_out_time::time THEN 'stay_over'
  END;
  IF outcome IS NULL THEN
    PERFORM 1 FROM hotel x WHERE x.listing_id = v_place FOR NO KEY UPDATE;
    v_chosen := rooms_choose(v_place, v_skus, v_quantities, p_room_ids, v_locked.tonight, v_reservation.end_date);
    IF v_chosen.faults IS NOT NULL THEN
      outcome := 'no_room';
      faults := v_chosen.faults;
    ELSE
      INSERT INTO stay AS s (listing_id, reservation_id, hold_id, status, checked_in_at)
      VALUES (v_place, p_reservation_id, v_hold.hold_id, 'checked_in', clock_timestamp())
      ON CONFLICT (listing_id, reservation_id) DO UPDATE
      SET status = excluded.status, checked_in_at = excluded.checked_in_at;
      INSERT INTO room_assignment (listing_id, reservation_id, room_id, start_date, end_date)
      SELECT v_place, p_reservation_id, n.room_id, v_locked.tonight, v_reservation.end_date
      FROM unnest(v_chosen.rooms) AS n(room_id) ORDER BY n.room_id;
      INSERT INTO event (listing_id, subject_id, type, data)
      VALUES (
        p_listing_id, p_reservation_id, 'stay.checked_in', stay_event_data(p_listing_id, v_place, p_reservation_id)
      );
      outcome := 'checked_in';
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- As before, where the guest has rooms.
CREATE OR REPLACE FUNCTION stay_check_out(p_listing_id integer, p_reservation_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_stay stay;
  v_place integer;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_stay := v_locked.stay;
  v_place := (v_locked.hotel).listing_id;
  IF (v_locked.reservation).reservation_id IS NULL OR v_place IS NULL THEN
    RETURN 'not_found';
  ELSIF v_stay.status = 'checked_out' THEN
    RETURN 'repeated';
  ELSIF v_stay.status IS DISTINCT FROM 'checked_in' THEN
    RETURN 'not_checked_in';
  END IF;
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES (p_listing_id, p_reservation_id, 'stay.checked_out', stay_event_data(p_listing_id, v_place, p_reservation_id));
  UPDATE room_assignment a
  SET is_occupied = false, end_date = least(a.end_date, greatest(a.start_date, v_locked.local_now::date))
  WHERE a.listing_id = v_place AND a.reservation_id = p_reservation_id AND a.is_occupied;
  UPDATE stay s SET status = 'checked_out', checked_out_at = clock_timestamp()
  WHERE s.listing_id = v_place AND s.reservation_id = p_reservation_id;
  RETURN 'checked_out';
END $$;

-- As before, where the guest has rooms.
CREATE OR REPLACE FUNCTION stay_change_room(
  p_listing_id integer, p_reservation_id uuid, p_from_room_id integer, p_to_room_id integer
) RETURNS TABLE (outcome text, faults jsonb)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_place integer;
  v_from room_assignment;
  v_skus integer[];
  v_chosen record;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_place := (v_locked.hotel).listing_id;
  SELECT a.* INTO v_from FROM room_assignment a
  WHERE a.listing_id = v_place AND a.reservation_id = p_reservation_id AND a.room_id = p_from_room_id
    AND a.is_occupied;
  outcome := CASE
    WHEN (v_locked.reservation).reservation_id IS NULL OR v_place IS NULL THEN 'not_found'
    WHEN (v_locked.stay).status IS DISTINCT FROM 'checked_in' THEN 'not_checked_in'
    WHEN EXISTS (
      SELECT 1 FROM room_assignment a
      WHERE a.listing_id = v_place AND a.reservation_id = p_reservation_id AND a.room_id = p_to_room_id
        AND a.is_occupied
    ) THEN 'repeated'
    WHEN v_from.room_id IS NULL THEN 'not_in_room'
    WHEN v_locked.local_now >= v_from.end_date + ((v_locked.hotel).check_out_time)::time THEN 'stay_over'
  END;
  IF outcome IS NULL THEN
    PERFORM 1 FROM hotel x WHERE x.listing_id = v_place FOR NO KEY UPDATE;
    SELECT ARRAY[r.sku_id] INTO v_skus FROM room r WHERE r.listing_id = v_place AND r.room_id = p_from_room_id;
    v_chosen := rooms_choose(
      v_place, v_skus, ARRAY[1], array_remove(ARRAY[p_to_room_id], NULL), v_locked.tonight, v_from.end_date
    );
    IF v_chosen.faults IS NOT NULL THEN
      outcome := 'no_room';
      faults := v_chosen.faults;
    ELSE
      UPDATE room_assignment a SET is_occupied = false, end_date = greatest(a.start_date, v_locked.tonight)
      WHERE a.listing_id = v_place AND a.reservation_id = p_reservation_id AND a.room_id = p_from_room_id
        AND a.is_occupied;
      INSERT INTO room_assignment (listing_id, reservation_id, room_id, start_date, end_date)
      VALUES (v_place, p_reservation_id, v_chosen.rooms[1], v_locked.tonight, v_from.end_date);
      INSERT INTO event (listing_id, subject_id, type, data)
      SELECT
        p_listing_id, p_reservation_id, 'stay.room_changed',
        jsonb_strip_nulls(jsonb_build_object(
          'fromRoom', f.number, 'toRoom', t.number, 'hotelId', nullif(v_place, p_listing_id)
        ))
      FROM room f JOIN room t ON t.listing_id = f.listing_id AND t.room_id = v_chosen.rooms[1]
      WHERE f.listing_id = v_place AND f.room_id = p_from_room_id;
      outcome := 'changed';
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- As before, where the guest has rooms: it is that hotel's hour of check-in. Fee and refund are by what was agreed with the
-- first one.
CREATE OR REPLACE FUNCTION stay_no_show(p_listing_id integer, p_reservation_id uuid, p_keep boolean, p_refund_id uuid)
RETURNS TABLE (outcome text, refund_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_reservation reservation;
  v_hold hold;
  v_place integer;
  v_terms jsonb;
  v_now constant timestamptz := clock_timestamp();
  v_payment_id uuid;
  v_fee bigint;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_reservation := v_locked.reservation;
  v_hold := v_locked.hold;
  v_place := (v_locked.hotel).listing_id;
  outcome := CASE
    WHEN v_reservation.reservation_id IS NULL OR v_place IS NULL THEN 'not_found'
    WHEN (v_locked.stay).status IN ('checked_in', 'checked_out') THEN 'stay_begun'
    WHEN (v_locked.stay).status = 'no_show' AND (p_keep OR v_reservation.status <> 'paid') THEN 'repeated'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_now < listing_begins_at(v_place, v_reservation.start_date) THEN 'too_early'
  END;
  IF outcome IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  INSERT INTO stay AS s (listing_id, reservation_id, hold_id, status, no_show_at)
  VALUES (v_place, p_reservation_id, v_hold.hold_id, 'no_show', v_now)
  ON CONFLICT (listing_id, reservation_id) DO NOTHING;
  IF p_keep THEN
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    VALUES (
      p_listing_id, p_reservation_id, 'stay.no_show', 'rooms_kept',
      CASE WHEN v_place <> p_listing_id THEN jsonb_build_object('hotelId', v_place) END
    );
  ELSE
    v_terms := reservation_terms(v_reservation);
    -- A hold that somebody was moved to has the lines of the first one's quote, at the same price.
    v_fee := CASE
      WHEN jsonb_typeof(v_terms -> 'noShowFee') = 'object'
        THEN cancellation_fee_minor(v_terms -> 'noShowFee', v_reservation.total_minor, v_hold.quote)
      ELSE (SELECT f.fee_minor FROM cancellation_fee_at(v_terms, v_reservation.total_minor, v_hold.quote, 'infinity') f)
    END;
    SELECT p.payment_id INTO v_payment_id FROM payment p
    WHERE p.listing_id = p_listing_id AND p.reservation_id = p_reservation_id
    ORDER BY p.attempt DESC LIMIT 1;
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    VALUES (
      p_listing_id, p_reservation_id, 'stay.no_show', 'rooms_freed',
      jsonb_strip_nulls(jsonb_build_object(
        'feeMinor', v_fee, 'currency', v_reservation.currency, 'hotelId', nullif(v_place, p_listing_id)
      ))
    );
    IF reservation_cancel_paid(
      v_reservation, v_payment_id, p_refund_id, v_reservation.total_minor - v_fee, 'no_show', v_now
    ) THEN
      refund_id := p_refund_id;
    END IF;
  END IF;
  outcome := 'no_show';
  RETURN NEXT;
END $$;

-- As before; a guest who did not come to the other hotel leaves its rooms for that reason.
CREATE OR REPLACE FUNCTION reservation_leave_elsewhere() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_settle(
    NEW.moved_listing_id, ARRAY[NEW.moved_hold_id], 'confirmed', 'canceled',
    CASE WHEN NEW.cause IN ('canceled_by_guest', 'canceled_by_admin', 'no_show') THEN NEW.cause ELSE 'canceled_by_admin' END
  );
  RETURN NULL;
END $$;

-- A guest who is marked as not coming while the rooms are kept may be moved; the mark goes along. The caller has locked the
-- reservation's hold.
CREATE FUNCTION stay_take_along(p_listing_id integer, p_reservation_id uuid, p_to_listing_id integer, p_to_hold_id uuid)
RETURNS void
LANGUAGE sql AS $$
  WITH left_there AS (
    DELETE FROM stay s WHERE s.listing_id = p_listing_id AND s.reservation_id = p_reservation_id
    RETURNING s.status, s.no_show_at
  )
  INSERT INTO stay (listing_id, reservation_id, hold_id, status, no_show_at)
  SELECT p_to_listing_id, p_reservation_id, p_to_hold_id, t.status, t.no_show_at FROM left_there t
$$;

-- Some expressions of functions that are long otherwise, replaced where they stand: nobody is moved who has arrived, a mark
-- goes along, and what cannot be canceled any more is asked of the hotel that has the rooms.
DO $$
DECLARE
  v_edit record;
  v_text text;
BEGIN
  FOR v_edit IN
    SELECT * FROM (VALUES
      (
        'reservation_move', 'WHEN v_hold.start_date < (',
        'WHEN stay_has_begun(p_listing_id, p_reservation_id) OR v_hold.start_date < ('
      ),
      (
        'reservation_move_elsewhere', 'WHEN v_hold.start_date < (',
        'WHEN stay_has_begun(p_listing_id, p_reservation_id) OR v_hold.start_date < ('
      ),
      (
        'reservation_move_elsewhere', '  UPDATE reservation r SET moved_listing_id',
        E'  PERFORM stay_take_along(p_listing_id, p_reservation_id, p_to_listing_id, p_to_hold_id);\n'
          || '  UPDATE reservation r SET moved_listing_id'
      ),
      (
        'reservation_cancel', 'WHERE s.listing_id = p_listing_id AND s.reservation_id = p_reservation_id',
        'WHERE s.listing_id = coalesce(v_reservation.moved_listing_id, p_listing_id) AND s.reservation_id = p_reservation_id'
      )
    ) AS e(name, was, becomes)
  LOOP
    v_text := pg_get_functiondef(v_edit.name::regproc);
    IF array_length(string_to_array(v_text, v_edit.was), 1) <> 2 THEN
      RAISE EXCEPTION '% is not what this changes', v_edit.name;
    END IF;
    EXECUTE replace(v_text, v_edit.was, v_edit.becomes);
  END LOOP;
END $$;
