import type { Database } from '../database/database-client.js';
import { hotelNotFound } from './catalog.errors.js';

export interface OperatedRoomType {
  readonly code: string;
  readonly name: string;
  /** False: retired. */
  readonly isActive: boolean;
}

/** A hotel as its staff has it: also one that is retired, and with the room types that are. */
export interface OperatedHotel {
  readonly hotelId: number;
  readonly timezone: string;
  /** False: retired. */
  readonly isActive: boolean;
  /** In the order of their ids. */
  readonly roomTypes: ReadonlyMap<number, OperatedRoomType>;
}

/**
 * A hotel for whoever looks after the guests it has: retired or not, since what is booked stays booked. For bookings it is
 * `getHotelForBooking`. Throws `hotel_not_found`.
 */
export async function getOperatedHotel(db: Database, hotelId: number): Promise<OperatedHotel> {
  const hotel = await db.hotel.findUnique({
    where: { listingId: hotelId },
    select: {
      listing: { select: { timezone: true, isActive: true } },
      roomTypes: {
        orderBy: { skuId: 'asc' },
        select: { skuId: true, code: true, name: true, sku: { select: { isActive: true } } },
      },
    },
  });
  if (hotel === null) throw hotelNotFound(hotelId);
  const { listing, roomTypes } = hotel;
  return {
    hotelId,
    ...listing,
    roomTypes: new Map(
      roomTypes.map(({ skuId, code, name, sku }) => [skuId, { code, name, isActive: sku.isActive }]),
    ),
  };
}
