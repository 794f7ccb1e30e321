-- The inventory ledger's tables. `held` and `reserved` are written by the ledger_* functions and by nothing else.

-- One row per (listing, SKU, date): for a hotel a date is a night, for a flight its departure date.
-- The limit is floor(total * (100 + overbooking_percent) / 100); what is available is limit - reserved - held.
CREATE TABLE inventory (
  listing_id integer NOT NULL,
  sku_id integer NOT NULL,
  date date NOT NULL,
  total smallint NOT NULL,
  held smallint NOT NULL DEFAULT 0,
  reserved smallint NOT NULL DEFAULT 0,
  overbooking_percent smallint NOT NULL,
  CONSTRAINT inventory_pkey PRIMARY KEY (listing_id, sku_id, date),
  CONSTRAINT inventory_total_check CHECK (total >= 0 AND total <= 10000),
  CONSTRAINT inventory_held_check CHECK (held >= 0),
  CONSTRAINT inventory_reserved_check CHECK (reserved >= 0),
  CONSTRAINT inventory_overbooking_percent_check CHECK (overbooking_percent >= 0 AND overbooking_percent <= 100)
) WITH (fillfactor = 80); -- room for the next version of a row on its own page: a hold then touches no index

-- A claim on inventory for one guest in one listing. hold_id is a UUID that carries listing_id in its last
-- four bytes (see uuid_listing), so an id alone leads to its shard.
CREATE TABLE hold (
  listing_id integer NOT NULL,
  hold_id uuid NOT NULL,
  guest_id text NOT NULL,
  status text NOT NULL,
  start_date date NOT NULL,
  end_date date NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  grace_until timestamptz,
  extended_at timestamptz,
  ended_at timestamptz,
  end_cause text,
  replaces_hold_id uuid,
  currency text NOT NULL,
  total_minor bigint NOT NULL,
  -- The frozen quote: one element per SKU and night, [skuId, date, quantity, base, rateBp, occupancyBp, amount].
  quote jsonb NOT NULL,
  CONSTRAINT hold_pkey PRIMARY KEY (listing_id, hold_id),
  CONSTRAINT hold_status_check CHECK (status IN ('active', 'paying', 'confirmed', 'released', 'expired', 'canceled')),
  CONSTRAINT hold_stay_check CHECK (end_date > start_date),
  CONSTRAINT hold_ended_check CHECK ((status IN ('released', 'expired', 'canceled')) = (ended_at IS NOT NULL)),
  CONSTRAINT hold_end_cause_check CHECK (end_cause IN (
    'deadline_passed', 'released_by_guest', 'released_by_admin', 'replaced', 'payment_failed',
    'canceled_by_guest', 'canceled_by_admin'
  )),
  CONSTRAINT hold_grace_check CHECK (status <> 'paying' OR grace_until IS NOT NULL)
);
CREATE INDEX hold_guest_idx ON hold (guest_id, hold_id);
-- `guest_id IS NOT NULL` is always true and follows from a guest being named: it keeps the planner from reading all
-- live holds through this index where those of one listing are wanted.
CREATE INDEX hold_guest_live_idx ON hold (guest_id) WHERE status IN ('active', 'paying') AND guest_id IS NOT NULL;
CREATE INDEX hold_listing_live_idx ON hold (listing_id, expires_at) WHERE status IN ('active', 'paying');
CREATE INDEX hold_due_idx ON hold (expires_at) WHERE status = 'active';
CREATE INDEX hold_grace_idx ON hold (grace_until) WHERE status = 'paying';

CREATE TABLE hold_item (
  listing_id integer NOT NULL,
  hold_id uuid NOT NULL,
  sku_id integer NOT NULL,
  quantity smallint NOT NULL,
  CONSTRAINT hold_item_pkey PRIMARY KEY (listing_id, hold_id, sku_id),
  CONSTRAINT hold_item_quantity_check CHECK (quantity > 0)
);

-- Append-only history: written in the transaction of the change it tells of, read as a timeline.
CREATE TABLE event (
  listing_id integer NOT NULL,
  subject_id uuid NOT NULL,
  event_id uuid NOT NULL DEFAULT uuidv7(),
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  type text NOT NULL,
  cause text,
  data jsonb,
  CONSTRAINT event_pkey PRIMARY KEY (listing_id, subject_id, occurred_at, event_id)
) PARTITION BY RANGE (occurred_at);
CREATE TABLE event_default PARTITION OF event DEFAULT;

-- Makes the month partitions of `event` from the current month to `p_months` months ahead. Run by this migration and
-- then once a day; harmless to repeat. Rows that already fell into event_default stay readable there.
CREATE FUNCTION event_ensure_partitions(p_months integer DEFAULT 3) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_month date;
  v_name text;
  v_made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('event_ensure_partitions', 0));
  FOR i IN 0..p_months LOOP
    v_month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i))::date;
    v_name := 'event_' || to_char(v_month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(v_name) IS NOT NULL;
    -- A month that already has rows in the default partition cannot be split off without moving them.
    CONTINUE WHEN EXISTS (
      SELECT 1 FROM event_default
      WHERE occurred_at >= v_month::timestamp AT TIME ZONE 'UTC'
        AND occurred_at < (v_month + interval '1 month') AT TIME ZONE 'UTC'
    );
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
      v_name,
      to_char(v_month, 'YYYY-MM-DD') || ' 00:00:00+00',
      to_char(v_month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00'
    );
    v_made := v_made + 1;
  END LOOP;
  RETURN v_made;
END $$;
SELECT event_ensure_partitions();

-- The listing an id leads to. Only ids we make (version 8) carry one: the last four bytes.
CREATE FUNCTION uuid_listing(p_id uuid) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ('x' || right(p_id::text, 8))::bit(32)::integer;
