-- See 20261127000720_past_prices_by_date.
CREATE OR REPLACE FUNCTION price_forget_past(p_limit integer DEFAULT 5000) RETURNS integer
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_forgotten integer;
BEGIN
  DELETE FROM listed_price k
  WHERE k.ctid = ANY (ARRAY(
    SELECT x.ctid FROM listed_price x
    WHERE x.date + 0 < current_date - 2
    ORDER BY x.date + 0 LIMIT p_limit
    FOR UPDATE SKIP LOCKED -- another worker is at those
  ));
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;

DROP INDEX listed_price_date_idx;

-- As before, but for the lookup of what was listed: planned while the table is thought to be empty, a join reads all of it.
CREATE OR REPLACE FUNCTION price_observe(
  p_listing_ids integer[], p_skus integer[], p_dates date[], p_cause text, p_lifetime_seconds integer
) RETURNS integer
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
DECLARE
  v_changes integer;
BEGIN
  WITH asked AS MATERIALIZED (
    SELECT a.listing_id, array_agg(a.sku_id) AS skus, array_agg(a.date) AS dates, count(*)::integer AS rows
    FROM unnest(p_listing_ids, p_skus, p_dates) AS a(listing_id, sku_id, date)
    GROUP BY a.listing_id
  ), priced AS MATERIALIZED (
    SELECT q.listing_id, p.sku_id, p.date, p.amount_minor AS unit_minor
    FROM asked q
    CROSS JOIN LATERAL price_lines(
      q.listing_id, array_fill(1, ARRAY[q.rows]), q.skus, q.dates, array_fill(1, ARRAY[q.rows]), array_fill(0, ARRAY[q.rows])
    ) p
    WHERE p.amount_minor IS NOT NULL
  ), differing AS MATERIALIZED (
    SELECT p.listing_id, p.sku_id, p.date, p.unit_minor, k.unit_minor AS previous_minor
    FROM priced p
    LEFT JOIN LATERAL ( -- LIMIT keeps this one index lookup per price, whatever the planner thinks of the table
      SELECT x.unit_minor FROM listed_price x
      WHERE x.listing_id = p.listing_id AND x.sku_id = p.sku_id AND x.date = p.date LIMIT 1
    ) k ON true
    WHERE k.unit_minor IS DISTINCT FROM p.unit_minor
  ), kept AS (
    INSERT INTO listed_price AS k (listing_id, sku_id, date, unit_minor)
    SELECT d.listing_id, d.sku_id, d.date, d.unit_minor FROM differing d
    ON CONFLICT (listing_id, sku_id, date) DO UPDATE SET unit_minor = excluded.unit_minor
  ), told AS (
    INSERT INTO price_change AS c (listing_id, sku_id, date, unit_minor, previous_minor, cause)
    SELECT d.listing_id, d.sku_id, d.date, d.unit_minor, d.previous_minor, p_cause
    FROM differing d WHERE d.previous_minor IS NOT NULL
    ORDER BY d.listing_id, d.sku_id, d.date
    RETURNING c.listing_id, c.change_id, c.sku_id, c.date, c.unit_minor, c.previous_minor
  ), matched AS (
    SELECT
      w.subscription_id, w.watch_id, w.below_minor, t.listing_id, t.change_id, t.sku_id, t.date, t.unit_minor,
      t.previous_minor, (row_number() OVER (PARTITION BY w.watch_id ORDER BY t.change_id) - 1) / 100 AS part
    FROM told t
    JOIN price_watch w ON w.listing_id = t.listing_id
    JOIN webhook_subscription s ON s.subscription_id = w.subscription_id AND s.status IN ('active', 'paused')
    WHERE (w.start_date IS NULL OR w.start_date <= t.date) AND (w.end_date IS NULL OR w.end_date > t.date)
      -- At the change that brings it below, not again while it stays there.
      AND (w.below_minor IS NULL OR (t.unit_minor < w.below_minor AND t.previous_minor >= w.below_minor))
      AND (w.sku_id IS NULL OR w.sku_id = t.sku_id OR w.sku_id = (
        SELECT x.cabin_sku_id FROM seat x WHERE x.listing_id = t.listing_id AND x.sku_id = t.sku_id
      ))
  ), message AS MATERIALIZED (
    SELECT
      m.subscription_id, m.listing_id, uuidv7() AS event_id, clock_timestamp() AS occurred_at,
      jsonb_strip_nulls(jsonb_build_object(
        'watchId', m.watch_id,
        CASE l.kind WHEN 'hotel' THEN 'hotelId' ELSE 'flightId' END, m.listing_id,
        'below', CASE WHEN m.below_minor IS NOT NULL THEN
          jsonb_build_object('amount', m.below_minor, 'currency', l.currency) END,
        'changes', jsonb_agg(jsonb_build_object(
          'changeId', m.change_id, 'roomTypeId', CASE l.kind WHEN 'hotel' THEN m.sku_id END,
          'cabin', c.class, 'seat', x.label, 'date', m.date,
          'price', jsonb_build_object('amount', m.unit_minor, 'currency', l.currency),
          'previousPrice', jsonb_build_object('amount', m.previous_minor, 'currency', l.currency)
        ) ORDER BY m.change_id)
      )) AS data
    FROM matched m
    JOIN listing l ON l.listing_id = m.listing_id
    LEFT JOIN seat x ON x.listing_id = m.listing_id AND x.sku_id = m.sku_id
    LEFT JOIN cabin c ON c.listing_id = m.listing_id AND c.sku_id = coalesce(x.cabin_sku_id, m.sku_id)
    GROUP BY m.subscription_id, m.watch_id, m.below_minor, m.listing_id, m.part, l.kind, l.currency
  ), sent AS (
    INSERT INTO webhook_delivery (
      subscription_id, listing_id, subject_id, occurred_at, event_id, type, expires_at, payload
    )
    SELECT
      m.subscription_id, m.listing_id, '00000000-0000-0000-0000-000000000000', m.occurred_at, m.event_id, 'price.changed',
      m.occurred_at + make_interval(secs => p_lifetime_seconds),
      jsonb_build_object(
        'type', 'price.changed',
        'timestamp', to_char(m.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'data', jsonb_build_object(
          'id', m.event_id, 'type', 'price.changed',
          'occurredAt', to_char(m.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', m.data
        )
      )
    FROM message m
  )
  SELECT count(*)::integer INTO v_changes FROM told;
  RETURN v_changes;
END $$;