-- Decides a batch of requests of many listings in one transaction, listings in ascending order (the arrays must be
-- sorted by listing, items by request), and keeps to p_max_live live holds per guest: a limit that spans listings
-- and therefore stands outside ledger_take. Guests are locked in the order of their keys, before anything else.
-- More outcomes: too_many_holds; retry also when a guest's limit depends on a request refused in this very call.
-- p_lock_timeout_ms bounds the wait for each lock: one row that somebody keeps fails the call (55P03), and with it
-- requests of other listings, so a mixed call must not wait long.
CREATE FUNCTION holds_take(
  p_listing_ids integer[],
  p_hold_ids uuid[],
  p_guest_ids text[],
  p_start_dates date[],
  p_end_dates date[],
  p_replaces uuid[],
  p_expected_totals bigint[],
  p_item_requests integer[],
  p_item_skus integer[],
  p_item_quantities integer[],
  p_ttl_seconds integer,
  p_max_live integer,
  p_reclaim boolean DEFAULT false,
  p_lock_timeout_ms integer DEFAULT 1000
) RETURNS TABLE (
  request integer, outcome text, expires_at timestamptz, server_time timestamptz,
  currency text, total_minor bigint, quote jsonb, blocking jsonb
)
LANGUAGE plpgsql
SET lock_timeout = '1s'
AS $$
#variable_conflict use_column
DECLARE
  v_count constant integer := cardinality(p_hold_ids);
  v_items constant integer := coalesce(cardinality(p_item_requests), 0);
  v_from integer := 1;
  v_to integer;
  v_item_from integer := 1;
  v_item_to integer;
  v_guests text[];
  v_live integer[];
  v_slot integer;
  v_deferred integer[] := '{}';
  v_decision record;
BEGIN
  PERFORM set_config('lock_timeout', p_lock_timeout_ms::text, true);
  IF p_max_live IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(keys.key)
    FROM (SELECT DISTINCT hashtextextended(g, 0) AS key FROM unnest(p_guest_ids) AS g ORDER BY 1) keys;

    SELECT array_agg(counted.guest_id), array_agg(counted.live) INTO v_guests, v_live
    FROM (
      SELECT g.guest_id, (
        SELECT count(*)::integer FROM hold h
        WHERE h.guest_id = g.guest_id AND h.status IN ('active', 'paying')
          AND (h.status = 'paying' OR h.expires_at > clock_timestamp())
      ) AS live
      FROM (SELECT DISTINCT x AS guest_id FROM unnest(p_guest_ids) AS x) g
    ) counted;

    FOR n IN 1..v_count LOOP
      CONTINUE WHEN p_replaces[n] IS NOT NULL; -- a swap needs no further place
      v_slot := array_position(v_guests, p_guest_ids[n]);
      IF v_live[v_slot] >= p_max_live THEN
        v_deferred := v_deferred || n;
        p_hold_ids[n] := NULL;
      ELSE
        v_live[v_slot] := v_live[v_slot] + 1;
      END IF;
    END LOOP;
  END IF;

  WHILE v_from <= v_count LOOP
    v_to := v_from;
    WHILE v_to < v_count AND p_listing_ids[v_to + 1] = p_listing_ids[v_from] LOOP
      v_to := v_to + 1;
    END LOOP;
    IF v_to < v_count AND p_listing_ids[v_to + 1] < p_listing_ids[v_from] THEN
      RAISE EXCEPTION 'requests are not sorted by listing' USING ERRCODE = 'HF003';
    END IF;
    v_item_to := v_item_from - 1;
    WHILE v_item_to < v_items AND p_item_requests[v_item_to + 1] <= v_to LOOP
      v_item_to := v_item_to + 1;
    END LOOP;

    FOR v_decision IN
      SELECT t.* FROM ledger_take(
        p_listing_ids[v_from], p_hold_ids[v_from:v_to], p_guest_ids[v_from:v_to], p_start_dates[v_from:v_to],
        p_end_dates[v_from:v_to], p_replaces[v_from:v_to], p_expected_totals[v_from:v_to],
        (SELECT array_agg(x - v_from + 1) FROM unnest(p_item_requests[v_item_from:v_item_to]) AS x),
        p_item_skus[v_item_from:v_item_to], p_item_quantities[v_item_from:v_item_to], p_ttl_seconds, p_reclaim
      ) t
    LOOP
      request := v_from + v_decision.request - 1;
      CONTINUE WHEN request = ANY (v_deferred);
      outcome := v_decision.outcome;
      expires_at := v_decision.expires_at;
      server_time := v_decision.server_time;
      currency := v_decision.currency;
      total_minor := v_decision.total_minor;
      quote := v_decision.quote;
      blocking := v_decision.blocking;
      IF outcome <> 'held' AND p_max_live IS NOT NULL AND p_replaces[request] IS NULL THEN
        v_slot := array_position(v_guests, p_guest_ids[request]);
        v_live[v_slot] := v_live[v_slot] - 1;
      END IF;
      RETURN NEXT;
    END LOOP;

    v_from := v_to + 1;
    v_item_from := v_item_to + 1;
  END LOOP;

  FOR n IN 1..cardinality(v_deferred) LOOP
    request := v_deferred[n];
    v_slot := array_position(v_guests, p_guest_ids[request]);
    outcome := CASE WHEN v_live[v_slot] >= p_max_live THEN 'too_many_holds' ELSE 'retry' END;
    expires_at := NULL; total_minor := NULL; quote := NULL; blocking := NULL;
    server_time := clock_timestamp();
    RETURN NEXT;
  END LOOP;
END $$;

-- Expires those of p_hold_ids that are past their deadline by this clock; returns them. A listing whose rows somebody
-- keeps locked is left for the next sweep, so that it cannot hold up the others.
CREATE FUNCTION holds_expire(p_hold_ids uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql
SET lock_timeout = '500ms'
AS $$
DECLARE
  v_group record;
BEGIN
  FOR v_group IN
    SELECT uuid_listing(x) AS listing_id, array_agg(x) AS hold_ids FROM unnest(p_hold_ids) AS x GROUP BY 1 ORDER BY 1
  LOOP
    BEGIN
      RETURN QUERY
      SELECT * FROM ledger_settle(v_group.listing_id, v_group.hold_ids, 'active', 'expired', 'deadline_passed', true);
    EXCEPTION WHEN lock_not_available THEN
      -- Rows settled before stay locked meanwhile: having waited once, only look at the rest.
      PERFORM set_config('lock_timeout', '10', true);
    END;
  END LOOP;
END $$;

-- Expires overdue holds, oldest first, at most p_limit; returns them. The sweep that needs no job to have survived.
CREATE FUNCTION holds_expire_overdue(p_limit integer) RETURNS SETOF uuid
LANGUAGE plpgsql
SET enable_seqscan = off -- see ledger_take
SET random_page_cost = 1.1
AS $$
DECLARE
  v_now constant timestamptz := clock_timestamp();
BEGIN
  RETURN QUERY
  SELECT * FROM holds_expire((
    SELECT array_agg(due.hold_id)
    FROM (
      SELECT h.hold_id FROM hold h
      WHERE h.status = 'active' AND h.expires_at <= v_now
      ORDER BY h.expires_at LIMIT p_limit
    ) due
  ));
END $$;
