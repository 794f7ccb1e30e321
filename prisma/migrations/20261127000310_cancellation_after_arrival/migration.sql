-- A guest who cancels when the stay has begun, or whom the desk has marked as not coming while it keeps the rooms, has not
-- come: that costs what not coming costs, and never less than canceling before.

-- What canceling a reservation costs at an instant. By its steps, until its last one has begun and check-in (departure) as
-- well, or there is the mark; then the greater of that step and of `noShowFee`. In what can be charged: a fee is rounded
-- down to it, for what goes back goes back to a card.
-- `step` is one more than there are steps where it is the fee of who does not come; `changes_at` is the next instant at
-- which it may cost more.
CREATE FUNCTION reservation_fee_at(p_reservation reservation, p_quote jsonb, p_at timestamptz)
RETURNS TABLE (fee_minor bigint, step integer, changes_at timestamptz)
LANGUAGE sql STABLE AS $$
  WITH known AS (
    SELECT
      t.terms,
      -- Frozen with the terms. Whoever booked before that was so was told that the last step is what there is to come.
      (t.terms ->> 'beginsAt')::timestamptz AS begins_at,
      CASE
        WHEN jsonb_typeof(t.terms -> 'noShowFee') = 'object'
          THEN cancellation_fee_minor(t.terms -> 'noShowFee', p_reservation.total_minor, p_quote)
        ELSE 0
      END AS no_show_minor,
      EXISTS (
        SELECT 1 FROM stay s
        WHERE s.listing_id = coalesce(p_reservation.moved_listing_id, p_reservation.listing_id)
          AND s.reservation_id = p_reservation.reservation_id AND s.status = 'no_show'
      ) AS is_marked
    FROM (SELECT reservation_terms(p_reservation) AS terms) t
  ), by_steps AS (
    SELECT
      k.terms, k.begins_at, f.step AS place, f.changes_at AS until, f.fee_minor AS step_minor,
      f.changes_at IS NULL AND (k.is_marked OR coalesce(p_at >= k.begins_at, false)) AS has_begun,
      greatest(f.fee_minor, k.no_show_minor) AS most_minor
    FROM known k
    CROSS JOIN LATERAL cancellation_fee_at(
      k.terms, p_reservation.total_minor, p_quote, CASE WHEN k.is_marked THEN 'infinity' ELSE p_at END
    ) f
  ), due AS (
    SELECT b.*, CASE WHEN b.has_begun THEN b.most_minor ELSE b.step_minor END AS due_minor FROM by_steps b
  )
  SELECT
    CASE
      WHEN d.due_minor >= p_reservation.total_minor THEN p_reservation.total_minor
      ELSE trunc(d.due_minor::numeric, charge_digits(p_reservation.currency))::bigint
    END,
    CASE WHEN d.due_minor > d.step_minor THEN jsonb_array_length(d.terms -> 'steps') + 1 ELSE d.place END,
    coalesce(d.until, CASE WHEN NOT d.has_begun AND d.most_minor > d.step_minor THEN d.begins_at END)
  FROM due d
$$;

-- One expression of a function that is long otherwise, replaced where it stands.
DO $$
DECLARE
  v_was constant text :=
    'cancellation_fee_at(reservation_terms(v_reservation), v_reservation.total_minor, v_hold.quote, v_now)';
  v_text constant text := pg_get_functiondef('reservation_cancel'::regproc);
BEGIN
  IF array_length(string_to_array(v_text, v_was), 1) <> 2 THEN
    RAISE EXCEPTION 'reservation_cancel is not what this changes';
  END IF;
  EXECUTE replace(v_text, v_was, 'reservation_fee_at(v_reservation, v_hold.quote, v_now)');
END $$;

-- As before (20261126000300_moved_stays), but that who does not come never pays less than who cancels before.
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
    -- With the mark that was made above. A hold that somebody was moved to has the lines of the first one's quote, at the
    -- same price.
    SELECT f.fee_minor INTO v_fee FROM reservation_fee_at(v_reservation, v_hold.quote, v_now) f;
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
