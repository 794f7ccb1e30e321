import type { Prisma } from '../generated/prisma/client.js';
import {
  listOversoldNights,
  type OversoldNight,
  type OversoldRange,
} from '../inventory/explained-nights.views.js';
import type { Chunk } from './scan-page.js';

/** Hotels have some thousand nights to come each: a statement that is over in a fraction of a second. */
const listingsPerStatement = 50;

type Nights = Pick<OversoldRange, 'startDate' | 'endDate'>;

/** Oversold dates of the next fifty listings from `fromListingId` on, today or later where the listing is. */
export async function listOversoldRows(
  db: Prisma.TransactionClient,
  fromListingId: number,
  nights: Nights,
): Promise<Chunk<OversoldNight>> {
  const listings = await db.listing.findMany({
    where: { listingId: { gte: fromListingId } },
    orderBy: { listingId: 'asc' },
    take: listingsPerStatement + 1,
    select: { listingId: true },
  });
  const last = listings.slice(0, listingsPerStatement).at(-1);
  if (last === undefined) return { rows: [], nextListingId: null };
  const rows = await listOversoldNights(db, { from: fromListingId, to: last.listingId, ...nights });
  return { rows, nextListingId: listings[listingsPerStatement]?.listingId ?? null };
}

/** Oversold dates of one hotel or flight, today or later where it is. */
export async function listOversoldRowsOf(
  db: Prisma.TransactionClient,
  listingId: number,
  nights: Nights,
): Promise<Chunk<OversoldNight>> {
  const rows = await listOversoldNights(db, { from: listingId, to: listingId, ...nights });
  return { rows, nextListingId: null };
}
