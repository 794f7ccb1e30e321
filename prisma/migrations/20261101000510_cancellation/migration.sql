-- What cancelling now would cost: nothing until free_cancellation_until, then a percentage (rounded half up) or the
-- price of the first nights.
CREATE FUNCTION cancellation_fee_minor(
  p_total bigint, p_free_until timestamptz, p_percent integer, p_nights integer, p_quote jsonb, p_now timestamptz
) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN p_now <= p_free_until THEN 0
    WHEN p_percent IS NOT NULL THEN round(p_total::numeric * p_percent / 100)::bigint
    ELSE least(p_total, coalesce((
      SELECT sum((line ->> 6)::bigint) FROM jsonb_array_elements(p_quote) AS line
      WHERE (line ->> 1)::date < (SELECT min((first ->> 1)::date) FROM jsonb_array_elements(p_quote) AS first) + p_nights
    ), 0))::bigint
  END
$$;

-- Cancels a reservation: the inventory is free at once, the refund is written down for the job that sends it.
-- p_guest_id NULL acts for an admin. Outcomes: canceled · already_canceled · rejected · payment_in_progress (with the
-- open attempt, to be canceled at the provider first) · not_found.
CREATE FUNCTION reservation_cancel(
  p_listing_id integer, p_reservation_id uuid, p_guest_id text, p_refund_id uuid, p_cause text
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
  ELSE
    refund_minor := v_reservation.total_minor - cancellation_fee_minor(
      v_reservation.total_minor, v_reservation.free_cancellation_until, v_reservation.cancellation_fee_percent,
      v_reservation.cancellation_fee_nights, v_hold.quote, v_now
    );
    PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'confirmed', 'canceled', p_cause);
    UPDATE reservation r
    SET status = 'canceled', canceled_at = v_now, cause = p_cause, refund_minor = reservation_cancel.refund_minor
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
    INSERT INTO event (listing_id, subject_id, type, cause)
    VALUES (p_listing_id, p_reservation_id, 'reservation.canceled', p_cause);
    IF refund_minor > 0 THEN
      refund_id := p_refund_id;
      INSERT INTO refund (
        listing_id, refund_id, reservation_id, payment_id, status, cause, currency, amount_minor, created_at, updated_at
      ) VALUES (
        p_listing_id, p_refund_id, p_reservation_id, v_payment.payment_id, 'created', 'cancellation',
        v_reservation.currency, refund_minor, v_now, v_now
      );
      INSERT INTO event (listing_id, subject_id, type, data)
      VALUES (p_listing_id, p_reservation_id, 'refund.created', jsonb_build_object('refundId', p_refund_id));
    END IF;
    outcome := 'canceled';
  END IF;
  RETURN NEXT;
END $$;

-- What the provider said of a refund. A refund only moves forward: created -> pending -> succeeded | failed, and from
-- succeeded to failed when a bank returns the money. Outcomes: the new status · repeated · not_found.
CREATE FUNCTION refund_move(
  p_listing_id integer, p_refund_id uuid, p_status text, p_provider_refund_id text, p_failure_code text DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_refund refund;
BEGIN
  PERFORM 1 FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM refund f
    JOIN reservation r ON r.listing_id = f.listing_id AND r.reservation_id = f.reservation_id
    WHERE f.listing_id = p_listing_id AND f.refund_id = p_refund_id
  )
  FOR NO KEY UPDATE;
  -- Without the lock, a refund that was committed a moment ago is read by two who both believe to be the first.
  IF NOT FOUND THEN
    RETURN 'not_found';
  END IF;
  SELECT f.* INTO v_refund FROM refund f WHERE f.listing_id = p_listing_id AND f.refund_id = p_refund_id;
  IF v_refund.refund_id IS NULL THEN
    RETURN 'not_found';
  ELSIF NOT (
    (v_refund.status = 'created' AND p_status IN ('pending', 'succeeded', 'failed'))
    OR (v_refund.status = 'pending' AND p_status IN ('succeeded', 'failed'))
    -- A bank may still return money the provider had called refunded.
    OR (v_refund.status = 'succeeded' AND p_status = 'failed')
  ) THEN
    RETURN 'repeated';
  END IF;
  UPDATE refund f
  SET status = p_status, provider_refund_id = coalesce(p_provider_refund_id, f.provider_refund_id),
      failure_code = p_failure_code, updated_at = clock_timestamp()
  WHERE f.listing_id = p_listing_id AND f.refund_id = p_refund_id;
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, v_refund.reservation_id, 'refund.' || p_status, p_failure_code,
    jsonb_build_object('refundId', p_refund_id)
  );
  IF p_status = 'succeeded' THEN
    UPDATE reservation r SET status = 'refunded'
    WHERE r.listing_id = p_listing_id AND r.reservation_id = v_refund.reservation_id AND r.status = 'canceled';
    IF FOUND THEN
      INSERT INTO event (listing_id, subject_id, type)
      VALUES (p_listing_id, v_refund.reservation_id, 'reservation.refunded');
    END IF;
  END IF;
  RETURN p_status;
END $$;
