-- Money that comes after its hold has ended, holds that end although the provider says nothing, refunds that are tried
-- again, and messages that tell of other money than was asked for.

-- When the provider was first asked about a payment after its hold's grace: the hold may end a moment later, also
-- without an answer, and not before it was asked.
ALTER TABLE payment ADD COLUMN asked_after_grace_at timestamptz;

-- A refund the provider has refused is sent again as another attempt, with a key of its own.
ALTER TABLE refund ADD COLUMN attempt smallint NOT NULL DEFAULT 1;
-- Two cards of one reservation may both bring money late, so a reason is unique for a payment, not a reservation.
ALTER TABLE refund DROP CONSTRAINT refund_cause_key;
ALTER TABLE refund ADD CONSTRAINT refund_cause_key UNIQUE (listing_id, payment_id, cause);
CREATE INDEX refund_reservation_idx ON refund (listing_id, reservation_id);
CREATE INDEX refund_failed_idx ON refund (updated_at) WHERE status = 'failed';

-- What the provider said of money that is not what we asked for. Nothing was done about it; an administrator looks.
CREATE TABLE quarantined_message (
  listing_id integer NOT NULL,
  message_id uuid NOT NULL DEFAULT uuidv7(),
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  reservation_id uuid NOT NULL,
  provider_object_id text,
  provider_event_id text,
  reason text NOT NULL,
  expected_minor bigint NOT NULL,
  expected_currency text NOT NULL,
  told_minor bigint NOT NULL,
  told_currency text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  resolved_at timestamptz,
  resolved_by text,
  resolution text,
  CONSTRAINT quarantined_message_pkey PRIMARY KEY (listing_id, message_id),
  -- Said twice, or found by asking after it was said: one matter.
  CONSTRAINT quarantined_message_key UNIQUE NULLS NOT DISTINCT (
    listing_id, subject_id, reason, told_minor, told_currency, provider_object_id
  ),
  CONSTRAINT quarantined_message_subject_kind_check CHECK (subject_kind IN ('payment', 'refund')),
  CONSTRAINT quarantined_message_reason_check CHECK (reason IN ('other_amount', 'other_currency', 'other_object')),
  CONSTRAINT quarantined_message_resolved_check CHECK (
    (resolved_at IS NULL) = (resolved_by IS NULL) AND (resolved_at IS NULL) = (resolution IS NULL)
  )
);
CREATE INDEX quarantined_message_received_idx ON quarantined_message (received_at, message_id);
CREATE INDEX quarantined_message_open_idx ON quarantined_message (received_at, message_id) WHERE resolved_at IS NULL;

-- Old messages are forgotten by age; rows come in that order, so this costs next to nothing.
CREATE INDEX provider_event_received_idx ON provider_event USING brin (received_at) WITH (autosummarize = on);

-- Puts a message aside; false when the same was put aside before.
CREATE FUNCTION quarantine_message(
  p_listing_id integer, p_subject_kind text, p_subject_id uuid, p_reservation_id uuid, p_provider_object_id text,
  p_provider_event_id text, p_reason text, p_expected_minor bigint, p_expected_currency text, p_told_minor bigint,
  p_told_currency text
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_message_id uuid;
BEGIN
  INSERT INTO quarantined_message (
    listing_id, subject_kind, subject_id, reservation_id, provider_object_id, provider_event_id, reason,
    expected_minor, expected_currency, told_minor, told_currency
  ) VALUES (
    p_listing_id, p_subject_kind, p_subject_id, p_reservation_id, p_provider_object_id, p_provider_event_id, p_reason,
    p_expected_minor, p_expected_currency, p_told_minor, p_told_currency
  ) ON CONFLICT DO NOTHING
  RETURNING message_id INTO v_message_id;
  IF v_message_id IS NULL THEN
    RETURN false;
  END IF;
  -- For administrators: nothing happened to the reservation.
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, '00000000-0000-0000-0000-000000000000', 'provider.quarantined', p_reason,
    jsonb_build_object(
      'messageId', v_message_id, p_subject_kind || 'Id', p_subject_id, 'reservationId', p_reservation_id
    )
  );
  RETURN true;
END $$;

-- Takes again what an expired hold had, at its price, if all of it is still free and the stay has not begun. The caller
-- has locked the hold. Makes room by what is overdue on the rows, as a request would (see ledger_take).
CREATE FUNCTION ledger_retake(p_listing_id integer, p_hold_id uuid) RETURNS boolean
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  v_hold hold;
  v_skus integer[];
  v_dates date[];
  v_quantities integer[];
  v_overdue uuid[];
  v_changed integer;
BEGIN
  SELECT h.* INTO v_hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id AND h.status = 'expired'
  FOR NO KEY UPDATE;
  IF v_hold.hold_id IS NULL OR listing_begins_at(p_listing_id, v_hold.start_date) <= clock_timestamp() THEN
    RETURN false;
  END IF;

  SELECT array_agg(k.sku_id), array_agg(k.date), array_agg(k.quantity) INTO v_skus, v_dates, v_quantities
  FROM (
    SELECT hi.sku_id, v_hold.start_date + n AS date, hi.quantity::integer AS quantity
    FROM hold_item hi
    CROSS JOIN generate_series(0, v_hold.end_date - v_hold.start_date - 1) AS n
    WHERE hi.listing_id = p_listing_id AND hi.hold_id = p_hold_id
    ORDER BY 1, 2
  ) k;

  IF holds_overdue(p_listing_id, v_skus, v_dates, clock_timestamp()) THEN
    -- Never waiting: our own hold is locked already, and these may have smaller ids.
    SELECT array_agg(locked.hold_id) INTO v_overdue
    FROM (
      SELECT h.hold_id FROM hold h
      WHERE h.listing_id = p_listing_id AND h.status IN ('active', 'paying') AND h.status || '' = 'active'
        AND h.expires_at <= clock_timestamp()
        AND EXISTS (
          SELECT 1 FROM hold_item hi
          JOIN unnest(v_skus, v_dates) AS w(sku_id, date) ON w.sku_id = hi.sku_id
          WHERE hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
            AND w.date >= h.start_date AND w.date < h.end_date OFFSET 0
        )
      ORDER BY h.expires_at
      LIMIT 500
      FOR NO KEY UPDATE SKIP LOCKED
    ) locked;
  END IF;

  -- What the overdue holds have is locked together with what is wanted, in the one order there is.
  PERFORM i.sku_id FROM inventory i
  JOIN (
    SELECT w.sku_id, w.date FROM unnest(v_skus, v_dates) AS w(sku_id, date)
    UNION
    SELECT hi.sku_id, h.start_date + n
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (v_overdue)
  ) k ON k.sku_id = i.sku_id AND k.date = i.date
  WHERE i.listing_id = p_listing_id
  ORDER BY i.sku_id, i.date
  FOR NO KEY UPDATE OF i;
  IF v_overdue IS NOT NULL THEN
    PERFORM ledger_settle(p_listing_id, v_overdue, 'active', 'expired', 'deadline_passed', true);
  END IF;

  IF (
    SELECT count(*) FROM inventory i
    JOIN unnest(v_skus, v_dates, v_quantities) AS w(sku_id, date, quantity) ON w.sku_id = i.sku_id AND w.date = i.date
    WHERE i.listing_id = p_listing_id
      AND inventory_limit(i.total, i.overbooking_percent) - i.reserved - i.held >= w.quantity
  ) < cardinality(v_skus) THEN
    RETURN false;
  END IF;

  UPDATE inventory i SET reserved = i.reserved + w.quantity
  FROM unnest(v_skus, v_dates, v_quantities) AS w(sku_id, date, quantity)
  WHERE i.listing_id = p_listing_id AND i.sku_id = w.sku_id AND i.date = w.date;
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  IF v_changed <> cardinality(v_skus) THEN
    RAISE EXCEPTION 'inventory rows of listing % changed under the ledger', p_listing_id USING ERRCODE = 'HF002';
  END IF;
  UPDATE hold h SET status = 'confirmed', ended_at = NULL, end_cause = NULL
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id;
  INSERT INTO event (listing_id, subject_id, type, cause) VALUES (p_listing_id, p_hold_id, 'hold.confirmed', 'late_money');
  RETURN true;
END $$;

-- What became of money that came late, for the guest to read.
CREATE FUNCTION reservation_note_late_money(
  p_listing_id integer, p_reservation_id uuid, p_payment_id uuid, p_late_outcome text
) RETURNS void
LANGUAGE sql AS $$
  WITH noted AS (
    UPDATE reservation r SET late_outcome = p_late_outcome
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id
      AND r.late_outcome IS DISTINCT FROM p_late_outcome
    RETURNING 1
  )
  INSERT INTO event (listing_id, subject_id, type, data)
  SELECT
    p_listing_id, p_reservation_id, 'reservation.late_money',
    jsonb_build_object('paymentId', p_payment_id, 'lateOutcome', p_late_outcome)
  FROM noted
$$;

-- Step 2: the provider holds the money; take the inventory for good. Only after this may it be captured.
-- Money for a hold that ended because the provider had said nothing takes the same units again at the held price; if
-- that cannot be, it is to be given back, as is what was refused or canceled before.
-- Outcomes: confirmed · reacquired (the same, late) · repeated (already done) · too_late (to be voided) · not_found.
CREATE OR REPLACE FUNCTION payment_authorise(p_listing_id integer, p_payment_id uuid, p_provider_payment_id text)
RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
  v_reservation reservation;
  v_is_waited_for boolean;
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
  ELSIF v_payment.status = 'voided' AND v_payment.provider_payment_id IS NOT NULL THEN
    RETURN 'too_late'; -- the provider has canceled it: an old message
  END IF;

  SELECT r.* INTO v_reservation FROM reservation r
  WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id;
  v_is_waited_for := v_payment.failure_code IS NOT DISTINCT FROM 'no_answer' AND v_hold.status = 'expired'
    AND v_reservation.status = 'rejected' AND v_reservation.late_outcome IS NULL;
  IF v_is_waited_for AND ledger_retake(p_listing_id, v_hold.hold_id) THEN
    UPDATE reservation r SET status = 'pending', cause = NULL
    WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id;
    INSERT INTO event (listing_id, subject_id, type, cause)
    VALUES (p_listing_id, v_payment.reservation_id, 'reservation.pending', 'late_money');
    PERFORM payment_move(p_listing_id, p_payment_id, 'authorised', p_provider_payment_id);
    PERFORM reservation_note_late_money(p_listing_id, v_payment.reservation_id, p_payment_id, 'reacquired');
    RETURN 'reacquired';
  END IF;

  IF v_payment.status <> 'voiding' THEN
    PERFORM payment_move(p_listing_id, p_payment_id, 'voiding', p_provider_payment_id);
  ELSIF v_payment.provider_payment_id IS NULL THEN
    UPDATE payment p SET provider_payment_id = p_provider_payment_id
    WHERE p.listing_id = p_listing_id AND p.payment_id = p_payment_id;
  END IF;
  IF v_is_waited_for THEN
    PERFORM reservation_note_late_money(p_listing_id, v_payment.reservation_id, p_payment_id, 'refunded');
  END IF;
  RETURN 'too_late';
END $$;

-- Whether no other card was tried since.
CREATE FUNCTION payment_is_latest(p_payment payment) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT 1 FROM payment p
    WHERE p.listing_id = p_payment.listing_id AND p.reservation_id = p_payment.reservation_id
      AND p.attempt > p_payment.attempt
  )
$$;

-- The provider was asked after the grace and has not answered for p_patience_seconds: the hold ends all the same, for
-- whoever wants its units now, and the attempt is followed up until the provider says what became of it.
-- Outcomes: outlived · unexpected.
CREATE FUNCTION payment_outlive(p_listing_id integer, p_payment_id uuid, p_patience_seconds integer) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
  v_patience constant interval := make_interval(secs => p_patience_seconds);
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_hold.status IS DISTINCT FROM 'paying' OR v_hold.grace_until > clock_timestamp() - v_patience
    OR v_payment.status NOT IN ('created', 'requires_action', 'voiding')
    OR v_payment.asked_after_grace_at IS NULL OR v_payment.asked_after_grace_at > clock_timestamp() - v_patience
    OR NOT payment_is_latest(v_payment) THEN
    RETURN 'unexpected';
  END IF;
  IF v_payment.status <> 'voiding' THEN
    PERFORM payment_move(p_listing_id, p_payment_id, 'voiding');
  END IF;
  UPDATE payment p SET failure_code = 'no_answer' WHERE p.listing_id = p_listing_id AND p.payment_id = p_payment_id;
  PERFORM payment_end_hold(v_payment, v_hold);
  RETURN 'outlived';
END $$;

-- Ends a hold in `paying` whose latest attempt came to nothing, for the one who wished it (the cause payment_give_up has
-- kept, or p_cancel_cause), or because its time was up. Does nothing for any other: an earlier card's late approval is
-- given back while the next card is being tried, and that hold goes on. The caller has locked the hold.
CREATE FUNCTION payment_end_hold(p_payment payment, p_hold hold, p_cancel_cause text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_listing_id constant integer := p_payment.listing_id;
  v_reservation_id constant uuid := p_payment.reservation_id;
  v_cause text;
BEGIN
  IF p_hold.status <> 'paying' OR NOT payment_is_latest(p_payment) THEN
    RETURN;
  END IF;
  SELECT coalesce(p_cancel_cause, r.cause) INTO v_cause FROM reservation r
  WHERE r.listing_id = v_listing_id AND r.reservation_id = v_reservation_id;
  IF v_cause IS NULL THEN
    PERFORM ledger_settle(v_listing_id, ARRAY[p_hold.hold_id], 'paying', 'expired', 'deadline_passed');
    RETURN;
  END IF;
  UPDATE reservation r
  SET status = 'canceled', canceled_at = clock_timestamp(), cause = v_cause, refund_minor = 0
  WHERE r.listing_id = v_listing_id AND r.reservation_id = v_reservation_id AND r.status = 'pending';
  INSERT INTO event (listing_id, subject_id, type, cause)
  VALUES (v_listing_id, v_reservation_id, 'reservation.canceled', v_cause);
  PERFORM ledger_settle(v_listing_id, ARRAY[p_hold.hold_id], 'paying', 'released', v_cause);
END $$;

-- The provider said that an attempt is canceled on its side, or knows nothing of one that was given up
-- (p_provider_payment_id stays NULL then, so that it is news should the money come after all). The attempt the hold was
-- waiting for ends the hold with it. Outcomes: voided · repeated · unexpected.
DROP FUNCTION payment_void(integer, uuid, text);
CREATE FUNCTION payment_void(
  p_listing_id integer, p_payment_id uuid, p_cancel_cause text DEFAULT NULL, p_provider_payment_id text DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  IF v_payment.status IN ('voided', 'declined') THEN
    RETURN 'repeated';
  ELSIF v_payment.status IS NULL OR v_payment.status NOT IN ('created', 'requires_action', 'voiding') THEN
    RETURN 'unexpected';
  END IF;
  PERFORM payment_end_hold(v_payment, v_locked.hold, p_cancel_cause);
  PERFORM payment_move(p_listing_id, p_payment_id, 'voided', p_provider_payment_id);
  RETURN 'voided';
END $$;

-- What was taken for an authorised attempt goes back: its money will not be ours. The caller has locked the hold.
CREATE FUNCTION payment_lapse_hold(p_payment payment, p_hold hold) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_settle(p_hold.listing_id, ARRAY[p_hold.hold_id], 'confirmed', 'canceled', 'payment_failed');
  UPDATE reservation r SET status = 'rejected', cause = 'payment_failed'
  WHERE r.listing_id = p_payment.listing_id AND r.reservation_id = p_payment.reservation_id AND r.status = 'pending';
  INSERT INTO event (listing_id, subject_id, type, cause)
  VALUES (p_payment.listing_id, p_payment.reservation_id, 'reservation.rejected', 'payment_failed');
END $$;

-- The provider canceled what it had authorised, before it could be captured (an authorisation lapses after some days):
-- what was taken for it goes back. Outcomes: lapsed · unexpected.
CREATE OR REPLACE FUNCTION payment_lapse(p_listing_id integer, p_payment_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  IF v_payment.status IS DISTINCT FROM 'authorised' THEN
    RETURN 'unexpected';
  END IF;
  PERFORM payment_lapse_hold(v_payment, v_locked.hold);
  PERFORM payment_move(p_listing_id, p_payment_id, 'voided');
  RETURN 'lapsed';
END $$;

-- Money was captured for an attempt that had ended, and what it was for is gone: all of it goes back. When another
-- amount was captured than was asked for, an administrator names it (p_amount_minor, p_currency), and what had been
-- taken for an authorised attempt goes back, too. Outcomes: refunding · repeated · unexpected.
CREATE FUNCTION payment_give_back(
  p_listing_id integer, p_payment_id uuid, p_provider_payment_id text, p_refund_id uuid,
  p_amount_minor bigint DEFAULT NULL, p_currency text DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  IF v_payment.status = 'captured' THEN
    RETURN 'repeated';
  ELSIF v_payment.status IS NULL OR v_payment.status NOT IN ('voiding', 'voided')
    AND (v_payment.status <> 'authorised' OR p_amount_minor IS NULL) THEN
    RETURN 'unexpected';
  END IF;
  IF v_payment.status = 'authorised' THEN
    PERFORM payment_lapse_hold(v_payment, v_locked.hold);
  ELSE
    PERFORM payment_end_hold(v_payment, v_locked.hold);
  END IF;
  PERFORM payment_move(p_listing_id, p_payment_id, 'captured', p_provider_payment_id);
  INSERT INTO refund (
    listing_id, refund_id, reservation_id, payment_id, status, cause, currency, amount_minor, created_at, updated_at
  ) VALUES (
    p_listing_id, p_refund_id, v_payment.reservation_id, p_payment_id, 'created', 'late_money',
    coalesce(p_currency, v_payment.currency), coalesce(p_amount_minor, v_payment.amount_minor), clock_timestamp(),
    clock_timestamp()
  );
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, v_payment.reservation_id, 'refund.created', 'late_money', jsonb_build_object('refundId', p_refund_id)
  );
  -- A reservation that lives, by another card, has no part in this.
  IF EXISTS (
    SELECT 1 FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id AND r.status = 'rejected'
  ) THEN
    PERFORM reservation_note_late_money(p_listing_id, v_payment.reservation_id, p_payment_id, 'refunded');
  END IF;
  RETURN 'refunding';
END $$;

-- What the provider said of a refund. It only moves forward: created -> pending -> succeeded | failed, and from
-- succeeded to failed when a bank returns the money: then the reservation is not refunded any more. p_attempt is the one
-- that is spoken of.
-- Outcomes: the new status · repeated · other_attempt · not_found.
DROP FUNCTION refund_move(integer, uuid, text, text, text);
CREATE FUNCTION refund_move(
  p_listing_id integer, p_refund_id uuid, p_status text, p_provider_refund_id text, p_failure_code text DEFAULT NULL,
  p_attempt integer DEFAULT 1
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
  ELSIF v_refund.attempt <> p_attempt THEN
    RETURN 'other_attempt';
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
  IF p_status = 'succeeded' AND v_refund.cause = 'cancellation' THEN
    UPDATE reservation r SET status = 'refunded'
    WHERE r.listing_id = p_listing_id AND r.reservation_id = v_refund.reservation_id AND r.status = 'canceled';
    IF FOUND THEN
      INSERT INTO event (listing_id, subject_id, type)
      VALUES (p_listing_id, v_refund.reservation_id, 'reservation.refunded');
    END IF;
  ELSIF v_refund.status = 'succeeded' AND v_refund.cause = 'cancellation' THEN
    UPDATE reservation r SET status = 'canceled'
    WHERE r.listing_id = p_listing_id AND r.reservation_id = v_refund.reservation_id AND r.status = 'refunded';
    INSERT INTO event (listing_id, subject_id, type, cause)
    VALUES (p_listing_id, v_refund.reservation_id, 'reservation.canceled', 'refund_returned');
  END IF;
  RETURN p_status;
END $$;

-- The provider has answered that it failed, and knows of no such refund: it would say so for that key for a day. The next
-- sending is another attempt, under another key. Nothing happened to the refund, so there is no event.
-- Outcomes: created · unexpected.
CREATE FUNCTION refund_renew(p_listing_id integer, p_refund_id uuid, p_attempt integer) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE refund f SET attempt = f.attempt + 1
  WHERE f.listing_id = p_listing_id AND f.refund_id = p_refund_id AND f.status = 'created' AND f.attempt = p_attempt;
  RETURN CASE WHEN FOUND THEN 'created' ELSE 'unexpected' END;
END $$;

-- Sends a refund again that the provider has refused, or the bank returned. Outcomes: created · unexpected · not_found.
CREATE FUNCTION refund_retry(p_listing_id integer, p_refund_id uuid) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_reservation_id uuid;
  v_attempt integer;
BEGIN
  PERFORM 1 FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM refund f
    JOIN reservation r ON r.listing_id = f.listing_id AND r.reservation_id = f.reservation_id
    WHERE f.listing_id = p_listing_id AND f.refund_id = p_refund_id
  )
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  END IF;
  UPDATE refund f
  SET status = 'created', attempt = f.attempt + 1, provider_refund_id = NULL, failure_code = NULL,
      updated_at = clock_timestamp()
  WHERE f.listing_id = p_listing_id AND f.refund_id = p_refund_id AND f.status = 'failed'
  RETURNING f.reservation_id, f.attempt INTO v_reservation_id, v_attempt;
  IF NOT FOUND THEN
    RETURN 'unexpected';
  END IF;
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, v_reservation_id, 'refund.created', 'retried_by_admin',
    jsonb_build_object('refundId', p_refund_id, 'attempt', v_attempt)
  );
  RETURN 'created';
END $$;
