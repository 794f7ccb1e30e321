-- Which of these listings had something held, given back or sold in transactions from p_transaction on; and from which to
-- ask the next time, so that nothing is missed: all before it have ended (see webhook_feed_end, which this must not call: it
-- takes a number for itself). What transactions still under way have in common with the last answer is told again.
-- Planned as price_feed is.
CREATE FUNCTION seats_touched(
  p_listing_ids integer[], p_transaction bigint, OUT next_transaction bigint, OUT listing_ids integer[]
)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off
SET enable_indexscan = off
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
  SELECT least(
    pg_snapshot_xmax(s)::text::bigint,
    (
      SELECT min(running.id::text::bigint)
      FROM pg_snapshot_xip(s) AS running(id)
      WHERE NOT EXISTS (
        SELECT 1 FROM pg_stat_activity a
        JOIN pg_database d ON d.oid = a.datid
        WHERE a.backend_xid = running.id::xid AND d.datname <> current_database()
      )
    )
  ) INTO next_transaction
  FROM pg_current_snapshot() s;
  SELECT array_agg(DISTINCT e.listing_id) INTO listing_ids
  FROM event e
  -- A database that was set back counts from elsewhere.
  WHERE e.transaction_id >= least(p_transaction, next_transaction)
    AND e.occurred_at >= now() - interval '7 days'
    AND e.listing_id = ANY (p_listing_ids)
    AND e.type IN ('hold.created', 'hold.confirmed', 'hold.released', 'hold.expired', 'hold.canceled');
END $$;
