-- The one write path of the inventory ledger.
--
-- Lock order, everywhere: guest (advisory) -> hold rows by id -> inventory rows by primary key -> reservation ->
-- payment -> refund. Several listings in one transaction: ascending listing_id. Nothing locks against this order,
-- so nothing deadlocks.
--
-- Each function decides for ONE listing, which is its first argument; all else are arrays or plain values, so
-- a cluster sharded by listing_id can run the call whole on the node that owns the listing.

-- What may be sold on a row: floor(total * (100 + overbooking) / 100). Integer division floors.
CREATE FUNCTION inventory_limit(p_total integer, p_overbooking_percent integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN p_total * (100 + p_overbooking_percent) / 100;

-- Prices one line per wanted SKU and date:
--   amount = base x quantity x rate x occupancy factor, rounded once, half up, in minor units.
-- Occupancy is reserved plus held at the listing's weight, over the rooms that exist; p_credits is what the asker
-- holds on that row already and is left out, so that a guest's own hold never raises that guest's price.
CREATE FUNCTION price_lines(
  p_listing_id integer,
  p_requests integer[],
  p_skus integer[],
  p_dates date[],
  p_quantities integer[],
  p_credits integer[]
) RETURNS TABLE (
  request integer, sku_id integer, date date, quantity integer,
  base_minor integer, rate_bp integer, occupancy_bp integer, amount_minor bigint, available integer
)
LANGUAGE sql STABLE AS $$
  SELECT
    w.request, w.sku_id, w.date, w.quantity,
    s.base_price_minor, f.rate_bp, f.occupancy_bp,
    -- numeric rounds halves away from zero, which is half up for amounts that are never negative
    round(s.base_price_minor::numeric * w.quantity * f.rate_bp * f.occupancy_bp / 100000000)::bigint,
    CASE WHEN s.base_price_minor IS NULL THEN 0
      ELSE coalesce(inventory_limit(i.total, i.overbooking_percent) - i.reserved - i.held, 0) END
  FROM unnest(p_requests, p_skus, p_dates, p_quantities, p_credits) AS w(request, sku_id, date, quantity, credit)
  JOIN listing l ON l.listing_id = p_listing_id
  -- An unknown SKU keeps its line, without a price and with nothing available: a request is never priced in part.
  LEFT JOIN LATERAL (
    SELECT x.base_price_minor FROM sku x WHERE x.listing_id = p_listing_id AND x.sku_id = w.sku_id LIMIT 1
  ) s ON true
  LEFT JOIN inventory i ON i.listing_id = p_listing_id AND i.sku_id = w.sku_id AND i.date = w.date
  LEFT JOIN rate r ON r.listing_id = p_listing_id AND r.date = w.date
  CROSS JOIN LATERAL (
    SELECT
      coalesce(r.multiplier_bp, 10000) AS rate_bp,
      coalesce((
        SELECT o.factor_bp FROM occupancy_rule o
        WHERE o.listing_id = p_listing_id
          AND o.threshold_percent::integer * i.total <= i.reserved * 100 + (i.held - w.credit) * l.held_weight_percent
        ORDER BY o.threshold_percent DESC LIMIT 1
      ), 10000) AS occupancy_bp
  ) f
$$;

-- Ends or confirms holds and moves their counters, all in one transaction:
--   active | paying -> released | expired   gives `held` back
--   paying          -> confirmed            turns `held` into `reserved`
--   confirmed       -> canceled             gives `reserved` back
-- Acts only on those of p_hold_ids that are in p_from now (and past their deadline when p_due, before it when
-- NOT p_due); the rest are left alone, so running it twice, late or for the wrong hold changes nothing.
-- A reservation that was waiting for the hold to be paid is rejected with it. Returns the ids it acted on.
CREATE FUNCTION ledger_settle(
  p_listing_id integer,
  p_hold_ids uuid[],
  p_from text,
  p_to text,
  p_cause text,
  p_due boolean DEFAULT NULL
) RETURNS SETOF uuid
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  v_hold_ids uuid[];
  v_held_sign integer := CASE WHEN p_from IN ('active', 'paying') THEN -1 ELSE 0 END;
  v_reserved_sign integer := CASE WHEN p_to = 'confirmed' THEN 1 WHEN p_from = 'confirmed' THEN -1 ELSE 0 END;
  v_skus integer[];
  v_dates date[];
  v_quantities integer[];
BEGIN
  IF (p_from, p_to) NOT IN (
    ('active', 'released'), ('active', 'expired'), ('paying', 'expired'), ('paying', 'released'),
    ('paying', 'confirmed'), ('confirmed', 'canceled')
  ) THEN
    RAISE EXCEPTION 'a hold cannot go from % to %', p_from, p_to USING ERRCODE = 'HF001';
  END IF;

  SELECT array_agg(locked.hold_id) INTO v_hold_ids
  FROM (
    SELECT h.hold_id FROM hold h
    WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (p_hold_ids) AND h.status = p_from
      AND (p_due IS NULL OR (h.expires_at <= clock_timestamp()) = p_due)
    ORDER BY h.hold_id
    FOR NO KEY UPDATE
  ) locked;
  IF v_hold_ids IS NULL THEN
    RETURN;
  END IF;

  SELECT array_agg(d.sku_id), array_agg(d.date), array_agg(d.quantity) INTO v_skus, v_dates, v_quantities
  FROM (
    SELECT hi.sku_id, h.start_date + n AS date, sum(hi.quantity)::integer AS quantity
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (v_hold_ids)
    GROUP BY 1, 2
  ) d;

  PERFORM i.sku_id FROM inventory i
  JOIN unnest(v_skus, v_dates) AS k(sku_id, date) ON k.sku_id = i.sku_id AND k.date = i.date
  WHERE i.listing_id = p_listing_id
  ORDER BY i.sku_id, i.date
  FOR NO KEY UPDATE OF i;

  UPDATE inventory i
  SET held = i.held + v_held_sign * d.quantity, reserved = i.reserved + v_reserved_sign * d.quantity
  FROM unnest(v_skus, v_dates, v_quantities) AS d(sku_id, date, quantity)
  WHERE i.listing_id = p_listing_id AND i.sku_id = d.sku_id AND i.date = d.date;

  UPDATE hold h
  SET status = p_to,
      ended_at = CASE WHEN p_to = 'confirmed' THEN NULL ELSE clock_timestamp() END,
      end_cause = CASE WHEN p_to = 'confirmed' THEN NULL ELSE p_cause END
  WHERE h.listing_id = p_listing_id AND h.hold_id = ANY (v_hold_ids);

  INSERT INTO event (listing_id, subject_id, type, cause)
  SELECT p_listing_id, ended.hold_id, 'hold.' || p_to, p_cause FROM unnest(v_hold_ids) AS ended(hold_id);

  IF p_to IN ('released', 'expired') THEN
    WITH rejected AS (
      UPDATE reservation r SET status = 'rejected', cause = p_cause
      WHERE r.listing_id = p_listing_id AND r.hold_id = ANY (v_hold_ids) AND r.status = 'pending'
      RETURNING r.reservation_id
    )
    INSERT INTO event (listing_id, subject_id, type, cause)
    SELECT p_listing_id, rejected.reservation_id, 'reservation.rejected', p_cause FROM rejected;
  END IF;

  RETURN QUERY SELECT unnest(v_hold_ids);
END $$;

-- Which of the numbered inventory rows a hold occupies, and with how many units.
CREATE FUNCTION hold_rows(p_listing_id integer, p_hold_id uuid, p_rows integer[], p_skus integer[], p_dates date[])
RETURNS TABLE ("row" integer, quantity integer)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT w.row, hi.quantity::integer
  FROM hold h
  JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
  JOIN unnest(p_rows, p_skus, p_dates) AS w("row", sku_id, date)
    ON w.sku_id = hi.sku_id AND w.date >= h.start_date AND w.date < h.end_date
  WHERE h.listing_id = p_listing_id AND h.hold_id = p_hold_id
$$;

-- The functions below look through the live holds of ONE listing, in order of deadline: hold_listing_live_idx. They
-- write `status || ''` so that the planner cannot take the indexes by deadline of all listings together for it, which
-- look as good on paper when one listing has most of the holds, and are a thousand times longer.

-- When the first of the holds on a row ends: at its deadline, or at the end of its grace while it is being paid.
-- Stops at the first active one that occupies the row, for a hot row has thousands. One that is being paid ends after
-- its own deadline, so only those due before that one can be sooner.
CREATE FUNCTION hold_next_release(p_listing_id integer, p_sku_id integer, p_date date) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  WITH active AS MATERIALIZED (
    SELECT (
      SELECT h.expires_at FROM hold h
      WHERE h.listing_id = p_listing_id AND h.status IN ('active', 'paying') AND h.status || '' = 'active'
        AND h.start_date <= p_date AND h.end_date > p_date
        AND EXISTS (
          SELECT 1 FROM hold_item hi
          WHERE hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id AND hi.sku_id = p_sku_id OFFSET 0
        )
      ORDER BY h.expires_at LIMIT 1
    ) AS expires_at
  )
  SELECT least(active.expires_at, (
    SELECT min(h.grace_until) FROM hold h
    WHERE h.listing_id = p_listing_id AND h.status IN ('active', 'paying') AND h.status || '' = 'paying'
      AND h.expires_at <= coalesce(active.expires_at, 'infinity')
      AND h.start_date <= p_date AND h.end_date > p_date
      AND EXISTS (
        SELECT 1 FROM hold_item hi
        WHERE hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id AND hi.sku_id = p_sku_id OFFSET 0
      )
  ))
  FROM active
$$;

-- Whether a hold that is past its deadline at p_now still occupies one of these rows.
CREATE FUNCTION holds_overdue(p_listing_id integer, p_skus integer[], p_dates date[], p_now timestamptz)
RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM hold h
    WHERE h.listing_id = p_listing_id AND h.status IN ('active', 'paying') AND h.status || '' = 'active'
      AND h.expires_at <= p_now
      AND EXISTS ( -- OFFSET keeps the holds outermost
        SELECT 1 FROM hold_item hi
        JOIN unnest(p_skus, p_dates) AS w(sku_id, date) ON w.sku_id = hi.sku_id
        WHERE hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
          AND w.date >= h.start_date AND w.date < h.end_date OFFSET 0
      )
  )
$$;

-- Takes inventory for many requests of one listing, exactly in the order of the arrays: first come, first served,
-- all or nothing for each request, a refusal never affects its neighbours.
--
-- Request n is p_hold_ids[n], p_guest_ids[n], ...; its items are the entries of p_item_* whose p_item_requests is n.
-- p_replaces[n] names a live hold of the same guest to be swapped for the new one. p_expected_totals[n] is the
-- most the guest will pay. A NULL hold id is a request that was refused elsewhere and is passed over. p_reclaim looks for overdue holds even if an unlocked look found room.
--
-- Outcomes: held · sold_out (detail: blocking rows) · price_changed · retry (short only because of overdue holds
-- seen after locking, or behind such a request: ask again with p_reclaim) · replaced_not_found / _active / _paying / _confirmed / _released /
-- _expired. The quote comes with held and price_changed.
CREATE FUNCTION ledger_take(
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
  w_credits integer[];
  w_seen integer[]; -- what was available when the entry's request was refused
  w_bases integer[]; w_rates integer[]; w_factors integer[]; w_amounts bigint[]; w_available integer[];
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
      SELECT inventory_limit(x.total, x.overbooking_percent) - x.reserved - x.held AS available
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

    -- 4. Read again under the lock, with prices. Requests of one call see the same occupancy.
    IF v_replacing THEN
      SELECT array_agg(coalesce(c.quantity, 0)::integer ORDER BY w.entry) INTO w_credits
      FROM unnest(w_requests, w_skus, w_dates) WITH ORDINALITY AS w(request, sku_id, date, entry)
      LEFT JOIN LATERAL (
        SELECT hi.quantity FROM hold h
        JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
        WHERE h.listing_id = p_listing_id AND h.hold_id = p_replaces[w.request]
          AND h.guest_id = p_guest_ids[w.request] AND h.status = 'active'
          AND hi.sku_id = w.sku_id AND w.date >= h.start_date AND w.date < h.end_date
      ) c ON true;
    ELSE
      w_credits := array_fill(0, ARRAY[cardinality(w_requests)]);
    END IF;
    SELECT
      array_agg(l.base_minor), array_agg(l.rate_bp), array_agg(l.occupancy_bp),
      array_agg(l.amount_minor), array_agg(l.available)
    INTO w_bases, w_rates, w_factors, w_amounts, w_available
    FROM (
      SELECT p.* FROM price_lines(p_listing_id, w_requests, w_skus, w_dates, w_quantities, w_credits) p
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
      SELECT
        l.request,
        jsonb_agg(
          jsonb_build_array(l.sku_id, l.date, l.quantity, l.base, l.rate, l.factor, l.amount) ORDER BY l.sku_id, l.date
        ) AS lines
      FROM unnest(w_requests, w_skus, w_dates, w_quantities, w_bases, w_rates, w_factors, w_amounts)
        AS l(request, sku_id, date, quantity, base, rate, factor, amount)
      WHERE v_outcomes[l.request] IN ('held', 'price_changed')
      GROUP BY l.request
    LOOP
      v_quotes[v_quote.request] := v_quote.lines;
    END LOOP;
  END IF;

  SELECT l.currency INTO v_currency FROM listing l WHERE l.listing_id = p_listing_id;

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

-- What exists on a range of dates [p_start, p_end). Lowering it below what is sold is always possible: the rows are
-- then oversold and refuse new holds. p_overbooking_percent NULL keeps the SKU's own; a seat is there once at most,
-- whatever is asked. Returns the rows written.
CREATE FUNCTION ledger_set_total(
  p_listing_id integer, p_sku_id integer, p_start date, p_end date, p_total integer,
  p_overbooking_percent integer DEFAULT NULL
) RETURNS integer
LANGUAGE sql AS $$
  WITH written AS (
    INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
    SELECT
      s.listing_id, s.sku_id, p_start + n,
      CASE WHEN s.kind = 'seat' THEN least(p_total, 1) ELSE p_total END,
      CASE WHEN s.kind = 'seat' THEN 0 ELSE coalesce(p_overbooking_percent, s.overbooking_percent) END
    FROM sku s CROSS JOIN generate_series(0, p_end - p_start - 1) AS n
    WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id
    ORDER BY n
    ON CONFLICT (listing_id, sku_id, date) DO UPDATE
    SET total = excluded.total, overbooking_percent = excluded.overbooking_percent
    RETURNING 1
  )
  SELECT count(*)::integer FROM written
$$;

-- Adds p_delta physical units to every date from p_from on: a room that was repaired, or one that burst a pipe.
CREATE FUNCTION ledger_adjust_total(p_listing_id integer, p_sku_id integer, p_from date, p_delta integer)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_changed integer;
  v_is_seat constant boolean := EXISTS (
    SELECT 1 FROM sku s WHERE s.listing_id = p_listing_id AND s.sku_id = p_sku_id AND s.kind = 'seat'
  );
BEGIN
  PERFORM i.date FROM inventory i
  WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date >= p_from
  ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  UPDATE inventory i
  SET total = CASE WHEN v_is_seat THEN least(greatest(i.total + p_delta, 0), 1) ELSE greatest(i.total + p_delta, 0) END
  WHERE i.listing_id = p_listing_id AND i.sku_id = p_sku_id AND i.date >= p_from;
  GET DIAGNOSTICS v_changed = ROW_COUNT;
  RETURN v_changed;
END $$;

-- Rows whose counters differ from the sums over live holds and reservations. Each change writes both in one
-- transaction, so one statement's snapshot compares them online, without a lock.
CREATE FUNCTION ledger_verify(p_listing_from integer, p_listing_to integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer
)
LANGUAGE sql STABLE AS $$
  SELECT
    coalesce(i.listing_id, c.listing_id), coalesce(i.sku_id, c.sku_id), coalesce(i.date, c.date),
    i.held::integer, coalesce(c.held, 0), i.reserved::integer, coalesce(c.reserved, 0)
  FROM (
    SELECT x.* FROM inventory x WHERE x.listing_id >= p_listing_from AND x.listing_id <= p_listing_to
  ) i
  FULL JOIN (
    SELECT
      h.listing_id, hi.sku_id, h.start_date + n AS date,
      coalesce(sum(hi.quantity) FILTER (WHERE h.status <> 'confirmed'), 0)::integer AS held,
      coalesce(sum(hi.quantity) FILTER (WHERE h.status = 'confirmed'), 0)::integer AS reserved
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id >= p_listing_from AND h.listing_id <= p_listing_to
      AND h.status IN ('active', 'paying', 'confirmed')
    GROUP BY 1, 2, 3
  ) c ON c.listing_id = i.listing_id AND c.sku_id = i.sku_id AND c.date = i.date
  WHERE i.listing_id IS NULL OR i.held <> coalesce(c.held, 0) OR i.reserved <> coalesce(c.reserved, 0)
  ORDER BY 1, 2, 3
$$;

-- Sets the counters of one listing to those sums and returns what it changed. With the rows locked, no change of
-- a hold on them can be half done: its counters and its status commit together.
CREATE FUNCTION ledger_repair(p_listing_id integer)
RETURNS TABLE (
  listing_id integer, sku_id integer, date date,
  held integer, expected_held integer, reserved integer, expected_reserved integer
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM i.date FROM inventory i WHERE i.listing_id = p_listing_id ORDER BY i.sku_id, i.date FOR NO KEY UPDATE;
  RETURN QUERY
  WITH wrong AS MATERIALIZED (SELECT * FROM ledger_verify(p_listing_id, p_listing_id)), mended AS (
    UPDATE inventory i SET held = w.expected_held, reserved = w.expected_reserved
    FROM wrong w
    WHERE i.listing_id = p_listing_id AND i.sku_id = w.sku_id AND i.date = w.date
  ), told AS (
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    SELECT
      w.listing_id, '00000000-0000-0000-0000-000000000000', 'inventory.repaired', 'ledger_repair', to_jsonb(w)
    FROM wrong w
  )
  SELECT * FROM wrong;
END $$;

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
