-- A currency is chosen before anything is worth something in it. Amounts are kept as whole minor units: 12500 is 125.00 EUR, and
-- 12,500 JPY. A change would turn every base price, limit and fee into another, and so would it the revenue and the prices of
-- the past; that nobody is booked at the moment does not help. Until now that was all that was asked for.
--
-- Rates, rules and tables are factors: they have no currency.

-- Whether anything of a listing is an amount in its currency: prices, live or past holds and reservations, the history of
-- prices, limits of price watches, and fees of policies that are in force (older versions belong to holds).
CREATE FUNCTION listing_has_amounts(p_listing_id integer) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM sku s WHERE s.listing_id = p_listing_id)
    OR EXISTS (SELECT 1 FROM hold h WHERE h.listing_id = p_listing_id)
    OR EXISTS (SELECT 1 FROM reservation r WHERE r.listing_id = p_listing_id)
    OR EXISTS (SELECT 1 FROM price_change c WHERE c.listing_id = p_listing_id)
    OR EXISTS (SELECT 1 FROM price_watch w WHERE w.listing_id = p_listing_id AND w.below_minor IS NOT NULL)
    OR EXISTS (
      SELECT 1 FROM cancellation_policy p
      WHERE p.listing_id = p_listing_id AND p.retired_at IS NULL
        AND p.version = (
          SELECT max(x.version) FROM cancellation_policy x WHERE x.listing_id = p.listing_id AND x.code = p.code
        )
        AND (jsonb_path_exists(p.steps, '$[*].fee.amountMinor') OR p.no_show_fee ? 'amountMinor')
    )
$$;

-- Time zones as before: nights are days in them, and so they stay while somebody is booked.
CREATE OR REPLACE FUNCTION listing_terms_stay() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.currency <> NEW.currency THEN
    -- Room types are added under this lock, by whoever has read the currency under it.
    PERFORM hotel_rooms_lock(NEW.listing_id);
    IF listing_has_amounts(NEW.listing_id) THEN
      RAISE EXCEPTION 'listing % has amounts, which violates constraint "listing_currency_stays"', NEW.listing_id
        USING ERRCODE = '23514', CONSTRAINT = 'listing_currency_stays';
    END IF;
  END IF;
  IF OLD.timezone <> NEW.timezone THEN
    PERFORM listing_lock_nights(NEW.listing_id);
    IF listing_is_booked(NEW.listing_id) THEN
      RAISE EXCEPTION 'listing % is booked, which violates constraint "listing_terms_stay"', NEW.listing_id
        USING ERRCODE = '23514', CONSTRAINT = 'listing_terms_stay';
    END IF;
  END IF;
  RETURN NEW;
END $$;
