import type { Database } from '../../database/database-client.js';

export type RemovalOutcome = 'removed' | 'booked' | 'has_history' | 'not_found';

/** Removes a hotel or flight with everything that belongs to it, unless it was ever booked. */
export async function removeListing(db: Database, listingId: number): Promise<RemovalOutcome> {
  const [row] = await db.$queryRaw<{ outcome: RemovalOutcome }[]>`
    SELECT catalogue_remove_listing(${listingId}::integer) AS outcome`;
  return row?.outcome ?? 'not_found';
}

/** Removes room types, cabins or seats with everything that belongs to them, unless one was ever booked. */
export async function removeSkus(
  db: Database,
  listingId: number,
  skuIds: readonly number[],
): Promise<RemovalOutcome> {
  const [row] = await db.$queryRaw<{ outcome: RemovalOutcome }[]>`
    SELECT catalogue_remove_skus(${listingId}::integer, ${[...skuIds]}::integer[]) AS outcome`;
  return row?.outcome ?? 'not_found';
}
