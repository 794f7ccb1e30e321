-- Keys of many requests in one call: one round trip and one commit for all that come at the same moment. No two members may
-- have the same key. Rows are locked in the order of their primary key, so that the calls of two processes wait and never
-- deadlock; none of them does anything else, so that nobody waits long.

-- Claims keys, or says what became of them. A replay is read without a lock. A claim whose time is over, and the same
-- request again, is taken over: its process died. A member is not answered when another call claimed its key between
-- the look and the insert: it may ask again.
CREATE FUNCTION idempotency_claim(
  p_scopes text[], p_keys text[], p_request_hashes bytea[], p_lease interval, p_retention interval
) RETURNS TABLE (
  request integer, outcome text, status_code smallint, content_type text, location text, body text, attempt integer,
  created_at timestamptz
)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan -- see ledger_take
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
BEGIN
  -- Does not wait for the disk. The record in the log precedes that of whatever the request does, so a crash of the server
  -- can lose the claim only together with the effect.
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY
    WITH wish AS MATERIALIZED (
      SELECT w.request::integer AS request, w.scope, w.key, w.request_hash
      FROM unnest(p_scopes, p_keys, p_request_hashes) WITH ORDINALITY AS w(scope, key, request_hash, request)
    ), standing AS MATERIALIZED (
      SELECT
        w.request,
        CASE WHEN k.request_hash = w.request_hash THEN k.state ELSE 'reused' END AS outcome,
        k.status_code, k.content_type, k.location, k.body, k.attempt, k.created_at
      FROM wish w
      JOIN idempotency_key k ON k.guest_id = w.scope AND k.key = w.key
      WHERE k.expires_at > now()
        AND NOT (k.state = 'in_flight' AND k.locked_until <= now() AND k.request_hash = w.request_hash)
    ), claim AS (
      INSERT INTO idempotency_key AS k (guest_id, key, request_hash, state, locked_until, created_at, expires_at)
      SELECT w.scope, w.key, w.request_hash, 'in_flight', now() + p_lease, now(), now() + p_retention
      FROM wish w
      WHERE NOT EXISTS (SELECT FROM standing s WHERE s.request = w.request)
      ORDER BY w.scope, w.key
      ON CONFLICT (guest_id, key) DO UPDATE
      SET request_hash = excluded.request_hash, state = 'in_flight', status_code = NULL, content_type = NULL,
          location = NULL, body = NULL, locked_until = excluded.locked_until, attempt = k.attempt + 1,
          created_at = CASE WHEN k.expires_at <= now() THEN excluded.created_at ELSE k.created_at END,
          expires_at = excluded.expires_at
      WHERE k.expires_at <= now()
        OR (k.state = 'in_flight' AND k.locked_until <= now() AND k.request_hash = excluded.request_hash)
      RETURNING k.guest_id, k.key, k.attempt, k.created_at
    )
    SELECT w.request, 'claimed', NULL::smallint, NULL::text, NULL::text, NULL::text, c.attempt, c.created_at
    FROM claim c JOIN wish w ON w.scope = c.guest_id AND w.key = c.key
    UNION ALL
    SELECT s.request, s.outcome, s.status_code, s.content_type, s.location, s.body, s.attempt, s.created_at
    FROM standing s;
END $$;

-- Keeps the answers of claimed requests, on disk before it returns. A claim that was taken over meanwhile is not returned.
CREATE FUNCTION idempotency_keep(
  p_scopes text[], p_keys text[], p_attempts integer[], p_status_codes smallint[], p_content_types text[],
  p_locations text[], p_bodies text[]
) RETURNS TABLE (request integer)
LANGUAGE sql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
  WITH answer AS MATERIALIZED (
    SELECT a.* FROM unnest(p_scopes, p_keys, p_attempts, p_status_codes, p_content_types, p_locations, p_bodies)
      WITH ORDINALITY AS a(scope, key, attempt, status_code, content_type, location, body, request)
  ), claim AS MATERIALIZED (
    SELECT a.request, k.guest_id, k.key
    FROM answer a
    JOIN idempotency_key k ON k.guest_id = a.scope AND k.key = a.key AND k.attempt = a.attempt
    WHERE k.state = 'in_flight'
    ORDER BY k.guest_id, k.key
    FOR NO KEY UPDATE OF k
  )
  UPDATE idempotency_key k
  SET state = 'done', status_code = a.status_code, content_type = a.content_type, location = a.location, body = a.body
  FROM claim c JOIN answer a ON a.request = c.request
  WHERE k.guest_id = c.guest_id AND k.key = c.key
  RETURNING a.request::integer
$$;

-- Forgets claims that did nothing and whose answers are not kept: their keys are new again. Does not wait for the disk
-- either: lost in a crash, a claim ends by itself a little later. A claim that was taken over meanwhile is not returned.
CREATE FUNCTION idempotency_forget(p_scopes text[], p_keys text[], p_attempts integer[])
RETURNS TABLE (request integer)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET random_page_cost = 1.1
AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY
    WITH claim AS MATERIALIZED (
      SELECT c.request::integer AS request, k.guest_id, k.key
      FROM unnest(p_scopes, p_keys, p_attempts) WITH ORDINALITY AS c(scope, key, attempt, request)
      JOIN idempotency_key k ON k.guest_id = c.scope AND k.key = c.key AND k.attempt = c.attempt
      WHERE k.state = 'in_flight'
      ORDER BY k.guest_id, k.key
      FOR UPDATE OF k
    )
    DELETE FROM idempotency_key k USING claim c
    WHERE k.guest_id = c.guest_id AND k.key = c.key
    RETURNING c.request;
END $$;
