-- Our books held against the provider's, our own rows against each other, and the counters against the holds.

-- Refunds are compared, and listed, by when they were made.
CREATE INDEX refund_created_idx ON refund (created_at, refund_id);

-- Who compares at the moment, and how far it has come. One row.
CREATE TABLE reconciliation_state (
  state_id smallint NOT NULL DEFAULT 1,
  -- Changes with every holder: whoever was taken for dead and comes back finds that it may not write any more.
  lease_token uuid,
  leased_by text,
  leased_until timestamptz,
  -- Everything made before has been compared once.
  compared_until timestamptz,
  -- The second look, days later: how far it has come, and where it ends.
  lookback_at timestamptz,
  lookback_until timestamptz,
  lookback_started_at timestamptz,
  -- The listing whose counters are looked at next, and when all of them were last looked at.
  next_listing_id integer NOT NULL DEFAULT 1,
  ledger_ended_at timestamptz,
  CONSTRAINT reconciliation_state_pkey PRIMARY KEY (state_id),
  CONSTRAINT reconciliation_state_single_check CHECK (state_id = 1)
);
INSERT INTO reconciliation_state (state_id) VALUES (1);

CREATE TABLE reconciliation_run (
  run_id uuid NOT NULL DEFAULT uuidv7(),
  trigger text NOT NULL,
  status text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  compared_from timestamptz,
  compared_until timestamptz,
  payments integer NOT NULL DEFAULT 0,
  refunds integer NOT NULL DEFAULT 0,
  reservations integer NOT NULL DEFAULT 0,
  listings integer NOT NULL DEFAULT 0,
  opened integer NOT NULL DEFAULT 0,
  healed integer NOT NULL DEFAULT 0,
  resolved integer NOT NULL DEFAULT 0,
  failure text,
  CONSTRAINT reconciliation_run_pkey PRIMARY KEY (run_id),
  CONSTRAINT reconciliation_run_trigger_check CHECK (trigger IN ('schedule', 'admin', 'command')),
  CONSTRAINT reconciliation_run_status_check CHECK (status IN ('running', 'complete', 'unfinished', 'failed'))
);

-- What was found to differ. listing_id is 0 where the provider names a listing that cannot be.
CREATE TABLE reconciliation_difference (
  listing_id integer NOT NULL,
  difference_id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL,
  -- What is to be looked at again to know whether it is still so.
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  -- Tells findings of one kind about one subject apart: a refund, a hold, a SKU on a date.
  item text NOT NULL,
  payment_id uuid,
  reservation_id uuid,
  detail jsonb NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  resolved_at timestamptz,
  resolution text,
  CONSTRAINT reconciliation_difference_pkey PRIMARY KEY (listing_id, difference_id),
  CONSTRAINT reconciliation_difference_subject_kind_check CHECK (
    subject_kind IN ('payment', 'reservation', 'listing', 'overdue')
  ),
  CONSTRAINT reconciliation_difference_resolution_check CHECK (
    (resolved_at IS NULL) = (resolution IS NULL) AND resolution IN ('gone', 'healed')
  )
);
-- A finding is open once, whoever and however many find it.
CREATE UNIQUE INDEX reconciliation_difference_open_key
  ON reconciliation_difference (listing_id, subject_kind, subject_id, kind, item) WHERE resolved_at IS NULL;
CREATE INDEX reconciliation_difference_open_idx
  ON reconciliation_difference (first_seen_at, difference_id) WHERE resolved_at IS NULL;
CREATE INDEX reconciliation_difference_seen_idx ON reconciliation_difference (first_seen_at, difference_id);

-- Writes down what looking at some subjects found, each with its event. What is open about them and was not found is
-- over; unless it was seen by somebody else after p_judged_at, when the looking began.
--   p_subjects  [{subject_kind, subject_id}], all that were looked at
--   p_findings  what differs; p_healed: what differed until it was continued a moment ago (the columns of the table)
-- Returns what changed: opened · healed · gone.
CREATE FUNCTION reconciliation_record(p_judged_at timestamptz, p_subjects jsonb, p_findings jsonb, p_healed jsonb)
RETURNS TABLE (change text, difference_id uuid, listing_id integer, kind text, subject_id text, item text)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
BEGIN
  -- Two at once would lock the same rows in different orders.
  PERFORM pg_advisory_xact_lock(hashtextextended('reconciliation_record', 0));
  RETURN QUERY
  WITH finding AS MATERIALIZED (
    SELECT f.*, is_healed
    FROM (VALUES (p_findings, false), (p_healed, true)) AS given(findings, is_healed)
    CROSS JOIN LATERAL jsonb_to_recordset(given.findings) AS f(
      listing_id integer, kind text, subject_kind text, subject_id text, item text, payment_id uuid,
      reservation_id uuid, detail jsonb
    )
  ), seen AS (
    INSERT INTO reconciliation_difference AS d (
      listing_id, kind, subject_kind, subject_id, item, payment_id, reservation_id, detail
    )
    SELECT f.listing_id, f.kind, f.subject_kind, f.subject_id, f.item, f.payment_id, f.reservation_id, f.detail
    FROM finding f WHERE NOT f.is_healed
    ON CONFLICT (listing_id, subject_kind, subject_id, kind, item) WHERE resolved_at IS NULL
    DO UPDATE SET last_seen_at = clock_timestamp(), detail = excluded.detail
    RETURNING new.*, old.difference_id IS NULL AS is_new
  ), over AS (
    UPDATE reconciliation_difference d
    SET resolved_at = clock_timestamp(), resolution = CASE WHEN EXISTS (
      SELECT 1 FROM finding f
      WHERE f.is_healed AND f.listing_id = d.listing_id AND f.subject_kind = d.subject_kind
        AND f.subject_id = d.subject_id AND f.kind = d.kind AND f.item = d.item
    ) THEN 'healed' ELSE 'gone' END
    FROM jsonb_to_recordset(p_subjects) AS s(subject_kind text, subject_id text)
    WHERE d.subject_kind = s.subject_kind AND d.subject_id = s.subject_id
      AND d.resolved_at IS NULL AND d.last_seen_at < p_judged_at
      AND NOT EXISTS (
        SELECT 1 FROM finding f
        WHERE NOT f.is_healed AND f.listing_id = d.listing_id AND f.subject_kind = d.subject_kind
          AND f.subject_id = d.subject_id AND f.kind = d.kind AND f.item = d.item
      )
    RETURNING d.*
  ), mended AS (
    -- Healed before anybody was told: kept all the same, for whoever asks how often that happens.
    INSERT INTO reconciliation_difference AS d (
      listing_id, kind, subject_kind, subject_id, item, payment_id, reservation_id, detail, resolved_at, resolution
    )
    SELECT
      f.listing_id, f.kind, f.subject_kind, f.subject_id, f.item, f.payment_id, f.reservation_id, f.detail,
      clock_timestamp(), 'healed'
    FROM finding f
    WHERE f.is_healed AND NOT EXISTS (
      SELECT 1 FROM reconciliation_difference o
      WHERE o.listing_id = f.listing_id AND o.subject_kind = f.subject_kind AND o.subject_id = f.subject_id
        AND o.kind = f.kind AND o.item = f.item AND o.resolved_at IS NULL
    )
    RETURNING d.*
  ), changed AS (
    SELECT
      'opened' AS change, s.difference_id, s.listing_id, s.kind, s.subject_id, s.item, s.payment_id, s.reservation_id
    FROM seen s WHERE s.is_new
    UNION ALL
    SELECT o.resolution, o.difference_id, o.listing_id, o.kind, o.subject_id, o.item, o.payment_id, o.reservation_id
    FROM over o
    UNION ALL
    SELECT 'healed', m.difference_id, m.listing_id, m.kind, m.subject_id, m.item, m.payment_id, m.reservation_id
    FROM mended m
  ), told AS (
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    SELECT
      c.listing_id, '00000000-0000-0000-0000-000000000000',
      CASE c.change WHEN 'opened' THEN 'reconciliation.difference' ELSE 'reconciliation.resolved' END,
      CASE c.change WHEN 'opened' THEN c.kind ELSE c.change END,
      jsonb_strip_nulls(jsonb_build_object(
        'differenceId', c.difference_id, 'kind', c.kind, 'subjectId', c.subject_id,
        'paymentId', c.payment_id, 'reservationId', c.reservation_id
      ))
    FROM changed c
  )
  SELECT c.change, c.difference_id, c.listing_id, c.kind, c.subject_id, c.item FROM changed c;
END $$;
