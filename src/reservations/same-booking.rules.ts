import { readBookingShape } from '../catalog/booking-request.js';
import type { CreateReservationDto, ReservationSummaryDto } from './reservations.dto.js';

type Booked = Pick<
  ReservationSummaryDto,
  | 'holdId'
  | 'offer'
  | 'hotelId'
  | 'flightId'
  | 'startDate'
  | 'endDate'
  | 'items'
  | 'seats'
  | 'cabin'
  | 'quantity'
>;

/**
 * Whether a request that names a reservation asks for what that reservation is for. Throws `invalid_request` for a
 * direct booking that is none.
 */
export function isSameBooking(request: CreateReservationDto, booked: Booked): boolean {
  if (request.holdId !== undefined) return request.holdId.toLowerCase() === booked.holdId;
  if (request.offerId !== undefined) return request.offerId === booked.offer?.offerId;
  const wish = readBookingShape(request);
  switch (wish.kind) {
    case 'rooms':
      return (
        wish.hotelId === booked.hotelId &&
        wish.startDate === booked.startDate &&
        wish.endDate === booked.endDate &&
        inOneOrder(countRooms(wish.items)) === inOneOrder(countRooms(booked.items ?? []))
      );
    case 'seats':
      return wish.flightId === booked.flightId && inOneOrder(wish.seats) === inOneOrder(booked.seats ?? []);
    case 'places':
      return (
        wish.flightId === booked.flightId && wish.cabin === booked.cabin && wish.quantity === booked.quantity
      );
  }
}

/** One room type may stand twice in a request. */
function countRooms(items: readonly { roomTypeId: number; quantity: number }[]): string[] {
  const counts = new Map<number, number>();
  for (const { roomTypeId, quantity } of items) {
    counts.set(roomTypeId, (counts.get(roomTypeId) ?? 0) + quantity);
  }
  return [...counts].map(([roomTypeId, quantity]) => `${roomTypeId}x${quantity}`);
}

function inOneOrder(parts: readonly string[]): string {
  return parts.toSorted().join();
}
