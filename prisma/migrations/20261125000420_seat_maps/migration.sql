-- How an aircraft can be fitted: flights are made from one of these. A flight keeps the seats it was made with.
CREATE TABLE seat_map (
  code text NOT NULL,
  aircraft_code text NOT NULL,
  name text NOT NULL,
  -- Cabins from the front: {"class", "seating": "open", "capacity"} or {"class", "seating": "assigned", "firstRow",
  -- "lastRow", "letters": "ABC DEF", "without": ["1A"], "frontRows"}.
  cabins jsonb NOT NULL,
  CONSTRAINT seat_map_pkey PRIMARY KEY (code),
  CONSTRAINT seat_map_aircraft_fkey FOREIGN KEY (aircraft_code) REFERENCES aircraft (code),
  CONSTRAINT seat_map_cabins_check CHECK (jsonb_typeof(cabins) = 'array')
);
CREATE INDEX seat_map_aircraft_idx ON seat_map (aircraft_code);
