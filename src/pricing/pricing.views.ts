import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
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

/**
 * Prices as a hold taken now would freeze them, in the order of SKU and date: for a guest, whose own live holds do not raise
 * them, or for nobody in particular. Every SKU must be one of the listing; of a listing that does not exist the answer is
 * empty.
 */
export async function priceLines(
  prisma: PrismaService,
  listingId: number,
  lines: readonly WantedLine[],
  { guestId }: { guestId?: string | undefined } = {},
): Promise<PricedLine[]> {
  const requests = Prisma.sql`${lines.map(() => 1)}::integer[]`;
  const skus = Prisma.sql`${lines.map((line) => line.skuId)}::integer[]`;
  const dates = Prisma.sql`${lines.map((line) => line.date)}::date[]`;
  // In the same statement, so that what is counted and what is credited are of the same moment.
  const credits =
    guestId === undefined
      ? Prisma.sql`${lines.map(() => 0)}::integer[]`
      : Prisma.sql`price_credits(${listingId}::integer, ARRAY[${guestId}]::text[], ${requests}, ${skus}, ${dates})`;
  // One row: thirty would cost more to read than to find.
  const [row] = await prisma.queryRows<{ lines: unknown[] | null }>(Prisma.sql`
    SELECT json_agg(p.line ORDER BY p.sku_id, p.date) AS lines
    FROM price_lines(
      ${listingId}::integer, ${requests}, ${skus}, ${dates}, ${lines.map((line) => line.quantity)}::integer[], ${credits}
    ) p
  `);
  return (row?.lines ?? []).map(readFrozenLine);
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
