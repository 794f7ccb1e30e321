-- The history of prices by months, as events are: what is too old is dropped with its month, not deleted row by row.
--
-- Moves what is there once, month by month of its own. Only the worker that follows prices and whoever reads history wait
-- for it; nobody who holds, pays or edits touches this table.
ALTER TABLE price_change RENAME TO price_change_before;

CREATE TABLE price_change (
  listing_id integer NOT NULL,
  change_id bigint NOT NULL DEFAULT nextval('price_change_id_seq'),
  sku_id integer NOT NULL,
  date date NOT NULL,
  unit_minor bigint NOT NULL,
  previous_minor bigint NOT NULL,
  cause text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT price_change_cause_check CHECK (cause IN ('occupancy', 'rules', 'rate', 'base', 'total', 'opened', 'checked')),
  CONSTRAINT price_change_differs_check CHECK (unit_minor <> previous_minor)
) PARTITION BY RANGE (changed_at);
CREATE TABLE price_change_default PARTITION OF price_change DEFAULT;

-- Makes the partition of the month that begins on that day, if it is not there; returns whether it was made.
CREATE FUNCTION price_change_add_month(p_month date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_name text := 'price_change_' || to_char(p_month, 'YYYY_MM');
BEGIN
  IF to_regclass(v_name) IS NOT NULL THEN
    RETURN false;
  END IF;
  -- A month that already has rows in the default partition cannot be split off without moving them.
  IF EXISTS (
    SELECT 1 FROM price_change_default
    WHERE changed_at >= p_month::timestamp AT TIME ZONE 'UTC'
      AND changed_at < (p_month + interval '1 month') AT TIME ZONE 'UTC'
  ) THEN
    RETURN false;
  END IF;
  EXECUTE format(
    'CREATE TABLE %I PARTITION OF price_change FOR VALUES FROM (%L) TO (%L)',
    v_name,
    to_char(p_month, 'YYYY-MM-DD') || ' 00:00:00+00',
    to_char(p_month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00'
  );
  RETURN true;
END $$;

-- Makes the partitions from the current month to `p_months` months ahead that are missing; returns how many. Run by this
-- migration and then once an hour; harmless to repeat.
CREATE FUNCTION price_change_ensure_partitions(p_months integer DEFAULT 3) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('price_change_partitions', 0));
  FOR i IN 0..p_months LOOP
    IF price_change_add_month((date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i))::date) THEN
      v_made := v_made + 1;
    END IF;
  END LOOP;
  RETURN v_made;
END $$;

SELECT price_change_add_month(m.month::date)
FROM (SELECT date_trunc('month', min(changed_at) AT TIME ZONE 'UTC') AS first FROM price_change_before) b
CROSS JOIN LATERAL generate_series(b.first, date_trunc('month', now() AT TIME ZONE 'UTC'), interval '1 month') AS m(month);
SELECT price_change_ensure_partitions();

INSERT INTO price_change (listing_id, change_id, sku_id, date, unit_minor, previous_minor, cause, changed_at)
SELECT listing_id, change_id, sku_id, date, unit_minor, previous_minor, cause, changed_at FROM price_change_before;
DROP TABLE price_change_before;

-- What reads it, and by which index. History is read by time, the latest first, so both bounds of `from` and `to` and the
-- cursor are conditions of the index; they leave out months as well.
--   streams: what is behind a change of a listing; the last change of a listing: the key, by (listing_id, change_id). A
--     stream also says since when, which leaves out the months before.
ALTER TABLE price_change ADD CONSTRAINT price_change_pkey PRIMARY KEY (listing_id, change_id, changed_at);
--   a flight, all of it or one cabin with assigned seats:
CREATE INDEX price_change_listing_idx ON price_change (listing_id, changed_at, change_id);
--   a room type, or a cabin with open seating:
CREATE INDEX price_change_sku_idx ON price_change (listing_id, sku_id, changed_at, change_id);
--   the same, of one night:
CREATE INDEX price_change_night_idx ON price_change (listing_id, sku_id, date, changed_at, change_id);

-- Drops the months in which everything changed more than so many days ago; returns how many. A month that is being read
-- for longer than a second waits for the next hour: whoever comes to read behind this would wait, too.
CREATE FUNCTION price_history_drop(p_kept_days integer) RETURNS integer
LANGUAGE plpgsql
SET lock_timeout = '1s'
AS $$
DECLARE
  v_oldest_kept text := 'price_change_' || to_char((now() - make_interval(days => p_kept_days)) AT TIME ZONE 'UTC', 'YYYY_MM');
  v_name text;
  v_dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('price_change_partitions', 0));
  FOR v_name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'price_change'::regclass AND c.relname ~ '^price_change_\d{4}_\d{2}$'
      AND c.relname::text COLLATE "C" < v_oldest_kept
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TABLE %I', v_name);
    v_dropped := v_dropped + 1;
  END LOOP;
  RETURN v_dropped;
EXCEPTION WHEN lock_not_available THEN
  RETURN 0;
END $$;

-- What lies outside of all months, because they were not made in time, is deleted: at most p_limit rows that are older than
-- so many days; returns how many.
CREATE OR REPLACE FUNCTION price_history_forget(p_kept_days integer, p_limit integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_forgotten integer;
BEGIN
  DELETE FROM price_change_default c
  WHERE c.ctid = ANY (ARRAY(
    SELECT x.ctid FROM price_change_default x
    WHERE x.changed_at < now() - make_interval(days => p_kept_days)
    LIMIT p_limit
    FOR UPDATE SKIP LOCKED -- another worker is at those
  ));
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;

-- Prices of dates that are past, oldest first: found by the date. What is listed is written again where it is, so that only
-- new dates cost this index anything.
CREATE INDEX listed_price_date_idx ON listed_price (date);

-- Forgets at most p_limit prices of dates that are past, of SKUs that are there or not; their history stays. Returns how many.
DROP FUNCTION price_forget_past();
CREATE FUNCTION price_forget_past(p_limit integer DEFAULT 5000) RETURNS integer
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_forgotten integer;
BEGIN
  DELETE FROM listed_price k
  WHERE k.ctid = ANY (ARRAY(
    SELECT x.ctid FROM listed_price x
    WHERE x.date < current_date - 2
    ORDER BY x.date LIMIT p_limit
    FOR UPDATE SKIP LOCKED -- another worker is at those
  ));
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;
