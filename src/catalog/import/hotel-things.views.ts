import type { Database } from '../../database/database-client.js';
import { Prisma } from '../../generated/prisma/client.js';
import type { HotelAdminDto } from '../admin/hotels/hotels-admin.dto.js';
import { hotelColumns } from '../admin/hotels/hotels-admin.views.js';
import type { RoomTypeAdminDto } from '../admin/room-types/room-types-admin.dto.js';
import { roomTypeColumns, roomTypeTables } from '../admin/room-types/room-types-admin.views.js';
import { occupancyText } from '../export/hotel-export.views.js';
import { listPolicyLines } from '../export/terms-export.views.js';
import type { Thing } from './import-trail.js';
import { listListingsByCode } from './listing-import.queries.js';

/** Hotels by code, as administrators see them, with their tables. */
export async function listHotelThings(db: Database, codes: readonly string[]): Promise<Thing[]> {
  const rows = await db.$queryRaw<(HotelAdminDto & { occupancyRules: string | null })[]>`
    SELECT ${hotelColumns}, ${occupancyText(Prisma.sql`l.listing_id`, Prisma.sql`0`)} AS "occupancyRules"
    FROM hotel h JOIN listing l ON l.listing_id = h.listing_id
    WHERE l.code = ANY (${[...codes]}::text[])`;
  return rows.map((row): Thing => ({
    kind: 'hotel',
    id: row.hotelId,
    listingId: row.hotelId,
    state: { ...row },
  }));
}

/** The cancellation policies of hotels or flights. */
export async function listPolicyThings(
  db: Database,
  kind: 'hotel' | 'flight',
  codes: readonly string[],
): Promise<Thing[]> {
  const listings = await listListingsByCode(db, kind, codes);
  if (listings.size === 0) return [];
  const lines = await listPolicyLines(
    db,
    [...listings.values()].map(({ listingId }) => listingId),
  );
  return lines.flatMap(({ listingCode, currency: _currency, code, ...state }): Thing[] => {
    const listing = listings.get(listingCode);
    return listing === undefined
      ? []
      : [{ kind: 'cancellation_policy', id: code, listingId: listing.listingId, state }];
  });
}

/** Room types, as administrators see them, with their limits, their tables and how many rooms they have. */
export async function listRoomTypeThings(
  db: Database,
  types: readonly { readonly listingId: number; readonly code: string }[],
): Promise<Thing[]> {
  const rows = await db.$queryRaw<RoomTypeAdminDto[]>`
    SELECT
      ${roomTypeColumns}, s.min_price_minor AS "minPriceMinor",
      s.max_price_minor AS "maxPriceMinor",
      ${occupancyText(Prisma.sql`t.listing_id`, Prisma.sql`t.sku_id`)} AS "occupancyRules",
      (
        SELECT count(*)::integer FROM room r WHERE r.listing_id = t.listing_id AND r.sku_id = t.sku_id
      ) AS rooms
    FROM ${roomTypeTables}
    JOIN unnest(
      ${types.map(({ listingId }) => listingId)}::integer[], ${types.map(({ code }) => code)}::text[]
    ) AS k (listing_id, code) ON k.listing_id = t.listing_id AND k.code = t.code`;
  return rows.map((row): Thing => ({
    kind: 'room_type',
    id: row.roomTypeId,
    listingId: row.hotelId,
    state: { ...row },
  }));
}

/** Outages of rooms, those of exactly these nights. */
export async function listOutageThings(
  db: Database,
  outages: readonly {
    readonly listingId: number;
    readonly roomId: number;
    readonly startDate: string;
    readonly endDate: string;
  }[],
): Promise<Thing[]> {
  const rows = await db.$queryRaw<
    { outageId: number; listingId: number; roomId: number; number: string; reason: string }[]
  >`
    SELECT
      o.outage_id AS "outageId", o.listing_id AS "listingId", o.room_id AS "roomId", r.number,
      o.start_date::text AS "startDate", o.end_date::text AS "endDate", o.reason
    FROM jsonb_to_recordset(${JSON.stringify(outages)}::jsonb)
      AS i ("listingId" integer, "roomId" integer, "startDate" date, "endDate" date)
    JOIN room_outage o ON o.listing_id = i."listingId" AND o.room_id = i."roomId" AND o.start_date = i."startDate"
      AND o.end_date = i."endDate"
    JOIN room r ON r.listing_id = o.listing_id AND r.room_id = o.room_id`;
  return rows.map(({ outageId, listingId, ...state }): Thing => ({
    kind: 'room_outage',
    id: outageId,
    listingId,
    state,
  }));
}

/**
 * What the nights of these ranges are, by room type (`listingId skuId`): a text that is another one when any of them is. For
 * whoever wants to know whether something has changed, of nights that are too many to be kept.
 */
export async function digestNights(
  db: Database,
  ranges: readonly {
    readonly listingId: number;
    readonly skuId: number;
    readonly startDate: string;
    readonly endDate: string;
  }[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ listingId: number; skuId: number; digest: string }[]>`
    SELECT
      k.listing_id AS "listingId", k.sku_id AS "skuId",
      count(i.date) || ' ' || coalesce(bit_xor(hashtextextended(
        concat_ws(' ', i.date, i.total, i.total_offset, i.overbooking_percent, i.overbooking_cap), 0
      )), 0) AS digest
    FROM (
      SELECT r."listingId" AS listing_id, r."skuId" AS sku_id, min(r."startDate") AS first, max(r."endDate") AS last
      FROM jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb)
        AS r ("listingId" integer, "skuId" integer, "startDate" date, "endDate" date)
      GROUP BY 1, 2
    ) k
    LEFT JOIN inventory i ON i.listing_id = k.listing_id AND i.sku_id = k.sku_id AND i.date >= k.first
      AND i.date < k.last
    GROUP BY k.listing_id, k.sku_id`;
  return new Map(rows.map(({ listingId, skuId, digest }) => [`${listingId} ${skuId}`, digest]));
}
