/**
 * Notes each change of what may be sold with the moment it was made, under the lock of its row: the limit of every
 * moment can then be told exactly, also when the answer to whoever made the change was lost. A table and a trigger of
 * the run's own database; the product knows nothing of them.
 */
export const watchTotalsSql = `
  CREATE TABLE chaos_total (
    listing_id integer NOT NULL, sku_id integer NOT NULL, date date NOT NULL, total integer NOT NULL,
    overbooking_percent integer NOT NULL, changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE FUNCTION chaos_note_total() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO chaos_total (listing_id, sku_id, date, total, overbooking_percent)
    VALUES (NEW.listing_id, NEW.sku_id, NEW.date, NEW.total, NEW.overbooking_percent);
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_total AFTER INSERT OR UPDATE OF total, overbooking_percent ON inventory
    FOR EACH ROW EXECUTE FUNCTION chaos_note_total();
`;
