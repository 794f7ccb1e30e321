-- What one unit of each SKU costs on each date to come, and every change of it. Written by one worker at a time, who follows
-- events and marks; nobody who holds, pays or edits waits for any of it.

-- The price as it was last found. A row without one has not been looked at yet.
CREATE TABLE listed_price (
  listing_id integer NOT NULL,
  sku_id integer NOT NULL,
  date date NOT NULL,
  unit_minor bigint NOT NULL,
  CONSTRAINT listed_price_pkey PRIMARY KEY (listing_id, sku_id, date)
) WITH (fillfactor = 90);

-- Its history. Whoever writes here keeps the cursor locked until the commit, so ids are in the order of commits: a reader who
-- remembers the last one it saw misses nothing.
CREATE SEQUENCE price_change_id_seq;
CREATE TABLE price_change (
  listing_id integer NOT NULL,
  change_id bigint NOT NULL DEFAULT nextval('price_change_id_seq'),
  sku_id integer NOT NULL,
  date date NOT NULL,
  unit_minor bigint NOT NULL,
  previous_minor bigint NOT NULL,
  cause text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_change_pkey PRIMARY KEY (listing_id, change_id),
  CONSTRAINT price_change_cause_check CHECK (cause IN ('occupancy', 'rules', 'rate', 'base', 'total', 'opened', 'checked')),
  CONSTRAINT price_change_differs_check CHECK (unit_minor <> previous_minor)
);
CREATE INDEX price_change_sku_idx ON price_change (listing_id, sku_id, change_id);

-- What may cost something else now, and has to be looked at: one row per transaction. SKU 0 is all of a listing; without
-- dates all of them.
CREATE TABLE price_stale (
  listing_id integer NOT NULL,
  sku_id integer NOT NULL,
  transaction_id bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
  cause text NOT NULL,
  start_date date,
  end_date date,
  marked_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_stale_pkey PRIMARY KEY (listing_id, sku_id, cause, transaction_id)
);
-- New dates wait for changed ones.
CREATE INDEX price_stale_urgent_idx ON price_stale (marked_at) WHERE cause <> 'opened';
CREATE INDEX price_stale_opened_idx ON price_stale (marked_at) WHERE cause = 'opened';

-- How far events were followed: see webhook_cursor, which goes by the same order.
CREATE TABLE price_cursor (
  singleton boolean NOT NULL DEFAULT true,
  transaction_id bigint NOT NULL,
  event_id uuid NOT NULL,
  followed_until timestamptz NOT NULL,
  system_identifier bigint NOT NULL,
  CONSTRAINT price_cursor_pkey PRIMARY KEY (singleton),
  CONSTRAINT price_cursor_singleton_check CHECK (singleton)
);
INSERT INTO price_cursor (transaction_id, event_id, followed_until, system_identifier)
SELECT
  pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 'ffffffff-ffff-ffff-ffff-ffffffffffff', clock_timestamp(),
  c.system_identifier
FROM pg_control_system() c;

-- Which changes a webhook subscription is told of: of a hotel or flight, or one room type or cabin of it; of some dates; of
-- all, or only when the price falls below a limit.
CREATE TABLE price_watch (
  subscription_id uuid NOT NULL,
  watch_id uuid NOT NULL DEFAULT uuidv7(),
  listing_id integer NOT NULL,
  sku_id integer,
  start_date date,
  end_date date,
  below_minor bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_watch_pkey PRIMARY KEY (subscription_id, watch_id),
  CONSTRAINT price_watch_subscription_fkey FOREIGN KEY (subscription_id)
    REFERENCES webhook_subscription (subscription_id) ON DELETE CASCADE,
  CONSTRAINT price_watch_dates_check CHECK (end_date > start_date),
  CONSTRAINT price_watch_below_minor_check CHECK (below_minor > 0)
);
CREATE INDEX price_watch_listing_idx ON price_watch (listing_id);

-- Marks. What changes because of holds is not marked: their events tell of it. Where no price is known yet, nothing can have
-- changed: it waits as new dates do.
CREATE FUNCTION price_stale_cause(p_listing_id integer, p_cause text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM listed_price k WHERE k.listing_id = p_listing_id) THEN p_cause ELSE 'opened' END
$$;

CREATE FUNCTION price_stale_by_revision() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_stale (listing_id, sku_id, cause)
  SELECT DISTINCT c.listing_id, 0, price_stale_cause(c.listing_id, 'rules') FROM changed c
  ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE SET start_date = NULL, end_date = NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER price_revision_added AFTER INSERT ON price_revision REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION price_stale_by_revision();

CREATE FUNCTION price_stale_by_rate() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_stale AS s (listing_id, sku_id, cause, start_date, end_date)
  SELECT c.listing_id, 0, price_stale_cause(c.listing_id, 'rate'), min(c.date), max(c.date) + 1
  FROM changed c GROUP BY c.listing_id
  ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE
  SET start_date = CASE WHEN s.start_date IS NOT NULL THEN least(s.start_date, excluded.start_date) END,
      end_date = CASE WHEN s.end_date IS NOT NULL THEN greatest(s.end_date, excluded.end_date) END;
  RETURN NULL;
END $$;
CREATE TRIGGER rate_added AFTER INSERT ON rate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION price_stale_by_rate();
CREATE TRIGGER rate_changed AFTER UPDATE ON rate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION price_stale_by_rate();
CREATE TRIGGER rate_removed AFTER DELETE ON rate REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION price_stale_by_rate();

CREATE FUNCTION price_stale_by_sku() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_stale (listing_id, sku_id, cause)
  SELECT n.listing_id, CASE WHEN count(*) = 1 THEN min(n.sku_id) ELSE 0 END, 'base'
  FROM changed n
  JOIN former o ON o.listing_id = n.listing_id AND o.sku_id = n.sku_id
  WHERE (o.base_price_minor, o.min_price_minor, o.max_price_minor)
    IS DISTINCT FROM (n.base_price_minor, n.min_price_minor, n.max_price_minor)
  GROUP BY n.listing_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER sku_repriced AFTER UPDATE ON sku REFERENCING OLD TABLE AS former NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION price_stale_by_sku();

CREATE FUNCTION price_stale_by_opening() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_stale AS s (listing_id, sku_id, cause, start_date, end_date)
  SELECT c.listing_id, 0, 'opened', min(c.date), max(c.date) + 1 FROM changed c GROUP BY c.listing_id
  ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE
  SET start_date = CASE WHEN s.start_date IS NOT NULL THEN least(s.start_date, excluded.start_date) END,
      end_date = CASE WHEN s.end_date IS NOT NULL THEN greatest(s.end_date, excluded.end_date) END;
  RETURN NULL;
END $$;
CREATE TRIGGER inventory_opened AFTER INSERT ON inventory REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION price_stale_by_opening();

-- For each row, since PostgreSQL keeps a trigger for some columns and one that sees all rows apart: this one is not looked at
-- by whatever moves `held` and `reserved`.
CREATE FUNCTION price_stale_by_total() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_stale AS s (listing_id, sku_id, cause, start_date, end_date)
  VALUES (NEW.listing_id, NEW.sku_id, 'total', NEW.date, NEW.date + 1)
  ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE
  SET start_date = CASE WHEN s.start_date IS NOT NULL THEN least(s.start_date, excluded.start_date) END,
      end_date = CASE WHEN s.end_date IS NOT NULL THEN greatest(s.end_date, excluded.end_date) END
  WHERE s.start_date > excluded.start_date OR s.end_date < excluded.end_date;
  RETURN NULL;
END $$;
CREATE TRIGGER inventory_total_changed AFTER UPDATE OF total ON inventory
  FOR EACH ROW WHEN (OLD.total <> NEW.total) EXECUTE FUNCTION price_stale_by_total();

INSERT INTO price_stale (listing_id, sku_id, cause)
SELECT l.listing_id, 0, 'opened' FROM listing l WHERE l.kind IN ('hotel', 'flight');

-- Prices these rows anew and writes what differs: the price itself, its change, and what webhook subscriptions are told of
-- it, in one statement. Returns how many changed. A price that was not known before is no change.
CREATE FUNCTION price_observe(
  p_listing_ids integer[], p_skus integer[], p_dates date[], p_cause text, p_lifetime_seconds integer
) RETURNS integer
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  v_changes integer;
BEGIN
  WITH asked AS MATERIALIZED (
    SELECT a.listing_id, array_agg(a.sku_id) AS skus, array_agg(a.date) AS dates, count(*)::integer AS rows
    FROM unnest(p_listing_ids, p_skus, p_dates) AS a(listing_id, sku_id, date)
    GROUP BY a.listing_id
  ), priced AS MATERIALIZED (
    SELECT q.listing_id, p.sku_id, p.date, p.amount_minor AS unit_minor
    FROM asked q
    CROSS JOIN LATERAL price_lines(
      q.listing_id, array_fill(1, ARRAY[q.rows]), q.skus, q.dates, array_fill(1, ARRAY[q.rows]), array_fill(0, ARRAY[q.rows])
    ) p
    WHERE p.amount_minor IS NOT NULL
  ), differing AS MATERIALIZED (
    SELECT p.listing_id, p.sku_id, p.date, p.unit_minor, k.unit_minor AS previous_minor
    FROM priced p
    LEFT JOIN listed_price k ON k.listing_id = p.listing_id AND k.sku_id = p.sku_id AND k.date = p.date
    WHERE k.unit_minor IS DISTINCT FROM p.unit_minor
  ), kept AS (
    INSERT INTO listed_price AS k (listing_id, sku_id, date, unit_minor)
    SELECT d.listing_id, d.sku_id, d.date, d.unit_minor FROM differing d
    ON CONFLICT (listing_id, sku_id, date) DO UPDATE SET unit_minor = excluded.unit_minor
  ), told AS (
    INSERT INTO price_change AS c (listing_id, sku_id, date, unit_minor, previous_minor, cause)
    SELECT d.listing_id, d.sku_id, d.date, d.unit_minor, d.previous_minor, p_cause
    FROM differing d WHERE d.previous_minor IS NOT NULL
    ORDER BY d.listing_id, d.sku_id, d.date
    RETURNING c.listing_id, c.change_id, c.sku_id, c.date, c.unit_minor, c.previous_minor
  ), matched AS (
    SELECT
      w.subscription_id, w.watch_id, w.below_minor, t.listing_id, t.change_id, t.sku_id, t.date, t.unit_minor,
      t.previous_minor, (row_number() OVER (PARTITION BY w.watch_id ORDER BY t.change_id) - 1) / 100 AS part
    FROM told t
    JOIN price_watch w ON w.listing_id = t.listing_id
    JOIN webhook_subscription s ON s.subscription_id = w.subscription_id AND s.status IN ('active', 'paused')
    WHERE (w.start_date IS NULL OR w.start_date <= t.date) AND (w.end_date IS NULL OR w.end_date > t.date)
      -- At the change that brings it below, not again while it stays there.
      AND (w.below_minor IS NULL OR (t.unit_minor < w.below_minor AND t.previous_minor >= w.below_minor))
      AND (w.sku_id IS NULL OR w.sku_id = t.sku_id OR w.sku_id = (
        SELECT x.cabin_sku_id FROM seat x WHERE x.listing_id = t.listing_id AND x.sku_id = t.sku_id
      ))
  ), message AS MATERIALIZED (
    SELECT
      m.subscription_id, m.listing_id, uuidv7() AS event_id, clock_timestamp() AS occurred_at,
      jsonb_strip_nulls(jsonb_build_object(
        'watchId', m.watch_id,
        CASE l.kind WHEN 'hotel' THEN 'hotelId' ELSE 'flightId' END, m.listing_id,
        'below', CASE WHEN m.below_minor IS NOT NULL THEN
          jsonb_build_object('amount', m.below_minor, 'currency', l.currency) END,
        'changes', jsonb_agg(jsonb_build_object(
          'changeId', m.change_id, 'roomTypeId', CASE l.kind WHEN 'hotel' THEN m.sku_id END,
          'cabin', c.class, 'seat', x.label, 'date', m.date,
          'price', jsonb_build_object('amount', m.unit_minor, 'currency', l.currency),
          'previousPrice', jsonb_build_object('amount', m.previous_minor, 'currency', l.currency)
        ) ORDER BY m.change_id)
      )) AS data
    FROM matched m
    JOIN listing l ON l.listing_id = m.listing_id
    LEFT JOIN seat x ON x.listing_id = m.listing_id AND x.sku_id = m.sku_id
    LEFT JOIN cabin c ON c.listing_id = m.listing_id AND c.sku_id = coalesce(x.cabin_sku_id, m.sku_id)
    GROUP BY m.subscription_id, m.watch_id, m.below_minor, m.listing_id, m.part, l.kind, l.currency
  ), sent AS (
    INSERT INTO webhook_delivery (
      subscription_id, listing_id, subject_id, occurred_at, event_id, type, expires_at, payload
    )
    SELECT
      m.subscription_id, m.listing_id, '00000000-0000-0000-0000-000000000000', m.occurred_at, m.event_id, 'price.changed',
      m.occurred_at + make_interval(secs => p_lifetime_seconds),
      jsonb_build_object(
        'type', 'price.changed',
        'timestamp', to_char(m.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'data', jsonb_build_object(
          'id', m.event_id, 'type', 'price.changed',
          'occurredAt', to_char(m.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', m.data
        )
      )
    FROM message m
  )
  SELECT count(*)::integer INTO v_changes FROM told;
  RETURN v_changes;
END $$;

-- The next events that moved what is held or reserved, in the order of transactions. Planned as webhook_relay's look is.
CREATE FUNCTION price_feed(p_transaction bigint, p_event uuid, p_to bigint, p_since timestamptz, p_limit integer)
RETURNS TABLE (transaction_id bigint, event_id uuid, listing_id integer, subject_id uuid)
LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_indexscan = off
SET plan_cache_mode = force_custom_plan
AS $$
  SELECT e.transaction_id, e.event_id, e.listing_id, e.subject_id
  FROM event e
  WHERE e.transaction_id >= p_transaction AND e.transaction_id <= p_to
    AND (e.transaction_id, e.event_id) > (p_transaction, p_event)
    AND e.occurred_at >= least(p_since, now()) - interval '7 days'
    AND e.type IN (
      'hold.created', 'hold.confirmed', 'hold.released', 'hold.expired', 'hold.canceled', 'reservation.moved'
    )
  ORDER BY e.transaction_id, e.event_id
  LIMIT p_limit
$$;

-- Rows of inventory that a batch of events was about, as far as their price depends on how full they are. For a seat all seats
-- of its cabin; for a reservation that was moved all room types of the hotel it was in.
CREATE FUNCTION price_rows_of_events(p_listing_ids integer[], p_subject_ids uuid[])
RETURNS TABLE (listing_id integer, sku_id integer, date date)
LANGUAGE sql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
  SELECT h.listing_id, coalesce(mate.sku_id, hi.sku_id), h.start_date + n
  FROM (SELECT DISTINCT u.listing_id, u.subject_id FROM unnest(p_listing_ids, p_subject_ids) AS u(listing_id, subject_id)) w
  JOIN listing l ON l.listing_id = w.listing_id AND l.pricing_revision > 0
  JOIN hold h ON h.listing_id = w.listing_id AND h.hold_id = w.subject_id
  JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
  CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
  LEFT JOIN seat own ON own.listing_id = hi.listing_id AND own.sku_id = hi.sku_id
  LEFT JOIN seat mate ON mate.listing_id = own.listing_id AND mate.cabin_sku_id = own.cabin_sku_id
  UNION
  SELECT r.listing_id, t.sku_id, r.start_date + n
  FROM unnest(p_listing_ids, p_subject_ids) AS w(listing_id, subject_id)
  JOIN listing l ON l.listing_id = w.listing_id AND l.pricing_revision > 0
  JOIN reservation r ON r.listing_id = w.listing_id AND r.reservation_id = w.subject_id
  JOIN room_type t ON t.listing_id = r.listing_id
  CROSS JOIN LATERAL generate_series(0, r.end_date - r.start_date - 1) AS n
$$;

-- Looks at what may cost something else: at most p_events events, then marks until p_rows rows were priced (of those that
-- are about new dates, p_opened_rows). All in one transaction with the cursor locked: each change is written and told once,
-- however many workers call this, and none is lost when one dies.
-- Outcomes: busy (another worker is at it) · more (call again) · caught_up · restarted (transactions are counted anew, as
-- in webhook_relay; everything is looked at again).
CREATE FUNCTION price_follow(
  p_events integer,
  p_transactions bigint,
  p_rows integer,
  p_opened_rows integer,
  p_lifetime_seconds integer,
  OUT outcome text,
  OUT events integer,
  OUT changes integer
)
LANGUAGE plpgsql AS $$
DECLARE
  c_all CONSTANT uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  c_marks CONSTANT integer := 100; -- of one call, however few rows each is about
  v_system bigint := (SELECT c.system_identifier FROM pg_control_system() c);
  v_cursor price_cursor;
  v_ended bigint;
  v_to bigint;
  v_listings integer[];
  v_subjects uuid[];
  v_last_transaction bigint;
  v_last_event uuid;
  v_skus integer[];
  v_dates date[];
  v_priced integer := 0;
  v_mark record;
BEGIN
  events := 0;
  changes := 0;
  SELECT c.* INTO v_cursor FROM price_cursor c FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    outcome := 'busy';
    RETURN;
  END IF;
  v_ended := webhook_feed_end() - 1;

  IF v_cursor.system_identifier <> v_system
    OR v_cursor.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
  THEN
    UPDATE price_cursor SET transaction_id = v_ended, event_id = c_all, followed_until = now(), system_identifier = v_system;
    INSERT INTO price_stale (listing_id, sku_id, cause)
    SELECT l.listing_id, 0, 'checked' FROM listing l WHERE l.kind IN ('hotel', 'flight')
    ON CONFLICT DO NOTHING;
    outcome := 'restarted';
    RETURN;
  END IF;

  v_to := least(v_ended, v_cursor.transaction_id + p_transactions);
  SELECT array_agg(f.listing_id), array_agg(f.subject_id), count(*) INTO v_listings, v_subjects, events
  FROM price_feed(v_cursor.transaction_id, v_cursor.event_id, v_to, v_cursor.followed_until, p_events) f;
  v_last_transaction := v_to;
  v_last_event := c_all;
  IF events = p_events THEN
    SELECT f.transaction_id, f.event_id INTO v_last_transaction, v_last_event
    FROM price_feed(v_cursor.transaction_id, v_cursor.event_id, v_to, v_cursor.followed_until, p_events) f
    ORDER BY f.transaction_id DESC, f.event_id DESC LIMIT 1;
  END IF;
  IF events > 0 THEN
    SELECT array_agg(r.listing_id), array_agg(r.sku_id), array_agg(r.date) INTO v_listings, v_skus, v_dates
    FROM price_rows_of_events(v_listings, v_subjects) r;
    IF v_listings IS NOT NULL THEN
      changes := price_observe(v_listings, v_skus, v_dates, 'occupancy', p_lifetime_seconds);
    END IF;
  END IF;
  IF (v_last_transaction, v_last_event) > (v_cursor.transaction_id, v_cursor.event_id) THEN
    UPDATE price_cursor
    SET transaction_id = v_last_transaction, event_id = v_last_event,
        followed_until = CASE WHEN events < p_events AND v_to = v_ended THEN now() ELSE followed_until END;
  END IF;
  outcome := CASE WHEN events = p_events OR v_to < v_ended THEN 'more' ELSE 'caught_up' END;

  FOR v_mark IN
    (
      SELECT s.ctid AS place, s.listing_id, s.sku_id, s.cause, s.start_date, s.end_date, s.marked_at, p_rows AS rows
      FROM price_stale s WHERE s.cause <> 'opened' ORDER BY s.marked_at LIMIT c_marks
    )
    UNION ALL
    (
      SELECT s.ctid, s.listing_id, s.sku_id, s.cause, s.start_date, s.end_date, s.marked_at, p_opened_rows
      FROM price_stale s WHERE s.cause = 'opened' ORDER BY s.marked_at LIMIT c_marks
    )
  LOOP
    IF v_priced >= v_mark.rows THEN
      IF v_mark.cause <> 'opened' THEN
        outcome := 'more';
      END IF;
      EXIT;
    END IF;
    -- Marks are written by others and removed here alone, behind the cursor's lock.
    DELETE FROM price_stale s WHERE s.ctid = v_mark.place;
    SELECT array_agg(i.listing_id), array_agg(i.sku_id), array_agg(i.date) INTO v_listings, v_skus, v_dates
    FROM listing l
    JOIN inventory i ON i.listing_id = l.listing_id
    WHERE l.listing_id = v_mark.listing_id
      -- One seat more or less is one for the whole cabin.
      AND (v_mark.sku_id = 0 OR l.kind = 'flight' OR i.sku_id = v_mark.sku_id)
      AND i.date >= greatest(v_mark.start_date, (now() AT TIME ZONE l.timezone)::date)
      AND i.date < coalesce(v_mark.end_date, 'infinity');
    v_priced := v_priced + 1 + coalesce(cardinality(v_listings), 0);
    IF v_listings IS NOT NULL THEN
      changes := changes + price_observe(v_listings, v_skus, v_dates, v_mark.cause, p_lifetime_seconds);
    END IF;
  END LOOP;
END $$;

-- Forgets prices of dates that are past; their history stays. Returns how many.
CREATE FUNCTION price_forget_past() RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_forgotten integer;
BEGIN
  DELETE FROM listed_price k
  USING sku s
  WHERE k.listing_id = s.listing_id AND k.sku_id = s.sku_id AND k.date < current_date - 2;
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;
