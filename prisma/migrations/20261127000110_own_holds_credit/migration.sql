-- As before, but for the price of whoever holds something of it already: no hold of a guest raises that guest's price, whether
-- the request replaces it or not. Everyone in a batch has a credit of their own, made in the statement that prices the batch;
-- where prices do not move nothing is looked for.
CREATE OR REPLACE FUNCTION ledger_take(
  p_listing_id integer,
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
  p_reclaim boolean DEFAULT false
) RETURNS TABLE (
  request integer, outcome text, expires_at timestamptz, server_time timestamptz,
  currency text, total_minor bigint, quote jsonb, blocking jsonb
)
LANGUAGE plpgsql
-- Every statement below is a handful of index lookups whatever the arguments; planning them anew for each call
-- would cost three times what running them does.
SET plan_cache_mode = force_generic_plan
-- Such a plan is kept while the tables grow: made on a nearly empty database it would scan tables, which is cheap only
-- while there is little to scan.
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_count constant integer := cardinality(p_hold_ids);
  v_replacing constant boolean := coalesce(cardinality(array_remove(p_replaces, NULL)), 0) > 0;
  v_outcomes text[] := array_fill(NULL::text, ARRAY[v_count]);
  v_totals bigint[] := array_fill(NULL::bigint, ARRAY[v_count]);
  v_quotes jsonb[] := array_fill(NULL::jsonb, ARRAY[v_count]);
  v_quote record;
  v_now timestamptz := clock_timestamp();
  v_currency text;
  v_moves boolean; -- the prices of this listing do
  -- Where less than all of this is available, the requests of the call may need what overdue holds have. (A sum by row
  -- would be exact and costs a refusal a third of its speed.)
  v_demand constant bigint := (SELECT sum(x) FROM unnest(p_item_quantities) AS x);
  v_scarce boolean;
  v_overdue uuid[];
  v_overdue_left boolean;
  v_refused integer[];
  v_accepted integer[] := '{}';
  -- What is wanted: one entry per request, SKU and date, in exactly that order. w_rows numbers the inventory rows
  -- in primary-key order, so that r_available[w_rows[e]] is what entry e may still take.
  w_requests integer[]; w_rows integer[]; w_skus integer[]; w_dates date[]; w_quantities integer[];
  w_seen integer[]; -- what was available when the entry's request was refused
  w_amounts bigint[]; w_available integer[];
  w_lines jsonb[]; -- of the quote, as price_lines makes them
  r_available integer[] := '{}';
  r_awaited boolean[] := '{}'; -- rows a request before must be asked for again: whoever is behind it waits too
  v_lock_skus integer[];
  v_lock_dates date[];
  v_first integer := 1; -- entries of the request being decided: v_first .. v_last
  v_last integer;
  v_fits boolean;
  v_awaits boolean;
  v_old hold;
  v_credit record;
  v_rows integer;
  v_changed integer;
BEGIN
  -- 1. Look without a lock. A request that cannot be had is refused here, having locked and written nothing.
  WITH item AS (
    -- One SKU may stand twice in a request; more than an integer holds is refused all the same.
    SELECT i.request, i.sku_id, least(sum(i.quantity), 2147483647)::integer AS quantity
    FROM unnest(p_item_requests, p_item_skus, p_item_quantities) AS i(request, sku_id, quantity)
    WHERE p_hold_ids[i.request] IS NOT NULL
    GROUP BY 1, 2
  ), looked AS (
    SELECT t.request, t.sku_id, d.date, t.quantity, coalesce(i.available, 0) AS available
    FROM item t
    CROSS JOIN LATERAL (
      SELECT p_start_dates[t.request] + n AS date
      FROM generate_series(0, p_end_dates[t.request] - p_start_dates[t.request] - 1) AS n
    ) d
    LEFT JOIN LATERAL ( -- LIMIT keeps this one index lookup per entry, whatever the planner thinks of the series
      SELECT inventory_limit(x.total, x.overbooking_percent, x.overbooking_cap) - x.reserved - x.held AS available
      FROM inventory x
      WHERE x.listing_id = p_listing_id AND x.sku_id = t.sku_id AND x.date = d.date
      LIMIT 1
    ) i ON true
  )
  SELECT
    array_agg(k.request), array_agg(k.row), array_agg(k.sku_id), array_agg(k.date), array_agg(k.quantity),
    array_agg(k.available), coalesce(array_agg(DISTINCT k.request) FILTER (WHERE k.available < k.quantity), '{}'),
    bool_or(k.available < v_demand)
  INTO w_requests, w_rows, w_skus, w_dates, w_quantities, w_seen, v_refused, v_scarce
  FROM (
    SELECT l.*, dense_rank() OVER (ORDER BY l.sku_id, l.date)::integer AS row
    FROM looked l ORDER BY l.request, l.sku_id, l.date
  ) k;

  -- 2. Lock holds first: those to be replaced (waiting, by id), then overdue ones on these rows (never waiting).
  -- Either may make room for a request that looked short, so then none is refused before the rows are locked.
  IF v_replacing THEN
    PERFORM h.hold_id FROM hold h
    WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (p_replaces) AND h.guest_id = ANY (p_guest_ids)
    ORDER BY h.hold_id FOR NO KEY UPDATE;
    v_refused := '{}';
  END IF;
  IF (p_reclaim OR v_scarce) AND holds_overdue(p_listing_id, w_skus, w_dates, v_now) THEN
    -- Those that are locked are being ended by someone else: their rows are waited for below.
    SELECT array_agg(locked.hold_id) INTO v_overdue
    FROM (
      SELECT h.hold_id FROM hold h
      WHERE h.listing_id = p_listing_id AND h.status IN ('active', 'paying') AND h.status || '' = 'active'
        AND h.expires_at <= v_now
        AND EXISTS (
          SELECT 1 FROM hold_item hi
          JOIN unnest(w_skus, w_dates) AS w(sku_id, date) ON w.sku_id = hi.sku_id
          WHERE hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
            AND w.date >= h.start_date AND w.date < h.end_date OFFSET 0
        )
      ORDER BY h.expires_at
      LIMIT 500
      FOR NO KEY UPDATE SKIP LOCKED
    ) locked;
    v_refused := '{}';
  END IF;

  IF cardinality(v_refused) < v_count AND w_requests IS NOT NULL THEN
    -- 3. Lock every inventory row this call may change, once, in primary-key order.
    SELECT array_agg(w.sku_id), array_agg(w.date) INTO v_lock_skus, v_lock_dates
    FROM unnest(w_requests, w_skus, w_dates) AS w(request, sku_id, date)
    WHERE w.request <> ALL (v_refused);
    IF v_replacing OR v_overdue IS NOT NULL THEN
      SELECT v_lock_skus || array_agg(hi.sku_id), v_lock_dates || array_agg(h.start_date + n)
      INTO v_lock_skus, v_lock_dates
      FROM hold h
      JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
      CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
      WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (v_overdue || p_replaces);
    END IF;
    PERFORM i.sku_id FROM inventory i
    JOIN unnest(v_lock_skus, v_lock_dates) AS k(sku_id, date) ON k.sku_id = i.sku_id AND k.date = i.date
    WHERE i.listing_id = p_listing_id
    ORDER BY i.sku_id, i.date
    FOR NO KEY UPDATE OF i;

    IF v_overdue IS NOT NULL THEN
      PERFORM ledger_settle(p_listing_id, v_overdue, 'active', 'expired', 'deadline_passed', true);
    END IF;
    v_now := clock_timestamp(); -- the locks may have taken a while

    -- 4. Read again under the lock, with prices. Requests of one call see the same occupancy, each without what its own guest
    -- holds of it.
    SELECT l.currency, l.pricing_revision > 0 INTO v_currency, v_moves FROM listing l WHERE l.listing_id = p_listing_id;
    SELECT array_agg(l.amount_minor), array_agg(l.available), array_agg(l.line)
    INTO w_amounts, w_available, w_lines
    FROM (
      SELECT p.* FROM price_lines(
        p_listing_id, w_requests, w_skus, w_dates, w_quantities,
        CASE
          WHEN v_moves THEN price_credits(p_listing_id, p_guest_ids, w_requests, w_skus, w_dates, v_now)
          ELSE array_fill(0, ARRAY[cardinality(w_requests)])
        END,
        v_now
      ) p
      ORDER BY p.request, p.sku_id, p.date
    ) l;
    FOR e IN 1..cardinality(w_requests) LOOP
      r_available[w_rows[e]] := w_available[e];
      v_totals[w_requests[e]] := coalesce(v_totals[w_requests[e]], 0) + w_amounts[e];
    END LOOP;

    -- 5. Decide in arrival order. A refused request takes nothing from those behind it.
    FOR n IN 1..v_count LOOP
      CONTINUE WHEN p_hold_ids[n] IS NULL;
      v_last := v_first - 1;
      WHILE w_requests[v_last + 1] = n LOOP
        v_last := v_last + 1;
      END LOOP;

      v_old := NULL;
      IF p_replaces[n] IS NOT NULL THEN
        SELECT h.* INTO v_old FROM hold h
        WHERE h.listing_id = p_listing_id AND h.hold_id = p_replaces[n] AND h.guest_id = p_guest_ids[n];
        IF v_old.hold_id IS NULL THEN
          v_outcomes[n] := 'replaced_not_found';
        ELSIF v_old.status <> 'active' THEN
          v_outcomes[n] := 'replaced_' || v_old.status;
        ELSIF v_old.expires_at <= v_now THEN
          v_outcomes[n] := 'replaced_expired';
        END IF;
      END IF;

      IF v_outcomes[n] IS NULL AND n <> ALL (v_refused) THEN
        IF v_old.hold_id IS NOT NULL THEN -- lend what the old hold has to the new one
          FOR v_credit IN SELECT * FROM hold_rows(p_listing_id, v_old.hold_id, w_rows, w_skus, w_dates) LOOP
            r_available[v_credit.row] := r_available[v_credit.row] + v_credit.quantity;
          END LOOP;
        END IF;

        v_fits := v_last >= v_first;
        v_awaits := false;
        FOR e IN v_first..v_last LOOP
          v_awaits := v_awaits OR r_awaited[w_rows[e]] IS TRUE;
          v_fits := v_fits AND coalesce(r_available[w_rows[e]], 0) >= w_quantities[e];
        END LOOP;

        IF v_awaits THEN
          v_outcomes[n] := 'retry';
        ELSIF NOT v_fits THEN
          FOR e IN v_first..v_last LOOP
            w_seen[e] := coalesce(r_available[w_rows[e]], 0);
          END LOOP;
          IF v_overdue_left IS NULL THEN
            v_overdue_left := holds_overdue(p_listing_id, w_skus, w_dates, v_now);
          END IF;
          v_outcomes[n] := CASE WHEN v_overdue_left THEN 'retry' ELSE 'sold_out' END;
        ELSIF v_totals[n] > p_expected_totals[n] THEN
          v_outcomes[n] := 'price_changed';
        ELSE
          v_outcomes[n] := 'held';
          v_accepted := v_accepted || n;
          FOR e IN v_first..v_last LOOP
            r_available[w_rows[e]] := r_available[w_rows[e]] - w_quantities[e];
          END LOOP;
        END IF;

        IF v_outcomes[n] = 'retry' THEN
          FOR e IN v_first..v_last LOOP
            r_awaited[w_rows[e]] := true;
          END LOOP;
        END IF;
        IF v_old.hold_id IS NOT NULL THEN
          IF v_outcomes[n] = 'held' THEN
            PERFORM ledger_settle(p_listing_id, ARRAY[v_old.hold_id], 'active', 'released', 'replaced');
          ELSE -- take the loan back: the old hold stays as it was
            FOR v_credit IN SELECT * FROM hold_rows(p_listing_id, v_old.hold_id, w_rows, w_skus, w_dates) LOOP
              r_available[v_credit.row] := r_available[v_credit.row] - v_credit.quantity;
            END LOOP;
          END IF;
        END IF;
      END IF;
      v_first := v_last + 1;
    END LOOP;

    FOR v_quote IN
      -- Entries are in the order of SKU and date already.
      SELECT l.request, jsonb_agg(l.line ORDER BY l.entry) AS lines
      FROM unnest(w_requests, w_lines) WITH ORDINALITY AS l(request, line, entry)
      WHERE v_outcomes[l.request] IN ('held', 'price_changed')
      GROUP BY l.request
    LOOP
      v_quotes[v_quote.request] := v_quote.lines;
    END LOOP;
  END IF;

  IF v_currency IS NULL THEN -- nothing was priced
    SELECT l.currency INTO v_currency FROM listing l WHERE l.listing_id = p_listing_id;
  END IF;

  -- 6. Write what was decided: counters, holds, items, events, in one statement.
  IF v_accepted <> '{}' THEN
    WITH entry AS (
      SELECT w.request, w.sku_id, w.date, w.quantity
      FROM unnest(w_requests, w_skus, w_dates, w_quantities) AS w(request, sku_id, date, quantity)
      WHERE w.request = ANY (v_accepted)
    ), demand AS (
      SELECT e.sku_id, e.date, sum(e.quantity)::integer AS quantity FROM entry e GROUP BY 1, 2
    ), counted AS (
      UPDATE inventory i SET held = i.held + d.quantity
      FROM demand d
      WHERE i.listing_id = p_listing_id AND i.sku_id = d.sku_id AND i.date = d.date
      RETURNING 1
    ), made AS (
      INSERT INTO hold (
        listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at,
        replaces_hold_id, currency, total_minor, quote
      )
      SELECT
        p_listing_id, p_hold_ids[n], p_guest_ids[n], 'active', p_start_dates[n], p_end_dates[n], v_now,
        v_now + make_interval(secs => p_ttl_seconds), p_replaces[n], v_currency, v_totals[n], v_quotes[n]
      FROM unnest(v_accepted) AS n
    ), itemised AS (
      INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity)
      SELECT p_listing_id, p_hold_ids[e.request], e.sku_id, e.quantity
      FROM entry e WHERE e.date = p_start_dates[e.request]
    ), told AS (
      INSERT INTO event (listing_id, subject_id, type)
      SELECT p_listing_id, p_hold_ids[n], 'hold.created' FROM unnest(v_accepted) AS n
    )
    SELECT (SELECT count(*) FROM demand), (SELECT count(*) FROM counted) INTO v_rows, v_changed;
    IF v_changed <> v_rows THEN
      RAISE EXCEPTION 'inventory rows of listing % changed under the ledger', p_listing_id USING ERRCODE = 'HF002';
    END IF;
  END IF;

  -- 7. Answer. A refusal says what blocks it, how much of that is only held, and when the first of it frees.
  RETURN QUERY
  WITH refused AS (
    SELECT w.request, w.sku_id, w.date, greatest(w.seen, 0) AS available
    FROM unnest(w_requests, w_skus, w_dates, w_quantities, w_seen) AS w(request, sku_id, date, quantity, seen)
    WHERE coalesce(v_outcomes[w.request], 'sold_out') = 'sold_out' AND w.seen < w.quantity
  ), row_state AS MATERIALIZED (
    SELECT
      k.sku_id, k.date, coalesce(i.held, 0) AS held,
      CASE WHEN i.held > 0 THEN hold_next_release(p_listing_id, k.sku_id, k.date) END AS next_release_at
    FROM (SELECT DISTINCT x.sku_id, x.date FROM refused x) k
    LEFT JOIN inventory i ON i.listing_id = p_listing_id AND i.sku_id = k.sku_id AND i.date = k.date
  ), explained AS (
    SELECT x.request, jsonb_agg(
      jsonb_build_object(
        'skuId', s.sku_id, 'date', s.date, 'available', x.available, 'held', s.held,
        'nextReleaseAt', to_char(s.next_release_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      ) ORDER BY s.sku_id, s.date
    ) AS blocking
    FROM refused x JOIN row_state s ON s.sku_id = x.sku_id AND s.date = x.date
    GROUP BY x.request
  )
  SELECT
    n, coalesce(v_outcomes[n], 'sold_out'),
    CASE WHEN v_outcomes[n] = 'held' THEN v_now + make_interval(secs => p_ttl_seconds) END, v_now,
    v_currency, v_totals[n], v_quotes[n], x.blocking
  FROM generate_series(1, v_count) AS n
  LEFT JOIN explained x ON x.request = n
  ORDER BY n;
END $$;
