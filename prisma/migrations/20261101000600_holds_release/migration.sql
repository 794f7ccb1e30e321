-- Gives many live holds back in one transaction, listing after listing in ascending order (see the lock order of the
-- ledger). Hold n is given back only for its guest, p_guest_ids[n]; NULL acts for anyone. All for one cause: the holds
-- of a listing have to be locked together, before its inventory.
-- Returns the numbers of the requests that were live, and are released now; nothing was changed for the others.
CREATE FUNCTION holds_release(p_hold_ids uuid[], p_guest_ids text[], p_cause text) RETURNS SETOF integer
LANGUAGE plpgsql
SET lock_timeout = '1s' -- others share the call
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
AS $$
DECLARE
  v_group record;
BEGIN
  FOR v_group IN
    SELECT h.listing_id, array_agg(h.hold_id) AS hold_ids, array_agg(w.request::integer) AS requests
    FROM unnest(p_hold_ids, p_guest_ids) WITH ORDINALITY AS w(hold_id, guest_id, request)
    JOIN hold h ON h.listing_id = uuid_listing(w.hold_id) AND h.hold_id = w.hold_id
    WHERE w.guest_id IS NULL OR h.guest_id = w.guest_id
    GROUP BY h.listing_id
    ORDER BY h.listing_id
  LOOP
    RETURN QUERY
    SELECT w.request
    FROM ledger_settle(v_group.listing_id, v_group.hold_ids, 'active', 'released', p_cause, false) AS released(hold_id)
    JOIN unnest(v_group.hold_ids, v_group.requests) AS w(hold_id, request) ON w.hold_id = released.hold_id;
  END LOOP;
END $$;
