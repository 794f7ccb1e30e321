-- Flights that belong to somebody else: what was offered and held, and every order that was ever sent to a supplier.
--
-- A supplier takes no idempotency key. So each creation is a row before it is sent, is sent once, and when the answer is
-- lost it is looked for under its reference until it is known. What exists in the supplier's books for one hold is its
-- rows of supplier_order; at most one of them is live.
--
-- Lock order: guest (advisory) -> hold -> inventory -> reservation -> payment -> refund, as in the ledger. Whoever changes
-- a supplier_order or a supplier_cancellation has its hold locked.

ALTER TABLE listing DROP CONSTRAINT listing_kind_check;
-- A supplier has a few listings, its lanes, so that what is bought of it is not all one shard. They are no hotel and no
-- flight and have no inventory; what a hold in them is for stands in supplier_hold.
ALTER TABLE listing ADD CONSTRAINT listing_kind_check CHECK (kind IN ('hotel', 'flight', 'supplier'));
-- By its id alone one can tell: a process that has never heard of a lane must not take it for a hotel, whose money is
-- captured without asking anybody.
ALTER TABLE listing ADD CONSTRAINT listing_supplier_check CHECK ((kind = 'supplier') = (listing_id >= 2000000000));

-- The lanes of a supplier, in order; those that are missing are made. Their ids are not of the sequence, which belongs to
-- hotels and flights. XXX is ISO 4217 for no currency: each offer has its own. Cancelling costs everything unless the
-- supplier says otherwise, which is asked each time.
CREATE FUNCTION supplier_listings(p_supplier text, p_lanes integer) RETURNS SETOF integer
LANGUAGE plpgsql AS $$
DECLARE
  v_codes constant text[] := ARRAY(
    SELECT 'supplier:' || p_supplier || ':' || to_char(n, 'FM00') FROM generate_series(1, p_lanes) AS n ORDER BY n
  );
BEGIN
  IF (SELECT count(*) FROM listing l WHERE l.code = ANY (v_codes)) < p_lanes THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('supplier_listings', 0));
    INSERT INTO listing (listing_id, kind, code, currency, timezone, free_cancellation_hours, cancellation_fee_percent)
    SELECT
      coalesce((SELECT max(l.listing_id) FROM listing l WHERE l.kind = 'supplier'), 2000000000)
        + row_number() OVER (ORDER BY c.code),
      'supplier', c.code, 'XXX', 'UTC', 8760, 100
    FROM unnest(v_codes) AS c(code)
    WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.code = c.code);
  END IF;
  RETURN QUERY SELECT l.listing_id FROM listing l WHERE l.code = ANY (v_codes) ORDER BY l.code;
END $$;

ALTER TABLE hold DROP CONSTRAINT hold_end_cause_check;
ALTER TABLE hold ADD CONSTRAINT hold_end_cause_check CHECK (end_cause IN (
  'deadline_passed', 'released_by_guest', 'released_by_admin', 'replaced', 'payment_failed',
  'canceled_by_guest', 'canceled_by_admin', 'supplier_refused'
)) NOT VALID;
ALTER TABLE hold VALIDATE CONSTRAINT hold_end_cause_check;

-- What a hold in a supplier's lane is for. `offer` and `passengers` are personal data: they are in no event and no log.
CREATE TABLE supplier_hold (
  listing_id integer NOT NULL,
  hold_id uuid NOT NULL,
  supplier text NOT NULL,
  offer_id text NOT NULL,
  offer_expires_at timestamptz NOT NULL,
  offer jsonb NOT NULL,
  passengers jsonb NOT NULL,
  -- The most the guest has agreed to pay: what was expected and the tolerance on top of it.
  max_total_minor bigint NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT supplier_hold_pkey PRIMARY KEY (listing_id, hold_id),
  CONSTRAINT supplier_hold_max_total_minor_check CHECK (max_total_minor >= 0)
);
CREATE INDEX supplier_hold_offer_idx ON supplier_hold (offer_id);

-- One creation at the supplier. `reference` is what the supplier's books carry of us, and `sent_at` NULL means that it was
-- surely not sent yet. `creating` and `paying` are the states in which an answer may have been lost.
CREATE TABLE supplier_order (
  listing_id integer NOT NULL,
  hold_id uuid NOT NULL,
  attempt smallint NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  reference text NOT NULL,
  order_id text,
  booking_reference text,
  currency text,
  total_minor bigint,
  space_until timestamptz,
  price_until timestamptz,
  sent_at timestamptz,
  -- How often it was looked for in this state, and the last time.
  looks integer NOT NULL DEFAULT 0,
  asked_at timestamptz,
  next_look_at timestamptz,
  refused_reason text,
  refused_message text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT supplier_order_pkey PRIMARY KEY (listing_id, hold_id, attempt),
  CONSTRAINT supplier_order_reference_key UNIQUE (listing_id, reference),
  CONSTRAINT supplier_order_kind_check CHECK (kind IN ('hold', 'instant')),
  CONSTRAINT supplier_order_status_check CHECK (status IN (
    'creating', 'awaiting_payment', 'paying', 'booked', 'refused', 'not_made', 'releasing', 'released', 'canceling',
    'canceled'
  )),
  CONSTRAINT supplier_order_order_id_check CHECK (status IN ('creating', 'refused', 'not_made') OR order_id IS NOT NULL)
);
-- At most one live order for one hold, whatever the code does.
CREATE UNIQUE INDEX supplier_order_live_key ON supplier_order (listing_id, hold_id)
  WHERE status IN ('creating', 'awaiting_payment', 'paying', 'booked', 'canceling');
CREATE INDEX supplier_order_look_idx ON supplier_order (next_look_at) WHERE next_look_at IS NOT NULL;
CREATE INDEX supplier_order_order_idx ON supplier_order (order_id) WHERE order_id IS NOT NULL;
-- Orders that somebody may ask about: few at any time.
CREATE INDEX supplier_order_open_idx ON supplier_order (listing_id, created_at)
  WHERE status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling');

-- A way to cancel that the supplier has quoted. cancellation_id is ours, and what a guest names.
CREATE TABLE supplier_cancellation (
  listing_id integer NOT NULL,
  cancellation_id uuid NOT NULL,
  reservation_id uuid NOT NULL,
  hold_id uuid NOT NULL,
  attempt smallint NOT NULL,
  supplier_quote_id text NOT NULL,
  status text NOT NULL,
  -- What the card is to get back; NULL: the airline does not say.
  refund_minor bigint,
  refund_to text NOT NULL,
  expires_at timestamptz,
  cause text,
  refused_reason text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT supplier_cancellation_pkey PRIMARY KEY (listing_id, cancellation_id),
  CONSTRAINT supplier_cancellation_status_check CHECK (status IN ('quoted', 'sent', 'confirmed', 'refused')),
  CONSTRAINT supplier_cancellation_refund_minor_check CHECK (refund_minor >= 0)
);
CREATE INDEX supplier_cancellation_reservation_idx ON supplier_cancellation (listing_id, reservation_id);
CREATE UNIQUE INDEX supplier_cancellation_sent_key ON supplier_cancellation (listing_id, reservation_id)
  WHERE status IN ('sent', 'confirmed');

-- Locks the hold behind an order, then reads the order: the first move of every step below.
CREATE FUNCTION supplier_order_lock(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, OUT supplier_order supplier_order, OUT hold hold
)
LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.* INTO hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id
  FOR NO KEY UPDATE;
  SELECT o.* INTO supplier_order FROM supplier_order o
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
END $$;

-- When to look again at something that was begun p_since ago: soon at first, then less and less often.
CREATE FUNCTION supplier_next_look(p_since timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT clock_timestamp()
    + least(interval '30 seconds', greatest(interval '1 second', (clock_timestamp() - p_since) / 4))
$$;

-- Moves an order and says so in the history of its hold.
CREATE FUNCTION supplier_order_move(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_status text, p_next_look_at timestamptz,
  p_cause text DEFAULT NULL, p_by text DEFAULT NULL
) RETURNS void
LANGUAGE sql AS $$
  WITH moved AS (
    UPDATE supplier_order o
    SET status = p_status, next_look_at = p_next_look_at, looks = 0, updated_at = clock_timestamp()
    WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt
    RETURNING o.attempt
  )
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  SELECT
    p_listing_id, p_hold_id, 'supplier_order.' || p_status, p_cause,
    jsonb_strip_nulls(jsonb_build_object('attempt', m.attempt, 'by', p_by))
  FROM moved m
$$;

-- Writes an order down before it is sent. The caller has locked the hold, and sends it: sent_at is now.
CREATE FUNCTION supplier_order_add(p_listing_id integer, p_hold_id uuid, p_kind text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_now constant timestamptz := clock_timestamp();
  v_attempt integer;
BEGIN
  SELECT coalesce(max(o.attempt), 0) + 1 INTO v_attempt FROM supplier_order o
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id;
  INSERT INTO supplier_order (
    listing_id, hold_id, attempt, kind, status, reference, sent_at, next_look_at, created_at, updated_at
  ) VALUES (
    p_listing_id, p_hold_id, v_attempt, p_kind, 'creating', p_hold_id || '-' || v_attempt, v_now,
    v_now + interval '4 seconds', v_now, v_now
  );
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES (p_listing_id, p_hold_id, 'supplier_order.creating', jsonb_build_object('attempt', v_attempt, 'kind', p_kind));
  RETURN v_attempt;
END $$;

-- Holds an offer for a guest: the hold, what it is for, and, when the offer can be held, the order that is about to be
-- sent (p_is_holdable). The guest's limit is that of holds_take. It ends with the first of our time, the offer's life
-- and, for an order, the time the supplier keeps the seats.
-- Outcomes: held · repeated (this id was held before) · offer_expired · too_many_holds.
CREATE FUNCTION supplier_hold_begin(
  p_listing_id integer, p_hold_id uuid, p_guest_id text, p_supplier text, p_offer_id text,
  p_offer_expires_at timestamptz, p_offer jsonb, p_passengers jsonb, p_start_date date, p_currency text,
  p_total_minor bigint, p_max_total_minor bigint, p_is_holdable boolean, p_space_until timestamptz,
  p_ttl_seconds integer, p_max_live integer
) RETURNS TABLE (outcome text, attempt integer, seconds_left double precision)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_expires_at timestamptz;
  v_live integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_guest_id, 0));
  v_now := clock_timestamp();
  v_expires_at := least(
    v_now + make_interval(secs => p_ttl_seconds), p_offer_expires_at, CASE WHEN p_is_holdable THEN p_space_until END
  );
  IF EXISTS (SELECT 1 FROM hold h WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id) THEN
    outcome := 'repeated';
    RETURN NEXT;
    RETURN;
  END IF;
  SELECT count(*)::integer INTO v_live FROM hold h
  WHERE h.guest_id = p_guest_id AND h.status IN ('active', 'paying') AND (h.status = 'paying' OR h.expires_at > v_now);
  IF v_live >= p_max_live OR v_expires_at <= v_now THEN
    outcome := CASE WHEN v_expires_at <= v_now THEN 'offer_expired' ELSE 'too_many_holds' END;
    RETURN NEXT;
    RETURN;
  END IF;

  INSERT INTO hold (
    listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency, total_minor, quote
  ) VALUES (
    p_listing_id, p_hold_id, p_guest_id, 'active', p_start_date, p_start_date + 1, v_now, v_expires_at, p_currency,
    p_total_minor, supplier_quote(p_start_date, p_total_minor)
  );
  INSERT INTO supplier_hold (
    listing_id, hold_id, supplier, offer_id, offer_expires_at, offer, passengers, max_total_minor, created_at
  ) VALUES (
    p_listing_id, p_hold_id, p_supplier, p_offer_id, p_offer_expires_at, p_offer, p_passengers, p_max_total_minor, v_now
  );
  INSERT INTO event (listing_id, subject_id, type) VALUES (p_listing_id, p_hold_id, 'hold.created');
  IF p_is_holdable THEN
    attempt := supplier_order_add(p_listing_id, p_hold_id, 'hold');
  END IF;
  outcome := 'held';
  seconds_left := extract(epoch FROM v_expires_at - v_now);
  RETURN NEXT;
END $$;

-- The frozen quote of an offer: one line, all passengers together, as the supplier prices it. 0 is no SKU.
CREATE FUNCTION supplier_quote(p_start_date date, p_total_minor bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_array(jsonb_build_array(0, p_start_date, 1, p_total_minor, 10000, 10000, p_total_minor))
$$;

-- What the supplier's books say of an order: it is held there, booked, or gone (canceled, or its time was over). Whoever
-- asked, or was told; twice, late and in any order.
-- An order nobody waits for any more is to be released, and one that shows up after it was taken for refused or not made
-- is a stray and released, too. What is new of an order that stays (deadlines, price) is kept.
-- Outcomes: the new status · unpaid (paying, and not paid yet) · live (releasing, and still there) · gone (canceling, and
-- no longer there) · repeated · other_order (the reference is known with another order) · not_found.
CREATE FUNCTION supplier_order_seen(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_seen text, p_order_id text, p_booking_reference text,
  p_currency text, p_total_minor bigint, p_space_until timestamptz, p_price_until timestamptz
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
      WHEN v_to = 'releasing' THEN v_now
    END,
    CASE
      WHEN v_to = 'releasing' AND v_order.status IN ('refused', 'not_made') THEN 'stray'
      WHEN v_to = 'releasing' THEN 'hold_ended'
      WHEN p_seen = 'gone' AND v_order.status <> 'releasing' THEN 'gone_at_supplier'
    END
  );
  RETURN v_to;
END $$;

-- An order under our reference that is none of those we know: the supplier made two of one request. It is released.
-- Outcomes: releasing · repeated · not_found.
CREATE FUNCTION supplier_order_stray(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_order_id text
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_order supplier_order;
  v_attempt integer;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  IF v_order.attempt IS NULL THEN
    RETURN 'not_found';
  ELSIF EXISTS (
    SELECT 1 FROM supplier_order o
    WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.order_id = p_order_id
  ) THEN
    RETURN 'repeated';
  END IF;
  SELECT max(o.attempt) + 1 INTO v_attempt FROM supplier_order o
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id;
  INSERT INTO supplier_order (
    listing_id, hold_id, attempt, kind, status, reference, order_id, next_look_at, created_at, updated_at
  ) VALUES (
    p_listing_id, p_hold_id, v_attempt, v_order.kind, 'releasing', v_order.reference || '/' || p_order_id, p_order_id,
    clock_timestamp(), clock_timestamp(), clock_timestamp()
  );
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (p_listing_id, p_hold_id, 'supplier_order.releasing', 'stray', jsonb_build_object('attempt', v_attempt));
  RETURN 'releasing';
END $$;

-- The supplier said no: nothing was made. p_ends_hold: what was offered cannot be had any more, so that a hold that waits
-- for its guest ends with it; one that is being paid for is left to whoever pays. Outcomes: refused · repeated · unexpected.
CREATE FUNCTION supplier_order_refused(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_reason text, p_message text, p_ends_hold boolean
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_order supplier_order;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  IF v_order.status IN ('refused', 'not_made') THEN
    RETURN 'repeated';
  ELSIF v_order.status IS DISTINCT FROM 'creating' THEN
    RETURN 'unexpected';
  END IF;
  UPDATE supplier_order o SET refused_reason = p_reason, refused_message = p_message
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
  PERFORM supplier_order_move(p_listing_id, p_hold_id, p_attempt, 'refused', NULL, p_reason);
  IF p_ends_hold THEN
    PERFORM ledger_settle(p_listing_id, ARRAY[p_hold_id], 'active', 'released', 'supplier_refused');
  END IF;
  RETURN 'refused';
END $$;

-- It was looked for and is not in the supplier's books. That proves nothing at first: an order can take its time to show.
-- After p_settle_seconds and two looks it counts as not made; it is looked for a few times more, and released should it
-- show up. Outcomes: not_made · waiting · repeated · unexpected.
CREATE FUNCTION supplier_order_absent(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_settle_seconds double precision
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_order supplier_order;
  v_now timestamptz;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  v_now := clock_timestamp();
  IF v_order.status IS NULL OR v_order.status NOT IN ('creating', 'refused', 'not_made') THEN
    RETURN 'unexpected';
  ELSIF v_order.status <> 'creating' THEN
    UPDATE supplier_order o
    SET looks = o.looks + 1, asked_at = v_now,
        next_look_at = CASE
          WHEN v_order.status = 'not_made' AND v_now < o.created_at + interval '1 day'
            THEN v_now + greatest(interval '1 minute', (v_now - o.created_at) / 2)
        END
    WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
    RETURN 'repeated';
  ELSIF v_order.looks >= 1 AND v_order.sent_at < v_now - make_interval(secs => p_settle_seconds) THEN
    PERFORM supplier_order_move(
      p_listing_id, p_hold_id, p_attempt, 'not_made', v_now + interval '1 minute', 'not_found_at_supplier'
    );
    RETURN 'not_made';
  END IF;
  UPDATE supplier_order o
  SET looks = o.looks + 1, asked_at = v_now, next_look_at = supplier_next_look(coalesce(o.sent_at, o.created_at))
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
  RETURN 'waiting';
END $$;

-- It was surely not sent: the supplier is busy, or away. Whoever sends it next claims it first.
-- Outcomes: waiting · unexpected.
CREATE FUNCTION supplier_order_unsent(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_retry_after_seconds double precision
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  UPDATE supplier_order o
  SET sent_at = NULL,
      next_look_at = clock_timestamp() + make_interval(secs => least(30, greatest(0.5, p_retry_after_seconds)))
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt
    AND o.status = 'creating' AND o.looks = 0;
  RETURN CASE WHEN FOUND THEN 'waiting' ELSE 'unexpected' END;
END $$;

-- To be run before an order is sent that was surely not sent yet. Outcomes: send · not_made (nobody waits for it any more, or
-- has waited p_settle_seconds for it) · unexpected (somebody else has sent it).
CREATE FUNCTION supplier_order_claim(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_settle_seconds double precision
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_order supplier_order;
  v_hold hold;
  v_now timestamptz;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  v_hold := v_locked.hold;
  v_now := clock_timestamp();
  IF v_order.status IS DISTINCT FROM 'creating' OR v_order.sent_at IS NOT NULL THEN
    RETURN 'unexpected';
  ELSIF v_hold.status NOT IN ('active', 'paying', 'confirmed')
    OR v_order.created_at < v_now - make_interval(secs => p_settle_seconds) THEN
    PERFORM supplier_order_move(p_listing_id, p_hold_id, p_attempt, 'not_made', NULL, 'never_sent');
    RETURN 'not_made';
  END IF;
  UPDATE supplier_order o SET sent_at = v_now, next_look_at = v_now + interval '4 seconds'
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
  RETURN 'send';
END $$;

-- Whether an order that nothing was said of lately is still wanted: one of a hold that has ended is released.
-- Outcomes: releasing · kept · unexpected.
CREATE FUNCTION supplier_order_check(p_listing_id integer, p_hold_id uuid, p_attempt integer) RETURNS text
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
  -- A booked order is looked after until the money for it is taken.
  v_is_open := v_order.status = 'awaiting_payment' OR v_hold.status <> 'confirmed' OR EXISTS (
    SELECT 1 FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.hold_id = p_hold_id AND r.status = 'pending'
  );
  UPDATE supplier_order o
  SET looks = o.looks + 1,
      next_look_at = CASE WHEN v_is_open THEN greatest(
        supplier_next_look(o.updated_at),
        CASE WHEN v_hold.status = 'active' THEN v_hold.expires_at + interval '2 seconds' END
      ) END
  WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
  RETURN 'kept';
END $$;

-- Orders of these listings whose holds have ended are due now; returns how many.
CREATE FUNCTION supplier_orders_wake(p_listing_ids integer[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  UPDATE supplier_order o SET next_look_at = clock_timestamp()
  FROM hold h
  WHERE o.listing_id = ANY (p_listing_ids)
    AND o.status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling')
    AND o.status || '' = 'awaiting_payment' AND o.next_look_at > clock_timestamp()
    AND h.listing_id = o.listing_id AND h.hold_id = o.hold_id AND h.status IN ('released', 'expired', 'canceled');
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;

-- Another price than was held, before the guest pays: no more than the guest has agreed to (max_total_minor). Not while
-- the supplier guarantees the held one, which is for the caller to know. Outcomes: repriced · price_changed · unexpected.
CREATE FUNCTION supplier_hold_reprice(p_listing_id integer, p_hold_id uuid, p_currency text, p_total_minor bigint)
RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_hold hold;
  v_most bigint;
BEGIN
  SELECT h.* INTO v_hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id
  FOR NO KEY UPDATE;
  SELECT s.max_total_minor INTO v_most FROM supplier_hold s
  WHERE s.listing_id = p_listing_id AND s.hold_id = p_hold_id;
  IF v_hold.status IS DISTINCT FROM 'active' OR v_most IS NULL THEN
    RETURN 'unexpected';
  ELSIF v_hold.currency <> p_currency OR p_total_minor > greatest(v_most, v_hold.total_minor) THEN
    RETURN 'price_changed';
  ELSIF v_hold.total_minor <> p_total_minor THEN
    UPDATE hold h SET total_minor = p_total_minor, quote = supplier_quote(h.start_date, p_total_minor)
    WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id;
    -- A card was declined before: the next attempt is for the new price.
    UPDATE reservation r SET total_minor = p_total_minor
    WHERE r.listing_id = p_listing_id AND r.hold_id = p_hold_id AND r.status = 'pending';
  END IF;
  RETURN 'repriced';
END $$;

-- The card is authorised and the hold confirmed: what is to be done at the supplier before the money may be taken.
-- Outcomes: booked (take it) · pay (the order that is held; it is `paying` now) · create (a new order; it is written down) ·
-- under_way (somebody is at it: look, and send nothing) · refused (the supplier has said no before) · unexpected.
CREATE FUNCTION supplier_booking_begin(p_listing_id integer, p_payment_id uuid)
RETURNS TABLE (outcome text, hold_id uuid, attempt integer)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
  v_order supplier_order;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  hold_id := v_hold.hold_id;
  -- The live one, else the last that was sent.
  SELECT o.* INTO v_order FROM supplier_order o
  WHERE o.listing_id = p_listing_id AND o.hold_id = v_hold.hold_id
  ORDER BY o.status IN ('creating', 'awaiting_payment', 'paying', 'booked', 'canceling') DESC, o.attempt DESC
  LIMIT 1;
  attempt := v_order.attempt;

  IF v_payment.status IS DISTINCT FROM 'authorised' OR v_hold.status <> 'confirmed' THEN
    outcome := 'unexpected';
  ELSIF v_order.status = 'booked' THEN
    outcome := 'booked';
  ELSIF v_order.status IN ('creating', 'paying', 'canceling') THEN
    outcome := 'under_way';
  ELSIF v_order.status = 'awaiting_payment' THEN
    UPDATE supplier_order o SET sent_at = clock_timestamp()
    WHERE o.listing_id = p_listing_id AND o.hold_id = v_hold.hold_id AND o.attempt = v_order.attempt;
    PERFORM supplier_order_move(
      p_listing_id, v_hold.hold_id, v_order.attempt, 'paying', clock_timestamp() + interval '4 seconds'
    );
    outcome := 'pay';
  ELSIF EXISTS (
    SELECT 1 FROM supplier_order o
    WHERE o.listing_id = p_listing_id AND o.hold_id = v_hold.hold_id AND (o.kind = 'instant' OR o.status = 'canceled')
  ) OR (v_order.status = 'released' AND v_order.refused_reason IS NOT NULL) THEN
    outcome := 'refused';
  ELSE
    attempt := supplier_order_add(p_listing_id, v_hold.hold_id, 'instant');
    outcome := 'create';
  END IF;
  RETURN NEXT;
END $$;

-- The supplier will not have it: the reservation comes to nothing, and the authorisation goes back (the payment is
-- `voiding`: the card's provider is to be told next). An order that is still there, because only its payment was refused,
-- is released. Outcomes: refused · repeated · unexpected (an order may live, or the money is not ours to give back).
CREATE FUNCTION supplier_refuse(
  p_listing_id integer, p_payment_id uuid, p_reason text, p_message text, p_by text DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_payment payment;
  v_hold hold;
  v_order supplier_order;
BEGIN
  v_locked := payment_lock(p_listing_id, p_payment_id);
  v_payment := v_locked.payment;
  v_hold := v_locked.hold;
  IF v_payment.status IN ('voiding', 'voided') THEN
    RETURN 'repeated';
  ELSIF v_payment.status IS DISTINCT FROM 'authorised' OR v_hold.status <> 'confirmed' THEN
    RETURN 'unexpected';
  END IF;
  SELECT o.* INTO v_order FROM supplier_order o
  WHERE o.listing_id = p_listing_id AND o.hold_id = v_hold.hold_id
    AND o.status IN ('creating', 'awaiting_payment', 'paying', 'booked', 'canceling');
  IF v_order.status IN ('booked', 'canceling', 'awaiting_payment') THEN
    RETURN 'unexpected';
  ELSIF v_order.status IS NOT NULL THEN
    UPDATE supplier_order o SET refused_reason = p_reason, refused_message = p_message
    WHERE o.listing_id = p_listing_id AND o.hold_id = v_hold.hold_id AND o.attempt = v_order.attempt;
    PERFORM supplier_order_move(
      p_listing_id, v_hold.hold_id, v_order.attempt,
      CASE v_order.status WHEN 'creating' THEN 'refused' ELSE 'releasing' END,
      CASE v_order.status WHEN 'creating' THEN NULL ELSE clock_timestamp() END, p_reason, p_by
    );
  END IF;
  PERFORM ledger_settle(p_listing_id, ARRAY[v_hold.hold_id], 'confirmed', 'canceled', 'supplier_refused');
  UPDATE reservation r SET status = 'rejected', cause = 'supplier_refused'
  WHERE r.listing_id = p_listing_id AND r.reservation_id = v_payment.reservation_id AND r.status = 'pending';
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, v_payment.reservation_id, 'reservation.rejected', 'supplier_refused',
    jsonb_build_object('reason', p_reason)
  );
  PERFORM payment_move(p_listing_id, p_payment_id, 'voiding', NULL, 'supplier_refused');
  RETURN 'refused';
END $$;

-- An administrator knows that an order whose answer was lost was not made. Should it show up all the same, it is released.
-- Outcomes: not_made · unexpected.
CREATE FUNCTION supplier_order_settle(p_listing_id integer, p_hold_id uuid, p_attempt integer, p_by text) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_order supplier_order;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  IF v_order.status IS DISTINCT FROM 'creating' THEN
    RETURN 'unexpected';
  END IF;
  PERFORM supplier_order_move(
    p_listing_id, p_hold_id, p_attempt, 'not_made', clock_timestamp() + interval '1 minute', 'settled_by_admin', p_by
  );
  RETURN 'not_made';
END $$;

-- Who has said that an order is there; what followed from it is written down by supplier_order_seen. Outcome: noted.
CREATE FUNCTION supplier_order_note_settlement(p_listing_id integer, p_hold_id uuid, p_attempt integer, p_by text)
RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event (listing_id, subject_id, type, cause, data)
  VALUES (
    p_listing_id, p_hold_id, 'supplier_order.settled', 'settled_by_admin',
    jsonb_build_object('attempt', p_attempt, 'by', p_by)
  );
  RETURN 'noted';
END $$;

-- Until when the supplier keeps what a hold is for: the seats of an order that is held, else the offer. NULL: it is no
-- supplier's.
CREATE FUNCTION supplier_hold_until(p_listing_id integer, p_hold_id uuid) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT o.space_until FROM supplier_order o
    WHERE o.listing_id = s.listing_id AND o.hold_id = s.hold_id AND o.status = 'awaiting_payment'
  ), s.offer_expires_at)
  FROM supplier_hold s
  WHERE s.listing_id = p_listing_id AND s.hold_id = p_hold_id
$$;

-- Cancels a paid reservation whose order is no longer live. p_refund_minor NULL: nobody knows yet what comes back; the
-- reservation is canceled, and supplier_refund_decide says the rest. Never more than was paid. Returns whether a refund was
-- written down. The caller has locked the hold.
CREATE FUNCTION supplier_reservation_cancel(
  p_reservation reservation, p_cause text, p_refund_id uuid, p_refund_minor bigint
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_settle(p_reservation.listing_id, ARRAY[p_reservation.hold_id], 'confirmed', 'canceled', p_cause);
  UPDATE reservation r SET status = 'canceled', canceled_at = clock_timestamp(), cause = p_cause
  WHERE r.listing_id = p_reservation.listing_id AND r.reservation_id = p_reservation.reservation_id;
  INSERT INTO event (listing_id, subject_id, type, cause)
  VALUES (p_reservation.listing_id, p_reservation.reservation_id, 'reservation.canceled', p_cause);
  RETURN p_refund_minor IS NOT NULL
    AND supplier_refund_add(p_reservation, p_refund_id, least(p_refund_minor, p_reservation.total_minor));
END $$;

-- Writes down what goes back for a canceled reservation; nothing is sent for nothing. The caller has locked the hold.
CREATE FUNCTION supplier_refund_add(p_reservation reservation, p_refund_id uuid, p_refund_minor bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reservation r SET refund_minor = p_refund_minor
  WHERE r.listing_id = p_reservation.listing_id AND r.reservation_id = p_reservation.reservation_id;
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

-- Locks the hold of a reservation, then reads both; with a guest only that guest's.
CREATE FUNCTION supplier_reservation_lock(
  p_listing_id integer, p_reservation_id uuid, p_guest_id text, OUT reservation reservation, OUT hold hold
)
LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.* INTO hold FROM hold h
  WHERE h.listing_id = p_listing_id AND h.hold_id = (
    SELECT r.hold_id FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id
      AND (p_guest_id IS NULL OR r.guest_id = p_guest_id)
  )
  FOR NO KEY UPDATE;
  IF hold.hold_id IS NOT NULL THEN
    SELECT r.* INTO reservation FROM reservation r
    WHERE r.listing_id = p_listing_id AND r.reservation_id = p_reservation_id;
  END IF;
END $$;

-- Before the supplier is told to cancel: the order is `canceling`, by one quote. An order that is gone at the supplier
-- without us needs no quote; what comes back of it is not known.
-- Outcomes: begun · under_way (begun before) · canceled (just now, without the supplier) · already_canceled · rejected ·
-- payment_in_progress · quote_required · quote_expired · not_found.
CREATE FUNCTION supplier_cancellation_begin(
  p_listing_id integer, p_reservation_id uuid, p_guest_id text, p_cancellation_id uuid, p_cause text
) RETURNS TABLE (outcome text, cancellation_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_reservation reservation;
  v_hold hold;
  v_order supplier_order;
  v_quote supplier_cancellation;
BEGIN
  v_locked := supplier_reservation_lock(p_listing_id, p_reservation_id, p_guest_id);
  v_reservation := v_locked.reservation;
  v_hold := v_locked.hold;
  SELECT o.* INTO v_order FROM supplier_order o
  WHERE o.listing_id = p_listing_id AND o.hold_id = v_hold.hold_id
  ORDER BY o.status IN ('creating', 'awaiting_payment', 'paying', 'booked', 'canceling') DESC, o.status = 'canceled' DESC,
    o.attempt DESC
  LIMIT 1;
  SELECT c.* INTO v_quote FROM supplier_cancellation c
  WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id AND c.reservation_id = p_reservation_id
    AND c.attempt = v_order.attempt;

  outcome := CASE
    WHEN v_reservation.status IS NULL THEN 'not_found'
    WHEN v_reservation.status IN ('canceled', 'refunded') THEN 'already_canceled'
    WHEN v_reservation.status = 'rejected' THEN 'rejected'
    WHEN v_reservation.status = 'pending' THEN 'payment_in_progress'
    WHEN v_order.status = 'canceling' THEN 'under_way'
    WHEN v_order.status = 'canceled' THEN 'canceled'
    WHEN v_order.status IS DISTINCT FROM 'booked' THEN 'payment_in_progress'
    WHEN v_quote.status IS NULL THEN 'quote_required'
    WHEN v_quote.status <> 'quoted' OR v_quote.expires_at <= clock_timestamp() THEN 'quote_expired'
    ELSE 'begun'
  END;
  IF outcome = 'canceled' THEN
    PERFORM supplier_reservation_cancel(v_reservation, p_cause, NULL, NULL);
  ELSIF outcome = 'under_way' THEN
    SELECT c.cancellation_id INTO cancellation_id FROM supplier_cancellation c
    WHERE c.listing_id = p_listing_id AND c.reservation_id = p_reservation_id AND c.status = 'sent';
  ELSIF outcome = 'begun' THEN
    cancellation_id := p_cancellation_id;
    UPDATE supplier_cancellation c SET status = 'sent', cause = p_cause, updated_at = clock_timestamp()
    WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id;
    PERFORM supplier_order_move(
      p_listing_id, v_hold.hold_id, v_order.attempt, 'canceling', clock_timestamp() + interval '4 seconds', p_cause
    );
  END IF;
  RETURN NEXT;
END $$;

-- The supplier has canceled: so is the reservation, and what the supplier gives back goes to the guest. p_refund_minor NULL:
-- it has not said. Outcomes: canceled (with the refund to be sent, if there is one) · repeated · unexpected.
CREATE FUNCTION supplier_cancellation_finish(
  p_listing_id integer, p_cancellation_id uuid, p_refund_id uuid, p_refund_minor bigint
) RETURNS TABLE (outcome text, refund_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_reservation reservation;
  v_quote supplier_cancellation;
BEGIN
  SELECT c.* INTO v_quote FROM supplier_cancellation c
  WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id;
  v_locked := supplier_reservation_lock(p_listing_id, v_quote.reservation_id, NULL);
  v_reservation := v_locked.reservation;
  SELECT c.* INTO v_quote FROM supplier_cancellation c -- as it is behind the lock
  WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id;
  IF v_quote.status IS DISTINCT FROM 'sent' OR v_reservation.status IS DISTINCT FROM 'paid' THEN
    outcome := CASE WHEN v_quote.status = 'confirmed' THEN 'repeated' ELSE 'unexpected' END;
    RETURN NEXT;
    RETURN;
  END IF;
  UPDATE supplier_cancellation c SET status = 'confirmed', refund_minor = p_refund_minor, updated_at = clock_timestamp()
  WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id;
  PERFORM supplier_order_move(p_listing_id, v_quote.hold_id, v_quote.attempt, 'canceled', NULL, v_quote.cause);
  IF supplier_reservation_cancel(v_reservation, v_quote.cause, p_refund_id, p_refund_minor) THEN
    refund_id := p_refund_id;
  END IF;
  outcome := 'canceled';
  RETURN NEXT;
END $$;

-- The supplier will not cancel by this quote: the order stays booked, and the reservation paid.
-- Outcomes: refused · repeated · unexpected.
CREATE FUNCTION supplier_cancellation_refuse(p_listing_id integer, p_cancellation_id uuid, p_reason text) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_locked record;
  v_quote supplier_cancellation;
BEGIN
  SELECT c.* INTO v_quote FROM supplier_cancellation c
  WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id;
  v_locked := supplier_reservation_lock(p_listing_id, v_quote.reservation_id, NULL);
  SELECT c.* INTO v_quote FROM supplier_cancellation c
  WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id;
  IF v_quote.status IS DISTINCT FROM 'sent' THEN
    RETURN CASE WHEN v_quote.status = 'refused' THEN 'repeated' ELSE 'unexpected' END;
  END IF;
  UPDATE supplier_cancellation c SET status = 'refused', refused_reason = p_reason, updated_at = clock_timestamp()
  WHERE c.listing_id = p_listing_id AND c.cancellation_id = p_cancellation_id;
  PERFORM supplier_order_move(p_listing_id, v_quote.hold_id, v_quote.attempt, 'booked', NULL, p_reason);
  RETURN 'refused';
END $$;

-- The supplier, or an administrator (p_by), has said what goes back for a reservation that was canceled without that being
-- known. Once. Outcomes: decided (with the refund to be sent, if there is one) · unexpected · too_much · not_found.
CREATE FUNCTION supplier_refund_decide(
  p_listing_id integer, p_reservation_id uuid, p_refund_id uuid, p_refund_minor bigint, p_by text
) RETURNS TABLE (outcome text, refund_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_reservation reservation;
BEGIN
  v_locked := supplier_reservation_lock(p_listing_id, p_reservation_id, NULL);
  v_reservation := v_locked.reservation;
  outcome := CASE
    WHEN v_reservation.status IS NULL THEN 'not_found'
    WHEN v_reservation.status <> 'canceled' OR v_reservation.refund_minor IS NOT NULL THEN 'unexpected'
    WHEN p_refund_minor > v_reservation.total_minor THEN 'too_much'
    ELSE 'decided'
  END;
  IF outcome = 'decided' THEN
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    VALUES (
      p_listing_id, p_reservation_id, 'reservation.refund_decided', CASE WHEN p_by IS NULL THEN 'supplier' ELSE 'admin' END,
      jsonb_strip_nulls(jsonb_build_object('amountMinor', p_refund_minor, 'by', p_by))
    );
    IF supplier_refund_add(v_reservation, p_refund_id, p_refund_minor) THEN
      refund_id := p_refund_id;
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- Cancels a reservation: the inventory is free at once, the refund is written down for the job that sends it.
-- p_guest_id NULL acts for an admin. p_least_refund_minor is what the guest was told to get back: nothing happens when it
-- is less by now. What a supplier has booked is canceled there first (supplier_cancellation_begin).
-- Outcomes: canceled · already_canceled · rejected · payment_in_progress (with the open attempt, to be canceled at the
-- provider first) · less_refund · at_supplier · not_found.
DROP FUNCTION reservation_cancel(integer, uuid, text, uuid, text);
CREATE FUNCTION reservation_cancel(
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
  ELSE
    refund_minor := v_reservation.total_minor - cancellation_fee_minor(
      v_reservation.total_minor, v_reservation.free_cancellation_until, v_reservation.cancellation_fee_percent,
      v_reservation.cancellation_fee_nights, v_hold.quote, v_now
    );
    IF refund_minor < p_least_refund_minor THEN
      outcome := 'less_refund';
      RETURN NEXT;
      RETURN;
    END IF;
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
