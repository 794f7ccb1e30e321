-- The history of prices is kept for so long (PRICE_HISTORY_KEPT_DAYS). Whoever forgets it looks for what is oldest: a B-tree,
-- since the summaries of a BRIN index never shrink, and would soon cover all times where freed pages are filled again.
CREATE INDEX price_change_changed_at_idx ON price_change (changed_at);

-- Forgets at most p_limit changes that are older than so many days, the oldest first; returns how many. Only the worker that
-- follows prices writes here, and it never touches what is there: nobody waits for this.
CREATE FUNCTION price_history_forget(p_kept_days integer, p_limit integer) RETURNS integer
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_forgotten integer;
BEGIN
  DELETE FROM price_change c
  WHERE c.ctid = ANY (ARRAY(
    SELECT x.ctid FROM price_change x
    WHERE x.changed_at < now() - make_interval(days => p_kept_days)
    ORDER BY x.changed_at LIMIT p_limit
    FOR UPDATE SKIP LOCKED -- another worker is at those
  ));
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;
