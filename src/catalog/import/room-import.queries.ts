import type { Database } from './hotel-import.queries.js';
import type { NewRoom, NumberedRoom } from './room-numbers.rules.js';

/** A room type as a line has it. Null: nothing is said of it. */
export interface RoomTypeInput {
  readonly line: number;
  readonly listingId: number;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly maxGuests: number;
  readonly basePriceMinor: number;
  /** Null leaves it as it is; a new room type begins with the hotel's. So does the bound. */
  readonly overbookingPercent: number | null;
  readonly overbookingCap: number | null;
}

export interface ImportedRoomType {
  readonly listingId: number;
  readonly skuId: number;
  readonly code: string;
  /** Added just now. */
  readonly isNew: boolean;
}

/**
 * Keeps others from changing the rooms of these hotels, from opening nights by counting them, and the front desks from giving
 * rooms to guests (who has which stays as it is read after this), until the transaction ends. Before any other lock.
 */
export async function lockHotelRooms(db: Database, listingIds: readonly number[]): Promise<void> {
  await db.$queryRaw`
    SELECT count(hotel_rooms_lock(k.listing_id)::text)
    FROM (
      SELECT DISTINCT x AS listing_id FROM unnest(${[...listingIds]}::integer[]) AS x ORDER BY 1
    ) k`;
}

/**
 * Adds room types, or brings those with the same hotel and code up to date, but for their overbooking, which their nights have,
 * too (`changeOverbooking`).
 */
export async function upsertRoomTypes(
  db: Database,
  rows: readonly RoomTypeInput[],
): Promise<ImportedRoomType[]> {
  return db.$queryRaw<ImportedRoomType[]>`
    WITH input AS (
      SELECT t.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (
        line integer, "listingId" integer, code text, name text, description text, "maxGuests" smallint,
        "basePriceMinor" integer, "overbookingPercent" smallint, "overbookingCap" smallint
      )
    ), known AS (
      SELECT
        t.listing_id, t.sku_id, i.code, i.name, coalesce(i.description, t.description) AS description, i."maxGuests",
        i."basePriceMinor"
      FROM input i JOIN room_type t ON t.listing_id = i."listingId" AND t.code = i.code
    ), fresh AS MATERIALIZED (
      SELECT
        i."listingId" AS listing_id, nextval('sku_id_seq')::integer AS sku_id, i.code, i.name, i.description,
        i."maxGuests", i."basePriceMinor", i."overbookingPercent", i."overbookingCap"
      FROM input i
      WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.listing_id = i."listingId" AND k.code = i.code)
      ORDER BY i.line
    ), new_sku AS (
      INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent, overbooking_cap)
      SELECT
        f.listing_id, f.sku_id, 'room_type', f."basePriceMinor",
        coalesce(f."overbookingPercent", h.overbooking_percent), coalesce(f."overbookingCap", h.overbooking_cap)
      FROM fresh f JOIN hotel h ON h.listing_id = f.listing_id
    ), new_type AS (
      INSERT INTO room_type (listing_id, sku_id, code, name, description, max_guests)
      SELECT f.listing_id, f.sku_id, f.code, f.name, coalesce(f.description, ''), f."maxGuests" FROM fresh f
    ), old_sku AS (
      UPDATE sku s SET base_price_minor = k."basePriceMinor"
      FROM known k
      WHERE s.listing_id = k.listing_id AND s.sku_id = k.sku_id AND s.base_price_minor <> k."basePriceMinor"
    ), old_type AS (
      UPDATE room_type t SET name = k.name, description = k.description, max_guests = k."maxGuests"
      FROM known k
      WHERE t.listing_id = k.listing_id AND t.sku_id = k.sku_id
        AND (t.name, t.description, t.max_guests) IS DISTINCT FROM (k.name, k.description, k."maxGuests")
    )
    SELECT f.listing_id AS "listingId", f.sku_id AS "skuId", f.code, true AS "isNew" FROM fresh f
    UNION ALL
    SELECT k.listing_id, k.sku_id, k.code, false FROM known k
  `;
}

/** Sets the overbooking of room types, and of the nights to come that have what was theirs, through the ledger. */
export async function changeOverbooking(
  db: Database,
  types: readonly (RoomTypeKey & Pick<RoomTypeInput, 'overbookingPercent' | 'overbookingCap'>)[],
): Promise<void> {
  await db.$queryRaw`
    SELECT coalesce(sum(
      ledger_change_overbooking(k.listing_id, k.sku_id, k.percent, k.cap)
    ), 0)::integer AS nights
    FROM (
      SELECT s.listing_id, s.sku_id, i."overbookingPercent" AS percent, i."overbookingCap" AS cap
      FROM jsonb_to_recordset(${JSON.stringify(types)}::jsonb) AS i (
        "listingId" integer, "skuId" integer, "overbookingPercent" integer, "overbookingCap" integer
      )
      JOIN sku s ON s.listing_id = i."listingId" AND s.sku_id = i."skuId"
      WHERE i."overbookingPercent" <> s.overbooking_percent OR i."overbookingCap" <> s.overbooking_cap
      ORDER BY 1, 2
    ) k`;
}

export interface ExistingRoom extends NumberedRoom {
  readonly listingId: number;
  readonly skuId: number;
  readonly floor: number;
  readonly name: string;
  /** Whether a guest has it, as long as the rooms of the hotel are locked (`lockHotelRooms`). */
  readonly isOccupied: boolean;
}

/** Every room of the hotels, locked until the transaction ends: their numbers and totals are about to change. */
export async function lockRooms(db: Database, listingIds: readonly number[]): Promise<ExistingRoom[]> {
  return db.$queryRaw<ExistingRoom[]>`
    SELECT
      r.listing_id AS "listingId", r.sku_id AS "skuId", r.room_id AS "roomId", r.number, r.floor::integer AS floor,
      r.name, r.is_available AS "isAvailable",
      EXISTS (
        SELECT 1 FROM room_assignment a
        WHERE a.listing_id = r.listing_id AND a.room_id = r.room_id AND a.is_occupied
      ) AS "isOccupied"
    FROM room r WHERE r.listing_id = ANY (${[...listingIds]}::integer[])
    ORDER BY r.listing_id, r.room_id
    FOR NO KEY UPDATE OF r
  `;
}

export interface RoomInput extends NewRoom {
  readonly listingId: number;
  readonly skuId: number;
  readonly name: string;
  /** Default: it is in service. */
  readonly isAvailable?: boolean;
}

/** Adds rooms, in the order given. */
export async function insertRooms(db: Database, rooms: readonly RoomInput[]): Promise<void> {
  if (rooms.length === 0) return;
  await db.$executeRaw`
    INSERT INTO room (listing_id, sku_id, floor, number, name, is_available)
    SELECT r."listingId", r."skuId", r.floor, r.number, r.name, coalesce(r."isAvailable", true)
    FROM ROWS FROM (
      jsonb_to_recordset(${JSON.stringify(rooms)}::jsonb)
        AS ("listingId" integer, "skuId" integer, floor smallint, number text, name text, "isAvailable" boolean)
    ) WITH ORDINALITY AS r ("listingId", "skuId", floor, number, name, "isAvailable", place)
    ORDER BY r.place
  `;
}

/** Removes rooms. */
export async function deleteRooms(
  db: Database,
  rooms: readonly { readonly listingId: number; readonly roomId: number }[],
): Promise<void> {
  if (rooms.length === 0) return;
  await db.$executeRaw`
    DELETE FROM room r
    USING unnest(${rooms.map((room) => room.listingId)}::integer[], ${rooms.map((room) => room.roomId)}::integer[])
      AS gone (listing_id, room_id)
    WHERE r.listing_id = gone.listing_id AND r.room_id = gone.room_id
  `;
}

export interface RoomTypeKey {
  readonly listingId: number;
  readonly skuId: number;
}

/** Has the totals of today's and all later nights follow the rooms that came or went, through the ledger. */
export async function followRooms(db: Database, roomTypes: readonly RoomTypeKey[]): Promise<void> {
  await db.$queryRaw`
    SELECT count(ledger_follow_rooms(k.listing_id, k.skus))::integer
    FROM (
      SELECT u.listing_id, array_agg(u.sku_id) AS skus
      FROM unnest(
        ${roomTypes.map((key) => key.listingId)}::integer[], ${roomTypes.map((key) => key.skuId)}::integer[]
      ) AS u (listing_id, sku_id)
      GROUP BY 1 ORDER BY 1
    ) k`;
}

/**
 * Opens every night from today up to the horizon that active room types have not, each with as many rooms as can be slept in
 * then and the room type's overbooking; those that are there stay as they are. Returns how many were opened. In a retired hotel
 * only new room types get nights, as one that is retired has had them; the others are left to the next run of the horizon
 * after it is brought back. Whoever calls holds the locks of the hotels' rooms.
 */
export async function openNights(
  db: Database,
  roomTypes: readonly (RoomTypeKey & { readonly isNew: boolean })[],
  horizonDays: number,
): Promise<number> {
  // Mostly none is missing, which a count of the index says; the first is where dates leave their places behind.
  const [opened] = await db.$queryRaw<{ nights: number }[]>`
    WITH not_open AS (
      UPDATE hotel_horizon z SET nights_until = z.nights_from
      FROM listing l
      WHERE z.listing_id = ANY (${roomTypes.map((key) => key.listingId)}::integer[])
        AND z.nights_until > z.nights_from AND l.listing_id = z.listing_id AND NOT l.is_active
    )
    SELECT coalesce(sum(
      ledger_open_nights(
        t.listing_id, t.sku_id,
        (
          SELECT t.today + count(*)::integer
          FROM (
            SELECT i.date, row_number() OVER (ORDER BY i.date)::integer AS place
            FROM inventory i
            WHERE i.listing_id = t.listing_id AND i.sku_id = t.sku_id AND i.date >= t.today AND i.date < t.until
          ) i
          WHERE i.date = t.today + i.place - 1
        ),
        t.until
      )
    ), 0)::integer AS nights
    FROM (
      SELECT k.listing_id, k.sku_id, n.today, n.today + ${horizonDays}::integer AS until
      FROM unnest(
        ${roomTypes.map((key) => key.listingId)}::integer[], ${roomTypes.map((key) => key.skuId)}::integer[],
        ${roomTypes.map((key) => key.isNew)}::boolean[]
      ) AS k (listing_id, sku_id, is_new)
      JOIN listing l ON l.listing_id = k.listing_id AND (l.is_active OR k.is_new)
      JOIN sku s ON s.listing_id = k.listing_id AND s.sku_id = k.sku_id AND s.is_active
      CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE l.timezone)::date AS today) n
      ORDER BY 1, 2
    ) t
    WHERE (
      SELECT count(*) FROM inventory i
      WHERE i.listing_id = t.listing_id AND i.sku_id = t.sku_id AND i.date >= t.today AND i.date < t.until
    ) < t.until - t.today
  `;
  return opened?.nights ?? 0;
}
