import type { PrismaService } from '../../database/prisma.service.js';
import { Prisma } from '../../generated/prisma/client.js';

/** A key as one principal uses it; two principals never share one. */
export interface ScopedKey {
  /** Role and subject of the caller. */
  readonly scope: string;
  readonly key: string;
}

export interface ClaimRequest extends ScopedKey {
  readonly requestHash: Buffer;
}

export interface ClaimTimes {
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

export interface SettledClaim {
  readonly claim: Claim;
  readonly answer: StoredAnswer;
}

export interface ClaimRow extends StoredAnswer {
  readonly outcome: 'claimed' | 'done' | 'in_flight' | 'reused';
  readonly attempt: number;
  readonly createdAt: string;
}

/**
 * Claims keys, or says what became of them, in one statement (see idempotency_claim); undefined for a key that another
 * process claimed between our look and our insert: ask again. No two may be the same key.
 */
export async function claimKeys(
  prisma: PrismaService,
  requests: readonly ClaimRequest[],
  { leaseSeconds, retentionSeconds }: ClaimTimes,
): Promise<(ClaimRow | undefined)[]> {
  const rows = await prisma.queryRows<ClaimRow & { request: number }>(Prisma.sql`
    SELECT c.request, c.outcome, c.status_code AS "statusCode", c.content_type AS "contentType", c.location, c.body,
           c.attempt, c.created_at::text AS "createdAt"
      FROM idempotency_claim(
        ${requests.map(({ scope }) => scope)}::text[], ${requests.map(({ key }) => key)}::text[],
        ${requests.map(({ requestHash }) => requestHash)}::bytea[],
        make_interval(secs => ${leaseSeconds}::double precision),
        make_interval(secs => ${retentionSeconds}::double precision)
      ) c`);
  const byRequest = new Map(rows.map((row) => [row.request, row]));
  return requests.map((_request, index) => byRequest.get(index + 1));
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

/** Keeps the answers of claimed requests (see idempotency_keep); false for a claim that was taken over meanwhile. */
export async function keepAnswers(
  prisma: PrismaService,
  settled: readonly SettledClaim[],
): Promise<boolean[]> {
  const rows = await prisma.queryRows<{ request: number }>(Prisma.sql`
    SELECT k.request
      FROM idempotency_keep(
        ${settled.map(({ claim }) => claim.scope)}::text[], ${settled.map(({ claim }) => claim.key)}::text[],
        ${settled.map(({ claim }) => claim.attempt)}::integer[],
        ${settled.map(({ answer }) => answer.statusCode)}::smallint[],
        ${settled.map(({ answer }) => answer.contentType)}::text[],
        ${settled.map(({ answer }) => answer.location)}::text[], ${settled.map(({ answer }) => answer.body)}::text[]
      ) k`);
  return settledOf(settled, rows);
}

function settledOf(all: readonly unknown[], rows: readonly { request: number }[]): boolean[] {
  const settled = new Set(rows.map(({ request }) => request));
  return all.map((_one, index) => settled.has(index + 1));
}

/**
 * Forgets claims that did nothing and whose answers are not kept (see idempotency_forget): their keys are new again. False
 * for a claim that was taken over meanwhile.
 */
export async function forgetClaims(prisma: PrismaService, claims: readonly Claim[]): Promise<boolean[]> {
  const rows = await prisma.queryRows<{ request: number }>(Prisma.sql`
    SELECT f.request
      FROM idempotency_forget(
        ${claims.map(({ scope }) => scope)}::text[], ${claims.map(({ key }) => key)}::text[],
        ${claims.map(({ attempt }) => attempt)}::integer[]
      ) f`);
  return settledOf(claims, rows);
}

/**
 * Ends a claim of which nobody knows whether it did something: the next attempt takes it over at once, and what it
 * does has the same name (`operationIdOf`), so that what was done is found again. Need not reach the disk: lost in a crash,
 * the claim ends by itself a little later.
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
