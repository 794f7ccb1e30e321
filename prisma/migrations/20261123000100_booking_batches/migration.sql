-- The steps of many bookings in one transaction: one round trip and one commit for all that come at the same moment.
-- Each function below locks what its members need, in the lock order of the ledger, and then runs the step of each.
--
-- A member is left to be run alone (its number is not returned) when somebody else has its hold, so that nobody waits
-- behind a stranger, and where its step may need more than is locked here. No member sees the locks of another: those
-- of the holds are taken without waiting, those of inventory in primary key order, after all holds.

-- Step 2 of many payments: see payment_authorise. Of holds that wait for their payment or have it; money that comes
-- late may need what other holds have, and is left out.
CREATE FUNCTION payments_authorise(p_listing_ids integer[], p_payment_ids uuid[], p_provider_payment_ids text[])
RETURNS TABLE (request integer, outcome text)
LANGUAGE plpgsql
SET lock_timeout = '500ms' -- others share the call
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_requests integer[];
  v_listing_ids integer[];
  v_hold_ids uuid[];
BEGIN
  SELECT array_agg(l.request), array_agg(l.listing_id), array_agg(l.hold_id)
  INTO v_requests, v_listing_ids, v_hold_ids
  FROM (
    SELECT w.request::integer AS request, h.listing_id, h.hold_id
    FROM unnest(p_listing_ids, p_payment_ids) WITH ORDINALITY AS w(listing_id, payment_id, request)
    JOIN payment p ON p.listing_id = w.listing_id AND p.payment_id = w.payment_id
    JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    WHERE h.status IN ('paying', 'confirmed')
    ORDER BY h.listing_id, h.hold_id, w.request
    FOR NO KEY UPDATE OF h SKIP LOCKED
  ) l;
  PERFORM i.sku_id FROM inventory i
  JOIN (
    SELECT DISTINCT h.listing_id, hi.sku_id, h.start_date + n AS date
    FROM unnest(v_listing_ids, v_hold_ids) AS k(listing_id, hold_id)
    JOIN hold h ON h.listing_id = k.listing_id AND h.hold_id = k.hold_id
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.status = 'paying'
  ) d ON d.listing_id = i.listing_id AND d.sku_id = i.sku_id AND d.date = i.date
  ORDER BY i.listing_id, i.sku_id, i.date
  FOR NO KEY UPDATE OF i;

  FOREACH request IN ARRAY coalesce(v_requests, '{}') LOOP
    outcome := payment_authorise(p_listing_ids[request], p_payment_ids[request], p_provider_payment_ids[request]);
    RETURN NEXT;
  END LOOP;
END $$;

-- Step 3 of many payments: see payment_capture.
CREATE FUNCTION payments_capture(p_listing_ids integer[], p_payment_ids uuid[])
RETURNS TABLE (request integer, outcome text)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_requests integer[];
BEGIN
  SELECT array_agg(l.request) INTO v_requests
  FROM (
    SELECT w.request::integer AS request
    FROM unnest(p_listing_ids, p_payment_ids) WITH ORDINALITY AS w(listing_id, payment_id, request)
    JOIN payment p ON p.listing_id = w.listing_id AND p.payment_id = w.payment_id
    JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    ORDER BY h.listing_id, h.hold_id, w.request
    FOR NO KEY UPDATE OF h SKIP LOCKED
  ) l;
  FOREACH request IN ARRAY coalesce(v_requests, '{}') LOOP
    outcome := payment_capture(p_listing_ids[request], p_payment_ids[request]);
    RETURN NEXT;
  END LOOP;
END $$;

-- Step 1 of many reservations whose ids are ours: see reservation_begin. (An id its client chose is a key of the
-- directory, and two that wait for the same one would wait for each other's whole batch.)
CREATE FUNCTION reservations_begin(
  p_listing_ids integer[], p_hold_ids uuid[], p_guest_ids text[], p_reservation_ids uuid[], p_payment_ids uuid[],
  p_payment_method_ids text[], p_grace_seconds integer
) RETURNS TABLE (
  request integer, outcome text, reservation_id uuid, currency text, amount_minor bigint, provider_customer_id text
)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
DECLARE
  v_requests integer[];
BEGIN
  SELECT array_agg(l.request) INTO v_requests
  FROM (
    SELECT w.request::integer AS request
    FROM unnest(p_listing_ids, p_hold_ids, p_guest_ids) WITH ORDINALITY AS w(listing_id, hold_id, guest_id, request)
    JOIN hold h ON h.listing_id = w.listing_id AND h.hold_id = w.hold_id AND h.guest_id = w.guest_id
    ORDER BY h.listing_id, h.hold_id, w.request
    FOR NO KEY UPDATE OF h SKIP LOCKED
  ) l;
  FOREACH request IN ARRAY coalesce(v_requests, '{}') LOOP
    SELECT b.outcome, b.reservation_id, b.currency, b.amount_minor, b.provider_customer_id
    INTO outcome, reservation_id, currency, amount_minor, provider_customer_id
    FROM reservation_begin(
      p_listing_ids[request], p_hold_ids[request], p_guest_ids[request], p_reservation_ids[request], false,
      p_payment_ids[request], p_payment_method_ids[request], p_grace_seconds
    ) b;
    RETURN NEXT;
  END LOOP;
END $$;
