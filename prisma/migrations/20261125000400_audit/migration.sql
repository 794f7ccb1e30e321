-- Who changed what, when and through what. An entry is written in the transaction of the change it tells of, so there is
-- no change without it and no entry of what was rolled back.
CREATE TABLE audit_entry (
  listing_id integer NOT NULL, -- 0: what was changed belongs to no hotel or flight
  entry_id uuid NOT NULL DEFAULT uuidv7(),
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  via text NOT NULL,
  request_id text,
  action text NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  -- By field: {"name": {"from": "Old", "to": "New"}}; what was made has no "from", what was removed no "to".
  changes jsonb NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (listing_id, entry_id),
  CONSTRAINT audit_entry_via_check CHECK (via IN ('api', 'command_line')),
  CONSTRAINT audit_entry_changes_check CHECK (jsonb_typeof(changes) = 'object')
);
CREATE INDEX audit_entry_occurred_idx ON audit_entry (occurred_at, entry_id);
CREATE INDEX audit_entry_listing_idx ON audit_entry (listing_id, occurred_at, entry_id);

-- What was written stays, whatever the code above it does.
CREATE FUNCTION audit_entry_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of the audit trail are neither changed nor removed';
END $$;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays();
