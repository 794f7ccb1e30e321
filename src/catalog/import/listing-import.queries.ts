import type { Database } from '../../database/database-client.js';

export interface KnownListing {
  readonly listingId: number;
  readonly code: string;
  readonly currency: string;
}

/**
 * Keeps others from changing these hotels or flights until the transaction ends. After the locks of their rooms and before
 * any other: who changes one of them locks it first, too, and tables of prices lock it again (`pricing_revise`). Returns those
 * that are there still, by code and as they stay: what was read before may have had another currency.
 */
export async function lockListings(
  db: Database,
  listingIds: readonly number[],
): Promise<ReadonlyMap<string, KnownListing>> {
  const rows = await db.$queryRaw<KnownListing[]>`
    SELECT l.listing_id AS "listingId", l.code, l.currency
    FROM listing l WHERE l.listing_id = ANY (${[...listingIds]}::integer[])
    ORDER BY l.listing_id FOR NO KEY UPDATE`;
  return new Map(rows.map((row) => [row.code, row]));
}

/** The same of those that have these codes already. */
export async function lockListingsByCode(db: Database, codes: readonly string[]): Promise<void> {
  await db.$queryRaw`
    SELECT l.listing_id FROM listing l WHERE l.code = ANY (${[...codes]}::text[])
    ORDER BY l.listing_id FOR NO KEY UPDATE`;
}

/** The hotels or flights with these codes, by code. */
export async function listListingsByCode(
  db: Database,
  kind: 'hotel' | 'flight',
  codes: readonly string[],
): Promise<ReadonlyMap<string, KnownListing>> {
  const rows = await db.$queryRaw<KnownListing[]>`
    SELECT l.listing_id AS "listingId", l.code, l.currency
    FROM listing l WHERE l.kind = ${kind} AND l.code = ANY (${[...new Set(codes)]}::text[])`;
  return new Map(rows.map((row) => [row.code, row]));
}
