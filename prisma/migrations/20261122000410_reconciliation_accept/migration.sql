-- Some differences are meant, or cannot be mended: a refund by hand stays one for ever. An administrator accepts them, and
-- nobody is alarmed by them any more.
ALTER TABLE reconciliation_difference
  ADD COLUMN accepted_at timestamptz,
  ADD COLUMN accepted_by text,
  ADD COLUMN note text,
  ADD CONSTRAINT reconciliation_difference_accepted_check CHECK (
    (accepted_at IS NULL) = (accepted_by IS NULL) AND (accepted_at IS NULL) = (note IS NULL)
  );
