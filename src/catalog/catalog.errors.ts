import { DomainError } from '../errors/domain-error.js';

export function hotelNotFound(hotelId: number): DomainError {
  return new DomainError('not_found', 'hotel_not_found', `There is no hotel ${hotelId}`, { hotelId });
}

export function flightNotFound(flightId: number): DomainError {
  return new DomainError('not_found', 'flight_not_found', `There is no flight ${flightId}`, { flightId });
}

export function flightDeparted(flightId: number, departsAt: string): DomainError {
  const message = `Flight ${flightId} departed at ${departsAt}`;
  return new DomainError('conflict', 'flight_departed', message, { flightId, departsAt });
}

export function roomTypesNotFound(hotelId: number, roomTypeIds: readonly number[]): DomainError {
  const message = `Hotel ${hotelId} has no room type ${roomTypeIds.join(', ')}`;
  return new DomainError('not_found', 'room_type_not_found', message, { hotelId, roomTypeIds });
}

export function roomNotFound(hotelId: number, roomId: number): DomainError {
  const message = `Hotel ${hotelId} has no room ${roomId}`;
  return new DomainError('not_found', 'room_not_found', message, { hotelId, roomId });
}

export function roomNumberNotFound(hotelId: number, number: string): DomainError {
  const message = `Hotel ${hotelId} has no room number ${number}`;
  return new DomainError('not_found', 'room_not_found', message, { hotelId, number });
}

export function seatsNotFound(flightId: number, seats: readonly string[]): DomainError {
  const message = `Flight ${flightId} has no seat ${seats.join(', ')}`;
  return new DomainError('not_found', 'seat_not_found', message, { flightId, seats });
}

export function cabinNotFound(flightId: number, cabin: string): DomainError {
  return new DomainError('not_found', 'cabin_not_found', `Flight ${flightId} has no ${cabin} cabin`, {
    flightId,
    cabin,
  });
}

export function cabinHasAssignedSeats(flightId: number, cabin: string): DomainError {
  const message = `The ${cabin} cabin of flight ${flightId} is sold by the seat: name the seats`;
  return new DomainError('conflict', 'cabin_has_assigned_seats', message, { flightId, cabin });
}
