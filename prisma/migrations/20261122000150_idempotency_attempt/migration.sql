-- A claim on a key is renewed for as long as its process lives, so locked_until no longer tells one claim from the one
-- that took it over: the attempt does.
ALTER TABLE idempotency_key ADD COLUMN attempt integer NOT NULL DEFAULT 1;
