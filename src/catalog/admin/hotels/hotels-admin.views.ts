import type { Database } from '../../../database/database-client.js';
import { Prisma } from '../../../generated/prisma/client.js';
import { noOverbookingCap } from '../../../inventory/explained-night.js';
import type { HotelAdminDto } from './hotels-admin.dto.js';

/** A hotel as its `ETag` is made of it: read, locked and answered in the same words. */
export const hotelColumns = Prisma.sql`
  l.listing_id AS "hotelId", l.code, h.name, h.description, h.address, h.city, h.country, l.timezone, l.currency,
  h.check_in_time AS "checkInTime", h.check_out_time AS "checkOutTime",
  h.overbooking_percent::integer AS "overbookingPercent",
  nullif(h.overbooking_cap, ${noOverbookingCap})::integer AS "overbookingCap",
  l.held_weight_percent::integer AS "heldWeightPercent", l.is_active AS "isActive"`;

/** Hotels by id, retired ones too. */
export async function listHotels(
  db: Database,
  filter: { afterId: number; limit: number; city?: string | undefined; isActive?: boolean | undefined },
): Promise<HotelAdminDto[]> {
  const inCity =
    filter.city === undefined ? Prisma.empty : Prisma.sql`AND lower(h.city) = lower(${filter.city})`;
  const inState =
    filter.isActive === undefined ? Prisma.empty : Prisma.sql`AND l.is_active = ${filter.isActive}`;
  return db.$queryRaw<HotelAdminDto[]>`
    SELECT ${hotelColumns}
    FROM hotel h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.listing_id > ${filter.afterId} ${inCity} ${inState}
    ORDER BY h.listing_id
    LIMIT ${filter.limit}`;
}

/** One hotel, retired or not. */
export async function findHotel(db: Database, hotelId: number): Promise<HotelAdminDto | undefined> {
  const [row] = await db.$queryRaw<HotelAdminDto[]>`
    SELECT ${hotelColumns} FROM hotel h JOIN listing l ON l.listing_id = h.listing_id WHERE h.listing_id = ${hotelId}`;
  return row;
}
