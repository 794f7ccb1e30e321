-- Whoever keeps copies of the catalogue is told of each change to it, at its commit: the ids of the listings, comma
-- separated, or '*' for more than can be named. Triggers, because nobody who writes can forget them. They stand on the
-- tables that pages are made of and that are written rarely, never on inventory, holds or what follows from them: the
-- commit of a NOTIFY takes a lock of the whole database.
CREATE FUNCTION catalogue_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_listings constant integer[] := ARRAY(SELECT DISTINCT c.listing_id FROM changed c LIMIT 101);
BEGIN
  IF cardinality(v_listings) > 100 THEN
    PERFORM pg_notify('holdfast_catalogue', '*');
  ELSIF cardinality(v_listings) > 0 THEN
    PERFORM pg_notify('holdfast_catalogue', array_to_string(v_listings, ','));
  END IF;
  RETURN NULL;
END $$;

-- For what belongs to no listing, such as the name of an airport, and for TRUNCATE.
CREATE FUNCTION catalogue_changed_anywhere() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('holdfast_catalogue', '*');
  RETURN NULL;
END $$;

DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['listing', 'hotel', 'sku', 'room_type', 'picture', 'flight', 'cabin', 'seat'] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed()', v_table || '_added', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed()', v_table || '_changed', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed()', v_table || '_removed', v_table);
    EXECUTE format(
      'CREATE TRIGGER %I AFTER TRUNCATE ON %I
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed_anywhere()', v_table || '_emptied', v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['airport', 'airline', 'aircraft'] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
       FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed_anywhere()', v_table || '_changed', v_table);
  END LOOP;
END $$;
