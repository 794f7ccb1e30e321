import type { Database } from '../database/database-client.js';

/** Rooms of one type that a guest has, and where. */
export interface RoomsNow {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly quantity: number;
}

/** Where a reservation has rooms now: in the hotel that was booked, or where its guest was moved to. */
export function listRoomsNow(
  db: Database,
  { listingId, reservationId }: { readonly listingId: number; readonly reservationId: string },
): Promise<RoomsNow[]> {
  return db.$queryRaw<RoomsNow[]>`
    SELECT hi.listing_id AS "hotelId", hi.sku_id AS "roomTypeId", hi.quantity::integer AS quantity
    FROM reservation r
    JOIN hold h
      ON h.listing_id = coalesce(r.moved_listing_id, r.listing_id) AND h.hold_id = coalesce(r.moved_hold_id, r.hold_id)
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    WHERE r.listing_id = ${listingId}::integer AND r.reservation_id = ${reservationId}::uuid AND h.status = 'confirmed'
    ORDER BY hi.sku_id`;
}
