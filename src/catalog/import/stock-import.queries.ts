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

/** Brings rooms to what is said of them. Whoever calls holds the locks of the hotels' rooms. */
export async function updateRooms(
  db: Database,
  rooms: readonly {
    readonly listingId: number;
    readonly roomId: number;
    readonly skuId: number;
    readonly floor: number;
    readonly name: string;
    readonly isAvailable: boolean;
  }[],
): Promise<void> {
  if (rooms.length === 0) return;
  await db.$executeRaw`
    UPDATE room r SET sku_id = i."skuId", floor = i.floor, name = i.name, is_available = i."isAvailable"
    FROM jsonb_to_recordset(${JSON.stringify(rooms)}::jsonb) AS i (
      "listingId" integer, "roomId" integer, "skuId" integer, floor smallint, name text, "isAvailable" boolean
    )
    WHERE r.listing_id = i."listingId" AND r.room_id = i."roomId"`;
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
  readonly line: number;
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
        line integer, "listingId" integer, "skuId" integer, "startDate" date, "endDate" date, total integer,
        added integer, "overbookingPercent" integer, "overbookingCap" integer
      )
      ORDER BY j."listingId", j."skuId", j."startDate", j.line
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
