import type { Prisma } from '../generated/prisma/client.js';
import { listOversoldNights, type OversoldNight } from '../inventory/explained-nights.views.js';
import type { Chunk } from './scan-page.js';

const listingsPerStatement = 200;

/** Oversold dates of some two hundred listings from `fromListingId` on, today or later where the listing is. */
export async function listOversoldRows(
  db: Prisma.TransactionClient,
  fromListingId: number,
): Promise<Chunk<OversoldNight>> {
  const listings = await db.listing.findMany({
    where: { listingId: { gte: fromListingId } },
    orderBy: { listingId: 'asc' },
    take: listingsPerStatement + 1,
    select: { listingId: true },
  });
  const last = listings.slice(0, listingsPerStatement).at(-1);
  if (last === undefined) return { rows: [], nextListingId: null };
  const rows = await listOversoldNights(db, { from: fromListingId, to: last.listingId });
  return { rows, nextListingId: listings[listingsPerStatement]?.listingId ?? null };
}
