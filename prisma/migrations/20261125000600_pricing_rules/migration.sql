-- What moves a price besides base and rate: how full a date is, rules by weekday and by date, limits of a unit's price.

-- No unit is sold below the one or above the other, whatever the factors say.
ALTER TABLE sku
  ADD COLUMN min_price_minor integer,
  ADD COLUMN max_price_minor integer,
  ADD CONSTRAINT sku_price_limits_check CHECK (
    min_price_minor >= 0 AND min_price_minor <= 1000000000
    AND max_price_minor >= 0 AND max_price_minor <= 1000000000
    AND min_price_minor <= max_price_minor
  );

-- A room type may have a table of its own; then the hotel's, which stands under SKU 0, says nothing about it.
ALTER TABLE occupancy_rule
  ADD COLUMN sku_id integer NOT NULL DEFAULT 0,
  DROP CONSTRAINT occupancy_rule_pkey,
  ADD CONSTRAINT occupancy_rule_pkey PRIMARY KEY (listing_id, sku_id, threshold_percent),
  ADD CONSTRAINT occupancy_rule_sku_id_check CHECK (sku_id >= 0);

CREATE SEQUENCE pricing_rule_id_seq AS integer;

-- Multiplies the price of the nights it is about. Those that fit a night are applied by priority, highest first (of
-- equals the older one first), down to the first that is final.
CREATE TABLE pricing_rule (
  listing_id integer NOT NULL,
  rule_id integer NOT NULL DEFAULT nextval('pricing_rule_id_seq'),
  -- NULL: every room type.
  sku_id integer,
  name text NOT NULL,
  -- Half open; NULL is no bound.
  start_date date,
  end_date date,
  -- Bit 0 is Monday, bit 6 Sunday.
  weekdays smallint NOT NULL DEFAULT 127,
  factor_bp integer NOT NULL,
  priority smallint NOT NULL DEFAULT 0,
  -- Nothing of lower priority is applied beside it.
  is_final boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pricing_rule_pkey PRIMARY KEY (listing_id, rule_id),
  CONSTRAINT pricing_rule_hotel_fkey FOREIGN KEY (listing_id) REFERENCES hotel (listing_id) ON DELETE CASCADE,
  CONSTRAINT pricing_rule_room_type_fkey FOREIGN KEY (listing_id, sku_id) REFERENCES room_type (listing_id, sku_id)
    ON DELETE CASCADE,
  CONSTRAINT pricing_rule_name_check CHECK (length(name) >= 1 AND length(name) <= 80),
  CONSTRAINT pricing_rule_dates_check CHECK (end_date > start_date),
  CONSTRAINT pricing_rule_weekdays_check CHECK (weekdays >= 1 AND weekdays <= 127),
  CONSTRAINT pricing_rule_factor_bp_check CHECK (factor_bp > 0 AND factor_bp <= 100000),
  CONSTRAINT pricing_rule_priority_check CHECK (priority >= -1000 AND priority <= 1000)
);

-- The occupancy of a flight is told by how many seats of the cabin are left: with at most so many the price is multiplied.
CREATE TABLE seats_left_rule (
  listing_id integer NOT NULL,
  cabin_sku_id integer NOT NULL,
  seats_left smallint NOT NULL,
  factor_bp integer NOT NULL,
  CONSTRAINT seats_left_rule_pkey PRIMARY KEY (listing_id, cabin_sku_id, seats_left),
  CONSTRAINT seats_left_rule_cabin_fkey FOREIGN KEY (listing_id, cabin_sku_id) REFERENCES cabin (listing_id, sku_id)
    ON DELETE CASCADE,
  CONSTRAINT seats_left_rule_seats_left_check CHECK (seats_left >= 0 AND seats_left <= 10000),
  CONSTRAINT seats_left_rule_factor_bp_check CHECK (factor_bp > 0 AND factor_bp <= 100000)
);

-- The tables and rules of a listing as they were: a frozen quote names the revision it was made under, and can be made
-- again from it. 0: there has never been a table or rule, and nothing but base, rate and limits made the price.
-- has_pricing_rules goes with it: whoever prices need not look for rules where there are none.
ALTER TABLE listing
  ADD COLUMN pricing_revision integer NOT NULL DEFAULT 0,
  ADD COLUMN has_pricing_rules boolean NOT NULL DEFAULT false;

CREATE TABLE price_revision (
  listing_id integer NOT NULL,
  revision integer NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  settings jsonb NOT NULL,
  CONSTRAINT price_revision_pkey PRIMARY KEY (listing_id, revision)
);

-- All tables and rules of a listing in one document (`PricingSettings` in src/pricing reads it).
CREATE FUNCTION pricing_settings(p_listing_id integer) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'heldWeightPercent', l.held_weight_percent,
    'occupancy', coalesce((
      SELECT jsonb_agg(
        jsonb_build_object('skuId', o.sku_id, 'thresholdPercent', o.threshold_percent, 'factorBp', o.factor_bp)
        ORDER BY o.sku_id, o.threshold_percent
      )
      FROM occupancy_rule o WHERE o.listing_id = l.listing_id
    ), '[]'),
    'rules', coalesce((
      SELECT jsonb_agg(
        jsonb_build_object(
          'ruleId', r.rule_id, 'name', r.name, 'skuId', r.sku_id, 'startDate', r.start_date, 'endDate', r.end_date,
          'weekdays', r.weekdays, 'factorBp', r.factor_bp, 'priority', r.priority, 'isFinal', r.is_final
        ) ORDER BY r.priority DESC, r.rule_id
      )
      FROM pricing_rule r WHERE r.listing_id = l.listing_id
    ), '[]'),
    'seatsLeft', coalesce((
      SELECT jsonb_agg(
        jsonb_build_object('cabinSkuId', s.cabin_sku_id, 'seatsLeft', s.seats_left, 'factorBp', s.factor_bp)
        ORDER BY s.cabin_sku_id, s.seats_left
      )
      FROM seats_left_rule s WHERE s.listing_id = l.listing_id
    ), '[]')
  )
  FROM listing l WHERE l.listing_id = p_listing_id
$$;

-- Makes the next revision of those listings whose document is not that of their last one any more.
CREATE FUNCTION pricing_revise(p_listing_ids integer[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  -- One after the other: whoever waits here reads the tables below as the one before has left them.
  PERFORM l.listing_id FROM listing l
  WHERE l.listing_id = ANY (p_listing_ids) ORDER BY l.listing_id FOR NO KEY UPDATE;
  WITH changed AS MATERIALIZED (
    SELECT l.listing_id, now.settings
    FROM listing l
    CROSS JOIN LATERAL (SELECT pricing_settings(l.listing_id) AS settings) now
    LEFT JOIN price_revision r ON r.listing_id = l.listing_id AND r.revision = l.pricing_revision
    WHERE l.listing_id = ANY (p_listing_ids) AND r.settings IS DISTINCT FROM now.settings
  ), moved AS (
    UPDATE listing l
    SET pricing_revision = l.pricing_revision + 1, has_pricing_rules = c.settings -> 'rules' <> '[]'
    FROM changed c WHERE l.listing_id = c.listing_id
    RETURNING l.listing_id, l.pricing_revision
  )
  INSERT INTO price_revision (listing_id, revision, settings)
  SELECT m.listing_id, m.pricing_revision, c.settings FROM moved m JOIN changed c ON c.listing_id = m.listing_id;
END $$;

CREATE FUNCTION pricing_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pricing_revise(ARRAY(SELECT DISTINCT c.listing_id FROM changed c));
  RETURN NULL;
END $$;

CREATE FUNCTION pricing_weight_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pricing_revise(ARRAY[NEW.listing_id]);
  RETURN NULL;
END $$;

DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['occupancy_rule', 'pricing_rule', 'seats_left_rule'] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION pricing_changed()', v_table || '_added', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION pricing_changed()', v_table || '_changed', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION pricing_changed()', v_table || '_removed', v_table);
  END LOOP;
END $$;
CREATE TRIGGER listing_weight_changed AFTER UPDATE OF held_weight_percent ON listing
  FOR EACH ROW WHEN (OLD.held_weight_percent <> NEW.held_weight_percent AND NEW.pricing_revision > 0)
  EXECUTE FUNCTION pricing_weight_changed();

SELECT pricing_revise(ARRAY(SELECT DISTINCT o.listing_id FROM occupancy_rule o));

-- The product of factors; exact, as numbers with a fixed number of decimals are.
CREATE AGGREGATE price_product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1', PARALLEL = SAFE);
