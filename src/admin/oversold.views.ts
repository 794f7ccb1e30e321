import type { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';
import type { Chunk } from './scan-page.js';

/** A row of inventory on which more is promised than may be sold. */
export interface OversoldRow {
  readonly listingId: number;
  readonly kind: 'hotel' | 'flight';
  readonly skuId: number;
  readonly date: Night;
  readonly total: number;
  readonly limit: number;
  readonly reserved: number;
  readonly held: number;
}

const listingsPerStatement = 200;

/** Oversold rows of some two hundred listings from `fromListingId` on, today or later where the listing is. */
export async function listOversoldRows(
  db: Prisma.TransactionClient,
  fromListingId: number,
): Promise<Chunk<OversoldRow>> {
  const listings = await db.listing.findMany({
    where: { listingId: { gte: fromListingId } },
    orderBy: { listingId: 'asc' },
    take: listingsPerStatement + 1,
    select: { listingId: true },
  });
  const last = listings.slice(0, listingsPerStatement).at(-1);
  if (last === undefined) return { rows: [], nextListingId: null };
  const rows = await db.$queryRaw<OversoldRow[]>`
    SELECT
      i.listing_id AS "listingId", l.kind, i.sku_id AS "skuId", i.date::text AS "date", i.total::integer AS "total",
      inventory_limit(i.total, i.overbooking_percent) AS "limit", i.reserved::integer AS "reserved",
      i.held::integer AS "held"
    FROM listing l
    JOIN inventory i ON i.listing_id = l.listing_id
    WHERE l.listing_id >= ${fromListingId}::integer AND l.listing_id <= ${last.listingId}::integer
      AND i.date >= (now() AT TIME ZONE l.timezone)::date
      AND i.reserved + i.held > inventory_limit(i.total, i.overbooking_percent)
    ORDER BY i.listing_id, i.sku_id, i.date`;
  return { rows, nextListingId: listings[listingsPerStatement]?.listingId ?? null };
}
