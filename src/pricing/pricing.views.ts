import type { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';
import { readFrozenLine } from './frozen-quote.js';
import { readPricingSettings, type PricingSettings } from './pricing-settings.js';
import type { PricedLine } from './pricing.rules.js';

/** A quantity of one SKU on one date. */
export interface WantedLine {
  readonly skuId: number;
  readonly date: Night;
  readonly quantity: number;
  /**
   * What the asker holds already and would give back: it must not raise the price. Of the SKU on that date; for a seat, of
   * all seats in its cabin, since those are what its price goes by.
   */
  readonly credit?: number;
}

/**
 * Prices as a hold taken now would freeze them, in the order of SKU and date. Every SKU must
 * be one of the listing; of a listing that does not exist the answer is empty.
 */
export async function priceLines(
  db: Prisma.TransactionClient,
  listingId: number,
  lines: readonly WantedLine[],
): Promise<PricedLine[]> {
  const rows = await db.$queryRaw<{ line: unknown }[]>`
    SELECT p.line
    FROM price_lines(
      ${listingId}, ${lines.map(() => 1)}::integer[], ${lines.map((line) => line.skuId)}::integer[],
      ${lines.map((line) => line.date)}::date[], ${lines.map((line) => line.quantity)}::integer[],
      ${lines.map((line) => line.credit ?? 0)}::integer[]
    ) p
    ORDER BY p.sku_id, p.date
  `;
  return rows.map(({ line }) => readFrozenLine(line));
}

/** What a live hold takes of one SKU. */
export interface HeldItem {
  readonly skuId: number;
  readonly quantity: number;
  readonly startDate: Night;
  readonly endDate: Night;
  /** Of a seat. */
  readonly cabinSkuId: number | null;
}

/** The items of a guest's hold while it is live; empty for any other hold. */
export async function listLiveHoldItems(
  db: Prisma.TransactionClient,
  { listingId, holdId, guestId }: { listingId: number; holdId: string; guestId: string },
): Promise<HeldItem[]> {
  return db.$queryRaw<HeldItem[]>`
    SELECT
      hi.sku_id AS "skuId", hi.quantity::integer AS quantity,
      h.start_date::text AS "startDate", h.end_date::text AS "endDate", s.cabin_sku_id AS "cabinSkuId"
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    LEFT JOIN seat s ON s.listing_id = hi.listing_id AND s.sku_id = hi.sku_id
    WHERE h.listing_id = ${listingId} AND h.hold_id = ${holdId}::uuid AND h.guest_id = ${guestId}
      AND h.status = 'active' AND h.expires_at > now()
  `;
}

/** The cabins of those SKUs that are seats. */
export async function listCabinsOfSeats(
  db: Prisma.TransactionClient,
  listingId: number,
  skuIds: readonly number[],
): Promise<Map<number, number>> {
  const seats = await db.seat.findMany({
    where: { listingId, skuId: { in: [...skuIds] } },
    select: { skuId: true, cabinSkuId: true },
  });
  return new Map(seats.map((seat) => [seat.skuId, seat.cabinSkuId]));
}

/** The tables and rules of a listing as a revision has them; undefined when there is no such revision. */
export async function findPriceRevision(
  db: Prisma.TransactionClient,
  listingId: number,
  revision: number,
): Promise<PricingSettings | undefined> {
  const row = await db.priceRevision.findUnique({ where: { listingId_revision: { listingId, revision } } });
  return row === null ? undefined : readPricingSettings(row.settings);
}
