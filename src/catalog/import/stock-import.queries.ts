import type { Database } from '../../database/database-client.js';

export interface KnownType {
  readonly listingId: number;
  readonly skuId: number;
  readonly hotelCode: string;
  readonly typeCode: string;
}

/** The room types of hotels by their codes. */
export async function listTypesByCode(db: Database, hotelCodes: readonly string[]): Promise<KnownType[]> {
  return db.$queryRaw<KnownType[]>`
    SELECT t.listing_id AS "listingId", t.sku_id AS "skuId", l.code AS "hotelCode", t.code AS "typeCode"
    FROM listing l JOIN room_type t ON t.listing_id = l.listing_id
    WHERE l.code = ANY (${[...hotelCodes]}::text[])`;
}

export interface RoomState {
  readonly listingId: number;
  readonly skuId: number;
  readonly number: string;
  readonly floor: number;
  readonly name: string;
  readonly isAvailable: boolean;
}

/**
 * Numbers of the rooms that would be of another type, and have a guest, who has paid for what they are. None of them is given
 * to anybody until the transaction ends. Whoever calls holds the lock of the hotel's rooms.
 */
export async function lockTypesInUse(
  db: Database,
  listingId: number,
  rooms: readonly { readonly number: string; readonly skuId: number }[],
): Promise<ReadonlySet<string>> {
  const changing = await db.$queryRaw<{ roomId: number }[]>`
    SELECT r.room_id AS "roomId"
    FROM unnest(${rooms.map(({ number }) => number)}::text[], ${rooms.map(({ skuId }) => skuId)}::integer[])
      AS i (number, sku_id)
    JOIN room r ON r.listing_id = ${listingId} AND r.number = i.number AND r.sku_id <> i.sku_id`;
  if (changing.length === 0) return new Set();
  await db.$queryRaw`SELECT h.listing_id FROM hotel h WHERE h.listing_id = ${listingId} FOR NO KEY UPDATE`;
  const taken = await db.$queryRaw<{ number: string }[]>`
    SELECT r.number FROM room r
    WHERE r.listing_id = ${listingId} AND r.room_id = ANY (${changing.map(({ roomId }) => roomId)}::integer[])
      AND EXISTS (
        SELECT 1 FROM room_assignment a
        WHERE a.listing_id = r.listing_id AND a.room_id = r.room_id AND a.is_occupied
      )`;
  return new Set(taken.map(({ number }) => number));
}

/**
 * Brings the rooms of a hotel to what the list says: rooms are found again by their number; those of the types named in
 * `skuIds` that are neither in the list nor among the numbers `kept` are removed. New ones are made in the order of the
 * list. Whoever calls holds the lock of the hotel's rooms. Returns what came and went.
 */
export async function replaceRooms(
  db: Database,
  {
    listingId,
    skuIds,
    kept,
    rooms,
  }: {
    listingId: number;
    skuIds: readonly number[];
    kept: readonly string[];
    rooms: readonly RoomState[];
  },
): Promise<{ readonly added: number; readonly removed: number }> {
  const removed = await db.$executeRaw`
    DELETE FROM room r
    WHERE r.listing_id = ${listingId} AND r.sku_id = ANY (${[...skuIds]}::integer[])
      AND r.number <> ALL (${[...rooms.map(({ number }) => number), ...kept]}::text[])`;
  const [written] = await db.$queryRaw<{ added: number }[]>`
    WITH input AS (
      SELECT j.*
      FROM ROWS FROM (
        jsonb_to_recordset(${JSON.stringify(rooms)}::jsonb)
          AS ("listingId" integer, "skuId" integer, number text, floor smallint, name text, "isAvailable" boolean)
      ) WITH ORDINALITY AS j ("listingId", "skuId", number, floor, name, "isAvailable", place)
    ), changed AS (
      UPDATE room r
      SET sku_id = i."skuId", floor = i.floor, name = i.name, is_available = i."isAvailable"
      FROM input i
      WHERE r.listing_id = i."listingId" AND r.number = i.number
        AND (r.sku_id, r.floor, r.name, r.is_available) IS DISTINCT FROM (i."skuId", i.floor, i.name, i."isAvailable")
    ), added AS (
      INSERT INTO room (listing_id, sku_id, floor, number, name, is_available)
      SELECT i."listingId", i."skuId", i.floor, i.number, i.name, i."isAvailable"
      FROM input i
      WHERE NOT EXISTS (SELECT 1 FROM room r WHERE r.listing_id = i."listingId" AND r.number = i.number)
      ORDER BY i.place
      RETURNING 1
    )
    SELECT count(*)::integer AS added FROM added`;
  return { added: written?.added ?? 0, removed };
}

/** The room types of a hotel, in the order of the ledger. */
export async function listTypes(db: Database, listingId: number): Promise<number[]> {
  const rows = await db.roomType.findMany({
    where: { listingId },
    select: { skuId: true },
    orderBy: { skuId: 'asc' },
  });
  return rows.map(({ skuId }) => skuId);
}

export interface TotalInput {
  readonly listingId: number;
  readonly skuId: number;
  readonly startDate: string;
  readonly endDate: string;
  /** One of the two. */
  readonly total: number | null;
  readonly added: number | null;
  /** Null: nights that are there keep theirs, and new ones get the room type's. */
  readonly overbookingPercent: number | null;
  readonly overbookingCap: number | null;
}

/** Sets totals and overbooking of ranges of nights that are not past through the ledger; returns how many nights were set. */
export async function setTotalRanges(db: Database, ranges: readonly TotalInput[]): Promise<number> {
  const [written] = await db.$queryRaw<{ nights: number }[]>`
    SELECT coalesce(sum(
      ledger_set_nights(
        r."listingId", r."skuId", r."startDate", r."endDate", r.total, r.added, r."overbookingPercent", r."overbookingCap"
      )
    ), 0)::integer AS nights
    FROM (
      SELECT j.* FROM jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) AS j (
        "listingId" integer, "skuId" integer, "startDate" date, "endDate" date, total integer, added integer,
        "overbookingPercent" integer, "overbookingCap" integer
      )
      ORDER BY j."listingId", j."skuId", j."startDate"
    ) r`;
  return written?.nights ?? 0;
}

/** Retires hotels, or brings them back. */
export async function setHotelsActive(
  db: Database,
  hotels: readonly { readonly listingId: number; readonly isActive: boolean }[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE listing l SET is_active = h."isActive"
    FROM jsonb_to_recordset(${JSON.stringify(hotels)}::jsonb) AS h ("listingId" integer, "isActive" boolean)
    WHERE l.listing_id = h."listingId" AND l.is_active <> h."isActive"`;
}

/** Retires room types, or brings them back. */
export async function setTypesActive(
  db: Database,
  types: readonly { readonly listingId: number; readonly skuId: number; readonly isActive: boolean }[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE sku s SET is_active = t."isActive"
    FROM jsonb_to_recordset(${JSON.stringify(types)}::jsonb)
      AS t ("listingId" integer, "skuId" integer, "isActive" boolean)
    WHERE s.listing_id = t."listingId" AND s.sku_id = t."skuId" AND s.is_active <> t."isActive"`;
}
