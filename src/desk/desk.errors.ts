import { DomainError } from '../errors/domain-error.js';
import type { DeskRow } from './desk.queries.js';

/** Why the front desk did nothing. */
export function deskRefused({ outcome, faults }: DeskRow, reservationId: string): DomainError {
  const details = { reservationId };
  switch (outcome) {
    case 'not_found':
      return new DomainError('not_found', 'reservation_not_found', 'A hotel has no such reservation.');
    case 'not_paid':
      return new DomainError(
        'conflict',
        'reservation_not_paid',
        'Only a paid reservation has a stay.',
        details,
      );
    case 'too_early':
      return new DomainError('conflict', 'stay_too_early', 'It is too early for that at the hotel.', details);
    case 'stay_over':
      return new DomainError('conflict', 'stay_over', 'The stay is over.', details);
    case 'stay_begun':
      return new DomainError('conflict', 'stay_begun', 'The guest has arrived.', details);
    case 'not_checked_in':
      return new DomainError('conflict', 'not_checked_in', 'The guest is not checked in.', details);
    case 'not_in_room':
      return new DomainError('conflict', 'room_not_of_stay', 'The guest does not have this room.', details);
    case 'too_late':
      return new DomainError(
        'conflict',
        'check_in_final',
        'A check-in is undone on its own day only.',
        details,
      );
    case 'no_room':
      return noRoomFree(reservationId, faults ?? []);
    default:
      throw new Error(`the front desk met an unknown outcome: ${outcome}`);
  }
}

/** `rooms` says of each room, or room type, why it cannot be had. */
export function noRoomFree(reservationId: string, faults: readonly Record<string, unknown>[]): DomainError {
  const isOtherType = faults.some(({ reason }) => reason === 'other_room_type');
  const message = isOtherType
    ? 'A room of another type is not given at the desk: the reservation is moved to that type, before check-in.'
    : 'Not all of these rooms can be given.';
  return new DomainError('conflict', 'no_room_free', message, {
    reservationId,
    rooms: faults,
  });
}
