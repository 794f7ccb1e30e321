import type { Prisma } from '../generated/prisma/client.js';
import { countOversoldNights } from './explained-nights.views.js';

/** Dates of one page of listings that are oversold. */
export interface OversoldPage {
  readonly oversold: number;
  /** The last listing of the page; null when there was none after `afterListingId`. */
  readonly lastListingId: number | null;
}

/** Counts what the report of oversold dates lists, some listings at a time: a statement stays short however many there are. */
export async function countOversoldRows(
  db: Prisma.TransactionClient,
  { afterListingId, listings }: { afterListingId: number; listings: number },
): Promise<OversoldPage> {
  const page = await db.listing.findMany({
    where: { listingId: { gt: afterListingId } },
    orderBy: { listingId: 'asc' },
    take: listings,
    select: { listingId: true },
  });
  const [first, last] = [page[0], page.at(-1)];
  if (first === undefined || last === undefined) return { oversold: 0, lastListingId: null };
  const oversold = await countOversoldNights(db, { from: first.listingId, to: last.listingId });
  return { oversold, lastListingId: last.listingId };
}
