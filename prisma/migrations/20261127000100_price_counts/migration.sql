-- What a price takes for occupied: no hold that is past its deadline, whether or not anything has released it yet; none of the
-- guest's who asks; no seat that is retired; and where there is nothing to sell, nothing.

-- What holds past their deadline still have of a listing's rows from the first of these dates to the last: nearly always
-- nothing, and then it is one look at hold_listing_live_idx. No call reads more than the ten thousand oldest of a listing: what
-- is behind those counts as held until it is ended. Written as the functions of ledger_take are: LATERAL with OFFSET 0 keeps
-- each hold one index lookup, and `status || ''` keeps the planner from the indexes by deadline of all listings together.
CREATE FUNCTION overdue_units(p_listing_id integer, p_dates date[], p_now timestamptz)
RETURNS TABLE (sku_id integer, date date, quantity integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  c_most CONSTANT integer := 10000;
  v_first CONSTANT date := (SELECT min(x) FROM unnest(p_dates) AS x);
  v_last CONSTANT date := (SELECT max(x) FROM unnest(p_dates) AS x);
BEGIN
  RETURN QUERY
  SELECT hi.sku_id, v_first + n, sum(hi.quantity)::integer
  FROM (
    SELECT x.hold_id, x.start_date, x.end_date FROM hold x
    WHERE x.listing_id = p_listing_id AND x.status IN ('active', 'paying') AND x.status || '' = 'active'
      AND x.expires_at <= p_now AND x.start_date <= v_last AND x.end_date > v_first
    ORDER BY x.expires_at
    LIMIT c_most
  ) h
  CROSS JOIN LATERAL (
    SELECT y.sku_id, y.quantity FROM hold_item y
    WHERE y.listing_id = p_listing_id AND y.hold_id = h.hold_id OFFSET 0
  ) hi
  CROSS JOIN LATERAL generate_series(
    greatest(h.start_date, v_first) - v_first, least(h.end_date - 1, v_last) - v_first
  ) AS n
  GROUP BY hi.sku_id, n;
END $$;

-- What the price of a row goes by where that is not what the row itself says: for a seat, all seats of its cabin that are not
-- retired; and beside it `overdue`, what of `held` counts no longer. Nothing for a listing whose prices do not move with
-- occupancy.
CREATE FUNCTION price_counts(p_listing_id integer, p_skus integer[], p_dates date[], p_now timestamptz)
RETURNS TABLE (
  sku_id integer, date date, cabin_sku_id integer, total integer, reserved integer, held integer, overdue integer
)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  v_kind text;
  v_retired integer[];
BEGIN
  SELECT l.kind INTO v_kind FROM listing l WHERE l.listing_id = p_listing_id AND l.pricing_revision > 0;
  IF v_kind = 'hotel' AND EXISTS (SELECT 1 FROM occupancy_rule r WHERE r.listing_id = p_listing_id) THEN
    RETURN QUERY
    SELECT o.sku_id, o.date, NULL::integer, NULL::integer, NULL::integer, NULL::integer, o.quantity
    FROM overdue_units(p_listing_id, p_dates, p_now) o;
  ELSIF v_kind = 'flight' AND EXISTS (SELECT 1 FROM seats_left_rule r WHERE r.listing_id = p_listing_id) THEN
    -- Few, and found by an index of their own.
    v_retired := ARRAY(SELECT k.sku_id FROM sku k WHERE k.listing_id = p_listing_id AND NOT k.is_active);
    RETURN QUERY
    WITH overdue AS MATERIALIZED (
      SELECT o.sku_id, o.date, o.quantity FROM overdue_units(p_listing_id, p_dates, p_now) o
    ), wanted AS MATERIALIZED ( -- retired ones too: whoever gets one at this moment pays what the others do
      SELECT s.sku_id, s.cabin_sku_id FROM seat s WHERE s.listing_id = p_listing_id AND s.sku_id = ANY (p_skus)
    ), counted AS MATERIALIZED (
      SELECT
        s.cabin_sku_id, i.date, sum(i.total)::integer AS total, sum(i.reserved)::integer AS reserved,
        sum(i.held)::integer AS held, coalesce(sum(o.quantity), 0)::integer AS overdue
      FROM seat s
      JOIN inventory i ON i.listing_id = s.listing_id AND i.sku_id = s.sku_id AND i.date = ANY (p_dates)
      LEFT JOIN overdue o ON o.sku_id = i.sku_id AND o.date = i.date
      WHERE s.listing_id = p_listing_id AND s.cabin_sku_id IN (SELECT w.cabin_sku_id FROM wanted w)
        AND s.sku_id <> ALL (v_retired)
      GROUP BY s.cabin_sku_id, i.date
    )
    SELECT w.sku_id, c.date, w.cabin_sku_id, c.total, c.reserved, c.held, c.overdue
    FROM wanted w JOIN counted c ON c.cabin_sku_id = w.cabin_sku_id
    UNION ALL
    SELECT o.sku_id, o.date, NULL, NULL, NULL, NULL, o.quantity -- places in open seating
    FROM overdue o
    WHERE NOT EXISTS (SELECT 1 FROM seat s WHERE s.listing_id = p_listing_id AND s.sku_id = o.sku_id);
  END IF;
END $$;

-- What of each entry the guest who asks for it holds already: of its row; of a seat, of all seats of its cabin that are not
-- retired, since those are what its price goes by. Every hold of the guest that counts at p_now, being paid for or not,
-- whether or not this request replaces it. Entry e is of request p_requests[e] and so of guest p_guest_ids[p_requests[e]];
-- NULL is nobody in particular. All zero where prices do not move with occupancy.
CREATE FUNCTION price_credits(
  p_listing_id integer, p_guest_ids text[], p_requests integer[], p_skus integer[], p_dates date[],
  p_now timestamptz DEFAULT now()
) RETURNS integer[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  -- One entry per request and night of a hold: what it has of a room type, an open cabin, or the seats of a cabin.
  o_requests integer[];
  o_units integer[];
  o_dates date[];
  o_quantities integer[];
BEGIN
  IF EXISTS (SELECT 1 FROM occupancy_rule r WHERE r.listing_id = p_listing_id)
    OR EXISTS (SELECT 1 FROM seats_left_rule r WHERE r.listing_id = p_listing_id)
  THEN
    -- A guest has few live holds: hold_guest_live_idx. `+ 0` keeps the planner from reading all those of the listing instead.
    SELECT
      array_agg(g.request::integer), array_agg(coalesce(s.cabin_sku_id, hi.sku_id)), array_agg(h.start_date + n),
      array_agg(hi.quantity::integer)
    INTO o_requests, o_units, o_dates, o_quantities
    FROM unnest(p_guest_ids) WITH ORDINALITY AS g(guest_id, request)
    CROSS JOIN LATERAL (
      SELECT x.hold_id, x.start_date, x.end_date FROM hold x
      WHERE x.guest_id = g.guest_id AND x.status IN ('active', 'paying') AND x.listing_id + 0 = p_listing_id
        AND (x.status = 'paying' OR x.expires_at > p_now)
      OFFSET 0
    ) h
    CROSS JOIN LATERAL (
      SELECT y.sku_id, y.quantity FROM hold_item y
      WHERE y.listing_id = p_listing_id AND y.hold_id = h.hold_id OFFSET 0
    ) hi
    LEFT JOIN LATERAL (
      SELECT y.cabin_sku_id, k.is_active
      FROM seat y JOIN sku k ON k.listing_id = y.listing_id AND k.sku_id = y.sku_id
      WHERE y.listing_id = p_listing_id AND y.sku_id = hi.sku_id LIMIT 1
    ) s ON true
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE s.is_active IS NOT FALSE;
  END IF;
  IF o_requests IS NULL THEN
    RETURN array_fill(0, ARRAY[cardinality(p_requests)]);
  END IF;
  -- Sorted together instead of joined, so that a large batch costs no product of the two.
  RETURN (
    SELECT array_agg(x.credit ORDER BY x.entry) FILTER (WHERE x.entry IS NOT NULL)
    FROM (
      SELECT u.entry, sum(u.quantity) OVER (PARTITION BY u.request, u.unit_id, u.date)::integer AS credit
      FROM (
        SELECT w.entry, w.request, coalesce(s.cabin_sku_id, w.sku_id) AS unit_id, w.date, 0 AS quantity
        FROM unnest(p_requests, p_skus, p_dates) WITH ORDINALITY AS w(request, sku_id, date, entry)
        LEFT JOIN seat s ON s.listing_id = p_listing_id AND s.sku_id = w.sku_id
        UNION ALL
        SELECT NULL, o.request, o.unit_id, o.date, o.quantity
        FROM unnest(o_requests, o_units, o_dates, o_quantities) AS o(request, unit_id, date, quantity)
      ) u
    ) x
  );
END $$;

-- Prices one line per wanted SKU and date:
--   unit   = base x rate x rules x occupancy, but no less than the SKU's minimum and no more than its maximum
--   amount = unit x quantity, rounded once, half up, in minor units.
-- Occupancy is reserved plus held at the listing's weight, over what exists: of the row for room types and cabins with open
-- seating, of all seats of its cabin for a seat (price_counts). Where nothing exists there is none. Holds past their deadline at
-- p_now are left out; so is, of each entry, what its guest holds already (p_credits, see price_credits): a guest's own hold
-- never raises that guest's price.
-- `line` is what a hold freezes: [skuId, date, quantity, base, rateBp, occupancyBp, amount], with a revision of tables and
-- rules also 'revision:total:reserved:held:credit' as they were counted (text: a third of the bytes in every hold), and with
-- rules or limits { cabin, rules: [[ruleId, factorBp, name]], min, max } behind it. src/pricing/pricing.rules.ts makes the same
-- prices.
-- What only some listings have stands in functions of its own: it costs the others not even its place in the plan.
DROP FUNCTION price_lines(integer, integer[], integer[], date[], integer[], integer[]);
CREATE FUNCTION price_lines(
  p_listing_id integer,
  p_requests integer[],
  p_skus integer[],
  p_dates date[],
  p_quantities integer[],
  p_credits integer[],
  p_now timestamptz DEFAULT now()
) RETURNS TABLE (
  request integer, sku_id integer, date date, quantity integer, amount_minor bigint, available integer, line jsonb
)
LANGUAGE sql STABLE AS $$
  SELECT
    w.request, w.sku_id, w.date, w.quantity, a.amount_minor,
    CASE WHEN s.base_price_minor IS NULL THEN 0
      ELSE coalesce(inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap) - i.reserved - i.held, 0) END,
    CASE
      WHEN f.more IS NOT NULL THEN
        jsonb_build_array(
          w.sku_id, w.date, w.quantity, s.base_price_minor, f.rate_bp, f.occupancy_bp, a.amount_minor, f.inputs, f.more
        )
      WHEN l.pricing_revision > 0 THEN
        jsonb_build_array(
          w.sku_id, w.date, w.quantity, s.base_price_minor, f.rate_bp, f.occupancy_bp, a.amount_minor, f.inputs
        )
      ELSE
        jsonb_build_array(w.sku_id, w.date, w.quantity, s.base_price_minor, f.rate_bp, f.occupancy_bp, a.amount_minor)
    END
  FROM unnest(p_requests, p_skus, p_dates, p_quantities, p_credits) AS w(request, sku_id, date, quantity, credit)
  JOIN listing l ON l.listing_id = p_listing_id
  -- An unknown SKU keeps its line, without a price and with nothing available: a request is never priced in part. LIMIT
  -- keeps each of these one index lookup per line.
  LEFT JOIN LATERAL (
    SELECT x.base_price_minor, x.min_price_minor, x.max_price_minor
    FROM sku x WHERE x.listing_id = p_listing_id AND x.sku_id = w.sku_id LIMIT 1
  ) s ON true
  LEFT JOIN LATERAL (
    SELECT x.total, x.reserved, x.held, x.overbooking_percent, x.overbooking_cap
    FROM inventory x WHERE x.listing_id = p_listing_id AND x.sku_id = w.sku_id AND x.date = w.date LIMIT 1
  ) i ON true
  LEFT JOIN LATERAL (
    SELECT x.multiplier_bp FROM rate x WHERE x.listing_id = p_listing_id AND x.date = w.date LIMIT 1
  ) r ON true
  LEFT JOIN price_counts(p_listing_id, p_skus, p_dates, p_now) n ON n.sku_id = w.sku_id AND n.date = w.date
  CROSS JOIN LATERAL ( -- not below 0: `held` may be wrong until the ledger is repaired
    SELECT greatest(coalesce(n.held, i.held) - coalesce(n.overdue, 0), 0) AS held
  ) c
  -- OFFSET 0 makes each of these once for a line, not wherever it is named.
  CROSS JOIN LATERAL (
    SELECT
      coalesce(r.multiplier_bp, 10000) AS rate_bp,
      CASE WHEN l.pricing_revision = 0 THEN 10000 ELSE coalesce(
        CASE l.kind
          WHEN 'hotel' THEN (
            SELECT o.factor_bp FROM occupancy_rule o
            WHERE o.listing_id = p_listing_id
              AND o.sku_id = CASE
                WHEN EXISTS (SELECT 1 FROM occupancy_rule t WHERE t.listing_id = p_listing_id AND t.sku_id = w.sku_id)
                THEN w.sku_id ELSE 0 END
              AND i.total > 0
              AND o.threshold_percent::integer * i.total <= i.reserved * 100 + (c.held - w.credit) * l.held_weight_percent
            ORDER BY o.threshold_percent DESC LIMIT 1
          )
          WHEN 'flight' THEN (
            SELECT o.factor_bp FROM seats_left_rule o
            WHERE o.listing_id = p_listing_id AND o.cabin_sku_id = coalesce(n.cabin_sku_id, w.sku_id)
              AND coalesce(n.total, i.total) > 0
              AND (coalesce(n.total, i.total) - coalesce(n.reserved, i.reserved) - o.seats_left::integer) * 100
                <= (c.held - w.credit) * l.held_weight_percent
            ORDER BY o.seats_left LIMIT 1
          )
        END, 10000
      ) END AS occupancy_bp,
      l.pricing_revision || coalesce(
        ':' || coalesce(n.total, i.total) || ':' || coalesce(n.reserved, i.reserved) || ':' || c.held || ':' || w.credit,
        ''
      ) AS inputs,
      p.factor,
      CASE
        WHEN p.rules IS NOT NULL OR n.cabin_sku_id IS NOT NULL OR s.min_price_minor IS NOT NULL
          OR s.max_price_minor IS NOT NULL
        THEN jsonb_strip_nulls(jsonb_build_object(
          'cabin', n.cabin_sku_id, 'rules', p.rules, 'min', s.min_price_minor, 'max', s.max_price_minor
        ))
      END AS more
    FROM (
      SELECT (x.applied).rules, (x.applied).factor
      FROM (
        SELECT CASE WHEN l.has_pricing_rules THEN pricing_rules_for(p_listing_id, w.sku_id, w.date) END AS applied OFFSET 0
      ) x
    ) p
    OFFSET 0
  ) f
  CROSS JOIN LATERAL (
    -- numeric rounds halves away from zero, which is half up for amounts that are never negative. Factors are
    -- multiplied, not divided, by what makes them factors: a quotient would be cut off before it is rounded.
    SELECT CASE WHEN s.base_price_minor IS NOT NULL THEN
      round(w.quantity * least(greatest(
        s.base_price_minor * (f.rate_bp * 0.0001) * (f.occupancy_bp * 0.0001) * coalesce(f.factor, 1), s.min_price_minor
      ), s.max_price_minor, 100000000000))::bigint
    END AS amount_minor
    OFFSET 0
  ) a
$$;

DROP FUNCTION cabin_occupancy(integer, integer[], date[]);
