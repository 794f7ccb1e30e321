-- What is looked at and what is counted. Every table that grows carries listing_id first in its primary key.

CREATE SEQUENCE listing_id_seq AS integer;
CREATE SEQUENCE sku_id_seq AS integer;
CREATE SEQUENCE room_id_seq AS integer;
CREATE SEQUENCE picture_id_seq AS integer;

-- The directory of everything that can be booked. Small and read everywhere, so a sharded installation
-- keeps a copy of it on every node; that is why it may have the only unique index without the shard key.
CREATE TABLE listing (
  listing_id integer NOT NULL DEFAULT nextval('listing_id_seq'),
  kind text NOT NULL,
  code text NOT NULL,
  currency text NOT NULL,
  timezone text NOT NULL,
  -- How much an unpaid hold counts towards occupancy when a price is made, in percent.
  held_weight_percent smallint NOT NULL DEFAULT 50,
  -- Cancelling is free until this many hours before arrival or departure; later it costs the fee.
  free_cancellation_hours integer NOT NULL DEFAULT 48,
  cancellation_fee_percent smallint,
  cancellation_fee_nights smallint,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT listing_pkey PRIMARY KEY (listing_id),
  CONSTRAINT listing_code_key UNIQUE (code),
  CONSTRAINT listing_kind_check CHECK (kind IN ('hotel', 'flight')),
  CONSTRAINT listing_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT listing_held_weight_percent_check CHECK (held_weight_percent >= 0 AND held_weight_percent <= 100),
  CONSTRAINT listing_free_cancellation_hours_check CHECK (free_cancellation_hours >= 0 AND free_cancellation_hours <= 8760),
  -- A percentage or a number of nights, never both.
  CONSTRAINT listing_cancellation_fee_check CHECK (
    (cancellation_fee_percent IS NULL) <> (cancellation_fee_nights IS NULL)
    AND coalesce(cancellation_fee_percent, 0) >= 0 AND coalesce(cancellation_fee_percent, 0) <= 100
    AND coalesce(cancellation_fee_nights, 0) >= 0 AND coalesce(cancellation_fee_nights, 0) <= 60
  )
);
CREATE INDEX listing_kind_idx ON listing (kind, listing_id);

CREATE TABLE hotel (
  listing_id integer NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  city text NOT NULL,
  country text NOT NULL,
  check_in_time text NOT NULL DEFAULT '15:00',
  check_out_time text NOT NULL DEFAULT '11:00',
  overbooking_percent smallint NOT NULL DEFAULT 10,
  CONSTRAINT hotel_pkey PRIMARY KEY (listing_id),
  CONSTRAINT hotel_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id),
  CONSTRAINT hotel_country_check CHECK (country ~ '^[A-Z]{2}$'),
  CONSTRAINT hotel_check_in_time_check CHECK (check_in_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  CONSTRAINT hotel_check_out_time_check CHECK (check_out_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  CONSTRAINT hotel_overbooking_percent_check CHECK (overbooking_percent >= 0 AND overbooking_percent <= 100)
);
CREATE INDEX hotel_city_idx ON hotel (lower(city), listing_id);

-- What is counted and priced inside a listing: a room type, a cabin with open seating, or one seat.
CREATE TABLE sku (
  listing_id integer NOT NULL,
  sku_id integer NOT NULL DEFAULT nextval('sku_id_seq'),
  kind text NOT NULL,
  base_price_minor integer NOT NULL,
  overbooking_percent smallint NOT NULL,
  CONSTRAINT sku_pkey PRIMARY KEY (listing_id, sku_id),
  CONSTRAINT sku_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id),
  CONSTRAINT sku_kind_check CHECK (kind IN ('room_type', 'cabin', 'seat')),
  CONSTRAINT sku_base_price_minor_check CHECK (base_price_minor >= 0 AND base_price_minor <= 1000000000),
  CONSTRAINT sku_overbooking_percent_check CHECK (
    overbooking_percent >= 0 AND overbooking_percent <= 100 AND (kind <> 'seat' OR overbooking_percent = 0)
  )
);

CREATE TABLE room_type (
  listing_id integer NOT NULL,
  sku_id integer NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  max_guests smallint NOT NULL DEFAULT 2,
  CONSTRAINT room_type_pkey PRIMARY KEY (listing_id, sku_id),
  CONSTRAINT room_type_sku_fkey FOREIGN KEY (listing_id, sku_id) REFERENCES sku (listing_id, sku_id),
  CONSTRAINT room_type_hotel_fkey FOREIGN KEY (listing_id) REFERENCES hotel (listing_id),
  CONSTRAINT room_type_code_key UNIQUE (listing_id, code),
  CONSTRAINT room_type_max_guests_check CHECK (max_guests > 0 AND max_guests <= 50)
);

CREATE TABLE room (
  listing_id integer NOT NULL,
  room_id integer NOT NULL DEFAULT nextval('room_id_seq'),
  sku_id integer NOT NULL,
  floor smallint NOT NULL,
  number text NOT NULL,
  name text NOT NULL DEFAULT '',
  is_available boolean NOT NULL DEFAULT true,
  CONSTRAINT room_pkey PRIMARY KEY (listing_id, room_id),
  CONSTRAINT room_room_type_fkey FOREIGN KEY (listing_id, sku_id) REFERENCES room_type (listing_id, sku_id),
  CONSTRAINT room_number_key UNIQUE (listing_id, number)
);
CREATE INDEX room_sku_idx ON room (listing_id, sku_id);

-- Multiplier of the base price for one night, in basis points: 10000 leaves the price as it is.
CREATE TABLE rate (
  listing_id integer NOT NULL,
  date date NOT NULL,
  multiplier_bp integer NOT NULL,
  CONSTRAINT rate_pkey PRIMARY KEY (listing_id, date),
  CONSTRAINT rate_hotel_fkey FOREIGN KEY (listing_id) REFERENCES hotel (listing_id),
  CONSTRAINT rate_multiplier_bp_check CHECK (multiplier_bp > 0 AND multiplier_bp <= 100000)
);

-- From this occupancy on (percent of the rooms that exist), the price is multiplied by this factor.
CREATE TABLE occupancy_rule (
  listing_id integer NOT NULL,
  threshold_percent smallint NOT NULL,
  factor_bp integer NOT NULL,
  CONSTRAINT occupancy_rule_pkey PRIMARY KEY (listing_id, threshold_percent),
  CONSTRAINT occupancy_rule_hotel_fkey FOREIGN KEY (listing_id) REFERENCES hotel (listing_id),
  CONSTRAINT occupancy_rule_threshold_percent_check CHECK (threshold_percent >= 0 AND threshold_percent <= 200),
  CONSTRAINT occupancy_rule_factor_bp_check CHECK (factor_bp > 0 AND factor_bp <= 100000)
);

CREATE TABLE picture (
  listing_id integer NOT NULL,
  picture_id integer NOT NULL DEFAULT nextval('picture_id_seq'),
  sku_id integer,
  position smallint NOT NULL DEFAULT 0,
  url text NOT NULL,
  caption text NOT NULL DEFAULT '',
  CONSTRAINT picture_pkey PRIMARY KEY (listing_id, picture_id),
  CONSTRAINT picture_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id)
);

CREATE TABLE airport (
  iata text NOT NULL,
  name text NOT NULL,
  city text NOT NULL,
  country text NOT NULL,
  timezone text NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  CONSTRAINT airport_pkey PRIMARY KEY (iata),
  CONSTRAINT airport_iata_check CHECK (iata ~ '^[A-Z]{3}$')
);

CREATE TABLE airline (
  iata text NOT NULL,
  name text NOT NULL,
  country text NOT NULL,
  CONSTRAINT airline_pkey PRIMARY KEY (iata)
);

CREATE TABLE aircraft (
  code text NOT NULL,
  name text NOT NULL,
  seats smallint NOT NULL,
  CONSTRAINT aircraft_pkey PRIMARY KEY (code),
  CONSTRAINT aircraft_seats_check CHECK (seats > 0)
);

-- One departure on one day. departure_date is the calendar day at the origin: the date its inventory has.
CREATE TABLE flight (
  listing_id integer NOT NULL,
  airline_iata text NOT NULL,
  number text NOT NULL,
  origin text NOT NULL,
  destination text NOT NULL,
  departure_date date NOT NULL,
  departs_at timestamptz NOT NULL,
  arrives_at timestamptz NOT NULL,
  aircraft_code text NOT NULL,
  CONSTRAINT flight_pkey PRIMARY KEY (listing_id),
  CONSTRAINT flight_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id),
  CONSTRAINT flight_airline_fkey FOREIGN KEY (airline_iata) REFERENCES airline (iata),
  CONSTRAINT flight_origin_fkey FOREIGN KEY (origin) REFERENCES airport (iata),
  CONSTRAINT flight_destination_fkey FOREIGN KEY (destination) REFERENCES airport (iata),
  CONSTRAINT flight_aircraft_fkey FOREIGN KEY (aircraft_code) REFERENCES aircraft (code),
  CONSTRAINT flight_times_check CHECK (arrives_at > departs_at),
  CONSTRAINT flight_route_check CHECK (origin <> destination)
);
CREATE INDEX flight_route_idx ON flight (origin, destination, departs_at, listing_id);
CREATE INDEX flight_departs_at_idx ON flight (departs_at, listing_id);

-- Open seating: the cabin is the SKU. Assigned seating: each of its seats is one, and the cabin's price is
-- what a seat costs before its surcharge.
CREATE TABLE cabin (
  listing_id integer NOT NULL,
  sku_id integer NOT NULL,
  class text NOT NULL,
  seating text NOT NULL,
  CONSTRAINT cabin_pkey PRIMARY KEY (listing_id, sku_id),
  CONSTRAINT cabin_sku_fkey FOREIGN KEY (listing_id, sku_id) REFERENCES sku (listing_id, sku_id),
  CONSTRAINT cabin_flight_fkey FOREIGN KEY (listing_id) REFERENCES flight (listing_id),
  CONSTRAINT cabin_class_key UNIQUE (listing_id, class),
  CONSTRAINT cabin_class_check CHECK (class IN ('economy', 'premium_economy', 'business', 'first')),
  CONSTRAINT cabin_seating_check CHECK (seating IN ('open', 'assigned'))
);

-- The seat's price stands in its sku row: the cabin's base price and the seat's surcharge together.
CREATE TABLE seat (
  listing_id integer NOT NULL,
  sku_id integer NOT NULL,
  cabin_sku_id integer NOT NULL,
  label text NOT NULL,
  row smallint NOT NULL,
  letter text NOT NULL,
  position text NOT NULL,
  CONSTRAINT seat_pkey PRIMARY KEY (listing_id, sku_id),
  CONSTRAINT seat_sku_fkey FOREIGN KEY (listing_id, sku_id) REFERENCES sku (listing_id, sku_id),
  CONSTRAINT seat_cabin_fkey FOREIGN KEY (listing_id, cabin_sku_id) REFERENCES cabin (listing_id, sku_id),
  CONSTRAINT seat_label_key UNIQUE (listing_id, label),
  CONSTRAINT seat_letter_check CHECK (letter ~ '^[A-Z]$'),
  CONSTRAINT seat_label_check CHECK (label = row || letter),
  CONSTRAINT seat_position_check CHECK (position IN ('window', 'middle', 'aisle'))
);
