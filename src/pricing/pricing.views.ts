import type { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';
import type { PricedLine } from './pricing.rules.js';

/** A quantity of one SKU on one date. */
export interface WantedLine {
  readonly skuId: number;
  readonly date: Night;
  readonly quantity: number;
  /** What the asker holds of it already and would give back: it must not raise the price. */
  readonly credit?: number;
}

type PricedRow = Omit<PricedLine, 'amountMinor'> & { amountMinor: bigint };

/**
 * Prices as a hold taken now would freeze them, in the order of SKU and date. Every SKU must
 * be one of the listing; of a listing that does not exist the answer is empty.
 */
export async function priceLines(
  db: Prisma.TransactionClient,
  listingId: number,
  lines: readonly WantedLine[],
): Promise<PricedLine[]> {
  const rows = await db.$queryRaw<PricedRow[]>`
    SELECT
      p.sku_id AS "skuId", p.date::text AS date, p.quantity, p.base_minor AS "baseMinor", p.rate_bp AS "rateBp",
      p.occupancy_bp AS "occupancyBp", p.amount_minor AS "amountMinor"
    FROM price_lines(
      ${listingId}, ${lines.map(() => 1)}::integer[], ${lines.map((line) => line.skuId)}::integer[],
      ${lines.map((line) => line.date)}::date[], ${lines.map((line) => line.quantity)}::integer[],
      ${lines.map((line) => line.credit ?? 0)}::integer[]
    ) p
    ORDER BY p.sku_id, p.date
  `;
  return rows.map((row) => ({ ...row, amountMinor: Number(row.amountMinor) }));
}

/** What a live hold takes of one SKU. */
export interface HeldItem {
  readonly skuId: number;
  readonly quantity: number;
  readonly startDate: Night;
  readonly endDate: Night;
}

/** The items of a guest's hold while it is live; empty for any other hold. */
export async function listLiveHoldItems(
  db: Prisma.TransactionClient,
  { listingId, holdId, guestId }: { listingId: number; holdId: string; guestId: string },
): Promise<HeldItem[]> {
  return db.$queryRaw<HeldItem[]>`
    SELECT
      hi.sku_id AS "skuId", hi.quantity::integer AS quantity,
      h.start_date::text AS "startDate", h.end_date::text AS "endDate"
    FROM hold h JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    WHERE h.listing_id = ${listingId} AND h.hold_id = ${holdId}::uuid AND h.guest_id = ${guestId}
      AND h.status = 'active' AND h.expires_at > now()
  `;
}
