import type { PrismaService } from '../database/prisma.service.js';
import { findListingOfUuid } from '../inventory/listing-uuid.js';
import type { FrozenPrice } from './explanation.rules.js';
import { readFrozenQuote } from './frozen-quote.js';

export interface FoundPrice extends FrozenPrice {
  readonly listingId: number;
  readonly holdId: string;
  readonly madeAt: Date;
}

/**
 * What a hold has frozen, by its own id or by that of its reservation; undefined when there is neither. Of a hold that a
 * guest who was moved has in another hotel it is what was agreed in the first one: the hold that one replaces.
 */
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
    JOIN hold own ON own.listing_id = n.listing_id AND own.hold_id = n.hold_id
    CROSS JOIN LATERAL (
      SELECT uuid_listing(own.replaces_hold_id) <> own.listing_id AS is_moved
    ) m
    JOIN hold h ON h.listing_id = CASE WHEN m.is_moved THEN uuid_listing(own.replaces_hold_id) ELSE own.listing_id END
      AND h.hold_id = CASE WHEN m.is_moved THEN own.replaces_hold_id ELSE own.hold_id END
    JOIN listing l ON l.listing_id = h.listing_id
    LIMIT 1`;
  if (row === undefined) return undefined;
  const { quote, totalMinor, ...found } = row;
  return { ...found, totalMinor: Number(totalMinor), lines: readFrozenQuote(quote) };
}
