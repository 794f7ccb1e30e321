-- Who has booked a flight is told when it departs or arrives at another time: by an event of each reservation that is paid or
-- being paid for, whoever writes the times (an administrator, a file). A flight that has departed by its old and its new times
-- is history, and nobody waits for it.
CREATE FUNCTION flight_rescheduled() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event (listing_id, subject_id, type, data)
  SELECT
    r.listing_id, r.reservation_id, 'reservation.rescheduled',
    jsonb_build_object(
      'departsAt', to_char(NEW.departs_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'arrivesAt', to_char(NEW.arrives_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'previousDepartsAt', to_char(OLD.departs_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'previousArrivesAt', to_char(OLD.arrives_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    )
  FROM reservation r
  WHERE r.listing_id = NEW.listing_id AND r.status IN ('pending', 'paid')
    AND greatest(OLD.departs_at, NEW.departs_at) > now()
  ORDER BY r.reservation_id;
  RETURN NULL;
END $$;
CREATE TRIGGER flight_rescheduled AFTER UPDATE OF departs_at, arrives_at ON flight
FOR EACH ROW WHEN ((OLD.departs_at, OLD.arrives_at) IS DISTINCT FROM (NEW.departs_at, NEW.arrives_at))
EXECUTE FUNCTION flight_rescheduled();
