-- One row per Idempotency-Key of a principal: first the claim, then the answer it is to get again.
CREATE TABLE idempotency_key (
  guest_id text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  state text NOT NULL,
  status_code smallint,
  content_type text,
  location text,
  body text,
  locked_until timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (guest_id, key),
  CONSTRAINT idempotency_key_state_check CHECK (state IN ('in_flight', 'done')),
  CONSTRAINT idempotency_key_answer_check CHECK (state = 'in_flight' OR status_code IS NOT NULL)
);
CREATE INDEX idempotency_key_expires_at_idx ON idempotency_key (expires_at);
