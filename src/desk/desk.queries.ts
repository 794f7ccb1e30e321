import type { Database } from '../database/database-client.js';

export interface StayKey {
  readonly listingId: number;
  readonly reservationId: string;
}

/** What became of a step at the front desk; outcomes and faults are those of the SQL functions. */
export interface DeskRow {
  readonly outcome: string;
  readonly faults: readonly Record<string, unknown>[] | null;
}

/** The guest has arrived; named rooms first, then the lowest that are free. */
export async function checkIn(
  db: Database,
  { listingId, reservationId, roomIds }: StayKey & { readonly roomIds: readonly number[] },
): Promise<DeskRow> {
  const rows = await db.$queryRaw<DeskRow[]>`
    SELECT c.outcome, c.faults
    FROM stay_check_in(${listingId}::integer, ${reservationId}::uuid, ${[...roomIds]}::integer[]) c`;
  return only(rows);
}

/** The guest has left. */
export async function checkOut(db: Database, { listingId, reservationId }: StayKey): Promise<DeskRow> {
  const rows = await db.$queryRaw<DeskRow[]>`
    SELECT stay_check_out(${listingId}::integer, ${reservationId}::uuid) AS outcome, NULL::jsonb AS faults`;
  return only(rows);
}

/** The guest has not arrived after all. */
export async function undoCheckIn(db: Database, { listingId, reservationId }: StayKey): Promise<DeskRow> {
  const rows = await db.$queryRaw<DeskRow[]>`
    SELECT stay_undo_check_in(${listingId}::integer, ${reservationId}::uuid) AS outcome, NULL::jsonb AS faults`;
  return only(rows);
}

/** The guest has another room from tonight on; `toRoomId` null: the lowest that is free. */
export async function changeRoom(
  db: Database,
  {
    listingId,
    reservationId,
    fromRoomId,
    toRoomId,
  }: StayKey & { fromRoomId: number; toRoomId: number | null },
): Promise<DeskRow> {
  const rows = await db.$queryRaw<DeskRow[]>`
    SELECT c.outcome, c.faults
    FROM stay_change_room(
      ${listingId}::integer, ${reservationId}::uuid, ${fromRoomId}::integer, ${toRoomId}::integer
    ) c`;
  return only(rows);
}

/** The guest has not come: the reservation ends, or with `keepRooms` it is only marked. */
export async function markNoShow(
  db: Database,
  { listingId, reservationId, keepRooms, refundId }: StayKey & { keepRooms: boolean; refundId: string },
): Promise<DeskRow & { readonly refundId: string | null }> {
  const rows = await db.$queryRaw<(DeskRow & { refundId: string | null })[]>`
    SELECT n.outcome, NULL::jsonb AS faults, n.refund_id::text AS "refundId"
    FROM stay_no_show(${listingId}::integer, ${reservationId}::uuid, ${keepRooms}::boolean, ${refundId}::uuid) n`;
  return only(rows);
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('the function returned no row');
  return row;
}
