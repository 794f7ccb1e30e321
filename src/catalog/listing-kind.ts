/**
 * What a listing is. A supplier's are its lanes: what is bought of a third party stands in them, and not in the catalogue. The
 * same set stands in `listing_kind_check`.
 */
export type ListingKind = 'hotel' | 'flight' | 'supplier';

/** How the API names a listing: by what it is in the catalogue; a supplier's has no name of its own. */
export function listingIdField(
  kind: ListingKind | null,
  listingId: number,
): { hotelId?: number; flightId?: number } {
  switch (kind) {
    case 'hotel':
      return { hotelId: listingId };
    case 'flight':
      return { flightId: listingId };
    case 'supplier':
    case null:
      return {};
  }
}
