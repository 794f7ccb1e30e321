-- The front desk: who has arrived, who has left, who did not come, and who has which room. Beside the money's state
-- (reservation.status) a stay has one of its own; a row is made when the desk first does something.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE stay (
  listing_id integer NOT NULL,
  reservation_id uuid NOT NULL,
  status text NOT NULL,
  checked_in_at timestamptz,
  checked_out_at timestamptz,
  no_show_at timestamptz,
  CONSTRAINT stay_pkey PRIMARY KEY (listing_id, reservation_id),
  CONSTRAINT stay_reservation_fkey FOREIGN KEY (listing_id, reservation_id)
    REFERENCES reservation (listing_id, reservation_id),
  CONSTRAINT stay_status_check CHECK (status IN ('checked_in', 'checked_out', 'no_show')),
  CONSTRAINT stay_checked_in_check CHECK (status = 'no_show' OR checked_in_at IS NOT NULL),
  CONSTRAINT stay_checked_out_check CHECK ((status = 'checked_out') = (checked_out_at IS NOT NULL)),
  CONSTRAINT stay_no_show_check CHECK (status <> 'no_show' OR no_show_at IS NOT NULL)
);

-- Who has which room on which nights; one row for each stretch in one room. A room that is left early, or changed, ends its
-- row: a row of no nights is one that was changed before the first. One room is never given twice: PostgreSQL sees to it,
-- whoever writes.
CREATE TABLE room_assignment (
  listing_id integer NOT NULL,
  reservation_id uuid NOT NULL,
  room_id integer NOT NULL,
  start_date date NOT NULL,
  end_date date NOT NULL,
  assigned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The guest is in it: until the key is given back.
  is_occupied boolean NOT NULL DEFAULT true,
  CONSTRAINT room_assignment_pkey PRIMARY KEY (listing_id, reservation_id, room_id, assigned_at),
  CONSTRAINT room_assignment_stay_fkey FOREIGN KEY (listing_id, reservation_id)
    REFERENCES stay (listing_id, reservation_id),
  CONSTRAINT room_assignment_room_fkey FOREIGN KEY (listing_id, room_id) REFERENCES room (listing_id, room_id)
    ON DELETE CASCADE,
  CONSTRAINT room_assignment_nights_check CHECK (end_date >= start_date),
  CONSTRAINT room_assignment_once_excl EXCLUDE USING gist (
    listing_id WITH =, room_id WITH =, daterange(start_date, end_date) WITH &&
  )
);
CREATE INDEX room_assignment_occupied_idx ON room_assignment (listing_id, room_id) WHERE is_occupied;

-- A room can be removed with its history, but not with a guest in it.
CREATE FUNCTION room_has_no_guest() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM room_assignment a
    WHERE a.listing_id = OLD.listing_id AND a.room_id = OLD.room_id AND a.is_occupied
  ) THEN
    RAISE EXCEPTION 'room % has a guest', OLD.number USING ERRCODE = '23503', CONSTRAINT = 'room_assignment_room_fkey';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER room_has_no_guest BEFORE DELETE ON room FOR EACH ROW EXECUTE FUNCTION room_has_no_guest();

ALTER TABLE hold DROP CONSTRAINT hold_end_cause_check;
ALTER TABLE hold ADD CONSTRAINT hold_end_cause_check CHECK (end_cause IN (
  'deadline_passed', 'released_by_guest', 'released_by_admin', 'replaced', 'payment_failed',
  'canceled_by_guest', 'canceled_by_admin', 'supplier_refused', 'canceled_by_supplier',
  'no_show'
)) NOT VALID;
ALTER TABLE hold VALIDATE CONSTRAINT hold_end_cause_check;

-- Whether a room is out of order on one of these nights.
CREATE FUNCTION room_is_out(p_listing_id integer, p_room_id integer, p_start date, p_end date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF to_regclass('room_outage') IS NULL THEN -- made by a later migration
    RETURN false;
  END IF;
  RETURN EXISTS (
    SELECT 1 FROM room_outage o
    WHERE o.listing_id = p_listing_id AND o.room_id = p_room_id AND o.start_date < p_end AND o.end_date > p_start
  );
END $$;

-- A hotel's rooms of some types, and why a room cannot be given for the nights of [p_start, p_end): NULL where it can.
CREATE FUNCTION rooms_for_nights(p_listing_id integer, p_skus integer[], p_start date, p_end date)
RETURNS TABLE (room_id integer, sku_id integer, floor smallint, number text, name text, blocked_by text)
LANGUAGE sql STABLE AS $$
  SELECT
    r.room_id, r.sku_id, r.floor, r.number, r.name,
    CASE
      WHEN NOT r.is_available OR room_is_out(r.listing_id, r.room_id, p_start, p_end) THEN 'out_of_order'
      WHEN EXISTS (
        SELECT 1 FROM room_assignment a
        WHERE a.listing_id = r.listing_id AND a.room_id = r.room_id
          AND daterange(a.start_date, a.end_date) && daterange(p_start, p_end)
      ) THEN 'assigned'
      -- Whoever should have left by now has not: nobody is sent into a room that is not empty.
      WHEN p_start <= (clock_timestamp() AT TIME ZONE l.timezone)::date AND EXISTS (
        SELECT 1 FROM room_assignment a
        WHERE a.listing_id = r.listing_id AND a.room_id = r.room_id AND a.is_occupied AND a.end_date <= p_start
      ) THEN 'occupied'
    END
  FROM room r JOIN listing l ON l.listing_id = r.listing_id
  WHERE r.listing_id = p_listing_id AND r.sku_id = ANY (p_skus)
$$;

-- Locks a reservation's hold, then reads it and its stay. `local_now` is the hotel's clock; the night a guest sleeps now,
-- `tonight`, lasts until rooms have to be left. NULLs where there is no such reservation of a hotel.
CREATE FUNCTION stay_lock(
  p_listing_id integer, p_reservation_id uuid,
  OUT reservation reservation, OUT hold hold, OUT stay stay, OUT hotel hotel, OUT local_now timestamp, OUT tonight date
)
LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.* INTO hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id
  )
  FOR NO KEY UPDATE;
  SELECT r.* INTO reservation FROM reservation r
  WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
  SELECT s.* INTO stay FROM stay s
  WHERE s.listing_id = p_listing_id AND s.reservation_id = p_reservation_id;
  SELECT x.* INTO hotel FROM hotel x WHERE x.listing_id = p_listing_id;
  SELECT clock_timestamp() AT TIME ZONE l.timezone INTO local_now FROM listing l WHERE l.listing_id = p_listing_id;
  tonight := least(
    greatest((local_now - hotel.check_out_time::interval)::date, reservation.start_date), reservation.end_date - 1
  );
END $$;

-- The rooms a guest gets: those named, and for the rest the lowest that are free, by floor and number. Of each reserved type
-- as many as were reserved. `faults` are named rooms that cannot be had, or types of which too few are free.
-- The caller has locked the hotel, so that two who choose at the same moment do not choose the same.
CREATE FUNCTION rooms_choose(
  p_listing_id integer, p_skus integer[], p_quantities integer[], p_named integer[], p_start date, p_end date,
  OUT rooms integer[], OUT faults jsonb
)
LANGUAGE sql STABLE AS $$
  WITH wanted AS (
    SELECT w.sku_id, w.quantity FROM unnest(p_skus, p_quantities) AS w(sku_id, quantity)
  ), named AS (
    SELECT DISTINCT n.room_id FROM unnest(p_named) AS n(room_id)
  ), candidate AS (
    SELECT
      c.*, n.room_id IS NOT NULL AS is_named,
      row_number() OVER (
        PARTITION BY c.sku_id ORDER BY n.room_id IS NULL, c.blocked_by IS NOT NULL, c.floor, length(c.number), c.number
      ) AS place
    FROM rooms_for_nights(p_listing_id, p_skus, p_start, p_end) c
    LEFT JOIN named n ON n.room_id = c.room_id
  ), refused AS (
    SELECT jsonb_build_object(
      'roomId', n.room_id, 'number', r.number,
      'reason', CASE
        WHEN r.room_id IS NULL THEN 'unknown'
        WHEN c.room_id IS NULL THEN 'other_room_type'
        WHEN c.blocked_by IS NOT NULL THEN c.blocked_by
        ELSE 'too_many'
      END
    ) AS fault
    FROM named n
    LEFT JOIN room r ON r.listing_id = p_listing_id AND r.room_id = n.room_id
    LEFT JOIN candidate c ON c.room_id = n.room_id
    LEFT JOIN wanted w ON w.sku_id = c.sku_id
    WHERE c.room_id IS NULL OR c.blocked_by IS NOT NULL OR c.place > w.quantity
  ), short AS (
    SELECT jsonb_build_object('roomTypeId', w.sku_id, 'missing', w.quantity - count(c.room_id), 'reason', 'none_free') AS fault
    FROM wanted w
    LEFT JOIN candidate c ON c.sku_id = w.sku_id AND (c.blocked_by IS NULL OR c.is_named) AND c.place <= w.quantity
    GROUP BY w.sku_id, w.quantity
    HAVING count(c.room_id) < w.quantity
  )
  SELECT
    ARRAY(
      SELECT c.room_id FROM candidate c JOIN wanted w ON w.sku_id = c.sku_id
      WHERE c.blocked_by IS NULL AND c.place <= w.quantity ORDER BY c.floor, length(c.number), c.number
    ),
    (SELECT jsonb_agg(f.fault) FROM (SELECT x.fault FROM refused x UNION ALL SELECT y.fault FROM short y) f)
$$;

-- The numbers of the rooms a stay has now.
CREATE FUNCTION stay_room_numbers(p_listing_id integer, p_reservation_id uuid) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(r.number ORDER BY r.floor, length(r.number), r.number), '[]')
  FROM room_assignment a
  JOIN room r ON r.listing_id = a.listing_id AND r.room_id = a.room_id
  WHERE a.listing_id = p_listing_id AND a.reservation_id = p_reservation_id AND a.is_occupied
$$;

-- The guest has arrived, and gets rooms for the nights that are left. From the day of arrival on, until the stay is over; a
-- guest who was marked as not coming while the rooms were kept may come after all.
-- Outcomes: checked_in · repeated · not_found · not_paid · too_early · stay_over · moved_elsewhere (no rooms here) · no_room
-- (faults).
CREATE FUNCTION stay_check_in(p_listing_id integer, p_reservation_id uuid, p_room_ids integer[])
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
  v_skus integer[];
  v_quantities integer[];
  v_chosen record;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_reservation := v_locked.reservation;
  v_hold := v_locked.hold;
  v_stay := v_locked.stay;
  v_hotel := v_locked.hotel;
  SELECT array_agg(hi.sku_id), array_agg(hi.quantity::integer) INTO v_skus, v_quantities FROM hold_item hi
  WHERE hi.listing_id = p_listing_id AND hi.hold_id = v_hold.hold_id;
  outcome := CASE
    WHEN v_reservation.reservation_id IS NULL OR v_hotel.listing_id IS NULL THEN 'not_found'
    WHEN v_stay.status = 'checked_in' THEN 'repeated'
    WHEN v_stay.status = 'checked_out' THEN 'stay_over'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_locked.local_now::date < v_reservation.start_date THEN 'too_early'
    WHEN v_locked.local_now >= v_reservation.end_date + v_hotel.check_out_time::time THEN 'stay_over'
    WHEN v_skus IS NULL THEN 'moved_elsewhere'
  END;
  IF outcome IS NULL THEN
    PERFORM 1 FROM hotel x WHERE x.listing_id = p_listing_id FOR NO KEY UPDATE;
    v_chosen := rooms_choose(
      p_listing_id, v_skus, v_quantities, p_room_ids, v_locked.tonight, v_reservation.end_date
    );
    IF v_chosen.faults IS NOT NULL THEN
      outcome := 'no_room';
      faults := v_chosen.faults;
    ELSE
      INSERT INTO stay AS s (listing_id, reservation_id, status, checked_in_at)
      VALUES (p_listing_id, p_reservation_id, 'checked_in', clock_timestamp())
      ON CONFLICT (listing_id, reservation_id) DO UPDATE
      SET status = excluded.status, checked_in_at = excluded.checked_in_at;
      INSERT INTO room_assignment (listing_id, reservation_id, room_id, start_date, end_date)
      SELECT p_listing_id, p_reservation_id, n.room_id, v_locked.tonight, v_reservation.end_date
      FROM unnest(v_chosen.rooms) AS n(room_id) ORDER BY n.room_id;
      INSERT INTO event (listing_id, subject_id, type, data)
      VALUES (
        p_listing_id, p_reservation_id, 'stay.checked_in',
        jsonb_build_object('rooms', stay_room_numbers(p_listing_id, p_reservation_id))
      );
      outcome := 'checked_in';
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- The guest has left. What is left of the nights is no longer kept in those rooms, so that somebody else can have them; what
-- was sold stays sold. Outcomes: checked_out · repeated · not_found · not_checked_in.
CREATE FUNCTION stay_check_out(p_listing_id integer, p_reservation_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_stay stay;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_stay := v_locked.stay;
  IF (v_locked.reservation).reservation_id IS NULL OR (v_locked.hotel).listing_id IS NULL THEN
    RETURN 'not_found';
  ELSIF v_stay.status = 'checked_out' THEN
    RETURN 'repeated';
  ELSIF v_stay.status IS DISTINCT FROM 'checked_in' THEN
    RETURN 'not_checked_in';
  END IF;
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES (
    p_listing_id, p_reservation_id, 'stay.checked_out',
    jsonb_build_object('rooms', stay_room_numbers(p_listing_id, p_reservation_id))
  );
  UPDATE room_assignment a
  SET is_occupied = false, end_date = least(a.end_date, greatest(a.start_date, v_locked.local_now::date))
  WHERE a.listing_id = p_listing_id AND a.reservation_id = p_reservation_id AND a.is_occupied;
  UPDATE stay s SET status = 'checked_out', checked_out_at = clock_timestamp()
  WHERE s.listing_id = p_listing_id AND s.reservation_id = p_reservation_id;
  RETURN 'checked_out';
END $$;

-- The guest has another room from tonight on: the one named, or the lowest that is free of the same type.
-- Outcomes: changed · repeated (has that room) · not_found · not_checked_in · not_in_room (is not in p_from_room_id) ·
-- stay_over · no_room (faults).
CREATE FUNCTION stay_change_room(
  p_listing_id integer, p_reservation_id uuid, p_from_room_id integer, p_to_room_id integer
) RETURNS TABLE (outcome text, faults jsonb)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_from room_assignment;
  v_skus integer[];
  v_chosen record;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  SELECT a.* INTO v_from FROM room_assignment a
  WHERE a.listing_id = p_listing_id AND a.reservation_id = p_reservation_id AND a.room_id = p_from_room_id
    AND a.is_occupied;
  outcome := CASE
    WHEN (v_locked.reservation).reservation_id IS NULL THEN 'not_found'
    WHEN (v_locked.stay).status IS DISTINCT FROM 'checked_in' THEN 'not_checked_in'
    WHEN EXISTS (
      SELECT 1 FROM room_assignment a
      WHERE a.listing_id = p_listing_id AND a.reservation_id = p_reservation_id AND a.room_id = p_to_room_id
        AND a.is_occupied
    ) THEN 'repeated'
    WHEN v_from.room_id IS NULL THEN 'not_in_room'
    WHEN v_locked.local_now >= v_from.end_date + ((v_locked.hotel).check_out_time)::time THEN 'stay_over'
  END;
  IF outcome IS NULL THEN
    PERFORM 1 FROM hotel x WHERE x.listing_id = p_listing_id FOR NO KEY UPDATE;
    SELECT ARRAY[r.sku_id] INTO v_skus FROM room r WHERE r.listing_id = p_listing_id AND r.room_id = p_from_room_id;
    v_chosen := rooms_choose(
      p_listing_id, v_skus, ARRAY[1], array_remove(ARRAY[p_to_room_id], NULL), v_locked.tonight, v_from.end_date
    );
    IF v_chosen.faults IS NOT NULL THEN
      outcome := 'no_room';
      faults := v_chosen.faults;
    ELSE
      UPDATE room_assignment a SET is_occupied = false, end_date = greatest(a.start_date, v_locked.tonight)
      WHERE a.listing_id = p_listing_id AND a.reservation_id = p_reservation_id AND a.room_id = p_from_room_id
        AND a.is_occupied;
      INSERT INTO room_assignment (listing_id, reservation_id, room_id, start_date, end_date)
      VALUES (p_listing_id, p_reservation_id, v_chosen.rooms[1], v_locked.tonight, v_from.end_date);
      INSERT INTO event (listing_id, subject_id, type, data)
      SELECT
        p_listing_id, p_reservation_id, 'stay.room_changed', jsonb_build_object('fromRoom', f.number, 'toRoom', t.number)
      FROM room f JOIN room t ON t.listing_id = f.listing_id AND t.room_id = v_chosen.rooms[1]
      WHERE f.listing_id = p_listing_id AND f.room_id = p_from_room_id;
      outcome := 'changed';
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- The guest has not come. From the hour of check-in on. As a rule the reservation ends with it: all rooms are free, and what
-- is paid beyond the fee of a no-show goes back. p_keep: the mark alone, the rooms stay the guest's, who may still come.
-- Outcomes: no_show (with the refund to be sent, if there is one) · repeated · not_found · not_paid · too_early · stay_begun.
CREATE FUNCTION stay_no_show(p_listing_id integer, p_reservation_id uuid, p_keep boolean, p_refund_id uuid)
RETURNS TABLE (outcome text, refund_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_reservation reservation;
  v_hold hold;
  v_terms jsonb;
  v_now constant timestamptz := clock_timestamp();
  v_payment_id uuid;
  v_fee bigint;
BEGIN
  v_locked := stay_lock(p_listing_id, p_reservation_id);
  v_reservation := v_locked.reservation;
  v_hold := v_locked.hold;
  outcome := CASE
    WHEN v_reservation.reservation_id IS NULL OR (v_locked.hotel).listing_id IS NULL THEN 'not_found'
    WHEN (v_locked.stay).status IN ('checked_in', 'checked_out') THEN 'stay_begun'
    WHEN (v_locked.stay).status = 'no_show' AND (p_keep OR v_reservation.status <> 'paid') THEN 'repeated'
    WHEN v_reservation.status <> 'paid' OR v_hold.status <> 'confirmed' THEN 'not_paid'
    WHEN v_now < listing_begins_at(p_listing_id, v_reservation.start_date) THEN 'too_early'
  END;
  IF outcome IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  INSERT INTO stay AS s (listing_id, reservation_id, status, no_show_at)
  VALUES (p_listing_id, p_reservation_id, 'no_show', v_now)
  ON CONFLICT (listing_id, reservation_id) DO NOTHING;
  IF p_keep THEN
    INSERT INTO event (listing_id, subject_id, type, cause)
    VALUES (p_listing_id, p_reservation_id, 'stay.no_show', 'rooms_kept');
  ELSE
    v_terms := reservation_terms(v_reservation);
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
      jsonb_build_object('feeMinor', v_fee, 'currency', v_reservation.currency)
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

-- As before, but that a stay that has begun at the desk is not canceled, nor by its guest one that is over.
-- Outcomes as in 20261124000100_supplier_orders, and: stay_begun.
CREATE OR REPLACE FUNCTION reservation_cancel(
  p_listing_id integer, p_reservation_id uuid, p_guest_id text, p_refund_id uuid, p_cause text,
  p_least_refund_minor bigint DEFAULT NULL
) RETURNS TABLE (outcome text, refund_id uuid, refund_minor bigint, payment_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_hold hold;
  v_reservation reservation;
  v_payment payment;
  v_now timestamptz;
BEGIN
  SELECT h.* INTO v_hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id
      AND (p_guest_id IS NULL OR r.guest_id = p_guest_id) -- a stranger's request waits for nobody's lock, nor holds one
  )
  FOR NO KEY UPDATE;
  SELECT r.* INTO v_reservation FROM reservation r
  WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id
    AND (p_guest_id IS NULL OR r.guest_id = p_guest_id);
  SELECT p.* INTO v_payment FROM payment p
  WHERE p.listing_id = p_listing_id AND p.reservation_id = p_reservation_id
  ORDER BY p.attempt DESC LIMIT 1;
  v_now := clock_timestamp();

  IF v_hold.hold_id IS NULL OR v_reservation.reservation_id IS NULL THEN
    outcome := 'not_found';
  ELSIF v_reservation.status IN ('canceled', 'refunded') THEN
    outcome := 'already_canceled';
    refund_minor := v_reservation.refund_minor;
  ELSIF v_reservation.status = 'rejected' THEN
    outcome := 'rejected';
  ELSIF v_reservation.status = 'pending' AND (
    v_payment.status IN ('created', 'requires_action', 'authorised')
    OR (v_payment.status = 'voiding' AND v_hold.status = 'paying')
  ) THEN
    outcome := 'payment_in_progress';
    payment_id := v_payment.payment_id;
  ELSIF v_reservation.status = 'pending' THEN
    -- Declined before, another card still possible: nothing was paid, nothing is owed.
    UPDATE reservation r SET status = 'canceled', canceled_at = v_now, cause = p_cause, refund_minor = 0
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
    INSERT INTO event (listing_id, subject_id, type, cause)
    VALUES (p_listing_id, p_reservation_id, 'reservation.canceled', p_cause);
    PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'active', 'released', p_cause);
    outcome := 'canceled';
    refund_minor := 0;
  ELSIF EXISTS (
    SELECT 1 FROM supplier_hold s WHERE s.listing_id = p_listing_id AND s.hold_id = v_hold.hold_id
  ) THEN
    outcome := 'at_supplier';
  ELSIF EXISTS (
    SELECT 1 FROM stay s
    WHERE s.listing_id = p_listing_id AND s.reservation_id = p_reservation_id AND s.status <> 'no_show'
  ) OR (p_guest_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM listing l
    WHERE l.listing_id = p_listing_id AND l.kind = 'hotel'
      AND (v_now AT TIME ZONE l.timezone)::date >= v_reservation.end_date
  )) THEN
    outcome := 'stay_begun';
  ELSE
    SELECT v_reservation.total_minor - f.fee_minor INTO refund_minor
    FROM cancellation_fee_at(reservation_terms(v_reservation), v_reservation.total_minor, v_hold.quote, v_now) f;
    IF refund_minor < p_least_refund_minor THEN
      outcome := 'less_refund';
    ELSE
      IF reservation_cancel_paid(v_reservation, v_payment.payment_id, p_refund_id, refund_minor, p_cause, v_now) THEN
        refund_id := p_refund_id;
      END IF;
      outcome := 'canceled';
    END IF;
  END IF;
  RETURN NEXT;
END $$;
