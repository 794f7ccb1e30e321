-- Ten thousand holds may end in the same second. Listing after listing, as before, costs each of a thousand hotels half
-- a dozen statements for the few holds it has in a batch; all of them in one set cost 2.6 times less
-- (docs/decisions/014-expiry-never-waits.md has what was measured).

DROP FUNCTION holds_expire_overdue(integer);
DROP FUNCTION holds_expire(uuid[]);

-- Expires those of p_hold_ids that are past their deadline by this clock, of however many listings, in one set.
--
-- It never waits for a lock of anybody. That is what keeps it out of every deadlock: others take their locks listing by
-- listing, holds before inventory, and this takes the holds of all listings first. A hold that is locked is passed
-- over: whoever has it is changing it. A listing of which a row is locked is left for holds_expire, which waits its turn.
--
-- Returns the holds it ended, and with ended_at NULL those it left.
CREATE FUNCTION holds_expire_nowait(p_hold_ids uuid[])
RETURNS TABLE (hold_id uuid, expires_at timestamptz, ended_at timestamptz)
LANGUAGE plpgsql
SET lock_timeout = '500ms' -- for whoever locks tables
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_listings integer[];
  v_holds uuid[];
  -- The inventory they have: one entry per listing, SKU and date.
  v_row_listings integer[];
  v_row_skus integer[];
  v_row_dates date[];
  v_row_quantities integer[];
  v_free_listings integer[];
  v_free_skus integer[];
  v_free_dates date[];
  v_busy integer[] := '{}'; -- listings of which a row is locked, or cannot be right
BEGIN
  SELECT array_agg(locked.listing_id), array_agg(locked.hold_id) INTO v_listings, v_holds
  FROM (
    SELECT h.listing_id, h.hold_id
    FROM unnest(p_hold_ids) AS x(hold_id)
    JOIN hold h ON h.listing_id = uuid_listing(x.hold_id) AND h.hold_id = x.hold_id
    WHERE h.status = 'active' AND h.expires_at <= clock_timestamp()
    FOR NO KEY UPDATE OF h SKIP LOCKED
  ) locked;
  IF v_holds IS NULL THEN
    RETURN;
  END IF;

  SELECT array_agg(d.listing_id), array_agg(d.sku_id), array_agg(d.date), array_agg(d.quantity)
  INTO v_row_listings, v_row_skus, v_row_dates, v_row_quantities
  FROM (
    SELECT h.listing_id, hi.sku_id, h.start_date + n AS date, sum(hi.quantity)::integer AS quantity
    FROM unnest(v_listings, v_holds) AS x(listing_id, hold_id)
    JOIN hold h ON h.listing_id = x.listing_id AND h.hold_id = x.hold_id
    JOIN hold_item hi ON hi.listing_id = x.listing_id AND hi.hold_id = x.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    GROUP BY 1, 2, 3
  ) d;

  SELECT array_agg(locked.listing_id), array_agg(locked.sku_id), array_agg(locked.date)
  INTO v_free_listings, v_free_skus, v_free_dates
  FROM (
    SELECT i.listing_id, i.sku_id, i.date
    FROM unnest(v_row_listings, v_row_skus, v_row_dates, v_row_quantities) AS k(listing_id, sku_id, date, quantity)
    JOIN inventory i ON i.listing_id = k.listing_id AND i.sku_id = k.sku_id AND i.date = k.date
    WHERE i.held >= k.quantity -- a counter that is wrong must not keep the holds of others
    FOR NO KEY UPDATE OF i SKIP LOCKED
  ) locked;
  IF coalesce(cardinality(v_free_skus), 0) < cardinality(v_row_skus) THEN
    SELECT array_agg(DISTINCT missed.listing_id) INTO v_busy
    FROM (
      SELECT k.listing_id, k.sku_id, k.date FROM unnest(v_row_listings, v_row_skus, v_row_dates) AS k(listing_id, sku_id, date)
      EXCEPT
      SELECT k.listing_id, k.sku_id, k.date FROM unnest(v_free_listings, v_free_skus, v_free_dates) AS k(listing_id, sku_id, date)
    ) missed;
    RETURN QUERY
    SELECT h.hold_id, h.expires_at, NULL::timestamptz
    FROM unnest(v_listings, v_holds) AS x(listing_id, hold_id)
    JOIN hold h ON h.listing_id = x.listing_id AND h.hold_id = x.hold_id
    WHERE x.listing_id = ANY (v_busy);
    SELECT array_agg(x.listing_id), array_agg(x.hold_id) INTO v_listings, v_holds
    FROM unnest(v_listings, v_holds) AS x(listing_id, hold_id)
    WHERE x.listing_id <> ALL (v_busy);
  END IF;

  UPDATE inventory i SET held = i.held - k.quantity
  FROM unnest(v_row_listings, v_row_skus, v_row_dates, v_row_quantities) AS k(listing_id, sku_id, date, quantity)
  WHERE i.listing_id = k.listing_id AND i.sku_id = k.sku_id AND i.date = k.date AND k.listing_id <> ALL (v_busy);

  INSERT INTO event (listing_id, subject_id, type, cause)
  SELECT x.listing_id, x.hold_id, 'hold.expired', 'deadline_passed'
  FROM unnest(v_listings, v_holds) AS x(listing_id, hold_id);

  -- A reservation that was waiting for another card is rejected with its hold. Whoever locks one has its hold locked.
  WITH rejected AS (
    UPDATE reservation r SET status = 'rejected', cause = 'deadline_passed'
    FROM unnest(v_listings, v_holds) AS x(listing_id, hold_id)
    WHERE r.listing_id = x.listing_id AND r.hold_id = x.hold_id AND r.status = 'pending'
    RETURNING r.listing_id, r.reservation_id
  )
  INSERT INTO event (listing_id, subject_id, type, cause)
  SELECT rejected.listing_id, rejected.reservation_id, 'reservation.rejected', 'deadline_passed' FROM rejected;

  RETURN QUERY
  UPDATE hold h SET status = 'expired', ended_at = clock_timestamp(), end_cause = 'deadline_passed'
  FROM unnest(v_listings, v_holds) AS x(listing_id, hold_id)
  WHERE h.listing_id = x.listing_id AND h.hold_id = x.hold_id
  RETURNING h.hold_id, h.expires_at, h.ended_at;
END $$;

-- Expires overdue holds, oldest first, at most p_limit, as holds_expire_nowait does; those due before p_from are passed
-- over, so that a sweep of many calls comes past what it had to leave. Callers at the same time share the holds.
CREATE FUNCTION holds_expire_overdue(p_limit integer, p_from timestamptz DEFAULT '-infinity')
RETURNS TABLE (hold_id uuid, expires_at timestamptz, ended_at timestamptz)
LANGUAGE plpgsql
SET enable_seqscan = off -- see ledger_take
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_now constant timestamptz := clock_timestamp();
BEGIN
  RETURN QUERY
  SELECT e.hold_id, e.expires_at, e.ended_at FROM holds_expire_nowait((
    SELECT array_agg(due.hold_id)
    FROM (
      SELECT h.hold_id FROM hold h
      WHERE h.status = 'active' AND h.expires_at <= v_now AND h.expires_at >= p_from
      ORDER BY h.expires_at LIMIT p_limit
      FOR NO KEY UPDATE SKIP LOCKED
    ) due
  )) e;
END $$;

-- Expires those of p_hold_ids that are past their deadline by this clock, waiting for whoever is in the way, listing
-- after listing. One whose rows somebody keeps locked is left, so that it cannot hold up the others.
-- Returns the holds it ended.
CREATE FUNCTION holds_expire(p_hold_ids uuid[])
RETURNS TABLE (hold_id uuid, expires_at timestamptz, ended_at timestamptz)
LANGUAGE plpgsql
SET lock_timeout = '500ms'
SET enable_seqscan = off -- see ledger_take
SET enable_hashjoin = off
SET enable_mergejoin = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_group record;
  v_ended uuid[];
BEGIN
  FOR v_group IN
    SELECT uuid_listing(x) AS listing_id, array_agg(x) AS hold_ids FROM unnest(p_hold_ids) AS x GROUP BY 1 ORDER BY 1
  LOOP
    BEGIN
      SELECT array_agg(s.hold_id) INTO v_ended
      FROM ledger_settle(v_group.listing_id, v_group.hold_ids, 'active', 'expired', 'deadline_passed', true) AS s(hold_id);
      -- In a statement of its own, which sees what the one before has written.
      RETURN QUERY
      SELECT h.hold_id, h.expires_at, h.ended_at FROM hold h
      WHERE h.listing_id = v_group.listing_id AND h.hold_id = ANY (v_ended);
    EXCEPTION
      WHEN lock_not_available THEN
        -- Rows settled before stay locked meanwhile: having waited once, only look at the rest.
        PERFORM set_config('lock_timeout', '10', true);
      WHEN check_violation THEN
        RAISE WARNING 'holds of listing % cannot be ended before its counters are repaired: %', v_group.listing_id, SQLERRM;
    END;
  END LOOP;
END $$;
