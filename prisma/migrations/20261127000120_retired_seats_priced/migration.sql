-- A seat that is retired, or brought back, is one seat less or more for its cabin: what the others cost may be another price.
-- One mark for the flight, whatever a transaction does to its seats.
CREATE FUNCTION price_stale_by_retiring() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_stale (listing_id, sku_id, cause)
  SELECT l.listing_id, 0, 'total' FROM listing l WHERE l.listing_id = NEW.listing_id AND l.pricing_revision > 0
  ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE SET start_date = NULL, end_date = NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER sku_retired_stale AFTER UPDATE OF is_active ON sku
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active AND NEW.kind = 'seat') EXECUTE FUNCTION price_stale_by_retiring();

-- Until now they were counted as seats that are left: these flights are looked at again.
INSERT INTO price_stale (listing_id, sku_id, cause)
SELECT DISTINCT k.listing_id, 0, 'checked'
FROM sku k JOIN listing l ON l.listing_id = k.listing_id AND l.pricing_revision > 0
WHERE NOT k.is_active AND k.kind = 'seat'
ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE SET start_date = NULL, end_date = NULL;
