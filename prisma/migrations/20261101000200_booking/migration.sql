-- What the guest is told about (reservation), and the money behind it (payment, refund).

CREATE TABLE reservation (
  listing_id integer NOT NULL,
  reservation_id uuid NOT NULL,
  guest_id text NOT NULL,
  hold_id uuid NOT NULL,
  status text NOT NULL,
  start_date date NOT NULL,
  end_date date NOT NULL,
  currency text NOT NULL,
  total_minor bigint NOT NULL,
  -- The cancellation policy as it stood when the guest paid: a later change of the listing does not reach it.
  free_cancellation_until timestamptz NOT NULL,
  cancellation_fee_percent smallint,
  cancellation_fee_nights smallint,
  refund_minor bigint,
  late_outcome text,
  cause text,
  created_at timestamptz NOT NULL,
  paid_at timestamptz,
  canceled_at timestamptz,
  CONSTRAINT reservation_pkey PRIMARY KEY (listing_id, reservation_id),
  CONSTRAINT reservation_hold_key UNIQUE (listing_id, hold_id),
  CONSTRAINT reservation_status_check CHECK (status IN ('pending', 'paid', 'rejected', 'canceled', 'refunded')),
  CONSTRAINT reservation_late_outcome_check CHECK (late_outcome IN ('reacquired', 'refunded')),
  CONSTRAINT reservation_refund_minor_check CHECK (refund_minor >= 0 AND refund_minor <= total_minor),
  CONSTRAINT reservation_paid_check CHECK (status NOT IN ('paid', 'refunded') OR paid_at IS NOT NULL)
);
CREATE INDEX reservation_guest_idx ON reservation (guest_id, created_at, reservation_id);
CREATE INDEX reservation_created_idx ON reservation (created_at, reservation_id);

-- Leads from an id the client chose to its listing. Ids we make carry their listing and are not in here.
CREATE TABLE reservation_directory (
  reservation_id uuid NOT NULL,
  listing_id integer NOT NULL,
  guest_id text NOT NULL,
  CONSTRAINT reservation_directory_pkey PRIMARY KEY (reservation_id)
);

-- One attempt to take money for a reservation, written before the provider is called. payment_id is also
-- the idempotency key of that call. Another card is another attempt.
CREATE TABLE payment (
  listing_id integer NOT NULL,
  payment_id uuid NOT NULL,
  reservation_id uuid NOT NULL,
  attempt smallint NOT NULL,
  status text NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  payment_method_id text NOT NULL,
  provider_payment_id text,
  next_action_url text,
  failure_code text,
  failure_message text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT payment_pkey PRIMARY KEY (listing_id, payment_id),
  CONSTRAINT payment_attempt_key UNIQUE (listing_id, reservation_id, attempt),
  CONSTRAINT payment_status_check CHECK (status IN (
    'created', 'requires_action', 'authorised', 'captured', 'declined', 'voiding', 'voided'
  ))
);
-- Begun and not finished: what recovery looks through.
CREATE INDEX payment_open_idx ON payment (updated_at)
  WHERE status IN ('created', 'requires_action', 'authorised', 'voiding');

-- Money on its way back. refund_id is also the idempotency key at the provider.
CREATE TABLE refund (
  listing_id integer NOT NULL,
  refund_id uuid NOT NULL,
  reservation_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  status text NOT NULL,
  cause text NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  provider_refund_id text,
  failure_code text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT refund_pkey PRIMARY KEY (listing_id, refund_id),
  -- One refund per reason: a cancel that is repeated finds the refund it already has.
  CONSTRAINT refund_cause_key UNIQUE (listing_id, reservation_id, cause),
  CONSTRAINT refund_status_check CHECK (status IN ('created', 'pending', 'succeeded', 'failed')),
  CONSTRAINT refund_cause_check CHECK (cause IN ('cancellation', 'late_money')),
  CONSTRAINT refund_amount_minor_check CHECK (amount_minor > 0)
);
CREATE INDEX refund_open_idx ON refund (updated_at) WHERE status IN ('created', 'pending');

-- Provider messages already acted on. Written in the transaction of their effect.
CREATE TABLE provider_event (
  listing_id integer NOT NULL,
  provider_event_id text NOT NULL,
  type text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT provider_event_pkey PRIMARY KEY (listing_id, provider_event_id)
);

CREATE TABLE guest_customer (
  guest_id text NOT NULL,
  provider_customer_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT guest_customer_pkey PRIMARY KEY (guest_id)
);

-- Cards a guest saved at the provider. Only what may be shown: card data never touches us.
CREATE TABLE payment_method (
  guest_id text NOT NULL,
  payment_method_id text NOT NULL,
  brand text NOT NULL,
  last4 text NOT NULL,
  exp_month smallint NOT NULL,
  exp_year smallint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_method_pkey PRIMARY KEY (guest_id, payment_method_id)
);
