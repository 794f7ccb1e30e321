import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';

/** A live hold to be given back. */
export interface ReleaseRequest {
  readonly listingId: number;
  readonly holdId: string;
  /** Only when it is this guest's. */
  readonly guestId?: string | undefined;
}

/** By whose wish. */
export type ReleaseCause = 'released_by_guest' | 'released_by_admin';

/** Frees live holds in one statement; says for each whether it was live. */
export async function releaseLiveHolds(
  db: Database,
  requests: readonly ReleaseRequest[],
  cause: ReleaseCause,
): Promise<boolean[]> {
  const rows = await db.$queryRaw<{ request: number }[]>`
    SELECT r AS request FROM holds_release(
      ${requests.map((request) => request.holdId)}::uuid[],
      ${requests.map((request) => request.guestId ?? null)}::text[],
      ${cause}
    ) AS r`;
  const released = new Set(rows.map((row) => row.request));
  return requests.map((_, index) => released.has(index + 1));
}

export interface TotalCommand {
  readonly listingId: number;
  readonly skuId: number;
  /** First date and the day after the last. */
  readonly startDate: string;
  readonly endDate: string;
  readonly total: number;
  /** Without it dates that are there keep theirs, and new ones get the SKU's. The cap always stays. */
  readonly overbookingPercent?: number | undefined;
}

/** Sets what exists on every date of the range; returns how many rows were written, 0 for an unknown SKU. */
export async function setTotal(prisma: PrismaService, command: TotalCommand): Promise<number> {
  const rows = await prisma.$queryRaw<{ changed: number }[]>`
    SELECT ledger_set_total(
      ${command.listingId}::integer, ${command.skuId}::integer, ${command.startDate}::date, ${command.endDate}::date,
      ${command.total}::integer, ${command.overbookingPercent ?? null}::integer
    ) AS changed`;
  return rows[0]?.changed ?? 0;
}

/**
 * Sets what exists on many ranges of dates, in one statement; returns how many rows were written. The ranges come in the
 * order of the primary key and do not overlap.
 */
export async function setTotalRuns(db: Database, runs: readonly TotalCommand[]): Promise<number> {
  const [written] = await db.$queryRaw<{ changed: number }[]>`
    SELECT coalesce(sum(
      ledger_set_total(r."listingId", r."skuId", r."startDate", r."endDate", r.total, r."overbookingPercent")
    ), 0)::integer AS changed
    FROM (
      SELECT j.* FROM jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) AS j (
        "listingId" integer, "skuId" integer, "startDate" date, "endDate" date, total integer,
        "overbookingPercent" integer
      )
      ORDER BY j."listingId", j."skuId", j."startDate"
    ) r`;
  return written?.changed ?? 0;
}

/** Whoever changes rooms, room types or what they are sold by waits here for the end of the transaction. */
export async function lockRooms(db: Database, listingId: number): Promise<void> {
  await db.$queryRaw`SELECT hotel_rooms_lock(${listingId}::integer)::text`;
}

export interface OverbookingCommand {
  readonly listingId: number;
  readonly skuIds: readonly number[];
  /** First date and the day after the last; null for all later ones. */
  readonly startDate: string;
  readonly endDate: string | null;
  /** Undefined leaves it as it is. */
  readonly percent?: number | undefined;
  readonly cap?: number | undefined;
  /** Also what dates begin with that are opened from now on. */
  readonly isStandard: boolean;
}

/** Sets how much may be sold beyond what there is; returns how many dates were written. */
export async function setOverbooking(db: Database, command: OverbookingCommand): Promise<number> {
  const rows = await db.$queryRaw<{ changed: number }[]>`
    SELECT ledger_set_overbooking(
      ${command.listingId}::integer, ${[...command.skuIds]}::integer[], ${command.startDate}::date,
      coalesce(${command.endDate}::date, 'infinity'), ${command.percent ?? null}::integer, ${command.cap ?? null}::integer,
      ${command.isStandard}::boolean
    ) AS changed`;
  return rows[0]?.changed ?? 0;
}

/**
 * A row of inventory whose counters differ from the sums over its live holds and reservations, or whose total does not
 * follow from the rooms there are.
 */
export interface LedgerDifference {
  readonly listingId: number;
  readonly skuId: number;
  readonly date: string;
  /** Null where holds claim a row that does not exist. */
  readonly held: number | null;
  readonly expectedHeld: number;
  readonly reserved: number | null;
  readonly expectedReserved: number;
  /** Null where the row does not exist. */
  readonly total: number | null;
  readonly expectedTotal: number | null;
}

/** Compares the listings of a range, both ends included. Reads only. */
export async function verifyListings(
  prisma: PrismaService,
  { from, to }: { from: number; to: number },
): Promise<LedgerDifference[]> {
  return prisma.$queryRaw<LedgerDifference[]>`
    SELECT
      v.listing_id AS "listingId", v.sku_id AS "skuId", v.date::text AS "date", v.held,
      v.expected_held AS "expectedHeld", v.reserved, v.expected_reserved AS "expectedReserved",
      v.total, v.expected_total AS "expectedTotal"
    FROM ledger_verify(${from}::integer, ${to}::integer) v`;
}

/** Sets the counters of one listing right, under its locks; returns what differed. */
export async function repairListing(db: Database, listingId: number): Promise<LedgerDifference[]> {
  return db.$queryRaw<LedgerDifference[]>`
    SELECT
      v.listing_id AS "listingId", v.sku_id AS "skuId", v.date::text AS "date", v.held,
      v.expected_held AS "expectedHeld", v.reserved, v.expected_reserved AS "expectedReserved",
      v.total, v.expected_total AS "expectedTotal"
    FROM ledger_repair(${listingId}::integer) v`;
}

/** Listings that have inventory, in pages, so that verification reports progress and bounds each statement. */
export async function listListingIds(
  prisma: PrismaService,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ listing_id: number }[]>`
    SELECT l.listing_id FROM listing l
    WHERE l.listing_id > ${after}::integer
    ORDER BY l.listing_id LIMIT ${limit}::integer`;
  return rows.map((row) => row.listing_id);
}
