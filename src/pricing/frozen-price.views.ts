import type { PrismaService } from '../database/prisma.service.js';
import { findListingOfUuid } from '../inventory/listing-uuid.js';
import type { FrozenPrice } from './explanation.rules.js';
import { readFrozenQuote } from './frozen-quote.js';

export interface FoundPrice extends FrozenPrice {
  readonly listingId: number;
  readonly holdId: string;
  readonly madeAt: Date;
  readonly currency: string;
}

/** What a hold has frozen, by its own id or by that of its reservation; undefined when there is neither. */
export async function findFrozenPrice(prisma: PrismaService, id: string): Promise<FoundPrice | undefined> {
  const ofId = findListingOfUuid(id);
  const [row] = await prisma.$queryRaw<
    (Omit<FoundPrice, 'lines' | 'totalMinor'> & { quote: unknown; totalMinor: bigint })[]
  >`
    WITH named AS (
      SELECT ${ofId ?? null}::integer AS listing_id, ${id}::uuid AS hold_id
      UNION ALL
      SELECT r.listing_id, r.hold_id
      FROM reservation r
      WHERE r.reservation_id = ${id}::uuid AND r.listing_id = coalesce(
        (SELECT d.listing_id FROM reservation_directory d WHERE d.reservation_id = ${id}::uuid), ${ofId ?? null}::integer
      )
    )
    SELECT
      h.listing_id AS "listingId", h.hold_id::text AS "holdId", l.kind, h.created_at AS "madeAt", h.currency,
      h.total_minor AS "totalMinor", h.quote
    FROM named n
    JOIN hold h ON h.listing_id = n.listing_id AND h.hold_id = n.hold_id
    JOIN listing l ON l.listing_id = h.listing_id
    LIMIT 1`;
  if (row === undefined) return undefined;
  const { quote, totalMinor, ...found } = row;
  return { ...found, totalMinor: Number(totalMinor), lines: readFrozenQuote(quote) };
}
