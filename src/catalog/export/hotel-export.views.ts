import type { Database } from '../../database/database-client.js';
import { Prisma } from '../../generated/prisma/client.js';

/** Factors as files have them: `1.1000`. */
export const factorText = (column: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_char(${column} / 10000.0, 'FM99990.0000')`;

/** The ids of hotels, after `afterId`. */
export async function listHotelIds(db: Database, afterId: number, limit: number): Promise<number[]> {
  const rows = await db.hotel.findMany({
    where: { listingId: { gt: afterId } },
    orderBy: { listingId: 'asc' },
    take: limit,
    select: { listingId: true },
  });
  return rows.map(({ listingId }) => listingId);
}

export interface HotelLine {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly overbookingPercent: number;
  readonly overbookingCap: number;
  readonly heldWeightPercent: number;
  readonly occupancyRules: string | null;
  readonly isActive: boolean;
}

/** Hotels, by id. */
export async function listHotelLines(db: Database, hotelIds: readonly number[]): Promise<HotelLine[]> {
  return db.$queryRaw<HotelLine[]>`
    SELECT
      l.code, h.name, h.description, h.address, h.city, h.country, l.timezone, l.currency,
      h.check_in_time AS "checkIn", h.check_out_time AS "checkOut",
      h.overbooking_percent::integer AS "overbookingPercent", h.overbooking_cap::integer AS "overbookingCap",
      l.held_weight_percent::integer AS "heldWeightPercent",
      ${occupancyText(Prisma.sql`l.listing_id`, Prisma.sql`0`)} AS "occupancyRules",
      l.is_active AS "isActive"
    FROM hotel h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.listing_id = ANY (${[...hotelIds]}::integer[])
    ORDER BY h.listing_id`;
}

/** `50:1.1000;80:1.2500`; null for no table. SKU 0 is the hotel's own. */
export function occupancyText(listingId: Prisma.Sql, skuId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT string_agg(
      o.threshold_percent || ':' || ${factorText(Prisma.sql`o.factor_bp`)}, ';' ORDER BY o.threshold_percent
    )
    FROM occupancy_rule o WHERE o.listing_id = ${listingId} AND o.sku_id = ${skuId}
  )`;
}

export interface RoomTypeLine {
  readonly hotelCode: string;
  readonly currency: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly maxGuests: number;
  readonly basePriceMinor: number;
  readonly minPriceMinor: number | null;
  readonly maxPriceMinor: number | null;
  readonly overbookingPercent: number;
  readonly overbookingCap: number;
  readonly occupancyRules: string | null;
  readonly isActive: boolean;
}

/** The room types of hotels, in the order they were made. */
export async function listRoomTypeLines(db: Database, hotelIds: readonly number[]): Promise<RoomTypeLine[]> {
  return db.$queryRaw<RoomTypeLine[]>`
    SELECT
      l.code AS "hotelCode", l.currency, t.code, t.name, t.description, t.max_guests::integer AS "maxGuests",
      s.base_price_minor AS "basePriceMinor", s.min_price_minor AS "minPriceMinor", s.max_price_minor AS "maxPriceMinor",
      s.overbooking_percent::integer AS "overbookingPercent", s.overbooking_cap::integer AS "overbookingCap",
      ${occupancyText(Prisma.sql`t.listing_id`, Prisma.sql`t.sku_id`)} AS "occupancyRules", s.is_active AS "isActive"
    FROM room_type t
    JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
    JOIN listing l ON l.listing_id = t.listing_id
    WHERE t.listing_id = ANY (${[...hotelIds]}::integer[])
    ORDER BY t.listing_id, t.sku_id`;
}

export interface RoomLine {
  readonly hotelCode: string;
  readonly typeCode: string;
  readonly number: string;
  readonly floor: number;
  readonly name: string;
  readonly isAvailable: boolean;
}

/** The rooms of hotels, in the order they were made. */
export async function listRoomLines(db: Database, hotelIds: readonly number[]): Promise<RoomLine[]> {
  return db.$queryRaw<RoomLine[]>`
    SELECT
      l.code AS "hotelCode", t.code AS "typeCode", r.number, r.floor::integer AS floor, r.name,
      r.is_available AS "isAvailable"
    FROM room r
    JOIN room_type t ON t.listing_id = r.listing_id AND t.sku_id = r.sku_id
    JOIN listing l ON l.listing_id = r.listing_id
    WHERE r.listing_id = ANY (${[...hotelIds]}::integer[])
    ORDER BY r.listing_id, r.room_id`;
}
