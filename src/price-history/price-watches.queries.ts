import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { Night } from '../stays/night.js';

export interface PriceWatchRow {
  readonly watchId: string;
  readonly listingId: number;
  readonly kind: 'hotel' | 'flight';
  readonly currency: string;
  readonly skuId: number | null;
  readonly startDate: Night | null;
  readonly endDate: Night | null;
  readonly belowMinor: bigint | null;
  readonly createdAt: Date;
}

export interface NewWatch {
  readonly subscriptionId: string;
  readonly listingId: number;
  readonly skuId: number | null;
  readonly startDate: Night | null;
  readonly endDate: Night | null;
  readonly belowMinor: number | null;
  /** Names it, when its request has a key: the repeat makes no other. */
  readonly operationId: string | undefined;
  readonly maxWatches: number;
}

/**
 * Waits until whoever follows prices has committed, and keeps everybody from following them until the transaction ends: what
 * is listed then is what a watch begins with, and it is told of every change behind it.
 */
export async function lockFollower(db: Database): Promise<void> {
  await db.$queryRaw`SELECT c.singleton FROM price_cursor c FOR SHARE`;
}

/** A listed price. */
export interface ListedPriceRow {
  readonly skuId: number;
  readonly date: Night;
  readonly unitMinor: bigint;
}

/** The lowest listed price that a watch is about, on dates to come; the earliest of equals. */
export async function findLowestPrice(
  db: Database,
  { listingId, skuId, startDate, endDate }: PriceWatchRow,
): Promise<ListedPriceRow | undefined> {
  const rows = await db.$queryRaw<ListedPriceRow[]>`
    SELECT k.sku_id AS "skuId", k.date::text AS date, k.unit_minor AS "unitMinor"
    FROM listing l
    JOIN listed_price k ON k.listing_id = l.listing_id
    JOIN sku s ON s.listing_id = k.listing_id AND s.sku_id = k.sku_id AND s.is_active
    LEFT JOIN seat x ON x.listing_id = k.listing_id AND x.sku_id = k.sku_id
    LEFT JOIN sku c ON c.listing_id = x.listing_id AND c.sku_id = x.cabin_sku_id
    WHERE l.listing_id = ${listingId}::integer
      AND k.date >= greatest(${startDate}::date, (now() AT TIME ZONE l.timezone)::date)
      AND k.date < coalesce(${endDate}::date, 'infinity')
      AND (${skuId}::integer IS NULL OR coalesce(x.cabin_sku_id, k.sku_id) = ${skuId}::integer)
      AND c.is_active IS NOT FALSE
    ORDER BY k.unit_minor, k.date, k.sku_id
    LIMIT 1`;
  return rows[0];
}

/**
 * In a transaction. Undefined when the subscription has as many as it may have; counted behind its lock. `isNew` is false
 * for the repeat of a request.
 */
export async function insertWatch(
  db: Database,
  watch: NewWatch,
): Promise<{ readonly watchId: string; readonly isNew: boolean } | undefined> {
  const { subscriptionId } = watch;
  await db.$queryRaw`
    SELECT s.subscription_id FROM webhook_subscription s
    WHERE s.subscription_id = ${subscriptionId}::uuid FOR NO KEY UPDATE`;
  const rows = await db.$queryRaw<{ watchId: string; isNew: boolean }[]>`
      INSERT INTO price_watch AS w (
        subscription_id, watch_id, listing_id, sku_id, start_date, end_date, below_minor
      )
      SELECT
        ${subscriptionId}::uuid, coalesce(${watch.operationId ?? null}::uuid, uuidv7()), ${watch.listingId},
        ${watch.skuId}::integer, ${watch.startDate}::date, ${watch.endDate}::date, ${watch.belowMinor}::bigint
      WHERE (
        SELECT count(*) FROM price_watch o
        WHERE o.subscription_id = ${subscriptionId}::uuid AND o.watch_id IS DISTINCT FROM ${watch.operationId ?? null}::uuid
      ) < ${watch.maxWatches}::integer
      ON CONFLICT (subscription_id, watch_id) DO UPDATE SET created_at = w.created_at
      RETURNING w.watch_id::text AS "watchId", old.watch_id IS NULL AS "isNew"`;
  return rows[0];
}

/** Of a subscription, newest first. */
export function listWatches(
  prisma: PrismaService,
  {
    subscriptionId,
    beforeId,
    limit,
  }: { subscriptionId: string; beforeId: string | undefined; limit: number },
): Promise<PriceWatchRow[]> {
  return prisma.$queryRaw<PriceWatchRow[]>`
    SELECT
      w.watch_id::text AS "watchId", w.listing_id AS "listingId", l.kind, l.currency, w.sku_id AS "skuId",
      w.start_date::text AS "startDate", w.end_date::text AS "endDate", w.below_minor AS "belowMinor",
      w.created_at AS "createdAt"
    FROM price_watch w JOIN listing l ON l.listing_id = w.listing_id
    WHERE w.subscription_id = ${subscriptionId}::uuid
      AND w.watch_id < coalesce(${beforeId ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    ORDER BY w.watch_id DESC
    LIMIT ${limit}`;
}

export function findWatch(
  db: Database,
  { subscriptionId, watchId }: { subscriptionId: string; watchId: string },
): Promise<PriceWatchRow | undefined> {
  return db.$queryRaw<PriceWatchRow[]>`
      SELECT
        w.watch_id::text AS "watchId", w.listing_id AS "listingId", l.kind, l.currency, w.sku_id AS "skuId",
        w.start_date::text AS "startDate", w.end_date::text AS "endDate", w.below_minor AS "belowMinor",
        w.created_at AS "createdAt"
      FROM price_watch w JOIN listing l ON l.listing_id = w.listing_id
      WHERE w.subscription_id = ${subscriptionId}::uuid AND w.watch_id = ${watchId}::uuid`.then(
    (rows) => rows[0],
  );
}

export async function deleteWatch(
  db: Database,
  { subscriptionId, watchId }: { subscriptionId: string; watchId: string },
): Promise<boolean> {
  const deleted = await db.$executeRaw`
    DELETE FROM price_watch WHERE subscription_id = ${subscriptionId}::uuid AND watch_id = ${watchId}::uuid`;
  return deleted > 0;
}
