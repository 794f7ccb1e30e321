import type { Database } from '../../../database/database-client.js';
import { noOverbookingCap } from '../../../inventory/explained-night.js';
import type { HotelAdminDto, HotelChangesDto, NewHotelDto } from './hotels-admin.dto.js';
import { findHotel, hotelColumns } from './hotels-admin.views.js';

/** One hotel, locked until the transaction ends. */
export async function lockHotel(db: Database, hotelId: number): Promise<HotelAdminDto | undefined> {
  const [row] = await db.$queryRaw<HotelAdminDto[]>`
    SELECT ${hotelColumns}
    FROM hotel h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.listing_id = ${hotelId}
    FOR NO KEY UPDATE OF l, h`;
  return row;
}

/** Adds a hotel without room types, free to cancel until 48 hours before. Violates `listing_code_key` when the code is taken. */
export async function insertHotel(db: Database, hotel: NewHotelDto): Promise<HotelAdminDto> {
  const [made] = await db.$queryRaw<{ hotelId: number }[]>`
    WITH listed AS (
      INSERT INTO listing (kind, code, currency, timezone, held_weight_percent)
      VALUES ('hotel', ${hotel.code}, ${hotel.currency}, ${hotel.timezone}, ${hotel.heldWeightPercent ?? 50}::smallint)
      RETURNING listing_id
    )
    INSERT INTO hotel (
      listing_id, name, description, address, city, country, check_in_time, check_out_time, overbooking_percent,
      overbooking_cap
    )
    SELECT
      listed.listing_id, ${hotel.name}, ${hotel.description ?? ''}, ${hotel.address ?? ''}, ${hotel.city},
      ${hotel.country}, ${hotel.checkInTime ?? '15:00'}, ${hotel.checkOutTime ?? '11:00'},
      ${hotel.overbookingPercent ?? 10}::smallint, ${hotel.overbookingCap ?? noOverbookingCap}::smallint
    FROM listed
    RETURNING listing_id AS "hotelId"`;
  return readBack(db, made?.hotelId);
}

/**
 * Changes the fields that are there. Violates `listing_currency_stays` for a currency, and `listing_terms_stay` for a time zone
 * that must stay.
 */
export async function updateHotel(
  db: Database,
  hotelId: number,
  changes: HotelChangesDto,
): Promise<HotelAdminDto> {
  const { currency, timezone, heldWeightPercent, isActive, overbookingCap: cap, ...described } = changes;
  await db.listing.update({
    where: { listingId: hotelId },
    data: { currency, timezone, heldWeightPercent, isActive },
  });
  const overbookingCap = cap === null ? noOverbookingCap : cap;
  await db.hotel.update({ where: { listingId: hotelId }, data: { ...described, overbookingCap } });
  return readBack(db, hotelId);
}

/** Whether the database knows a time zone by this very name. */
export async function isTimeZone(db: Database, name: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM pg_timezone_names z WHERE z.name = ${name}`;
  return rows.length > 0;
}

async function readBack(db: Database, hotelId: number | undefined): Promise<HotelAdminDto> {
  const hotel = hotelId === undefined ? undefined : await findHotel(db, hotelId);
  if (hotel === undefined) throw new Error('a hotel that was written is gone in the same transaction');
  return hotel;
}
