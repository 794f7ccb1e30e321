import type { Database } from '../../../database/database-client.js';
import type { RateBefore } from '../rates/rates-before.rules.js';

export interface RateRun {
  readonly hotelId: number;
  readonly startDate: string;
  readonly endDate: string;
  readonly multiplierBp: number;
}

/** A night of a hotel, and the rate it had. */
export interface HotelRateBefore extends RateBefore {
  readonly hotelId: number;
}

/** Sets the rates of runs of nights that do not overlap, in one statement; returns what each of the nights had. */
export async function setRateRuns(db: Database, runs: readonly RateRun[]): Promise<HotelRateBefore[]> {
  return db.$queryRaw<HotelRateBefore[]>`
    WITH written AS (
      INSERT INTO rate (listing_id, date, multiplier_bp)
      SELECT r."hotelId", r."startDate" + n, r."multiplierBp"
      FROM jsonb_to_recordset(${JSON.stringify(runs)}::jsonb)
        AS r ("hotelId" integer, "startDate" date, "endDate" date, "multiplierBp" integer)
      CROSS JOIN LATERAL generate_series(0, r."endDate" - r."startDate" - 1) AS n
      ORDER BY 1, 2
      ON CONFLICT (listing_id, date) DO UPDATE SET multiplier_bp = excluded.multiplier_bp
      RETURNING new.listing_id AS hotel_id, new.date AS date, old.multiplier_bp AS before
    )
    SELECT w.hotel_id AS "hotelId", w.date::text AS date, w.before AS "multiplierBp" FROM written w`;
}

/** Those of the hotels that exist, with their time zones. */
export async function listKnownHotels(
  db: Database,
  hotelIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await db.hotel.findMany({
    where: { listingId: { in: [...hotelIds] } },
    select: { listingId: true, listing: { select: { timezone: true } } },
  });
  return new Map(rows.map(({ listingId, listing }) => [listingId, listing.timezone]));
}

/** Those of the room types that exist, as `hotel room-type`. */
export async function listKnownRoomTypes(
  db: Database,
  keys: readonly { readonly hotelId: number; readonly roomTypeId: number }[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT t.listing_id || ' ' || t.sku_id AS key
    FROM unnest(
      ${keys.map(({ hotelId }) => hotelId)}::integer[], ${keys.map(({ roomTypeId }) => roomTypeId)}::integer[]
    ) AS k (listing_id, sku_id)
    JOIN room_type t ON t.listing_id = k.listing_id AND t.sku_id = k.sku_id`;
  return rows.map(({ key }) => key);
}
