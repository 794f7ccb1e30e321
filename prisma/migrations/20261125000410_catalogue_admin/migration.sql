-- What administrators may do to the catalogue while guests book in it.

-- Of a hotel, `listing.is_active` says whether guests see it; of a room type, cabin or seat this does. What is retired
-- keeps its nights and its history.
ALTER TABLE sku ADD COLUMN is_active boolean NOT NULL DEFAULT true;
CREATE INDEX sku_retired_idx ON sku (listing_id, sku_id) WHERE NOT is_active;

-- Whether anything of a listing is promised to somebody: held, being paid for, or reserved and not over. The day a guest
-- leaves counts.
CREATE FUNCTION listing_is_booked(p_listing_id integer) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM hold h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.listing_id = p_listing_id
      AND (
        h.status IN ('active', 'paying')
        OR (h.status = 'confirmed' AND h.end_date >= (now() AT TIME ZONE l.timezone)::date)
      )
  )
$$;

-- Locks the nights of a listing, or of some SKUs of it, in the order the ledger locks them: whoever was taking one has
-- committed when this returns, and whoever comes after waits for this transaction.
CREATE FUNCTION listing_lock_nights(p_listing_id integer, p_skus integer[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM i.sku_id FROM inventory i
  WHERE i.listing_id = p_listing_id AND (p_skus IS NULL OR i.sku_id = ANY (p_skus))
  ORDER BY i.sku_id, i.date FOR UPDATE;
END $$;

-- Prices and bookings are in the currency of their listing, and nights are days in its time zone: neither changes while
-- somebody is booked.
CREATE FUNCTION listing_terms_stay() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM listing_lock_nights(NEW.listing_id);
  IF listing_is_booked(NEW.listing_id) THEN
    RAISE EXCEPTION 'listing % is booked, which violates constraint "listing_terms_stay"', NEW.listing_id
      USING ERRCODE = '23514', CONSTRAINT = 'listing_terms_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER listing_terms_stay BEFORE UPDATE OF currency, timezone ON listing
FOR EACH ROW WHEN (OLD.currency <> NEW.currency OR OLD.timezone <> NEW.timezone)
EXECUTE FUNCTION listing_terms_stay();

-- Removes what was never booked: a whole hotel or flight, or some SKUs of one with everything that belongs to them. What
-- came of it: removed · booked (live holds or reservations) · has_history (of what is over) · not_found.
--
-- The nights are locked first and gone with the same commit: a hold is either seen here, or finds nothing to take. Nights
-- that were opened after the lock could be held before they are removed; the second look finds that, and the whole is
-- run again.
CREATE FUNCTION catalogue_remove_skus(p_listing_id integer, p_skus integer[]) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  IF NOT EXISTS (
    SELECT 1 FROM sku s WHERE s.listing_id = p_listing_id AND s.sku_id = ANY (p_skus)
  ) THEN
    RETURN 'not_found';
  END IF;
  PERFORM listing_lock_nights(p_listing_id, p_skus);
  IF EXISTS (SELECT 1 FROM hold_item x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus)) THEN
    RETURN CASE
      WHEN EXISTS (
        SELECT 1 FROM hold_item x
        JOIN hold h ON h.listing_id = x.listing_id AND h.hold_id = x.hold_id
        JOIN listing l ON l.listing_id = h.listing_id
        WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus)
          AND (
            h.status IN ('active', 'paying')
            OR (h.status = 'confirmed' AND h.end_date >= (now() AT TIME ZONE l.timezone)::date)
          )
      ) THEN 'booked'
      ELSE 'has_history'
    END;
  END IF;
  DELETE FROM inventory x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus);
  DELETE FROM picture x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus);
  DELETE FROM room x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus);
  DELETE FROM room_type x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus);
  DELETE FROM seat x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus);
  DELETE FROM cabin x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus);
  DELETE FROM sku x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus);
  IF EXISTS (SELECT 1 FROM hold_item x WHERE x.listing_id = p_listing_id AND x.sku_id = ANY (p_skus)) THEN
    RAISE EXCEPTION 'listing % was booked in while it was being removed', p_listing_id USING ERRCODE = '40001';
  END IF;
  RETURN 'removed';
END $$;

CREATE FUNCTION catalogue_remove_listing(p_listing_id integer) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hotel_rooms_lock(p_listing_id);
  PERFORM l.listing_id FROM listing l WHERE l.listing_id = p_listing_id AND l.kind IN ('hotel', 'flight') FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  END IF;
  PERFORM listing_lock_nights(p_listing_id);
  IF EXISTS (SELECT 1 FROM hold h WHERE h.listing_id = p_listing_id) THEN
    RETURN CASE WHEN listing_is_booked(p_listing_id) THEN 'booked' ELSE 'has_history' END;
  END IF;
  DELETE FROM inventory x WHERE x.listing_id = p_listing_id;
  DELETE FROM rate x WHERE x.listing_id = p_listing_id;
  DELETE FROM occupancy_rule x WHERE x.listing_id = p_listing_id;
  DELETE FROM picture x WHERE x.listing_id = p_listing_id;
  DELETE FROM room x WHERE x.listing_id = p_listing_id;
  DELETE FROM room_type x WHERE x.listing_id = p_listing_id;
  DELETE FROM seat x WHERE x.listing_id = p_listing_id;
  DELETE FROM cabin x WHERE x.listing_id = p_listing_id;
  DELETE FROM sku x WHERE x.listing_id = p_listing_id;
  DELETE FROM hotel_horizon x WHERE x.listing_id = p_listing_id;
  DELETE FROM hotel x WHERE x.listing_id = p_listing_id;
  DELETE FROM flight x WHERE x.listing_id = p_listing_id;
  DELETE FROM listing x WHERE x.listing_id = p_listing_id;
  IF EXISTS (SELECT 1 FROM hold h WHERE h.listing_id = p_listing_id) THEN
    RAISE EXCEPTION 'listing % was booked in while it was being removed', p_listing_id USING ERRCODE = '40001';
  END IF;
  RETURN 'removed';
END $$;
