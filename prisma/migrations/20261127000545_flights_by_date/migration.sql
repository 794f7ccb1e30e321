-- Flights of a day in the order in which administrators list them (`GET /v1/admin/flights?date=`).
-- CONCURRENTLY: see 20261127000540_reservations_by_first_night.
CREATE INDEX CONCURRENTLY flight_departure_date_idx ON flight (departure_date, listing_id);
