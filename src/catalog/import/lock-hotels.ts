import type { Database } from '../../database/database-client.js';
import { listListingsByCode, lockListings, type KnownListing } from './listing-import.queries.js';
import { lockHotelRooms } from './room-import.queries.js';

/**
 * Keeps others from changing the hotels with these codes, and their rooms and room types, until the transaction ends: first all
 * rooms, then all hotels, as everybody does. Returns those that are there, by code and as they stay.
 */
export async function lockHotels(
  db: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, KnownListing>> {
  const known = await listListingsByCode(db, 'hotel', codes);
  const hotelIds = [...known.values()].map(({ listingId }) => listingId);
  await lockHotelRooms(db, hotelIds);
  return lockListings(db, hotelIds);
}
