import type { Database } from '../../database/database-client.js';
import type { OccupancyThreshold, SeatsLeftStep } from '../pricing-settings.js';

/** Locks what makes the prices of a listing until the transaction ends: it is changed by one at a time. */
export async function lockPricing(db: Database, listingId: number): Promise<void> {
  await db.$queryRaw`SELECT listing_id FROM listing WHERE listing_id = ${listingId} FOR NO KEY UPDATE`;
}

/** How much an unpaid hold counts beside a reservation. */
export async function setHeldWeight(
  db: Database,
  listingId: number,
  heldWeightPercent: number,
): Promise<void> {
  await db.$executeRaw`
    UPDATE listing SET held_weight_percent = ${heldWeightPercent}::smallint WHERE listing_id = ${listingId}`;
}

/** Replaces one table of a hotel: its own (SKU 0), or that of a room type. Writes only what differs. */
export async function replaceOccupancyTable(
  db: Database,
  { listingId, skuId }: { listingId: number; skuId: number },
  steps: readonly OccupancyThreshold[],
): Promise<void> {
  await db.$executeRaw`
    MERGE INTO occupancy_rule AS o
    USING unnest(
      ${steps.map((step) => step.thresholdPercent)}::smallint[], ${steps.map((step) => step.factorBp)}::integer[]
    ) AS i (threshold_percent, factor_bp)
    ON o.listing_id = ${listingId} AND o.sku_id = ${skuId} AND o.threshold_percent = i.threshold_percent
    WHEN MATCHED AND o.factor_bp <> i.factor_bp THEN UPDATE SET factor_bp = i.factor_bp
    WHEN NOT MATCHED THEN
      INSERT (listing_id, sku_id, threshold_percent, factor_bp)
      VALUES (${listingId}, ${skuId}, i.threshold_percent, i.factor_bp)
    WHEN NOT MATCHED BY SOURCE AND o.listing_id = ${listingId} AND o.sku_id = ${skuId} THEN DELETE`;
}

/** Replaces the table of a cabin. Writes only what differs. */
export async function replaceSeatsLeftTable(
  db: Database,
  { listingId, cabinSkuId }: { listingId: number; cabinSkuId: number },
  steps: readonly SeatsLeftStep[],
): Promise<void> {
  await db.$executeRaw`
    MERGE INTO seats_left_rule AS o
    USING unnest(
      ${steps.map((step) => step.seatsLeft)}::smallint[], ${steps.map((step) => step.factorBp)}::integer[]
    ) AS i (seats_left, factor_bp)
    ON o.listing_id = ${listingId} AND o.cabin_sku_id = ${cabinSkuId} AND o.seats_left = i.seats_left
    WHEN MATCHED AND o.factor_bp <> i.factor_bp THEN UPDATE SET factor_bp = i.factor_bp
    WHEN NOT MATCHED THEN
      INSERT (listing_id, cabin_sku_id, seats_left, factor_bp)
      VALUES (${listingId}, ${cabinSkuId}, i.seats_left, i.factor_bp)
    WHEN NOT MATCHED BY SOURCE AND o.listing_id = ${listingId} AND o.cabin_sku_id = ${cabinSkuId} THEN DELETE`;
}

export interface PriceLimits {
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** Sets what one unit costs at least and at most; for a cabin with assigned seats each of its seats, too. */
export async function setPriceLimits(
  db: Database,
  { listingId, skuId }: { listingId: number; skuId: number },
  { minimum, maximum }: PriceLimits,
): Promise<void> {
  await db.$executeRaw`
    UPDATE sku s SET min_price_minor = ${minimum}::integer, max_price_minor = ${maximum}::integer
    WHERE s.listing_id = ${listingId} AND (
      s.sku_id = ${skuId}
      OR s.sku_id IN (SELECT t.sku_id FROM seat t WHERE t.listing_id = ${listingId} AND t.cabin_sku_id = ${skuId})
    )`;
}

export interface SkuPrices extends PriceLimits {
  readonly skuId: number;
  /** Null for a room type. */
  readonly cabin: string | null;
  readonly baseMinor: number;
}

/** The room types or cabins of a listing with their prices, in the order of their ids. */
export function listSkuPrices(db: Database, listingId: number): Promise<SkuPrices[]> {
  return db.$queryRaw<SkuPrices[]>`
    SELECT
      s.sku_id AS "skuId", c.class AS cabin, s.base_price_minor AS "baseMinor",
      s.min_price_minor AS minimum, s.max_price_minor AS maximum
    FROM sku s LEFT JOIN cabin c ON c.listing_id = s.listing_id AND c.sku_id = s.sku_id
    WHERE s.listing_id = ${listingId} AND s.kind <> 'seat'
    ORDER BY s.sku_id`;
}

/** The revision of a listing's tables and rules, and the document of what they are now. */
export async function readPricing(
  db: Database,
  listingId: number,
): Promise<{ readonly revision: number; readonly settings: unknown }> {
  const [row] = await db.$queryRaw<{ revision: number; settings: unknown }[]>`
    SELECT l.pricing_revision AS revision, pricing_settings(l.listing_id) AS settings
    FROM listing l WHERE l.listing_id = ${listingId}`;
  if (row === undefined) throw new Error(`listing ${listingId} has gone`);
  return row;
}
