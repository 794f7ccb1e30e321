-- Authorise -> take -> capture. Each function is one step of a booking: one transaction, begun and ended between two
-- calls to the payment provider, never around one. Each is guarded by the states it expects and can be repeated.
-- Lock order as in the ledger: hold -> inventory -> reservation -> payment -> refund.

-- The instant a stay begins: check-in at the hotel's clock, or the departure.
CREATE FUNCTION listing_begins_at(p_listing_id integer, p_start date) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(f.departs_at, (p_start + coalesce(h.check_in_time, '00:00')::time) AT TIME ZONE l.timezone)
  FROM listing l
  LEFT JOIN hotel h ON h.listing_id = l.listing_id
  LEFT JOIN flight f ON f.listing_id = l.listing_id
  WHERE l.listing_id = p_listing_id
$$;

-- Step 1, before the provider is called: the hold becomes `paying`, the reservation `pending`, and the attempt is
-- written down with the key it will use. A second card after a decline is a new attempt of the same reservation.
-- Outcomes: begun · hold_not_found · hold_expired · hold_released · already_confirmed · payment_in_progress ·
-- payment_method_not_found · reservation_id_taken · reservation_id_mismatch.
CREATE FUNCTION reservation_begin(
  p_listing_id integer, p_hold_id uuid, p_guest_id text, p_reservation_id uuid, p_client_chose_id boolean,
  p_payment_id uuid, p_payment_method_id text, p_grace_seconds integer
) RETURNS TABLE (
  outcome text, reservation_id uuid, attempt integer, currency text, amount_minor bigint, provider_customer_id text
)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_hold hold;
  v_reservation reservation;
  v_listing listing;
  v_customer text;
  v_attempt integer := 1;
  v_now timestamptz;
BEGIN
  SELECT c.provider_customer_id INTO v_customer
  FROM payment_method m JOIN guest_customer c ON c.guest_id = m.guest_id
  WHERE m.guest_id = p_guest_id AND m.payment_method_id = p_payment_method_id;

  SELECT h.* INTO v_hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id AND h.guest_id = p_guest_id
  FOR NO KEY UPDATE;
  v_now := clock_timestamp(); -- after the wait for the lock: a deadline that passed meanwhile has passed
  SELECT r.* INTO v_reservation FROM reservation r
  WHERE r.listing_id = p_listing_id AND r.hold_id = p_hold_id
  FOR NO KEY UPDATE;

  outcome := CASE
    WHEN v_hold.hold_id IS NULL THEN 'hold_not_found'
    WHEN v_hold.status IN ('confirmed', 'canceled') THEN 'already_confirmed'
    WHEN v_hold.status = 'released' THEN 'hold_released'
    WHEN v_hold.status = 'expired' OR (v_hold.status = 'active' AND v_hold.expires_at <= v_now) THEN 'hold_expired'
    WHEN v_hold.status = 'paying' THEN 'payment_in_progress'
    WHEN v_customer IS NULL THEN 'payment_method_not_found'
    WHEN v_reservation.reservation_id <> p_reservation_id AND p_client_chose_id THEN 'reservation_id_mismatch'
  END;
  reservation_id := v_reservation.reservation_id;
  IF outcome IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;

  IF v_reservation.reservation_id IS NULL THEN
    IF p_client_chose_id THEN
      INSERT INTO reservation_directory (reservation_id, listing_id, guest_id)
      VALUES (p_reservation_id, p_listing_id, p_guest_id)
      ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN
        outcome := 'reservation_id_taken';
        RETURN NEXT;
        RETURN;
      END IF;
    END IF;
    SELECT l.* INTO v_listing FROM listing l WHERE l.listing_id = p_listing_id;
    reservation_id := p_reservation_id;
    INSERT INTO reservation (
      listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency, total_minor,
      free_cancellation_until, cancellation_fee_percent, cancellation_fee_nights, created_at
    ) VALUES (
      p_listing_id, p_reservation_id, p_guest_id, p_hold_id, 'pending', v_hold.start_date, v_hold.end_date,
      v_hold.currency, v_hold.total_minor,
      listing_begins_at(p_listing_id, v_hold.start_date) - make_interval(hours => v_listing.free_cancellation_hours),
      v_listing.cancellation_fee_percent, v_listing.cancellation_fee_nights, v_now
    );
    INSERT INTO event (listing_id, subject_id, type) VALUES (p_listing_id, p_reservation_id, 'reservation.pending');
  ELSE
    SELECT max(p.attempt) + 1 INTO v_attempt FROM payment p
    WHERE p.listing_id = p_listing_id AND p.reservation_id = v_reservation.reservation_id;
  END IF;

  UPDATE hold h
  SET status = 'paying', grace_until = greatest(h.expires_at, v_now + make_interval(secs => p_grace_seconds))
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id;
  INSERT INTO payment (
    listing_id, payment_id, reservation_id, attempt, status, currency, amount_minor, payment_method_id,
    created_at, updated_at
  ) VALUES (
    p_listing_id, p_payment_id, reservation_id, v_attempt, 'created', v_hold.currency, v_hold.total_minor,
    p_payment_method_id, v_now, v_now
  );
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES
    (p_listing_id, p_hold_id, 'hold.paying', NULL),
    (p_listing_id, reservation_id, 'payment.created', jsonb_build_object('paymentId', p_payment_id, 'attempt', v_attempt));

  outcome := 'begun';
  attempt := v_attempt;
  currency := v_hold.currency;
  amount_minor := v_hold.total_minor;
  provider_customer_id := v_customer;
  RETURN NEXT;
END $$;

-- Locks the hold behind a payment, then reads the payment: the first move of every step below.
CREATE FUNCTION payment_lock(p_listing_id integer, p_payment_id uuid, OUT payment payment, OUT hold hold)
LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.* INTO hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM payment p
    JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
    WHERE p.listing_id = p_listing_id AND p.payment_id = p_payment_id
  )
  FOR NO KEY UPDATE;
  -- A payment that this statement's predecessor could not see yet is locked by nobody, so it is not there for us either.
  IF hold.hold_id IS NOT NULL THEN
    SELECT p.* INTO payment FROM payment p WHERE p.listing_id = p_listing_id AND p.payment_id = p_payment_id;
  END IF;
END $$;

-- Moves a payment and says so in the timeline of its reservation.
CREATE FUNCTION payment_move(
  p_listing_id integer, p_payment_id uuid, p_status text, p_provider_payment_id text DEFAULT NULL,
  p_failure_code text DEFAULT NULL, p_failure_message text DEFAULT NULL, p_next_action_url text DEFAULT NULL
) RETURNS void
LANGUAGE sql AS $$
  WITH moved AS (
    UPDATE payment p
    SET status = p_status, updated_at = clock_timestamp(),
        provider_payment_id = coalesce(p_provider_payment_id, p.provider_payment_id),
        failure_code = coalesce(p_failure_code, p.failure_code),
        failure_message = coalesce(p_failure_message, p.failure_message),
        next_action_url = p_next_action_url
    WHERE p.listing_id = p_listing_id AND p.payment_id = p_payment_id
    RETURNING p.reservation_id, p.attempt
  )
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  SELECT
    p_listing_id, m.reservation_id, 'payment.' || p_status, p_failure_code,
    jsonb_build_object('paymentId', p_payment_id, 'attempt', m.attempt)
  FROM moved m
$$;

-- Step 2: the provider holds the money; take the inventory for good. Only after this may it be captured.
-- Outcomes: confirmed · repeated (already done) · too_late (the hold ended: the payment is to be voided) · not_found.
CREATE FUNCTION payment_authorise(p_listing_id integer, p_payment_id uuid, p_provider_payment_id text) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.payment_id IS NULL THEN
    RETURN 'not_found';
  ELSIF v_payment.status IN ('authorised', 'captured') THEN
    RETURN 'repeated';
  ELSIF v_payment.status IN ('created', 'requires_action') AND v_hold.status = 'paying' THEN
    PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'paying', 'confirmed', 'payment_authorised');
    PERFORM payment_move(p_listing_id, p_payment_id, 'authorised', p_provider_payment_id);
    RETURN 'confirmed';
  ELSIF v_payment.status = 'voiding' OR (v_payment.status = 'voided' AND v_payment.failure_code IS DISTINCT FROM 'no_answer') THEN
    RETURN 'too_late';
  END IF;
  -- Refused, or given up without an answer (payment_forget): this money is news, and to be given back.
  PERFORM payment_move(p_listing_id, p_payment_id, 'voiding', p_provider_payment_id);
  RETURN 'too_late';
END $$;

-- Step 3: the money was captured; the reservation is paid. Outcomes: paid · repeated · unexpected.
CREATE FUNCTION payment_capture(p_listing_id integer, p_payment_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.status = 'captured' THEN
    RETURN 'repeated';
  ELSIF v_payment.status IS DISTINCT FROM 'authorised' THEN
    RETURN 'unexpected';
  END IF;
  UPDATE reservation r SET status = 'paid', paid_at = clock_timestamp()
  WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id AND r.status = 'pending';
  PERFORM payment_move(p_listing_id, p_payment_id, 'captured');
  INSERT INTO event (listing_id, subject_id, type) VALUES (p_listing_id, v_payment.reservation_id, 'reservation.paid');
  RETURN 'paid';
END $$;

-- The card was refused. While time remains the hold is active again and another card can be tried; else it ends.
-- Outcomes: hold_active · rejected · repeated · unexpected.
CREATE FUNCTION payment_decline(
  p_listing_id integer, p_payment_id uuid, p_provider_payment_id text, p_failure_code text, p_failure_message text
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.status = 'declined' THEN
    RETURN 'repeated';
  ELSIF v_payment.status IS NULL OR v_payment.status NOT IN ('created', 'requires_action') THEN
    RETURN 'unexpected';
  END IF;
  IF v_hold.status = 'paying' AND v_hold.expires_at > clock_timestamp() THEN
    UPDATE hold h SET status = 'active', grace_until = NULL
    WHERE h.listing_id = p_listing_id AND h.hold_id = v_hold.hold_id;
    INSERT INTO event (listing_id, subject_id, type, cause)
    VALUES (p_listing_id, v_hold.hold_id, 'hold.active', 'payment_declined');
    PERFORM payment_move(p_listing_id, p_payment_id, 'declined', p_provider_payment_id, p_failure_code, p_failure_message);
    RETURN 'hold_active';
  END IF;
  PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'paying', 'expired', 'payment_failed');
  PERFORM payment_move(p_listing_id, p_payment_id, 'declined', p_provider_payment_id, p_failure_code, p_failure_message);
  RETURN 'rejected';
END $$;

-- The guest must approve at their bank; the provider's webhook continues from here. Outcomes: waiting · unexpected.
CREATE FUNCTION payment_require_action(
  p_listing_id integer, p_payment_id uuid, p_provider_payment_id text, p_url text
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.status IS DISTINCT FROM 'created' THEN
    RETURN CASE WHEN v_payment.status = 'requires_action' THEN 'waiting' ELSE 'unexpected' END;
  END IF;
  PERFORM payment_move(p_listing_id, p_payment_id, 'requires_action', p_provider_payment_id, NULL, NULL, p_url);
  RETURN 'waiting';
END $$;

-- Before the provider is asked to cancel an attempt that waits for the guest: from here on an approval comes too late.
-- Otherwise an approval in the same moment would make the hold a reservation whose money has just been canceled.
-- p_cancel_cause names who wished it and is kept with the reservation, so that whoever hears of the cancellation first
-- (this request, the webhook, the sweep) says the same; NULL means that its time was up.
-- Outcomes: voiding (also when it is already) · unexpected.
CREATE FUNCTION payment_give_up(p_listing_id integer, p_payment_id uuid, p_cancel_cause text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  IF v_payment.status IS NULL OR v_payment.status NOT IN ('requires_action', 'voiding') THEN
    RETURN 'unexpected';
  END IF;
  UPDATE reservation r SET cause = p_cancel_cause
  WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id AND r.status = 'pending'
    AND r.cause IS NULL AND p_cancel_cause IS NOT NULL;
  IF v_payment.status = 'requires_action' THEN
    PERFORM payment_move(p_listing_id, p_payment_id, 'voiding');
  END IF;
  RETURN 'voiding';
END $$;

-- The grace is over, and the provider knows nothing of an attempt it was asked for: the hold ends. Should the provider
-- come to know of it after all, payment_authorise has it given back. Outcomes: forgotten · unexpected.
CREATE FUNCTION payment_forget(p_listing_id integer, p_payment_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.status IS DISTINCT FROM 'created' OR v_hold.status <> 'paying' OR v_hold.grace_until > clock_timestamp() THEN
    RETURN 'unexpected';
  END IF;
  PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'paying', 'expired', 'payment_failed');
  PERFORM payment_move(p_listing_id, p_payment_id, 'voided', NULL, 'no_answer');
  RETURN 'forgotten';
END $$;

-- The provider canceled what it had authorised, before it could be captured (an authorisation lapses after some days):
-- what was taken for it goes back. Outcomes: lapsed · unexpected.
CREATE FUNCTION payment_lapse(p_listing_id integer, p_payment_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.status IS DISTINCT FROM 'authorised' THEN
    RETURN 'unexpected';
  END IF;
  PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'confirmed', 'canceled', 'payment_failed');
  UPDATE reservation r SET status = 'rejected', cause = 'payment_failed'
  WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id AND r.status = 'pending';
  PERFORM payment_move(p_listing_id, p_payment_id, 'voided');
  INSERT INTO event (listing_id, subject_id, type, cause)
  VALUES (p_listing_id, v_payment.reservation_id, 'reservation.rejected', 'payment_failed');
  RETURN 'lapsed';
END $$;

-- The provider said that an attempt is canceled on its side. The attempt the hold was waiting for ends the hold with it:
-- p_cancel_cause, or the cause payment_give_up has kept, names who wished it; without one its time was up.
-- Outcomes: voided · repeated · unexpected.
CREATE FUNCTION payment_void(p_listing_id integer, p_payment_id uuid, p_cancel_cause text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
  v_cause text;
  v_is_latest boolean;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.status IN ('voided', 'declined') THEN
    RETURN 'repeated';
  ELSIF v_payment.status IS NULL OR v_payment.status NOT IN ('created', 'requires_action', 'voiding') THEN
    RETURN 'unexpected';
  END IF;
  SELECT coalesce(p_cancel_cause, r.cause) INTO v_cause FROM reservation r
  WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id;
  -- An earlier card's late approval is given back while the next card is being tried: that hold goes on.
  v_is_latest := NOT EXISTS (
    SELECT 1 FROM payment p
    WHERE p.listing_id = p_listing_id AND p.reservation_id = v_payment.reservation_id AND p.attempt > v_payment.attempt
  );
  IF v_is_latest AND v_hold.status = 'paying' THEN
    IF v_cause IS NOT NULL THEN
      UPDATE reservation r
      SET status = 'canceled', canceled_at = clock_timestamp(), cause = v_cause, refund_minor = 0
      WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id AND r.status = 'pending';
      INSERT INTO event (listing_id, subject_id, type, cause)
      VALUES (p_listing_id, v_payment.reservation_id, 'reservation.canceled', v_cause);
      PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'paying', 'released', v_cause);
    ELSE
      PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'paying', 'expired', 'deadline_passed');
    END IF;
  END IF;
  PERFORM payment_move(p_listing_id, p_payment_id, 'voided');
  RETURN 'voided';
END $$;
