-- What is removed from the catalogue leaves no price behind. Its history stays until its months are dropped; nobody can ask
-- for it any more.

DELETE FROM price_watch w
WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.listing_id = w.listing_id)
  OR (w.sku_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM sku s WHERE s.listing_id = w.listing_id AND s.sku_id = w.sku_id
  ));
DELETE FROM price_revision r WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.listing_id = r.listing_id);
DELETE FROM listed_price k
WHERE NOT EXISTS (SELECT 1 FROM sku s WHERE s.listing_id = k.listing_id AND s.sku_id = k.sku_id);

-- A watch ends with what it watches: it would count towards what a subscription may have, and be told of nothing.
ALTER TABLE price_watch
  ADD CONSTRAINT price_watch_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id) ON DELETE CASCADE,
  ADD CONSTRAINT price_watch_sku_fkey FOREIGN KEY (listing_id, sku_id) REFERENCES sku (listing_id, sku_id)
    ON DELETE CASCADE;
-- Only what was never booked is removed: no quote names its revisions.
ALTER TABLE price_revision
  ADD CONSTRAINT price_revision_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id) ON DELETE CASCADE;

-- Listed prices are forgotten by the worker that writes them, so that whoever removes does not wait for it, and nothing is
-- listed again behind the removal. Of a seat that is gone the others may cost something else: fewer are left.
CREATE FUNCTION price_stale_by_removal() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_stale (listing_id, sku_id, cause)
  SELECT c.listing_id, CASE WHEN count(*) = 1 THEN min(c.sku_id) ELSE 0 END, 'removed' FROM changed c GROUP BY c.listing_id
  ON CONFLICT DO NOTHING;
  INSERT INTO price_stale (listing_id, sku_id, cause)
  SELECT DISTINCT c.listing_id, 0, price_stale_cause(c.listing_id, 'total')
  FROM changed c JOIN listing l ON l.listing_id = c.listing_id AND l.pricing_revision > 0
  WHERE c.kind = 'seat'
  ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE SET start_date = NULL, end_date = NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER sku_delisted AFTER DELETE ON sku REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION price_stale_by_removal();
