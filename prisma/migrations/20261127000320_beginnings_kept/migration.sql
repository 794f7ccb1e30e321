-- When check-in or departure was, for holds that were told so. What canceling costs is frozen when a hold is paid for, up to
-- ten minutes after its guest was told; a hotel that moves its check-in meanwhile, or a flight that is delayed, moved the
-- instants of the steps that are counted from it. Policies have a history for the same reason (cancellation_policy).

CREATE TABLE listing_beginning (
  listing_id integer NOT NULL,
  -- Holds taken before this instant, and after that of the row before it, were told what stands here. A whole millisecond:
  -- so precisely does every process know when a hold was taken. What holds are told that are taken from the last one on is
  -- with the hotel or flight itself.
  until timestamptz NOT NULL,
  -- Of a hotel.
  check_in_time text,
  -- Of a flight.
  departs_at timestamptz,
  CONSTRAINT listing_beginning_pkey PRIMARY KEY (listing_id, until),
  CONSTRAINT listing_beginning_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id) ON DELETE CASCADE,
  CONSTRAINT listing_beginning_value_check CHECK (num_nonnulls(check_in_time, departs_at) = 1)
);

-- A change counts for holds taken two seconds after it, as one of policies does (cancellation_since): by then every process
-- has learned of it. At once where nothing was ever held. What is older than any hold lives is forgotten.
CREATE FUNCTION listing_keep_beginning() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_old constant jsonb := to_jsonb(OLD);
BEGIN
  IF EXISTS (SELECT 1 FROM hold h WHERE h.listing_id = OLD.listing_id) THEN
    DELETE FROM listing_beginning b
    WHERE b.listing_id = OLD.listing_id AND b.until < clock_timestamp() - interval '1 day';
    INSERT INTO listing_beginning (listing_id, until, check_in_time, departs_at)
    VALUES (
      OLD.listing_id, date_trunc('milliseconds', clock_timestamp()) + interval '2 seconds',
      v_old ->> 'check_in_time', (v_old ->> 'departs_at')::timestamptz
    )
    -- Of two changes within a millisecond nobody was told what stood in between.
    ON CONFLICT (listing_id, until) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
-- When the change is committed: an import may go on for minutes after it.
CREATE CONSTRAINT TRIGGER hotel_beginning_kept AFTER UPDATE OF check_in_time ON hotel
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.check_in_time <> NEW.check_in_time) EXECUTE FUNCTION listing_keep_beginning();
CREATE CONSTRAINT TRIGGER flight_beginning_kept AFTER UPDATE OF departs_at ON flight
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.departs_at <> NEW.departs_at) EXECUTE FUNCTION listing_keep_beginning();

-- When stays begin as holds taken at an instant were told.
CREATE FUNCTION listing_begins_at(p_listing_id integer, p_start date, p_taken_at timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (
      SELECT coalesce(b.departs_at, (p_start + b.check_in_time::time) AT TIME ZONE l.timezone)
      FROM listing_beginning b JOIN listing l ON l.listing_id = b.listing_id
      WHERE b.listing_id = p_listing_id AND b.until > p_taken_at
      ORDER BY b.until LIMIT 1
    ),
    listing_begins_at(p_listing_id, p_start)
  )
$$;

-- As before (20261125000200_cancellation_policies), but from when the hold was told that its stay begins; and where it
-- matters when that is, since not coming has a fee of its own, it is frozen as well.
CREATE OR REPLACE FUNCTION cancellation_terms(p_listing_id integer, p_start date, p_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT p.policy || CASE
    WHEN jsonb_typeof(p.policy -> 'noShowFee') = 'object' THEN jsonb_build_object(
      'beginsAt', to_char(b.begins_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    )
    ELSE '{}'
  END || jsonb_build_object('steps', (
    SELECT jsonb_agg(
      CASE WHEN s.step ? 'until' THEN jsonb_set(s.step, '{until}', to_jsonb(to_char(
        CASE
          WHEN s.step -> 'until' ? 'hours'
            THEN b.begins_at - make_interval(hours => (s.step #>> '{until,hours}')::integer)
          ELSE (p_start - (s.step #>> '{until,days}')::integer + (s.step #>> '{until,at}')::time) AT TIME ZONE l.timezone
        END AT TIME ZONE 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS"Z"'
      ))) ELSE s.step END
      ORDER BY s.place
    )
    FROM jsonb_array_elements(p.policy -> 'steps') WITH ORDINALITY AS s(step, place)
  ))
  FROM listing l
  CROSS JOIN LATERAL (SELECT cancellation_policy_of(p_listing_id, p_start, p_at) AS policy OFFSET 0) p
  CROSS JOIN LATERAL (SELECT listing_begins_at(p_listing_id, p_start, p_at) AS begins_at OFFSET 0) b
  WHERE l.listing_id = p_listing_id
$$;
