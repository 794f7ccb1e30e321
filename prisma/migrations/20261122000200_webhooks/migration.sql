-- Outgoing webhooks: what happened (event) is handed on to whoever subscribed, each event once per subscription.

-- The transaction an event was written in. Commits are not in the order of times or ids, so a reader who remembers
-- either can pass over an event that is committed after a later one. Transactions below the oldest one still running
-- have all ended: whoever reads up to there, in the order of transactions, misses nothing. Rows from before are 0.
ALTER TABLE event ADD COLUMN transaction_id bigint NOT NULL DEFAULT 0;
ALTER TABLE event ALTER COLUMN transaction_id SET DEFAULT (pg_current_xact_id()::text::bigint);
-- Events are appended, so transactions lie in the table nearly in order: a summary for each half megabyte is enough,
-- and costs an insert nothing (docs/decisions/006-the-feed-follows-transactions.md has what was measured).
CREATE INDEX event_transaction_idx ON event USING brin (transaction_id)
  WITH (pages_per_range = 64, autosummarize = on);

CREATE TABLE webhook_subscription (
  subscription_id uuid NOT NULL DEFAULT uuidv7(),
  url text NOT NULL,
  description text NOT NULL DEFAULT '',
  -- `*`, a type such as `reservation.paid`, or all types that begin alike: `reservation.*`.
  event_types text[],
  -- paused: by an administrator, what happens meanwhile waits. disabled: the endpoint said that it is gone.
  -- deleted: no longer shown; housekeeping removes its deliveries and then the row.
  status text NOT NULL DEFAULT 'active',
  secret text NOT NULL,
  -- The secret before the last rotation also signs until then.
  previous_secret text,
  previous_secret_until timestamptz,
  -- The keyed request that made the secret: its repeat after a crash makes no other.
  rotation_id uuid,
  -- Since when every attempt has failed; NULL after a success.
  failing_since timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT webhook_subscription_pkey PRIMARY KEY (subscription_id),
  CONSTRAINT webhook_subscription_status_check CHECK (status IN ('active', 'paused', 'disabled', 'deleted')),
  CONSTRAINT webhook_subscription_event_types_check
    CHECK (event_types IS NOT NULL AND cardinality(event_types) >= 1 AND cardinality(event_types) <= 50),
  CONSTRAINT webhook_subscription_previous_secret_check
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);

-- One event for one subscription. delivery_id is what the receiver gets as `webhook-id`: the same for every attempt.
CREATE TABLE webhook_delivery (
  delivery_id uuid NOT NULL DEFAULT uuidv7(),
  subscription_id uuid NOT NULL,
  -- Together the key of the event; event_id of a test message leads to none, and `payload` is what it says.
  listing_id integer NOT NULL,
  subject_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  payload jsonb,
  status text NOT NULL DEFAULT 'waiting',
  attempts smallint NOT NULL DEFAULT 0,
  -- While an attempt is under way: when it is taken for lost.
  next_attempt_at timestamptz DEFAULT now(),
  -- No attempt is planned after this.
  expires_at timestamptz NOT NULL,
  attempted_at timestamptz,
  finished_at timestamptz,
  last_status smallint,
  last_error text,
  CONSTRAINT webhook_delivery_pkey PRIMARY KEY (delivery_id),
  -- What makes handing on exactly once; and the order of lists.
  CONSTRAINT webhook_delivery_event_key UNIQUE (subscription_id, occurred_at, event_id),
  CONSTRAINT webhook_delivery_status_check CHECK (status IN ('waiting', 'delivered', 'dead')),
  CONSTRAINT webhook_delivery_waiting_check CHECK ((status = 'waiting') = (next_attempt_at IS NOT NULL)),
  CONSTRAINT webhook_delivery_finished_check CHECK ((status = 'waiting') = (finished_at IS NULL)),
  CONSTRAINT webhook_delivery_attempts_check CHECK (attempts >= 0)
);
CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (subscription_id, next_attempt_at) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_oldest_idx ON webhook_delivery (subscription_id, occurred_at) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_dead_idx ON webhook_delivery (subscription_id, occurred_at, event_id) WHERE status = 'dead';

-- How far the feed was handed on: every event up to (transaction_id, event_id), in that order.
CREATE TABLE webhook_cursor (
  singleton boolean NOT NULL DEFAULT true,
  transaction_id bigint NOT NULL,
  event_id uuid NOT NULL,
  -- Everything committed by then was handed on.
  relayed_until timestamptz NOT NULL,
  -- When the cursor last moved: it does so each second while all is well.
  moved_at timestamptz NOT NULL,
  -- Transactions are counted by the server: on another one the cursor means nothing.
  system_identifier bigint NOT NULL,
  CONSTRAINT webhook_cursor_pkey PRIMARY KEY (singleton),
  CONSTRAINT webhook_cursor_singleton_check CHECK (singleton)
);
INSERT INTO webhook_cursor (transaction_id, event_id, relayed_until, moved_at, system_identifier)
SELECT
  pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  clock_timestamp(), clock_timestamp(), c.system_identifier
FROM pg_control_system() c;

-- Whether a subscription to these types gets an event of that type.
CREATE FUNCTION webhook_wants(p_event_types text[], p_type text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT EXISTS (
    SELECT 1 FROM unnest(p_event_types) AS wanted(type)
    WHERE wanted.type = '*' OR wanted.type = p_type
      OR (right(wanted.type, 2) = '.*' AND starts_with(p_type, left(wanted.type, -1)))
  )
$$;

-- The first transaction of this database that may still write an event: all before it have ended. One that runs in
-- another database of the same server also holds back what PostgreSQL calls xmin, for hours maybe, but writes nothing
-- here. One that has ended since the snapshot was taken can no longer be told apart, and is passed the next time.
CREATE FUNCTION webhook_feed_end() RETURNS bigint
LANGUAGE sql VOLATILE AS $$
  SELECT least(
    pg_current_xact_id()::text::bigint,
    pg_snapshot_xmax(s)::text::bigint,
    (
      SELECT min(running.id::text::bigint)
      FROM pg_snapshot_xip(s) AS running(id)
      WHERE NOT EXISTS (
        SELECT 1 FROM pg_stat_activity a
        JOIN pg_database d ON d.oid = a.datid
        WHERE a.backend_xid = running.id::xid AND d.datname <> current_database()
      )
    )
  )
  FROM pg_current_snapshot() s
$$;

-- Hands on the next events of the feed: moves the cursor and writes the deliveries in one transaction, so that each
-- event is handed on exactly once however many workers call this. At most p_events events, and at most those of
-- p_transactions transactions, so that one call stays short after a long stop. A transaction may be split between two
-- calls: all of its rows are there once it has ended. A subscription gets what happened after it was made.
--
-- Outcomes: busy (another worker is at it) · more (call again) · caught_up · restarted (the transactions are counted
-- anew, see below; call again).
CREATE FUNCTION webhook_relay(
  p_events integer,
  p_transactions integer,
  p_lifetime_seconds integer,
  OUT outcome text,
  OUT events integer,
  OUT deliveries integer
)
LANGUAGE plpgsql
-- The end of the table is younger than the planner's statistics, and last month's plan is none for this month: it is made
-- each time, and may only go by the summaries.
SET enable_seqscan = off
SET enable_indexscan = off
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
  c_all CONSTANT uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  v_system bigint := (SELECT c.system_identifier FROM pg_control_system() c);
  v_cursor_system bigint;
  v_transaction bigint;
  v_event uuid;
  v_relayed_until timestamptz;
  v_ended bigint; -- this transaction and all before it have ended
  v_to bigint;
  v_last_transaction bigint;
  v_last_event uuid;
  v_last_occurred timestamptz;
BEGIN
  events := 0;
  deliveries := 0;
  SELECT c.system_identifier, c.transaction_id, c.event_id, c.relayed_until
  INTO v_cursor_system, v_transaction, v_event, v_relayed_until
  FROM webhook_cursor c FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    IF NOT EXISTS (SELECT 1 FROM webhook_cursor) THEN
      RAISE EXCEPTION 'webhook_cursor has no row: nothing says which events were handed on';
    END IF;
    outcome := 'busy';
    RETURN;
  END IF;
  v_ended := webhook_feed_end() - 1;

  -- A dump restored on another server, or a server set back: its transactions are counted from elsewhere, and the
  -- events to come would lie behind the cursor for good. What may not have been handed on is given numbers of this
  -- count; what was, is known by the key of its deliveries. Ten minutes is far longer than any transaction of ours.
  IF v_cursor_system <> v_system OR v_transaction >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint THEN
    UPDATE event e SET transaction_id = pg_current_xact_id()::text::bigint
    WHERE e.occurred_at >= v_relayed_until - interval '10 minutes';
    GET DIAGNOSTICS events = ROW_COUNT;
    UPDATE webhook_cursor c
    SET transaction_id = v_ended, event_id = c_all, moved_at = clock_timestamp(), system_identifier = v_system;
    outcome := 'restarted';
    RETURN;
  END IF;

  v_to := v_ended;
  IF EXISTS (SELECT 1 FROM webhook_subscription s WHERE s.status IN ('active', 'paused')) THEN
    v_to := least(v_ended, v_transaction + p_transactions);
    WITH batch AS MATERIALIZED (
      SELECT e.transaction_id, e.event_id, e.listing_id, e.subject_id, e.occurred_at, e.type
      FROM event e
      WHERE e.transaction_id >= v_transaction AND e.transaction_id <= v_to
        AND (e.transaction_id, e.event_id) > (v_transaction, v_event)
        -- Leaves out the partitions of past months. No transaction lasts a week, whatever the clock does.
        AND e.occurred_at >= least(v_relayed_until, now()) - interval '7 days'
      ORDER BY e.transaction_id, e.event_id
      LIMIT p_events
    ), made AS (
      INSERT INTO webhook_delivery (subscription_id, listing_id, subject_id, occurred_at, event_id, type, expires_at)
      SELECT
        s.subscription_id, b.listing_id, b.subject_id, b.occurred_at, b.event_id, b.type,
        b.occurred_at + make_interval(secs => p_lifetime_seconds)
      FROM batch b
      JOIN webhook_subscription s
        ON s.status IN ('active', 'paused') AND s.created_at <= b.occurred_at AND webhook_wants(s.event_types, b.type)
      ON CONFLICT (subscription_id, occurred_at, event_id) DO NOTHING
      RETURNING 1
    )
    SELECT count(*) OVER (), (SELECT count(*) FROM made), b.transaction_id, b.event_id, b.occurred_at
    INTO events, deliveries, v_last_transaction, v_last_event, v_last_occurred
    FROM batch b ORDER BY b.transaction_id DESC, b.event_id DESC LIMIT 1;
    events := coalesce(events, 0);
    deliveries := coalesce(deliveries, 0);
  END IF;

  IF events = p_events THEN
    outcome := 'more';
  ELSE
    outcome := CASE WHEN v_to < v_ended THEN 'more' ELSE 'caught_up' END;
    v_last_transaction := v_to;
    v_last_event := c_all;
  END IF;
  IF (v_last_transaction, v_last_event) > (v_transaction, v_event) THEN
    UPDATE webhook_cursor c
    SET transaction_id = v_last_transaction, event_id = v_last_event, moved_at = clock_timestamp(),
        relayed_until = CASE WHEN outcome = 'caught_up' THEN now() ELSE coalesce(v_last_occurred, c.relayed_until) END;
  END IF;
END $$;
