-- What becomes of a paid booking whose order the airline, or the supplier's staff, cancels without us: the reservation is
-- canceled, too, and the money goes back. Until now the order was known to be gone and the reservation stayed paid.
-- Also: that the airline has changed the flights is kept, and a booked order is asked for once a day until it has flown.

ALTER TABLE hold DROP CONSTRAINT hold_end_cause_check;
ALTER TABLE hold ADD CONSTRAINT hold_end_cause_check CHECK (end_cause IN (
  'deadline_passed', 'released_by_guest', 'released_by_admin', 'replaced', 'payment_failed',
  'canceled_by_guest', 'canceled_by_admin', 'supplier_refused', 'canceled_by_supplier'
)) NOT VALID;
ALTER TABLE hold VALIDATE CONSTRAINT hold_end_cause_check;

ALTER TABLE supplier_order
  -- The reservation is canceled, and nobody has said yet what goes back: an administrator is to.
  ADD COLUMN undecided_since timestamptz,
  -- When the airline was first seen to have changed flights that were booked, which nobody has agreed to.
  ADD COLUMN changed_at timestamptz;
CREATE INDEX supplier_order_undecided_idx ON supplier_order (undecided_since) WHERE undecided_since IS NOT NULL;

-- What the supplier's books say of an order: it is held there, booked, or gone (canceled, or its time was over). Whoever
-- asked, or was told; twice, late and in any order.
-- An order nobody waits for any more is to be released, and one that shows up after it was taken for refused or not made
-- is a stray and released, too. What is new of an order that stays (deadlines, price, changed flights) is kept. A booked
-- order that is gone is `canceled`, and due: supplier_order_gone says what follows.
-- Outcomes: the new status · unpaid (paying, and not paid yet) · live (releasing, and still there) · gone (canceling, and
-- no longer there) · repeated · other_order (the reference is known with another order) · not_found.
-- The function has one parameter more, with a default: processes of the version before go on calling it without.
DROP FUNCTION supplier_order_seen(
  integer, uuid, integer, text, text, text, text, bigint, timestamptz, timestamptz
);
CREATE FUNCTION supplier_order_seen(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_seen text, p_order_id text, p_booking_reference text,
  p_currency text, p_total_minor bigint, p_space_until timestamptz, p_price_until timestamptz,
  p_is_changed boolean DEFAULT false
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_order supplier_order;
  v_hold hold;
  v_to text;
  v_now timestamptz;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  v_hold := v_locked.hold;
  v_now := clock_timestamp();
  IF v_order.attempt IS NULL THEN
    RETURN 'not_found';
  ELSIF v_order.order_id <> p_order_id THEN
    RETURN 'other_order';
  END IF;

  v_to := CASE v_order.status
    WHEN 'creating' THEN CASE
      WHEN p_seen = 'gone' THEN 'refused'
      WHEN v_hold.status NOT IN ('active', 'paying', 'confirmed') THEN 'releasing'
      WHEN p_seen = 'held' THEN 'awaiting_payment'
      ELSE 'booked'
    END
    WHEN 'awaiting_payment' THEN CASE
      WHEN p_seen = 'gone' THEN 'released'
      WHEN v_hold.status NOT IN ('active', 'paying', 'confirmed') THEN 'releasing'
      WHEN p_seen = 'booked' THEN 'booked'
    END
    WHEN 'paying' THEN CASE
      WHEN p_seen = 'gone' THEN 'released'
      WHEN v_hold.status <> 'confirmed' THEN 'releasing'
      WHEN p_seen = 'booked' THEN 'booked'
    END
    WHEN 'booked' THEN CASE
      WHEN p_seen = 'gone' THEN 'canceled'
      WHEN v_hold.status NOT IN ('active', 'paying', 'confirmed') THEN 'releasing'
    END
    WHEN 'refused' THEN CASE WHEN p_seen <> 'gone' THEN 'releasing' END
    WHEN 'not_made' THEN CASE WHEN p_seen <> 'gone' THEN 'releasing' END
    WHEN 'releasing' THEN CASE WHEN p_seen = 'gone' THEN 'released' END
  END;

  UPDATE supplier_order o
  SET order_id = p_order_id, booking_reference = coalesce(p_booking_reference, o.booking_reference),
      currency = coalesce(p_currency, o.currency), total_minor = coalesce(p_total_minor, o.total_minor),
      space_until = coalesce(p_space_until, o.space_until), price_until = coalesce(p_price_until, o.price_until),
      asked_at = v_now,
      refused_reason = CASE
        WHEN v_order.status IN ('creating', 'booked') AND p_seen = 'gone' THEN 'already_canceled'
        WHEN v_order.status = 'paying' AND p_seen = 'gone' THEN 'order_expired'
        ELSE o.refused_reason
      END
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;

  IF p_is_changed AND v_order.changed_at IS NULL AND coalesce(v_to, v_order.status) IN ('booked', 'canceling') THEN
    UPDATE supplier_order o SET changed_at = v_now
    WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    VALUES (
      p_listing_id, p_hold_id, 'supplier_order.changed', 'schedule_changed', jsonb_build_object('attempt', p_attempt)
    );
  END IF;

  IF v_to IS NULL THEN
    RETURN CASE
      WHEN v_order.status = 'paying' THEN 'unpaid'
      WHEN v_order.status = 'releasing' THEN 'live'
      WHEN v_order.status = 'canceling' AND p_seen = 'gone' THEN 'gone'
      ELSE 'repeated'
    END;
  END IF;

  IF v_to = 'awaiting_payment' THEN
    UPDATE hold h SET expires_at = least(h.expires_at, p_space_until)
    WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id AND h.status = 'active'
    RETURNING h.* INTO v_hold;
  END IF;
  PERFORM supplier_order_move(
    p_listing_id, p_hold_id, p_attempt, v_to,
    CASE
      WHEN v_to = 'awaiting_payment' THEN coalesce(v_hold.expires_at, v_now) + interval '2 seconds'
      WHEN v_to = 'booked' THEN v_now + interval '4 seconds'
      WHEN v_to IN ('releasing', 'canceled') THEN v_now
    END,
    CASE
      WHEN v_to = 'releasing' AND v_order.status IN ('refused', 'not_made') THEN 'stray'
      WHEN v_to = 'releasing' THEN 'hold_ended'
      WHEN p_seen = 'gone' AND v_order.status <> 'releasing' THEN 'gone_at_supplier'
    END
  );
  RETURN v_to;
END $$;

-- Whether an order that nothing was said of lately is still wanted: one of a hold that has ended is released. One that is
-- booked and paid for is to be asked for.
-- Outcomes: releasing · ask · kept · unexpected.
CREATE OR REPLACE FUNCTION supplier_order_check(p_listing_id integer, p_hold_id uuid, p_attempt integer) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_order supplier_order;
  v_hold hold;
  v_is_open boolean;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  v_hold := v_locked.hold;
  IF v_order.status IS NULL OR v_order.status NOT IN ('awaiting_payment', 'booked') THEN
    RETURN 'unexpected';
  ELSIF v_hold.status NOT IN ('active', 'paying', 'confirmed') THEN
    PERFORM supplier_order_move(
      p_listing_id, p_hold_id, p_attempt, 'releasing', clock_timestamp(), 'hold_ended'
    );
    RETURN 'releasing';
  END IF;
  -- A booked order is looked after until the money for it is taken; then once a day until it has flown, since an airline
  -- may cancel it, and the message that says so may be lost.
  v_is_open := v_order.status = 'awaiting_payment' OR v_hold.status <> 'confirmed' OR EXISTS (
    SELECT 1 FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.hold_id = p_hold_id AND r.status = 'pending'
  );
  UPDATE supplier_order o
  SET looks = o.looks + 1,
      next_look_at = CASE
        WHEN v_is_open THEN greatest(
          supplier_next_look(o.updated_at),
          CASE WHEN v_hold.status = 'active' THEN v_hold.expires_at + interval '2 seconds' END
        )
        WHEN v_hold.start_date >= current_date - 1 THEN clock_timestamp() + interval '1 day'
      END
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
  RETURN CASE
    WHEN NOT v_is_open AND v_order.updated_at < clock_timestamp() - interval '1 hour' THEN 'ask'
    ELSE 'kept'
  END;
END $$;

-- Cancels a paid reservation whose order is no longer live. p_refund_minor NULL: nobody knows yet what comes back; the
-- reservation is canceled, and supplier_refund_decide says the rest. Never more than was paid. Returns whether a refund was
-- written down. The caller has locked the hold.
CREATE OR REPLACE FUNCTION supplier_reservation_cancel(
  p_reservation reservation, p_cause text, p_refund_id uuid, p_refund_minor bigint
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_settle(p_reservation.listing_id, ARRAY[p_reservation.hold_id], 'confirmed', 'canceled', p_cause);
  UPDATE reservation r SET status = 'canceled', canceled_at = clock_timestamp(), cause = p_cause
  WHERE r.listing_id = p_reservation.listing_id AND r.reservation_id = p_reservation.reservation_id;
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_reservation.listing_id, p_reservation.reservation_id, 'reservation.canceled', p_cause,
    CASE WHEN p_refund_minor IS NULL THEN '{"refund": "undecided"}'::jsonb END
  );
  IF p_refund_minor IS NULL THEN
    UPDATE supplier_order o SET undecided_since = clock_timestamp()
    WHERE o.listing_id = p_reservation.listing_id AND o.hold_id = p_reservation.hold_id AND o.attempt = (
      SELECT max(x.attempt) FROM supplier_order x
      WHERE x.listing_id = p_reservation.listing_id AND x.hold_id = p_reservation.hold_id AND x.status = 'canceled'
    );
  END IF;
  RETURN p_refund_minor IS NOT NULL
    AND supplier_refund_add(p_reservation, p_refund_id, least(p_refund_minor, p_reservation.total_minor));
END $$;

-- Writes down what goes back for a canceled reservation; nothing is sent for nothing. The caller has locked the hold.
CREATE OR REPLACE FUNCTION supplier_refund_add(
  p_reservation reservation, p_refund_id uuid, p_refund_minor bigint
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reservation r SET refund_minor = p_refund_minor
  WHERE r.listing_id = p_reservation.listing_id AND r.reservation_id = p_reservation.reservation_id;
  UPDATE supplier_order o SET undecided_since = NULL
  WHERE o.listing_id = p_reservation.listing_id AND o.hold_id = p_reservation.hold_id AND o.undecided_since IS NOT NULL;
  IF p_refund_minor = 0 THEN
    RETURN false;
  END IF;
  INSERT INTO refund (
    listing_id, refund_id, reservation_id, payment_id, status, cause, currency, amount_minor, created_at, updated_at
  )
  SELECT
    p.listing_id, p_refund_id, p.reservation_id, p.payment_id, 'created', 'cancellation', p.currency, p_refund_minor,
    clock_timestamp(), clock_timestamp()
  FROM payment p
  WHERE p.listing_id = p_reservation.listing_id AND p.reservation_id = p_reservation.reservation_id
    AND p.status = 'captured'
  ORDER BY p.attempt DESC LIMIT 1;
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES (
    p_reservation.listing_id, p_reservation.reservation_id, 'refund.created', jsonb_build_object('refundId', p_refund_id)
  );
  RETURN true;
END $$;

-- An order that was booked is gone at the supplier. p_refund_minor is what the supplier says it gave back; NULL: it does
-- not say. A reservation that is paid is canceled with it. Nobody here has asked for that, and the guest is owed the whole
-- price: it goes back at once when the supplier gave it back, and anything less is for an administrator to decide. What goes
-- back for a cancellation of ours follows the supplier, also when it says so only now.
-- Outcomes: canceled, decided (with the refund to be sent, if there is one) · waiting (its money is being taken or given
-- back: look again) · repeated · unexpected.
CREATE FUNCTION supplier_order_gone(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_refund_id uuid, p_refund_minor bigint
) RETURNS TABLE (outcome text, refund_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_order supplier_order;
  v_reservation reservation;
  v_is_ours boolean;
  v_refund_minor bigint;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  SELECT r.* INTO v_reservation FROM reservation r WHERE r.listing_id = p_listing_id AND r.hold_id = p_hold_id;
  v_is_ours := EXISTS (
    SELECT 1 FROM supplier_cancellation c
    WHERE c.listing_id = p_listing_id AND c.reservation_id = v_reservation.reservation_id AND c.status = 'confirmed'
  );
  v_refund_minor := CASE
    WHEN v_is_ours THEN least(p_refund_minor, v_reservation.total_minor)
    WHEN p_refund_minor >= v_reservation.total_minor THEN v_reservation.total_minor
  END;
  outcome := CASE
    WHEN v_order.status IS DISTINCT FROM 'canceled' THEN 'unexpected'
    WHEN v_reservation.status = 'pending' THEN 'waiting'
    WHEN v_reservation.status = 'paid' THEN 'canceled'
    WHEN v_order.undecided_since IS NOT NULL AND v_refund_minor IS NOT NULL THEN 'decided'
    ELSE 'repeated'
  END;
  IF outcome <> 'unexpected' THEN
    UPDATE supplier_order o
    SET next_look_at = CASE WHEN outcome = 'waiting' THEN supplier_next_look(o.updated_at) END
    WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
  END IF;
  IF outcome = 'canceled' THEN
    IF supplier_reservation_cancel(v_reservation, 'canceled_by_supplier', p_refund_id, v_refund_minor) THEN
      refund_id := p_refund_id;
    END IF;
  ELSIF outcome = 'decided' THEN
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    VALUES (
      p_listing_id, v_reservation.reservation_id, 'reservation.refund_decided', 'supplier',
      jsonb_build_object('amountMinor', v_refund_minor)
    );
    IF supplier_refund_add(v_reservation, p_refund_id, v_refund_minor) THEN
      refund_id := p_refund_id;
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- Bookings of before: those that are not flown yet are asked for within the day, those whose order is gone at once.
UPDATE supplier_order o SET next_look_at = now() + random() * interval '1 day'
FROM hold h
WHERE o.status = 'booked' AND o.next_look_at IS NULL
  AND h.listing_id = o.listing_id AND h.hold_id = o.hold_id AND h.status = 'confirmed' AND h.start_date >= current_date - 1;
UPDATE supplier_order o SET next_look_at = now()
FROM reservation r
WHERE o.status = 'canceled' AND r.listing_id = o.listing_id AND r.hold_id = o.hold_id AND r.status = 'paid';
UPDATE supplier_order o SET undecided_since = r.canceled_at
FROM reservation r
WHERE o.status = 'canceled' AND r.listing_id = o.listing_id AND r.hold_id = o.hold_id
  AND r.status = 'canceled' AND r.refund_minor IS NULL;
