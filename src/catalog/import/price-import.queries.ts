import type { Database } from '../../database/database-client.js';
import type { OccupancyRuleRow } from './hotel-rows.js';
import type { Limits } from './price-cells.js';

interface SkuKey {
  readonly listingId: number;
  readonly skuId: number;
}

/**
 * Sets what one room of each type costs at least and at most, where that differs. Returns the lines with a limit that does not
 * go with the other one, which is there already: both stay.
 */
export async function setTypeLimits(
  db: Database,
  limits: readonly (SkuKey & Limits & { readonly line: number })[],
): Promise<number[]> {
  if (limits.length === 0) return [];
  const refused = await db.$queryRaw<{ line: number }[]>`
    WITH input AS (
      SELECT
        s.listing_id, s.sku_id, i.line,
        CASE WHEN i."keepsMin" THEN s.min_price_minor ELSE i."minMinor" END AS min_minor,
        CASE WHEN i."keepsMax" THEN s.max_price_minor ELSE i."maxMinor" END AS max_minor
      FROM jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) AS i (
        line integer, "listingId" integer, "skuId" integer, "minMinor" integer, "maxMinor" integer,
        "keepsMin" boolean, "keepsMax" boolean
      )
      JOIN sku s ON s.listing_id = i."listingId" AND s.sku_id = i."skuId"
    ), written AS (
      UPDATE sku s SET min_price_minor = i.min_minor, max_price_minor = i.max_minor
      FROM input i
      WHERE s.listing_id = i.listing_id AND s.sku_id = i.sku_id AND (i.min_minor <= i.max_minor) IS NOT FALSE
        AND (s.min_price_minor, s.max_price_minor) IS DISTINCT FROM (i.min_minor, i.max_minor)
    )
    SELECT i.line FROM input i WHERE i.min_minor > i.max_minor ORDER BY 1`;
  return refused.map(({ line }) => line);
}

export interface TypeTable extends SkuKey {
  readonly rules: readonly OccupancyRuleRow[];
}

/** Replaces the occupancy tables of room types, in one statement and only where they differ: one new revision of prices at most. */
export async function replaceTypeTables(db: Database, tables: readonly TypeTable[]): Promise<void> {
  if (tables.length === 0) return;
  const rows = tables.flatMap(({ listingId, skuId, rules }) =>
    rules.map((rule) => ({ listingId, skuId, ...rule })),
  );
  await db.$executeRaw`
    WITH input AS (
      SELECT i."listingId" AS listing_id, i."skuId" AS sku_id, i."thresholdPercent" AS threshold_percent,
        i."factorBp" AS factor_bp
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS i ("listingId" integer, "skuId" integer, "thresholdPercent" smallint, "factorBp" integer)
    ), gone AS (
      DELETE FROM occupancy_rule o
      USING unnest(
        ${tables.map(({ listingId }) => listingId)}::integer[], ${tables.map(({ skuId }) => skuId)}::integer[]
      ) AS t (listing_id, sku_id)
      WHERE o.listing_id = t.listing_id AND o.sku_id = t.sku_id AND NOT EXISTS (
        SELECT 1 FROM input i
        WHERE i.listing_id = o.listing_id AND i.sku_id = o.sku_id AND i.threshold_percent = o.threshold_percent
      )
    )
    INSERT INTO occupancy_rule AS o (listing_id, sku_id, threshold_percent, factor_bp)
    SELECT i.listing_id, i.sku_id, i.threshold_percent, i.factor_bp FROM input i
    ON CONFLICT (listing_id, sku_id, threshold_percent) DO UPDATE SET factor_bp = excluded.factor_bp
    WHERE o.factor_bp <> excluded.factor_bp`;
}
