import type { Database } from '../database/database-client.js';
import type { Night } from '../stays/night.js';

/** A half-open range of dates of one SKU. */
export interface SkuDates {
  readonly listingId: number;
  readonly skuId: number;
  readonly startDate: Night;
  readonly endDate: Night;
}

/** What there is of a SKU on a date, and how much may be sold beyond it. */
export interface DateLimits {
  readonly listingId: number;
  readonly skuId: number;
  readonly date: Night;
  readonly total: number;
  readonly overbookingPercent: number;
  readonly overbookingCap: number;
}

/** What the dates of these ranges have; one that was never opened is missing. Ranges do not overlap. */
export async function listDateLimits(db: Database, ranges: readonly SkuDates[]): Promise<DateLimits[]> {
  return db.$queryRaw<DateLimits[]>`
    SELECT
      i.listing_id AS "listingId", i.sku_id AS "skuId", i.date::text AS date, i.total::integer AS total,
      i.overbooking_percent::integer AS "overbookingPercent", i.overbooking_cap::integer AS "overbookingCap"
    FROM jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb)
      AS r ("listingId" integer, "skuId" integer, "startDate" date, "endDate" date)
    JOIN inventory i ON i.listing_id = r."listingId" AND i.sku_id = r."skuId"
      AND i.date >= r."startDate" AND i.date < r."endDate"`;
}
