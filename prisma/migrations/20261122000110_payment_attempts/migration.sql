-- A hold is paid for with five cards at most: more tries than that are made by whoever tests stolen ones. And an attempt
-- that was begun before, by a request that is repeated after a crash, is not begun again.

-- Step 1, before the provider is called: the hold becomes `paying`, the reservation `pending`, and the attempt is
-- written down with the key it will use. A second card after a decline is a new attempt of the same reservation.
-- Outcomes: begun · repeated (p_payment_id was begun before) · hold_not_found · hold_expired · hold_released · already_confirmed · payment_in_progress ·
-- payment_method_not_found · reservation_id_taken · reservation_id_mismatch · too_many_payment_attempts.
CREATE OR REPLACE FUNCTION reservation_begin(
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
    WHEN EXISTS (
      SELECT 1 FROM payment p WHERE p.listing_id = p_listing_id AND p.payment_id = p_payment_id
    ) THEN 'repeated'
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
    IF v_attempt > 5 THEN
      outcome := 'too_many_payment_attempts';
      RETURN NEXT;
      RETURN;
    END IF;
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
