import type { Database } from '../../../database/database-client.js';
import { Prisma } from '../../../generated/prisma/client.js';
import { noOverbookingCap } from '../../../inventory/explained-night.js';
import type { RoomTypeAdminDto } from './room-types-admin.dto.js';

/** A room type as its `ETag` is made of it: read, locked and answered in the same words. */
export const roomTypeColumns = Prisma.sql`
  t.listing_id AS "hotelId", t.sku_id AS "roomTypeId", t.code, t.name, t.description,
  t.max_guests::integer AS "maxGuests",
  jsonb_build_object('amount', s.base_price_minor, 'currency', l.currency) AS "basePrice",
  s.overbooking_percent::integer AS "overbookingPercent",
  nullif(s.overbooking_cap, ${noOverbookingCap})::integer AS "overbookingCap", s.is_active AS "isActive"`;
export const roomTypeTables = Prisma.sql`
  room_type t
  JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
  JOIN listing l ON l.listing_id = t.listing_id`;

/** Room types of a hotel by id, retired ones too. */
export async function listRoomTypes(
  db: Database,
  filter: { hotelId: number; afterId: number; limit: number; isActive?: boolean | undefined },
): Promise<RoomTypeAdminDto[]> {
  const inState =
    filter.isActive === undefined ? Prisma.empty : Prisma.sql`AND s.is_active = ${filter.isActive}`;
  return db.$queryRaw<RoomTypeAdminDto[]>`
    SELECT ${roomTypeColumns} FROM ${roomTypeTables}
    WHERE t.listing_id = ${filter.hotelId} AND t.sku_id > ${filter.afterId} ${inState}
    ORDER BY t.sku_id
    LIMIT ${filter.limit}`;
}

/** One room type, retired or not. */
export async function findRoomType(
  db: Database,
  hotelId: number,
  roomTypeId: number,
): Promise<RoomTypeAdminDto | undefined> {
  const [row] = await db.$queryRaw<RoomTypeAdminDto[]>`
    SELECT ${roomTypeColumns} FROM ${roomTypeTables}
    WHERE t.listing_id = ${hotelId} AND t.sku_id = ${roomTypeId}`;
  return row;
}
