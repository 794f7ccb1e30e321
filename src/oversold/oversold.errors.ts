import { DomainError } from '../errors/domain-error.js';
import { reservationNotFound } from '../reservations/reservations.errors.js';
import type { MoveCommand, MoveRow } from './moves.queries.js';
import type { RoomsNow } from './rooms-now.views.js';

/** Why nobody was moved; `rooms` are those the reservation has. */
export function moveRefused(
  { outcome, blocking }: MoveRow,
  command: MoveCommand,
  rooms: readonly RoomsNow[],
): DomainError {
  const { reservationId, fromRoomTypeId, toRoomTypeId } = command;
  switch (outcome) {
    case 'not_found':
      return reservationNotFound();
    case 'sold_out':
      return new DomainError(
        'conflict',
        'sold_out',
        `Room type ${toRoomTypeId} has not enough rooms on ${blocking?.length ?? 0} of the nights`,
        { roomTypeId: toRoomTypeId, nights: blocking ?? [] },
      );
    case 'not_paid':
    case 'not_reserved':
    case 'stay_begun':
    case 'several_room_types':
    case 'other_currency':
      return new DomainError('conflict', 'reservation_not_movable', reasons[outcome], {
        reservationId,
        fromRoomTypeId,
        reason: outcome,
        rooms,
      });
    default:
      throw new Error(`reservation_move answered with an unknown outcome: ${outcome}`);
  }
}

const reasons = {
  not_paid: 'Only a reservation that is paid can be moved.',
  not_reserved: 'The reservation has no rooms of that type, or has been moved meanwhile.',
  stay_begun: 'The stay has begun.',
  several_room_types: 'The reservation has rooms of several types, which are not moved to another hotel.',
  other_currency: 'The other hotel has another currency.',
};
