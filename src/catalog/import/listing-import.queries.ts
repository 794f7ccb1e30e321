import type { Database } from '../../database/database-client.js';

export interface KnownListing {
  readonly listingId: number;
  readonly code: string;
  readonly currency: string;
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
