import type { PrismaService } from '../../database/prisma.service.js';

/** A key as one principal uses it; two principals never share one. */
export interface ScopedKey {
  /** Role and subject of the caller. */
  readonly scope: string;
  readonly key: string;
}

export interface ClaimRequest extends ScopedKey {
  readonly requestHash: Buffer;
  /** How long others wait for this process before they may take the request over. */
  readonly leaseSeconds: number;
  /** How long the answer is kept. */
  readonly retentionSeconds: number;
}

/** The right to carry the request out, for as long as it is renewed. */
export interface Claim extends ScopedKey {
  /** Tells this claim from one that took it over. */
  readonly attempt: number;
  readonly createdAt: string;
}

export interface StoredAnswer {
  readonly statusCode: number;
  readonly contentType: string | null;
  readonly location: string | null;
  readonly body: string | null;
}

interface ClaimRow extends StoredAnswer {
  readonly outcome: 'claimed' | 'done' | 'in_flight' | 'reused';
  readonly attempt: number;
  readonly createdAt: string;
}

/**
 * Claims a key, or says what became of it, in one statement. A replay is read without a lock. A claim whose
 * time is over, and the same request again, is taken over: its process died.
 *
 * The claim does not wait for the disk. Its log record precedes that of whatever the request does, so a crash
 * of the server can lose the claim only together with the effect.
 *
 * @returns null when another process claimed the key between our look and our insert; ask again
 */
export async function claimKey(prisma: PrismaService, request: ClaimRequest): Promise<ClaimRow | null> {
  const { scope, key, requestHash, leaseSeconds, retentionSeconds } = request;
  const rows = await prisma.$queryRaw<ClaimRow[]>`
    WITH standing AS (
      SELECT k.request_hash, k.state, k.status_code, k.content_type, k.location, k.body,
             k.attempt, k.created_at
        FROM idempotency_key k
       WHERE k.guest_id = ${scope} AND k.key = ${key} AND k.expires_at > now()
         AND NOT (k.state = 'in_flight' AND k.locked_until <= now() AND k.request_hash = ${requestHash}::bytea)
    ), relaxed AS MATERIALIZED (
      SELECT set_config('synchronous_commit', 'off', true)
    ), claim AS (
      INSERT INTO idempotency_key AS k
        (guest_id, key, request_hash, state, locked_until, created_at, expires_at)
      SELECT ${scope}, ${key}, ${requestHash}::bytea, 'in_flight',
             now() + make_interval(secs => ${leaseSeconds}::double precision), now(),
             now() + make_interval(secs => ${retentionSeconds}::double precision)
        FROM relaxed
       WHERE NOT EXISTS (SELECT FROM standing)
          ON CONFLICT (guest_id, key) DO UPDATE
         SET request_hash = excluded.request_hash, state = 'in_flight', status_code = NULL,
             content_type = NULL, location = NULL, body = NULL, locked_until = excluded.locked_until,
             attempt = k.attempt + 1,
             created_at = CASE WHEN k.expires_at <= now() THEN excluded.created_at ELSE k.created_at END,
             expires_at = excluded.expires_at
       WHERE k.expires_at <= now()
          OR (k.state = 'in_flight' AND k.locked_until <= now() AND k.request_hash = excluded.request_hash)
      RETURNING k.attempt, k.created_at
    )
    SELECT 'claimed' AS "outcome", NULL::smallint AS "statusCode", NULL AS "contentType",
           NULL AS "location", NULL AS "body",
           c.attempt AS "attempt", c.created_at::text AS "createdAt"
      FROM claim c
     UNION ALL
    SELECT CASE WHEN s.request_hash <> ${requestHash}::bytea THEN 'reused' ELSE s.state END,
           s.status_code, s.content_type, s.location, s.body, s.attempt, s.created_at::text
      FROM standing s`;
  return rows[0] ?? null;
}

/**
 * Puts off the moment from which others may take these claims over. Rows that are being settled just now are left
 * alone. Nothing here has to reach the disk: after a crash of the server nobody works on them any more.
 */
export async function renewClaims(
  prisma: PrismaService,
  claims: readonly Claim[],
  leaseSeconds: number,
): Promise<void> {
  await prisma.$executeRaw`
    WITH relaxed AS MATERIALIZED (
      SELECT set_config('synchronous_commit', 'off', true)
    ), kept AS (
      SELECT k.guest_id, k.key
        FROM relaxed, unnest(${claims.map(({ scope }) => scope)}::text[], ${claims.map(({ key }) => key)}::text[],
                             ${claims.map(({ attempt }) => attempt)}::integer[]) AS c (scope, key, attempt)
        JOIN idempotency_key k ON k.guest_id = c.scope AND k.key = c.key AND k.attempt = c.attempt
       WHERE k.state = 'in_flight'
       ORDER BY k.guest_id, k.key
         FOR NO KEY UPDATE OF k SKIP LOCKED
    )
    UPDATE idempotency_key k
       SET locked_until = now() + make_interval(secs => ${leaseSeconds}::double precision)
      FROM kept
     WHERE k.guest_id = kept.guest_id AND k.key = kept.key`;
}

interface Standing extends StoredAnswer {
  readonly state: 'in_flight' | 'done';
}

/** What whoever took a claim over has made of it; null when that came to nothing that is kept. */
export async function findStanding(
  prisma: PrismaService,
  { scope, key }: ScopedKey,
): Promise<Standing | null> {
  const rows = await prisma.$queryRaw<Standing[]>`
    SELECT k.state AS "state", k.status_code AS "statusCode", k.content_type AS "contentType",
           k.location AS "location", k.body AS "body"
      FROM idempotency_key k
     WHERE k.guest_id = ${scope} AND k.key = ${key} AND k.expires_at > now()`;
  return rows[0] ?? null;
}

/** Keeps the answer of a claimed request. False when the claim was taken over meanwhile. */
export async function storeAnswer(
  prisma: PrismaService,
  claim: Claim,
  answer: StoredAnswer,
): Promise<boolean> {
  const stored = await prisma.$executeRaw`
    UPDATE idempotency_key k
       SET state = 'done', status_code = ${answer.statusCode}::smallint, content_type = ${answer.contentType}::text,
           location = ${answer.location}::text, body = ${answer.body}::text
     WHERE k.guest_id = ${claim.scope} AND k.key = ${claim.key} AND k.state = 'in_flight'
       AND k.attempt = ${claim.attempt}::integer`;
  return stored === 1;
}

/**
 * Forgets a claim that did nothing and whose answer is not kept: the key is new again. Does not wait for the disk
 * either: lost in a crash, the claim ends by itself a little later.
 */
export async function forgetClaim(prisma: PrismaService, claim: Claim): Promise<void> {
  await prisma.$executeRaw`
    WITH relaxed AS MATERIALIZED (
      SELECT set_config('synchronous_commit', 'off', true)
    )
    DELETE FROM idempotency_key k
     USING relaxed
     WHERE k.guest_id = ${claim.scope} AND k.key = ${claim.key} AND k.state = 'in_flight'
       AND k.attempt = ${claim.attempt}::integer`;
}

/**
 * Ends a claim of which nobody knows whether it did something: the next attempt takes it over at once, and what it
 * does has the same name (`operationIdOf`), so that what was done is found again. Need not reach the disk either.
 */
export async function passOnClaim(prisma: PrismaService, claim: Claim): Promise<void> {
  await prisma.$executeRaw`
    WITH relaxed AS MATERIALIZED (
      SELECT set_config('synchronous_commit', 'off', true)
    )
    UPDATE idempotency_key k
       SET locked_until = now()
      FROM relaxed
     WHERE k.guest_id = ${claim.scope} AND k.key = ${claim.key} AND k.state = 'in_flight'
       AND k.attempt = ${claim.attempt}::integer`;
}

/**
 * Deletes up to `limit` answers past their time, oldest first, and returns how many; fewer than `limit` means
 * that none is left. Rows being claimed anew at this moment are skipped.
 */
export async function purgeExpiredIdempotencyKeys(prisma: PrismaService, limit: number): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM idempotency_key k
     USING (SELECT e.guest_id, e.key
              FROM idempotency_key e
             WHERE e.expires_at <= now()
             ORDER BY e.expires_at
             LIMIT ${limit}::integer
               FOR UPDATE SKIP LOCKED) expired
     WHERE k.guest_id = expired.guest_id AND k.key = expired.key`;
}
