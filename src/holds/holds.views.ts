import { Prisma } from '../generated/prisma/client.js';
import type { ListingKind } from '../catalog/listing-kind.js';
import type { Night } from '../stays/night.js';
import type { HoldEndCause, HoldFilter, HoldStatus } from './holds.rules.js';

/** A hold as it is at `serverTime`, by the database's clock. */
export interface HoldRow {
  readonly holdId: string;
  readonly listingId: number;
  readonly kind: ListingKind;
  readonly guestId: string;
  /** In force: a hold past its deadline is `expired`, whether or not anything has released it yet. */
  readonly status: HoldStatus;
  readonly startDate: Night;
  readonly endDate: Night;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly graceUntil: Date | null;
  readonly extendedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endCause: HoldEndCause | null;
  readonly currency: string;
  /** The frozen quote, to be read with `readFrozenQuote`. */
  readonly quote: unknown;
  readonly reservationId: string | null;
  readonly serverTime: Date;
}

// A hold that ran out ended at its deadline; `ended_at` says when that was written down.
const columns = Prisma.sql`
  h.hold_id AS "holdId", h.listing_id AS "listingId", l.kind, h.guest_id AS "guestId",
  CASE WHEN h.status = 'active' AND h.expires_at <= now() THEN 'expired' ELSE h.status END AS status,
  h.start_date::text AS "startDate", h.end_date::text AS "endDate",
  h.created_at AS "createdAt", h.expires_at AS "expiresAt",
  CASE WHEN h.status = 'paying' THEN h.grace_until END AS "graceUntil", h.extended_at AS "extendedAt",
  CASE
    WHEN h.status = 'active' AND h.expires_at <= now() THEN h.expires_at
    WHEN h.status = 'expired' AND h.grace_until IS NULL THEN h.expires_at
    ELSE h.ended_at
  END AS "endedAt",
  CASE WHEN h.status = 'active' AND h.expires_at <= now() THEN 'deadline_passed' ELSE h.end_cause END AS "endCause",
  h.currency, h.quote,
  (
    SELECT r.reservation_id FROM reservation r WHERE r.listing_id = h.listing_id AND r.hold_id = h.hold_id
  ) AS "reservationId",
  now() AS "serverTime"`;

export interface HoldKey {
  readonly listingId: number;
  readonly holdId: string;
  /** Only when it is this guest's. */
  readonly guestId?: string | undefined;
}

export async function findHold(
  db: Prisma.TransactionClient,
  { listingId, holdId, guestId }: HoldKey,
): Promise<HoldRow | undefined> {
  const ofGuest = guestId === undefined ? Prisma.empty : Prisma.sql`AND h.guest_id = ${guestId}`;
  const [row] = await db.$queryRaw<HoldRow[]>`
    SELECT ${columns}
    FROM hold h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.listing_id = ${listingId} AND h.hold_id = ${holdId}::uuid ${ofGuest}`;
  return row;
}

/** A guest's holds, newest first (hold ids order by time), after the hold `beforeId` of the page before. */
export async function listHoldsOfGuest(
  db: Prisma.TransactionClient,
  page: { guestId: string; filter?: HoldFilter | undefined; beforeId?: string | undefined; limit: number },
): Promise<HoldRow[]> {
  const after =
    page.beforeId === undefined ? Prisma.empty : Prisma.sql`AND h.hold_id < ${page.beforeId}::uuid`;
  return db.$queryRaw<HoldRow[]>`
    SELECT ${columns}
    FROM hold h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.guest_id = ${page.guestId} ${inState(page.filter, { ofGuest: true })} ${after}
    ORDER BY h.hold_id DESC
    LIMIT ${page.limit}`;
}

export interface HoldsPage {
  readonly guestId?: string | undefined;
  readonly listingId?: number | undefined;
  readonly filter?: HoldFilter | undefined;
  /** The last hold of the page before. */
  readonly before?: { readonly listingId: number; readonly holdId: string } | undefined;
  readonly limit: number;
}

/**
 * Anyone's holds by listing, the listing made last first, and newest first within one: the order of the primary
 * key, which serves it at any size. Newest first over all listings would need an index of its own on every hold.
 */
export async function listHolds(db: Prisma.TransactionClient, page: HoldsPage): Promise<HoldRow[]> {
  const { guestId, listingId, filter, before, limit } = page;
  const ofGuest = guestId === undefined ? Prisma.empty : Prisma.sql`AND h.guest_id = ${guestId}`;
  const ofListing = listingId === undefined ? Prisma.empty : Prisma.sql`AND h.listing_id = ${listingId}`;
  const after =
    before === undefined
      ? Prisma.empty
      : Prisma.sql`AND (h.listing_id, h.hold_id) < (${before.listingId}, ${before.holdId}::uuid)`;
  return db.$queryRaw<HoldRow[]>`
    SELECT ${columns}
    FROM hold h JOIN listing l ON l.listing_id = h.listing_id
    WHERE true ${ofGuest} ${ofListing} ${inState(filter, { ofGuest: guestId !== undefined })} ${after}
    ORDER BY h.listing_id DESC, h.hold_id DESC
    LIMIT ${limit}`;
}

/** Written so that the partial indexes of live holds apply: a guest's, which asks by an expression, or everybody's. */
function inState(filter: HoldFilter | undefined, { ofGuest }: { ofGuest: boolean }): Prisma.Sql {
  const isLive = ofGuest
    ? Prisma.sql`h.status || '' IN ('active', 'paying')`
    : Prisma.sql`h.status IN ('active', 'paying')`;
  switch (filter) {
    case undefined:
      return Prisma.empty;
    case 'live':
      return Prisma.sql`AND ${isLive} AND (h.status = 'paying' OR h.expires_at > now())`;
    case 'active':
      return Prisma.sql`AND ${isLive} AND h.status = 'active' AND h.expires_at > now()`;
    case 'expired':
      return Prisma.sql`
        AND h.status IN ('expired', 'active') AND (h.status = 'expired' OR h.expires_at <= now())`;
    default:
      return Prisma.sql`AND h.status = ${filter}`;
  }
}

/** Seconds until the first of a guest's live holds ends by itself; 1 when there is none any more. */
export async function secondsUntilHoldEnds(db: Prisma.TransactionClient, guestId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ seconds: number | null }[]>`
    SELECT extract(
      epoch FROM min(CASE h.status WHEN 'paying' THEN h.grace_until ELSE h.expires_at END) - now()
    )::double precision AS seconds
    FROM hold h
    WHERE h.guest_id = ${guestId} AND h.status || '' IN ('active', 'paying')
      AND (h.status = 'paying' OR h.expires_at > now())`;
  return Math.max(1, row?.seconds ?? 1);
}

/** Of the given holds those still active, with the seconds each has left by the database's clock. */
export async function listHoldsStillActive(
  db: Prisma.TransactionClient,
  holdIds: readonly string[],
): Promise<{ holdId: string; secondsLeft: number }[]> {
  return db.$queryRaw<{ holdId: string; secondsLeft: number }[]>`
    SELECT
      h.hold_id AS "holdId",
      extract(epoch FROM h.expires_at - clock_timestamp())::double precision AS "secondsLeft"
    FROM unnest(${holdIds}::uuid[]) AS x
    JOIN hold h ON h.listing_id = uuid_listing(x) AND h.hold_id = x
    WHERE h.status = 'active'`;
}

/**
 * Until the first deadline to come, by the database's clock; undefined when none comes before the next sweep that is
 * scheduled anyway.
 */
export async function millisecondsUntilDeadline(db: Prisma.TransactionClient): Promise<number | undefined> {
  const [row] = await db.$queryRaw<{ milliseconds: number }[]>`
    SELECT extract(epoch FROM h.expires_at - clock_timestamp())::double precision * 1000 AS milliseconds
    FROM hold h
    WHERE h.status = 'active' AND h.expires_at > now() AND h.expires_at < now() + interval '1.5 seconds'
    ORDER BY h.expires_at LIMIT 1`;
  return row?.milliseconds;
}

/** Holds that keep inventory at this moment, from the partial index of them. */
export async function countLiveHolds(db: Prisma.TransactionClient): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM hold h
    WHERE h.status IN ('active', 'paying') AND (h.status = 'paying' OR h.expires_at > now())`;
  return row?.count ?? 0;
}
