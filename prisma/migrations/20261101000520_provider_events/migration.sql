-- Whether a message of the provider is new; remembers it. Used as `CASE WHEN provider_event_once(…) THEN step(…) END`,
-- so that the message is remembered if and only if the change it causes is committed.
CREATE FUNCTION provider_event_once(p_listing_id integer, p_provider_event_id text, p_type text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO provider_event (listing_id, provider_event_id, type)
  VALUES (p_listing_id, p_provider_event_id, p_type)
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
