import type { Database } from '../database/database-client.js';

export interface MoveCommand {
  /** The hotel that was booked. */
  readonly listingId: number;
  readonly reservationId: string;
  readonly fromRoomTypeId: number;
  readonly toRoomTypeId: number;
}

export interface MoveRow {
  readonly outcome: string;
  /** For `sold_out`: the nights in the way, with the rooms that are free on each. */
  readonly blocking: readonly { readonly date: string; readonly available: number }[] | null;
}

/** Takes rooms of the one type and frees those of the other, in the hotel where the guest has rooms, in one statement. */
export async function moveReservation(db: Database, command: MoveCommand): Promise<MoveRow> {
  const [row] = await db.$queryRaw<MoveRow[]>`
    SELECT m.outcome, m.blocking
    FROM reservation_move(
      ${command.listingId}::integer, ${command.reservationId}::uuid, ${command.fromRoomTypeId}::integer,
      ${command.toRoomTypeId}::integer, 'moved_by_admin'
    ) m`;
  if (row === undefined) throw new Error('reservation_move returned no row');
  return row;
}

export interface MoveElsewhereCommand extends MoveCommand {
  /** Not the one where the guest has rooms. */
  readonly toHotelId: number;
  /** Of the hold it gets there; not used on the way back to the hotel that was booked. */
  readonly toHoldId: string;
}

/** Takes rooms in another hotel and frees those it had, in one statement. */
export async function moveElsewhere(db: Database, command: MoveElsewhereCommand): Promise<MoveRow> {
  const [row] = await db.$queryRaw<MoveRow[]>`
    SELECT m.outcome, m.blocking
    FROM reservation_move_elsewhere(
      ${command.listingId}::integer, ${command.reservationId}::uuid, ${command.fromRoomTypeId}::integer,
      ${command.toHotelId}::integer, ${command.toRoomTypeId}::integer, ${command.toHoldId}::uuid, 'moved_by_admin'
    ) m`;
  if (row === undefined) throw new Error('reservation_move_elsewhere returned no row');
  return row;
}
