-- What canceling costs is a policy of its own: named, of a listing, in steps. It may differ from night to night. What a hold
-- was taken under stays with it: policies and where they apply are kept with the time from which they do, and nothing is ever
-- changed in place. So the hold itself need not carry them, and taking one costs nothing more.

-- A fee is one of {"percent": 0..100}, {"amountMinor": n}, {"nights": n}.
CREATE FUNCTION cancellation_fee_is_valid(p_fee jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(CASE
    WHEN jsonb_typeof(p_fee) IS DISTINCT FROM 'object' THEN false
    WHEN (SELECT count(*) FROM jsonb_object_keys(p_fee)) <> 1 THEN false
    WHEN jsonb_typeof(p_fee -> 'percent') = 'number' THEN p_fee ->> 'percent' ~ '^(100|[0-9]{1,2})$'
    WHEN jsonb_typeof(p_fee -> 'amountMinor') = 'number' THEN p_fee ->> 'amountMinor' ~ '^[0-9]{1,10}$'
    WHEN jsonb_typeof(p_fee -> 'nights') = 'number' THEN p_fee ->> 'nights' ~ '^([0-9]|[1-5][0-9]|60)$'
  END, false)
$$;

-- Steps: one to six, each with the fee until its end. An end is {"hours": n} before arrival, or {"days": n, "at": "HH:MM"}:
-- that time of the listing's clock, so many days before. The last step has no end.
CREATE FUNCTION cancellation_steps_are_valid(p_steps jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  v_step jsonb;
  v_until jsonb;
  v_count integer;
BEGIN
  IF jsonb_typeof(p_steps) IS DISTINCT FROM 'array' THEN
    RETURN false;
  END IF;
  v_count := jsonb_array_length(p_steps);
  IF v_count < 1 OR v_count > 6 THEN
    RETURN false;
  END IF;
  FOR n IN 0..v_count - 1 LOOP
    v_step := p_steps -> n;
    v_until := v_step -> 'until';
    IF jsonb_typeof(v_step) <> 'object' OR NOT cancellation_fee_is_valid(v_step -> 'fee') THEN
      RETURN false;
    ELSIF n = v_count - 1 THEN
      RETURN v_until IS NULL;
    ELSIF jsonb_typeof(v_until) IS DISTINCT FROM 'object' THEN
      RETURN false;
    ELSIF v_until ? 'hours' THEN
      IF v_until ->> 'hours' !~ '^[0-9]{1,4}$' OR (v_until ->> 'hours')::integer > 8760 THEN
        RETURN false;
      END IF;
    ELSIF coalesce(v_until ->> 'days', '') !~ '^[0-9]{1,3}$' OR (v_until ->> 'days')::integer > 365
      OR coalesce(v_until ->> 'at', '') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN true;
END $$;

-- One row per policy and version. The newest version of a code is the policy; those before are what holds were taken under.
CREATE TABLE cancellation_policy (
  listing_id integer NOT NULL,
  code text NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  steps jsonb NOT NULL,
  -- Of a guest who does not come; NULL: that of the last step.
  no_show_fee jsonb,
  -- Holds taken from this instant on. A whole millisecond: so precisely does every process know when a hold was taken.
  since timestamptz NOT NULL,
  retired_at timestamptz,
  CONSTRAINT cancellation_policy_pkey PRIMARY KEY (listing_id, code, version),
  CONSTRAINT cancellation_policy_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id) ON DELETE CASCADE,
  CONSTRAINT cancellation_policy_code_check CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  CONSTRAINT cancellation_policy_version_check CHECK (version > 0),
  CONSTRAINT cancellation_policy_steps_check CHECK (cancellation_steps_are_valid(steps)),
  CONSTRAINT cancellation_policy_no_show_fee_check CHECK (no_show_fee IS NULL OR cancellation_fee_is_valid(no_show_fee))
);

-- The policy of every stay whose arrival night has none of its own.
CREATE TABLE cancellation_policy_default (
  listing_id integer NOT NULL,
  since timestamptz NOT NULL,
  code text NOT NULL,
  CONSTRAINT cancellation_policy_default_pkey PRIMARY KEY (listing_id, since),
  CONSTRAINT cancellation_policy_default_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id) ON DELETE CASCADE
);

-- The policy of stays that begin on a night. NULL: again the listing's.
CREATE TABLE cancellation_policy_night (
  listing_id integer NOT NULL,
  date date NOT NULL,
  since timestamptz NOT NULL,
  code text,
  CONSTRAINT cancellation_policy_night_pkey PRIMARY KEY (listing_id, date, since),
  CONSTRAINT cancellation_policy_night_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id) ON DELETE CASCADE
);

-- Whoever keeps copies of the catalogue is told of these as well.
DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['cancellation_policy', 'cancellation_policy_default', 'cancellation_policy_night'] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed()', v_table || '_added', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed()', v_table || '_changed', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed()', v_table || '_removed', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER TRUNCATE ON %I
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed_anywhere()', v_table || '_emptied', v_table);
  END LOOP;
END $$;

-- What listings have had so far becomes the policy "standard" of each, but for those that have what they would have anyway
-- (cancellation_policy_fallback).
INSERT INTO cancellation_policy (listing_id, code, version, name, steps, since)
SELECT
  l.listing_id, 'standard', 1, 'Standard',
  jsonb_build_array(
    jsonb_build_object('until', jsonb_build_object('hours', l.free_cancellation_hours), 'fee', '{"percent": 0}'::jsonb),
    jsonb_build_object('fee', CASE
      WHEN l.cancellation_fee_nights IS NULL THEN jsonb_build_object('percent', l.cancellation_fee_percent)
      ELSE jsonb_build_object('nights', l.cancellation_fee_nights)
    END)
  ),
  '-infinity'
FROM listing l
WHERE l.kind <> 'supplier'
  AND (l.kind, l.free_cancellation_hours, l.cancellation_fee_percent) NOT IN (('hotel', 48, 100), ('flight', 24, 50));
INSERT INTO cancellation_policy_default (listing_id, since, code)
SELECT p.listing_id, p.since, p.code FROM cancellation_policy p;
ALTER TABLE listing DROP CONSTRAINT listing_cancellation_fee_check;

-- What a listing has until it has a policy: a hotel is free until two days before and then costs all of it, a flight is free
-- until the day before and then costs half.
CREATE FUNCTION cancellation_policy_fallback(p_kind text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE p_kind WHEN 'flight' THEN '{
    "code": "standard", "name": "Standard", "version": 0, "noShowFee": null,
    "steps": [{"until": {"hours": 24}, "fee": {"percent": 0}}, {"fee": {"percent": 50}}]
  }'::jsonb ELSE '{
    "code": "standard", "name": "Standard", "version": 0, "noShowFee": null,
    "steps": [{"until": {"hours": 48}, "fee": {"percent": 0}}, {"fee": {"percent": 100}}]
  }'::jsonb END
$$;

-- A listing's policy of that code, as it was at an instant.
CREATE FUNCTION cancellation_policy_at(p_listing_id integer, p_code text, p_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'code', p.code, 'name', p.name, 'version', p.version, 'steps', p.steps, 'noShowFee', p.no_show_fee
  )
  FROM cancellation_policy p
  WHERE p.listing_id = p_listing_id AND p.code = p_code AND p.since <= p_at
  ORDER BY p.version DESC LIMIT 1
$$;

-- The policy that holds taken at an instant have, for stays that begin on p_start: the night's, else the listing's.
CREATE FUNCTION cancellation_policy_of(p_listing_id integer, p_start date, p_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    cancellation_policy_at(p_listing_id, coalesce(
      (
        SELECT n.code FROM cancellation_policy_night n
        WHERE n.listing_id = p_listing_id AND n.date = p_start AND n.since <= p_at
        ORDER BY n.since DESC LIMIT 1
      ),
      (
        SELECT d.code FROM cancellation_policy_default d
        WHERE d.listing_id = p_listing_id AND d.since <= p_at
        ORDER BY d.since DESC LIMIT 1
      )
    ), p_at),
    (SELECT cancellation_policy_fallback(l.kind) FROM listing l WHERE l.listing_id = p_listing_id)
  )
$$;

-- A policy for one stay: its offsets are instants. PostgreSQL takes a time of the clock that the spring skips for the one
-- an hour later, and of one that autumn has twice the second: both in favour of the guest.
CREATE FUNCTION cancellation_terms(p_listing_id integer, p_start date, p_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT p.policy || jsonb_build_object('steps', (
    SELECT jsonb_agg(
      CASE WHEN s.step ? 'until' THEN jsonb_set(s.step, '{until}', to_jsonb(to_char(
        CASE
          WHEN s.step -> 'until' ? 'hours'
            THEN listing_begins_at(p_listing_id, p_start) - make_interval(hours => (s.step #>> '{until,hours}')::integer)
          ELSE (p_start - (s.step #>> '{until,days}')::integer + (s.step #>> '{until,at}')::time) AT TIME ZONE l.timezone
        END AT TIME ZONE 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS"Z"'
      ))) ELSE s.step END
      ORDER BY s.place
    )
    FROM jsonb_array_elements(p.policy -> 'steps') WITH ORDINALITY AS s(step, place)
  ))
  FROM listing l CROSS JOIN LATERAL (SELECT cancellation_policy_of(p_listing_id, p_start, p_at) AS policy) p
  WHERE l.listing_id = p_listing_id
$$;

-- The terms of a reservation are frozen when it is begun. Those from before have the columns, and are left as they are.
ALTER TABLE reservation ADD COLUMN cancellation_terms jsonb;
ALTER TABLE reservation ALTER COLUMN free_cancellation_until DROP NOT NULL;

-- What a reservation's canceling costs; NULL where a supplier says so.
CREATE FUNCTION reservation_terms(p_reservation reservation) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_reservation.free_cancellation_until IS NULL THEN p_reservation.cancellation_terms ELSE
    jsonb_build_object(
      'code', 'standard', 'name', 'Standard', 'version', 0, 'noShowFee', NULL,
      'steps', jsonb_build_array(
        jsonb_build_object('until', p_reservation.free_cancellation_until, 'fee', '{"percent": 0}'::jsonb),
        jsonb_build_object('fee', CASE
          WHEN p_reservation.cancellation_fee_percent IS NULL
            THEN jsonb_build_object('nights', coalesce(p_reservation.cancellation_fee_nights, 0))
          ELSE jsonb_build_object('percent', p_reservation.cancellation_fee_percent)
        END)
      )
    )
  END
$$;

-- The price of the first nights of a frozen quote.
CREATE FUNCTION quote_first_nights_minor(p_quote jsonb, p_nights integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum((line ->> 6)::bigint), 0)::bigint FROM jsonb_array_elements(p_quote) AS line
  WHERE (line ->> 1)::date < (SELECT min((first ->> 1)::date) FROM jsonb_array_elements(p_quote) AS first) + p_nights
$$;

-- A fee in minor units: a percentage is rounded half up, and nothing costs more than was paid.
CREATE FUNCTION cancellation_fee_minor(p_fee jsonb, p_total bigint, p_quote jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT least(p_total, CASE
    WHEN p_fee ? 'percent' THEN round(p_total::numeric * (p_fee ->> 'percent')::integer / 100)::bigint
    WHEN p_fee ? 'amountMinor' THEN (p_fee ->> 'amountMinor')::bigint
    ELSE quote_first_nights_minor(p_quote, (p_fee ->> 'nights')::integer)
  END)
$$;

-- What canceling costs at an instant: the fee of the first step that has not ended, and never less than that of a step
-- before it, for no guest is better off for having waited. `step` counts from 1; `changes_at` is the end of that step.
CREATE FUNCTION cancellation_fee_at(p_terms jsonb, p_total bigint, p_quote jsonb, p_at timestamptz)
RETURNS TABLE (fee_minor bigint, step integer, changes_at timestamptz)
LANGUAGE sql STABLE AS $$
  WITH steps AS (
    SELECT s.place::integer AS place, s.step -> 'fee' AS fee, (s.step ->> 'until')::timestamptz AS until
    FROM jsonb_array_elements(p_terms -> 'steps') WITH ORDINALITY AS s(step, place)
  ), now_in AS (
    SELECT x.place, x.until FROM steps x WHERE x.until IS NULL OR p_at <= x.until ORDER BY x.place LIMIT 1
  )
  SELECT
    (SELECT max(cancellation_fee_minor(x.fee, p_total, p_quote)) FROM steps x WHERE x.place <= n.place), n.place, n.until
  FROM now_in n
$$;

-- The refund of a paid reservation, written down for the job that sends it; nothing is sent for nothing. The inventory is
-- free at once. The caller has locked the hold. Returns whether there is a refund.
CREATE FUNCTION reservation_cancel_paid(
  p_reservation reservation, p_payment_id uuid, p_refund_id uuid, p_refund_minor bigint, p_cause text, p_now timestamptz
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_settle(p_reservation.listing_id, ARRAY[p_reservation.hold_id], 'confirmed', 'canceled', p_cause);
  UPDATE reservation r
  SET status = 'canceled', canceled_at = p_now, cause = p_cause, refund_minor = p_refund_minor
  WHERE r.listing_id = p_reservation.listing_id AND r.reservation_id = p_reservation.reservation_id;
  INSERT INTO event (listing_id, subject_id, type, cause)
  VALUES (p_reservation.listing_id, p_reservation.reservation_id, 'reservation.canceled', p_cause);
  IF p_refund_minor = 0 THEN
    RETURN false;
  END IF;
  INSERT INTO refund (
    listing_id, refund_id, reservation_id, payment_id, status, cause, currency, amount_minor, created_at, updated_at
  ) VALUES (
    p_reservation.listing_id, p_refund_id, p_reservation.reservation_id, p_payment_id, 'created', 'cancellation',
    p_reservation.currency, p_refund_minor, p_now, p_now
  );
  INSERT INTO event (listing_id, subject_id, type, data)
  VALUES (
    p_reservation.listing_id, p_reservation.reservation_id, 'refund.created', jsonb_build_object('refundId', p_refund_id)
  );
  RETURN true;
END $$;

-- As before, by the frozen steps: see 20261124000100_supplier_orders.
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

DROP FUNCTION cancellation_fee_minor(bigint, timestamptz, integer, integer, jsonb, timestamptz);

-- From when a change counts: for holds taken after p_delay. Until then every process has learned of it (docs/caching.md), so
-- that nobody is told one thing and given another. At once where nothing was ever held.
CREATE FUNCTION cancellation_since(p_listing_id integer, p_delay interval) RETURNS timestamptz
LANGUAGE sql VOLATILE AS $$
  SELECT date_trunc('milliseconds', clock_timestamp())
    + CASE WHEN EXISTS (SELECT 1 FROM hold h WHERE h.listing_id = p_listing_id) THEN p_delay ELSE interval '0' END
$$;

-- Makes a policy, or a new version of one that is there; the same again changes nothing.
-- Outcomes: added · changed · unchanged · not_found (no such listing) · too_many.
CREATE FUNCTION cancellation_policy_set(
  p_listing_id integer, p_code text, p_name text, p_steps jsonb, p_no_show_fee jsonb, p_delay interval
) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_newest cancellation_policy;
BEGIN
  PERFORM 1 FROM listing l WHERE l.listing_id = p_listing_id AND l.kind <> 'supplier' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  END IF;
  SELECT p.* INTO v_newest FROM cancellation_policy p
  WHERE p.listing_id = p_listing_id AND p.code = p_code
  ORDER BY p.version DESC LIMIT 1;
  IF v_newest.version IS NOT NULL AND v_newest.retired_at IS NULL
    AND (v_newest.name, v_newest.steps, v_newest.no_show_fee) IS NOT DISTINCT FROM (p_name, p_steps, p_no_show_fee) THEN
    RETURN 'unchanged';
  ELSIF v_newest.version IS NULL AND (
    SELECT count(DISTINCT p.code) FROM cancellation_policy p WHERE p.listing_id = p_listing_id AND p.retired_at IS NULL
  ) >= 50 THEN
    RETURN 'too_many';
  END IF;
  INSERT INTO cancellation_policy (listing_id, code, version, name, steps, no_show_fee, since)
  VALUES (
    p_listing_id, p_code, coalesce(v_newest.version, 0) + 1, p_name, p_steps, p_no_show_fee,
    -- Nobody can have been told of one that was not there.
    CASE WHEN v_newest.version IS NULL THEN '-infinity' ELSE cancellation_since(p_listing_id, p_delay) END
  );
  RETURN CASE WHEN v_newest.version IS NULL OR v_newest.retired_at IS NOT NULL THEN 'added' ELSE 'changed' END;
END $$;

-- What a listing's stays have that begin on nights without a policy of their own.
-- Outcomes: set · unchanged · policy_not_found · not_found.
CREATE FUNCTION cancellation_policy_set_default(p_listing_id integer, p_code text, p_delay interval) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
BEGIN
  PERFORM 1 FROM listing l WHERE l.listing_id = p_listing_id AND l.kind <> 'supplier' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  ELSIF NOT cancellation_policy_is_offered(p_listing_id, p_code) THEN
    RETURN 'policy_not_found';
  ELSIF p_code = (
    SELECT d.code FROM cancellation_policy_default d
    WHERE d.listing_id = p_listing_id ORDER BY d.since DESC LIMIT 1
  ) THEN
    RETURN 'unchanged';
  END IF;
  DELETE FROM cancellation_policy_default d
  WHERE d.listing_id = p_listing_id AND d.since < (
    -- Nobody has a hold from before that any more.
    SELECT max(x.since) FROM cancellation_policy_default x
    WHERE x.listing_id = p_listing_id AND x.since < clock_timestamp() - interval '1 day'
  );
  INSERT INTO cancellation_policy_default (listing_id, since, code)
  VALUES (p_listing_id, cancellation_since(p_listing_id, p_delay), p_code)
  ON CONFLICT (listing_id, since) DO UPDATE SET code = excluded.code;
  RETURN 'set';
END $$;

CREATE FUNCTION cancellation_policy_is_offered(p_listing_id integer, p_code text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT p.retired_at IS NULL FROM cancellation_policy p
    WHERE p.listing_id = p_listing_id AND p.code = p_code
    ORDER BY p.version DESC LIMIT 1
  ), false)
$$;

-- The policy of stays that begin on a night of the half-open range, on these days of the week (1 is Monday) and in this month
-- only, where they are named.
-- p_code NULL: again the listing's. Outcomes: set · policy_not_found · not_found; and how many nights have changed.
CREATE FUNCTION cancellation_policy_set_nights(
  p_listing_id integer, p_start date, p_end date, p_weekdays integer[], p_month integer, p_code text, p_delay interval
) RETURNS TABLE (outcome text, nights_changed integer)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_since timestamptz;
BEGIN
  nights_changed := 0;
  v_since := cancellation_since(p_listing_id, p_delay);
  PERFORM 1 FROM listing l WHERE l.listing_id = p_listing_id AND l.kind <> 'supplier' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    outcome := 'not_found';
  ELSIF p_code IS NOT NULL AND NOT cancellation_policy_is_offered(p_listing_id, p_code) THEN
    outcome := 'policy_not_found';
  ELSE
    DELETE FROM cancellation_policy_night n
    WHERE n.listing_id = p_listing_id AND n.date >= p_start AND n.date < p_end AND n.since < (
      SELECT max(x.since) FROM cancellation_policy_night x
      WHERE x.listing_id = n.listing_id AND x.date = n.date AND x.since < clock_timestamp() - interval '1 day'
    );
    INSERT INTO cancellation_policy_night (listing_id, date, since, code)
    SELECT p_listing_id, d.date, v_since, p_code
    FROM (SELECT p_start + n AS date FROM generate_series(0, p_end - p_start - 1) AS n) d
    WHERE (p_weekdays IS NULL OR extract(isodow FROM d.date)::integer = ANY (p_weekdays))
      AND (p_month IS NULL OR extract(month FROM d.date) = p_month)
      AND p_code IS DISTINCT FROM (
        SELECT x.code FROM cancellation_policy_night x
        WHERE x.listing_id = p_listing_id AND x.date = d.date
        ORDER BY x.since DESC LIMIT 1
      )
    ORDER BY d.date
    ON CONFLICT (listing_id, date, since) DO UPDATE SET code = excluded.code;
    GET DIAGNOSTICS nights_changed = ROW_COUNT;
    outcome := 'set';
  END IF;
  RETURN NEXT;
END $$;

-- Takes a policy off the list. What was booked under it stays. Outcomes: retired · in_use (the listing's, or that of a
-- night to come) · not_found.
CREATE FUNCTION cancellation_policy_retire(p_listing_id integer, p_code text) RETURNS text
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
DECLARE
  v_timezone text;
BEGIN
  SELECT l.timezone INTO v_timezone FROM listing l WHERE l.listing_id = p_listing_id FOR NO KEY UPDATE;
  IF NOT cancellation_policy_is_offered(p_listing_id, p_code) THEN
    RETURN 'not_found';
  ELSIF p_code = (
    SELECT d.code FROM cancellation_policy_default d
    WHERE d.listing_id = p_listing_id ORDER BY d.since DESC LIMIT 1
  ) OR EXISTS (
    SELECT 1 FROM (
      SELECT DISTINCT ON (n.date) n.code FROM cancellation_policy_night n
      WHERE n.listing_id = p_listing_id AND n.date >= (clock_timestamp() AT TIME ZONE v_timezone)::date
      ORDER BY n.date, n.since DESC
    ) now_of
    WHERE now_of.code = p_code
  ) THEN
    RETURN 'in_use';
  END IF;
  UPDATE cancellation_policy p SET retired_at = clock_timestamp()
  WHERE p.listing_id = p_listing_id AND p.code = p_code AND p.retired_at IS NULL;
  RETURN 'retired';
END $$;

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
    reservation_id := p_reservation_id;
    INSERT INTO reservation (
      listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency, total_minor,
      cancellation_terms, created_at
    ) VALUES (
      p_listing_id, p_reservation_id, p_guest_id, p_hold_id, 'pending', v_hold.start_date, v_hold.end_date,
      v_hold.currency, v_hold.total_minor,
      -- As it stood when the hold was taken: what the guest was shown. A supplier has terms of its own.
      (
        SELECT cancellation_terms(p_listing_id, v_hold.start_date, v_hold.created_at)
        FROM listing l WHERE l.listing_id = p_listing_id AND l.kind <> 'supplier'
      ),
      v_now
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
