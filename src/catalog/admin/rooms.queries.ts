import type { Database } from '../../database/database-client.js';
import type { RateBefore } from './rates/rates-before.rules.js';

export interface RoomRow {
  readonly roomId: number;
  readonly roomTypeId: number;
  readonly floor: number;
  readonly number: string;
  readonly name: string;
  readonly isAvailable: boolean;
}

export interface RoomChange extends RoomRow {
  /** Nights whose total moved with the room: today and all later ones that are open. */
  readonly nightsChanged: number;
}

/**
 * Puts a room into service or takes it out, and moves the totals of today's and all later nights with it, in one
 * statement: no crash can come between. As in the statements below, the hotel's lock comes first: a night that is being
 * opened meanwhile has counted the rooms as they were. Undefined when the room does not exist or is in that state already.
 */
export async function changeRoomAvailability(
  prisma: Database,
  { hotelId, roomId, isAvailable }: { hotelId: number; roomId: number; isAvailable: boolean },
): Promise<RoomChange | undefined> {
  const [changed] = await prisma.$queryRaw<RoomChange[]>`
    WITH locked AS MATERIALIZED (
      SELECT hotel_rooms_lock(${hotelId}::integer)
    ), changed AS (
      UPDATE room r SET is_available = ${isAvailable}
      FROM locked
      WHERE r.listing_id = ${hotelId} AND r.room_id = ${roomId} AND r.is_available <> ${isAvailable}
      RETURNING r.listing_id, r.room_id, r.sku_id, r.floor, r.number, r.name, r.is_available
    )
    SELECT
      c.room_id AS "roomId", c.sku_id AS "roomTypeId", c.floor::integer AS floor, c.number, c.name,
      c.is_available AS "isAvailable",
      ledger_follow_rooms(c.listing_id, ARRAY[c.sku_id]) AS "nightsChanged"
    FROM changed c
  `;
  return changed;
}

/** What came of giving a room another type; see `room_change_type`. */
export interface TypeChange {
  readonly outcome: 'changed' | 'repeated' | 'room_not_found' | 'room_type_not_found' | 'occupied';
  /** Nights whose total moved: of both types, today's and all later ones. */
  readonly nightsChanged: number;
}

/** Makes a room one of another type of its hotel, unless a guest has it, and moves the totals of both types, in one statement. */
export async function changeRoomType(
  db: Database,
  { hotelId, roomId, roomTypeId }: { hotelId: number; roomId: number; roomTypeId: number },
): Promise<TypeChange> {
  const [change] = await db.$queryRaw<TypeChange[]>`
    SELECT c.outcome, c.nights_changed AS "nightsChanged"
    FROM room_change_type(${hotelId}::integer, ${roomId}::integer, ${roomTypeId}::integer) c`;
  if (change === undefined)
    throw new Error(`room ${roomId} was to change its type, and nothing is told of it`);
  return change;
}

/** Adds a room that is in service, with its nights. Violates `room_number_key` when the number is taken. */
export async function insertRoom(
  prisma: Database,
  room: { hotelId: number; roomTypeId: number; floor: number; number: string; name: string },
): Promise<RoomChange | undefined> {
  const [added] = await prisma.$queryRaw<RoomChange[]>`
    WITH locked AS MATERIALIZED (
      SELECT hotel_rooms_lock(${room.hotelId}::integer)
    ), added AS (
      INSERT INTO room (listing_id, sku_id, floor, number, name)
      SELECT t.listing_id, t.sku_id, ${room.floor}::smallint, ${room.number}, ${room.name}
      FROM room_type t CROSS JOIN locked WHERE t.listing_id = ${room.hotelId} AND t.sku_id = ${room.roomTypeId}
      RETURNING listing_id, room_id, sku_id, floor, number, name, is_available
    )
    SELECT
      a.room_id AS "roomId", a.sku_id AS "roomTypeId", a.floor::integer AS floor, a.number, a.name,
      a.is_available AS "isAvailable",
      ledger_follow_rooms(a.listing_id, ARRAY[a.sku_id]) AS "nightsChanged"
    FROM added a
  `;
  return added;
}

/** Removes a room, and its nights if it was in service. Undefined when there is none. */
export async function deleteRoom(
  prisma: Database,
  { hotelId, roomId }: { hotelId: number; roomId: number },
): Promise<RoomChange | undefined> {
  const [removed] = await prisma.$queryRaw<RoomChange[]>`
    WITH locked AS MATERIALIZED (
      SELECT hotel_rooms_lock(${hotelId}::integer)
    ), removed AS (
      DELETE FROM room r USING locked WHERE r.listing_id = ${hotelId} AND r.room_id = ${roomId}
      RETURNING r.listing_id, r.room_id, r.sku_id, r.floor, r.number, r.name, r.is_available
    )
    SELECT
      d.room_id AS "roomId", d.sku_id AS "roomTypeId", d.floor::integer AS floor, d.number, d.name,
      d.is_available AS "isAvailable",
      ledger_follow_rooms(d.listing_id, ARRAY[d.sku_id]) AS "nightsChanged"
    FROM removed d
  `;
  return removed;
}

/** One room, locked until the transaction ends. Whoever may change its nights holds the lock of the hotel's rooms before. */
export async function lockRoom(
  prisma: Database,
  hotelId: number,
  roomId: number,
): Promise<RoomRow | undefined> {
  const [room] = await prisma.$queryRaw<RoomRow[]>`
    SELECT
      r.room_id AS "roomId", r.sku_id AS "roomTypeId", r.floor::integer AS floor, r.number, r.name,
      r.is_available AS "isAvailable"
    FROM room r WHERE r.listing_id = ${hotelId} AND r.room_id = ${roomId}
    FOR NO KEY UPDATE`;
  return room;
}

/** Changes what a room is called and where it is. Violates `room_number_key` when the number is taken. */
export async function describeRoom(
  prisma: Database,
  { hotelId, roomId }: { hotelId: number; roomId: number },
  described: { floor?: number | undefined; number?: string | undefined; name?: string | undefined },
): Promise<void> {
  await prisma.room.update({ where: { listingId_roomId: { listingId: hotelId, roomId } }, data: described });
}

/** Sets a hotel's rate for every night of the half-open range; returns what each had, in order, and nothing for no hotel. */
export async function setRate(
  prisma: Database,
  rate: { hotelId: number; startDate: string; endDate: string; multiplierBp: number },
): Promise<RateBefore[]> {
  return prisma.$queryRaw<RateBefore[]>`
    WITH written AS (
      INSERT INTO rate (listing_id, date, multiplier_bp)
      SELECT h.listing_id, ${rate.startDate}::date + n, ${rate.multiplierBp}::integer
      FROM hotel h
      CROSS JOIN generate_series(0, ${rate.endDate}::date - ${rate.startDate}::date - 1) AS n
      WHERE h.listing_id = ${rate.hotelId}
      ORDER BY n
      ON CONFLICT (listing_id, date) DO UPDATE SET multiplier_bp = excluded.multiplier_bp
      RETURNING new.date AS date, old.multiplier_bp AS before
    )
    SELECT w.date::text AS date, w.before AS "multiplierBp" FROM written w ORDER BY w.date`;
}
