-- What the processes tell each other about callers, see docs/decisions/007-limits-are-counted-in-process.md. One row per
-- policy and caller: requests of window `window_no` and of the one before it. Not logged: nothing is lost that a crash
-- of the server may not lose, and a transaction that only writes here does not wait for the disk.
CREATE UNLOGGED TABLE rate_count (
  bucket text NOT NULL,
  window_no bigint NOT NULL,
  current integer NOT NULL,
  previous integer NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT rate_count_pkey PRIMARY KEY (bucket)
) WITH (fillfactor = 50); -- written several times a second: the next version of a row stays on its page
