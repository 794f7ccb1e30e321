import type { Prisma } from '../generated/prisma/client.js';

/** Rows of one page of listings on which more is promised than may be sold, today or later. */
export interface OversoldPage {
  readonly oversold: number;
  /** The last listing of the page; null when there was none after `afterListingId`. */
  readonly lastListingId: number | null;
}

/** Counts oversold rows listing by listing, so that a statement stays short however many rows there are. */
export async function countOversoldRows(
  db: Prisma.TransactionClient,
  { afterListingId, listings }: { afterListingId: number; listings: number },
): Promise<OversoldPage> {
  const [row] = await db.$queryRaw<OversoldPage[]>`
    WITH page AS MATERIALIZED (
      SELECT l.listing_id FROM listing l
      WHERE l.listing_id > ${afterListingId}::integer
      ORDER BY l.listing_id LIMIT ${listings}::integer
    )
    SELECT
      (SELECT max(p.listing_id) FROM page p) AS "lastListingId",
      (
        SELECT count(*)::integer FROM page p
        JOIN inventory i ON i.listing_id = p.listing_id
        WHERE i.date >= current_date - 1
          AND i.reserved + i.held > inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap)
      ) AS oversold`;
  return row ?? { oversold: 0, lastListingId: null };
}
