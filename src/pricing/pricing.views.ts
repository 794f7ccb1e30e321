import type { Prisma } from '../generated/prisma/client.js';
import type { PricedLine } from './pricing.rules.js';

/** A quantity of one SKU on one date. */
export interface WantedLine {
  readonly skuId: number;
  readonly date: string;
  readonly quantity: number;
}

/** A hold of the asker that would be given back: what it takes does not raise the price. */
export interface OwnHold {
  readonly holdId: string;
  readonly guestId: string;
}

type PricedRow = Omit<PricedLine, 'amountMinor'> & { amountMinor: bigint };

/**
 * Prices as a hold taken now would freeze them, in the order of SKU and date. SKUs that are not of the listing are
 * missing from the answer.
 */
export async function priceLines(
  db: Prisma.TransactionClient,
  listingId: number,
  lines: readonly WantedLine[],
  ownHold?: OwnHold,
): Promise<PricedLine[]> {
  const rows = await db.$queryRaw<PricedRow[]>`
    WITH wanted AS (
      SELECT w.sku_id, w.date, w.quantity
      FROM unnest(
        ${lines.map((line) => line.skuId)}::integer[], ${lines.map((line) => line.date)}::date[],
        ${lines.map((line) => line.quantity)}::integer[]
      ) AS w (sku_id, date, quantity)
    ), args AS (
      SELECT
        array_agg(1) AS requests, array_agg(w.sku_id) AS skus, array_agg(w.date) AS dates,
        array_agg(w.quantity) AS quantities, array_agg(coalesce(o.quantity, 0)) AS credits
      FROM wanted w
      LEFT JOIN LATERAL (
        SELECT hi.quantity::integer AS quantity FROM hold h
        JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
        WHERE h.listing_id = ${listingId} AND h.hold_id = ${ownHold?.holdId ?? null}::uuid
          AND h.guest_id = ${ownHold?.guestId ?? null}::text AND h.status = 'active'
          AND hi.sku_id = w.sku_id AND w.date >= h.start_date AND w.date < h.end_date
      ) o ON true
    )
    SELECT
      p.sku_id AS "skuId", p.date::text AS date, p.quantity, p.base_minor AS "baseMinor", p.rate_bp AS "rateBp",
      p.occupancy_bp AS "occupancyBp", p.amount_minor AS "amountMinor"
    FROM args a
    CROSS JOIN LATERAL price_lines(${listingId}, a.requests, a.skus, a.dates, a.quantities, a.credits) p
    ORDER BY p.sku_id, p.date
  `;
  return rows.map((row) => ({ ...row, amountMinor: Number(row.amountMinor) }));
}
