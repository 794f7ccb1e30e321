-- What the cheapest seat of a cabin costs, kept for the search of flights: to price every seat of every flight that might be on a
-- page would make a search as dear as the flights are many. Follows listed_price, so it is as old as that is: a second.

CREATE TABLE listed_cabin (
  listing_id integer NOT NULL,
  cabin_sku_id integer NOT NULL,
  from_minor bigint NOT NULL,
  CONSTRAINT listed_cabin_pkey PRIMARY KEY (listing_id, cabin_sku_id),
  CONSTRAINT listed_cabin_cabin_fkey FOREIGN KEY (listing_id, cabin_sku_id) REFERENCES cabin (listing_id, sku_id)
    ON DELETE CASCADE
);

-- Works it out again for all cabins of these flights, from the prices that are listed of their seats. Rows in the order of
-- their key: whoever runs this at the same moment takes them in the same.
CREATE FUNCTION listed_cabins_follow(p_listing_ids integer[]) RETURNS void
LANGUAGE sql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
  INSERT INTO listed_cabin AS l (listing_id, cabin_sku_id, from_minor)
  SELECT f.listing_id, c.sku_id, min(k.unit_minor)
  FROM flight f
  JOIN listed_price k ON k.listing_id = f.listing_id AND k.date = f.departure_date
  JOIN sku s ON s.listing_id = k.listing_id AND s.sku_id = k.sku_id AND s.is_active
  LEFT JOIN seat t ON t.listing_id = k.listing_id AND t.sku_id = k.sku_id
  JOIN cabin c ON c.listing_id = k.listing_id AND c.sku_id = coalesce(t.cabin_sku_id, k.sku_id)
  WHERE f.listing_id = ANY (p_listing_ids)
  GROUP BY f.listing_id, c.sku_id
  ORDER BY f.listing_id, c.sku_id
  ON CONFLICT (listing_id, cabin_sku_id) DO UPDATE SET from_minor = excluded.from_minor
  WHERE l.from_minor <> excluded.from_minor
$$;

CREATE FUNCTION listed_cabins_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_flights integer[];
BEGIN
  SELECT array_agg(f.listing_id) INTO v_flights
  FROM (SELECT DISTINCT c.listing_id FROM changed c) x JOIN flight f ON f.listing_id = x.listing_id;
  IF v_flights IS NOT NULL THEN
    PERFORM listed_cabins_follow(v_flights);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER listed_price_added AFTER INSERT ON listed_price REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION listed_cabins_changed();
CREATE TRIGGER listed_price_changed AFTER UPDATE ON listed_price REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION listed_cabins_changed();

CREATE TRIGGER seat_delisted AFTER DELETE ON seat REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION listed_cabins_changed();

-- A seat that is retired, or brought back, may be the cheapest, as one that is removed.
CREATE FUNCTION listed_cabins_by_sku() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM listed_cabins_follow(ARRAY[NEW.listing_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER sku_retired AFTER UPDATE OF is_active ON sku
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active AND NEW.kind = 'seat') EXECUTE FUNCTION listed_cabins_by_sku();

SELECT listed_cabins_follow(ARRAY(SELECT f.listing_id FROM flight f));

-- The limits of a cabin with assigned seats are written to each seat: to those that are added later, too, whoever adds them.
CREATE FUNCTION seat_price_limits() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sku s SET min_price_minor = k.min_price_minor, max_price_minor = k.max_price_minor
  FROM added a
  JOIN sku k ON k.listing_id = a.listing_id AND k.sku_id = a.cabin_sku_id
  WHERE s.listing_id = a.listing_id AND s.sku_id = a.sku_id
    AND (s.min_price_minor, s.max_price_minor) IS DISTINCT FROM (k.min_price_minor, k.max_price_minor);
  RETURN NULL;
END $$;
CREATE TRIGGER seat_price_limits AFTER INSERT ON seat REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION seat_price_limits();
