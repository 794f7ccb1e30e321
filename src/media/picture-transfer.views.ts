import type { Database } from '../database/database-client.js';

/** A picture that is kept somewhere for good, as an export names it. */
export interface TransferRow {
  readonly hotelId: number;
  readonly pictureId: number;
  readonly roomTypeId: number | null;
  readonly hotelCode: string;
  /** Empty for a picture of the hotel. */
  readonly roomTypeCode: string;
  readonly caption: string;
  /** Of one that is elsewhere. */
  readonly url: string | null;
  /** Of the original in the store; null for one that is elsewhere. */
  readonly key: string | null;
}

/** The pictures of hotels in their order, those of the hotel before those of its room types; none that waits for its upload. */
export async function listTransferRows(db: Database, hotelIds: readonly number[]): Promise<TransferRow[]> {
  return db.$queryRaw<TransferRow[]>`
    SELECT
      p.listing_id AS "hotelId", p.picture_id AS "pictureId", p.sku_id AS "roomTypeId", l.code AS "hotelCode",
      coalesce(t.code, '') AS "roomTypeCode", p.caption, p.url, o.key
    FROM picture p
    JOIN listing l ON l.listing_id = p.listing_id
    LEFT JOIN room_type t ON t.listing_id = p.listing_id AND t.sku_id = p.sku_id
    LEFT JOIN picture_object o ON o.listing_id = p.listing_id AND o.picture_id = p.picture_id
      AND o.role = 'original' AND o.state = 'kept'
    WHERE p.listing_id = ANY (${[...hotelIds]}::integer[]) AND (p.url IS NOT NULL OR o.key IS NOT NULL)
    ORDER BY p.listing_id, p.sku_id NULLS FIRST, p.position, p.picture_id`;
}
