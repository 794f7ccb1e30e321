import type { PrismaService } from '../database/prisma.service.js';
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
}

// One row: thirty would cost more to read than to find.
const priceLinesText = (credits: string) => `
  SELECT json_agg(p.line ORDER BY p.sku_id, p.date) AS lines
  FROM price_lines($1::integer, $2::integer[], $3::integer[], $4::date[], $5::integer[], ${credits}) p
`;
const forNobody = {
  name: 'price_lines',
  text: priceLinesText(`array_fill(0, ARRAY[cardinality($2::integer[])])`),
};
// In the same statement, so that what is counted and what is credited are of the same moment.
const forGuest = {
  name: 'price_lines_for_guest',
  text: priceLinesText(
    'price_credits($1::integer, ARRAY[$6]::text[], $2::integer[], $3::integer[], $4::date[])',
  ),
};

/**
 * Prices as a hold taken now would freeze them, in the order of SKU and date: for a guest, whose own live holds do not raise
 * them, or for nobody in particular. Every SKU must be one of the listing; of a listing that does not exist the answer is
 * empty. Below Prisma, which would cost as much as the statement.
 */
export async function priceLines(
  { pool }: Pick<PrismaService, 'pool'>,
  listingId: number,
  lines: readonly WantedLine[],
  { guestId }: { guestId?: string | undefined } = {},
): Promise<PricedLine[]> {
  const values: unknown[] = [
    listingId,
    lines.map(() => 1),
    lines.map((line) => line.skuId),
    lines.map((line) => line.date),
    lines.map((line) => line.quantity),
  ];
  const { rows } = await pool.query<{ lines: unknown[] | null }>(
    guestId === undefined ? { ...forNobody, values } : { ...forGuest, values: [...values, guestId] },
  );
  return (rows[0]?.lines ?? []).map(readFrozenLine);
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
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    WHERE h.listing_id = ${listingId} AND h.hold_id = ${holdId}::uuid AND h.guest_id = ${guestId}
      AND h.status = 'active' AND h.expires_at > now()
  `;
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
