import type { Database } from '../../database/database-client.js';

export interface RoomKey {
  readonly listingId: number;
  readonly roomId: number;
  readonly skuId: number;
}

/** Rooms by their hotel's code and their number, as `CODE number`. */
export async function listRoomsByNumber(
  db: Database,
  rooms: readonly { readonly hotelCode: string; readonly number: string }[],
): Promise<ReadonlyMap<string, RoomKey>> {
  const rows = await db.$queryRaw<(RoomKey & { code: string; number: string })[]>`
    SELECT l.code, r.number, r.listing_id AS "listingId", r.room_id AS "roomId", r.sku_id AS "skuId"
    FROM (
      SELECT DISTINCT k.code, k.number
      FROM unnest(${rooms.map(({ hotelCode }) => hotelCode)}::text[], ${rooms.map(({ number }) => number)}::text[])
        AS k (code, number)
    ) k
    JOIN listing l ON l.code = k.code
    JOIN room r ON r.listing_id = l.listing_id AND r.number = k.number`;
  return new Map(rows.map(({ code, number, ...key }) => [`${code} ${number}`, key]));
}

export interface OutageInput extends RoomKey {
  readonly startDate: string;
  readonly endDate: string;
  readonly reason: string;
}

/**
 * Writes down outages, or the reason of those that are there, and has the totals of their nights follow. Whoever calls holds
 * the locks of the hotels' rooms.
 */
export async function writeOutages(db: Database, outages: readonly OutageInput[]): Promise<void> {
  if (outages.length === 0) return;
  const rows = JSON.stringify(outages);
  await db.$executeRaw`
    INSERT INTO room_outage AS o (listing_id, room_id, start_date, end_date, reason)
    SELECT i."listingId", i."roomId", i."startDate", i."endDate", i.reason
    FROM ROWS FROM (
      jsonb_to_recordset(${rows}::jsonb)
        AS ("listingId" integer, "roomId" integer, "startDate" date, "endDate" date, reason text)
    ) WITH ORDINALITY AS i ("listingId", "roomId", "startDate", "endDate", reason, place)
    ORDER BY i.place
    ON CONFLICT (listing_id, room_id, start_date, end_date) DO UPDATE SET reason = excluded.reason
    WHERE o.reason <> excluded.reason`;
  await db.$queryRaw`
    SELECT count(ledger_follow_rooms(k.listing_id, k.skus, k.first, k.last))::integer
    FROM (
      SELECT i."listingId" AS listing_id, array_agg(DISTINCT i."skuId") AS skus, min(i."startDate") AS first,
        max(i."endDate") AS last
      FROM jsonb_to_recordset(${rows}::jsonb)
        AS i ("listingId" integer, "skuId" integer, "startDate" date, "endDate" date)
      GROUP BY 1 ORDER BY 1
    ) k`;
}
