import type { Policy } from '../cancellation/cancellation.rules.js';
import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import { shownPictures, type ShownPictureRow } from '../media/picture.views.js';

export interface HotelRow {
  readonly hotelId: number;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
}

export interface HotelDetailRow extends HotelRow {
  readonly description: string;
  readonly address: string;
  readonly checkInTime: string;
  readonly checkOutTime: string;
  readonly cancellationPolicy: Policy;
  readonly pictures: readonly ShownPictureRow[];
}

export interface RoomTypeRow {
  readonly roomTypeId: number;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly maxGuests: number;
  readonly basePriceMinor: number;
  readonly currency: string;
  readonly pictures: readonly ShownPictureRow[];
}

/** Hotels that take bookings, by id, after `afterId`; upper and lower case of the city are the same. */
export async function listHotelRows(
  prisma: PrismaService,
  { city, afterId, limit }: { city?: string; afterId: number; limit: number },
): Promise<HotelRow[]> {
  const inCity = city === undefined ? Prisma.empty : Prisma.sql`AND lower(h.city) = lower(${city})`;
  return prisma.$queryRaw<HotelRow[]>`
    SELECT l.listing_id AS "hotelId", l.code, h.name, h.city, h.country, l.timezone, l.currency
    FROM hotel h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.listing_id > ${afterId} AND l.is_active ${inCity}
    ORDER BY h.listing_id
    LIMIT ${limit}
  `;
}

/** One hotel that takes bookings, with its pictures. */
export async function findHotelRow(
  prisma: PrismaService,
  hotelId: number,
): Promise<HotelDetailRow | undefined> {
  const [row] = await prisma.$queryRaw<HotelDetailRow[]>`
    SELECT
      l.listing_id AS "hotelId", l.code, h.name, h.city, h.country, l.timezone, l.currency, h.description, h.address,
      h.check_in_time AS "checkInTime", h.check_out_time AS "checkOutTime",
      cancellation_policy_of(l.listing_id, NULL, 'infinity') AS "cancellationPolicy",
      ${shownPictures(Prisma.sql`p.listing_id = l.listing_id AND p.sku_id IS NULL`)} AS pictures
    FROM listing l JOIN hotel h ON h.listing_id = l.listing_id
    WHERE l.listing_id = ${hotelId} AND l.is_active
  `;
  return row;
}

/** All room types of a hotel that can be had, by id, with their pictures. */
export async function listRoomTypeRows(db: Database, hotelId: number): Promise<RoomTypeRow[]> {
  return db.$queryRaw<RoomTypeRow[]>`
    SELECT
      t.sku_id AS "roomTypeId", t.code, t.name, t.description, t.max_guests::integer AS "maxGuests",
      s.base_price_minor AS "basePriceMinor", l.currency,
      ${shownPictures(Prisma.sql`p.listing_id = t.listing_id AND p.sku_id = t.sku_id`)} AS pictures
    FROM room_type t
    JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
    JOIN listing l ON l.listing_id = t.listing_id
    WHERE t.listing_id = ${hotelId} AND s.is_active
    ORDER BY t.sku_id
  `;
}
