import type { Database } from '../../database/database-client.js';

export interface HotelLine {
  readonly listingId: number;
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
  readonly heldWeightPercent: number;
  readonly occupancyRules: string | null;
  readonly isActive: boolean;
}

/** Hotels by id, after `afterId`. */
export async function listHotelLines(db: Database, afterId: number, limit: number): Promise<HotelLine[]> {
  return db.$queryRaw<HotelLine[]>`
    SELECT
      l.listing_id AS "listingId", l.code, h.name, h.description, h.address, h.city, h.country, l.timezone, l.currency,
      h.check_in_time AS "checkIn", h.check_out_time AS "checkOut",
      h.overbooking_percent::integer AS "overbookingPercent", l.held_weight_percent::integer AS "heldWeightPercent",
      (
        SELECT string_agg(
          o.threshold_percent || ':' || to_char(o.factor_bp / 10000.0, 'FM99990.0000'), ';' ORDER BY o.threshold_percent
        )
        FROM occupancy_rule o WHERE o.listing_id = l.listing_id AND o.sku_id = 0
      ) AS "occupancyRules",
      l.is_active AS "isActive"
    FROM hotel h JOIN listing l ON l.listing_id = h.listing_id
    WHERE h.listing_id > ${afterId}
    ORDER BY h.listing_id
    LIMIT ${limit}`;
}

export interface RoomTypeLine {
  readonly skuId: number;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly maxGuests: number;
  readonly basePriceMinor: number;
  readonly overbookingPercent: number;
  readonly overbookingCap: number;
  readonly isActive: boolean;
}

/** The room types of a hotel, in the order they were made. */
export async function listRoomTypeLines(db: Database, listingId: number): Promise<RoomTypeLine[]> {
  return db.$queryRaw<RoomTypeLine[]>`
    SELECT
      t.sku_id AS "skuId", t.code, t.name, t.description, t.max_guests::integer AS "maxGuests",
      s.base_price_minor AS "basePriceMinor", s.overbooking_percent::integer AS "overbookingPercent",
      s.overbooking_cap::integer AS "overbookingCap", s.is_active AS "isActive"
    FROM room_type t JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
    WHERE t.listing_id = ${listingId}
    ORDER BY t.sku_id`;
}

export interface RoomLine {
  readonly typeCode: string;
  readonly number: string;
  readonly floor: number;
  readonly name: string;
  readonly isAvailable: boolean;
}

/** The rooms of a hotel, in the order they were made. */
export async function listRoomLines(db: Database, listingId: number): Promise<RoomLine[]> {
  return db.$queryRaw<RoomLine[]>`
    SELECT t.code AS "typeCode", r.number, r.floor::integer AS floor, r.name, r.is_available AS "isAvailable"
    FROM room r JOIN room_type t ON t.listing_id = r.listing_id AND t.sku_id = r.sku_id
    WHERE r.listing_id = ${listingId}
    ORDER BY r.room_id`;
}

export interface RateLine {
  readonly startDate: string;
  readonly endDate: string;
  readonly multiplier: string;
}

/** The rates of a hotel from today on, as runs of nights with the same one. */
export async function listRateLines(db: Database, listingId: number): Promise<RateLine[]> {
  return db.$queryRaw<RateLine[]>`
    SELECT
      min(n.date)::text AS "startDate", (max(n.date) + 1)::text AS "endDate",
      to_char(n.multiplier_bp / 10000.0, 'FM99990.0000') AS multiplier
    FROM (
      SELECT
        r.date, r.multiplier_bp,
        r.date - (row_number() OVER (PARTITION BY r.multiplier_bp ORDER BY r.date))::integer AS run
      FROM rate r JOIN listing l ON l.listing_id = r.listing_id
      WHERE r.listing_id = ${listingId} AND r.date >= (now() AT TIME ZONE l.timezone)::date
    ) n
    GROUP BY n.multiplier_bp, n.run
    ORDER BY 1`;
}

export interface TotalLine {
  readonly typeCode: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly total: number;
  readonly overbookingPercent: number;
}

/**
 * Nights from today on whose total was set by hand, or whose overbooking is not that of the room type, as runs. What is out
 * of order is not taken off: it comes back by itself.
 */
export async function listTotalLines(db: Database, listingId: number): Promise<TotalLine[]> {
  return db.$queryRaw<TotalLine[]>`
    SELECT
      n.code AS "typeCode", min(n.date)::text AS "startDate", (max(n.date) + 1)::text AS "endDate",
      n.total, n.overbooking_percent::integer AS "overbookingPercent"
    FROM (
      SELECT
        k.*, k.date - (row_number() OVER (
          PARTITION BY k.code, k.total, k.overbooking_percent ORDER BY k.date
        ))::integer AS run
      FROM (
        SELECT t.code, i.date, inventory_total(c.rooms, i.total_offset) AS total, i.overbooking_percent
        FROM room_type t
        JOIN listing l ON l.listing_id = t.listing_id
        JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
        CROSS JOIN LATERAL (
          SELECT count(*)::integer AS rooms FROM room r
          WHERE r.listing_id = t.listing_id AND r.sku_id = t.sku_id AND r.is_available
        ) c
        JOIN inventory i ON i.listing_id = t.listing_id AND i.sku_id = t.sku_id
          AND i.date >= (now() AT TIME ZONE l.timezone)::date
        WHERE t.listing_id = ${listingId}
          AND (i.total_offset <> 0 OR i.overbooking_percent <> s.overbooking_percent)
      ) k
    ) n
    GROUP BY n.code, n.total, n.overbooking_percent, n.run
    ORDER BY 1, 2`;
}
