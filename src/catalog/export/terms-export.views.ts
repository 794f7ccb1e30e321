import type { Fee, Offset, Step } from '../../cancellation/cancellation.rules.js';
import type { Database } from '../../database/database-client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { factorText } from './hotel-export.views.js';

export interface PolicyLine {
  readonly listingCode: string;
  readonly currency: string;
  readonly code: string;
  readonly name: string;
  readonly steps: readonly Step<Offset>[];
  readonly noShowFee: Fee | null;
  readonly isDefault: boolean;
}

/**
 * The cancellation policies of hotels or flights as they were changed last, without those that were taken off the list. Of a
 * flight, which has one date, the default is what that date has.
 */
export async function listPolicyLines(db: Database, listingIds: readonly number[]): Promise<PolicyLine[]> {
  return db.$queryRaw<PolicyLine[]>`
    SELECT
      l.code AS "listingCode", l.currency, p.code, p.name, p.steps, p.no_show_fee AS "noShowFee",
      coalesce(p.code = coalesce(
        (
          SELECT n.code FROM cancellation_policy_night n
          WHERE n.listing_id = l.listing_id AND n.date = f.departure_date ORDER BY n.since DESC LIMIT 1
        ),
        (
          SELECT d.code FROM cancellation_policy_default d
          WHERE d.listing_id = l.listing_id ORDER BY d.since DESC LIMIT 1
        )
      ), false) AS "isDefault"
    FROM (
      SELECT DISTINCT ON (x.listing_id, x.code) x.*
      FROM cancellation_policy x WHERE x.listing_id = ANY (${[...listingIds]}::integer[])
      ORDER BY x.listing_id, x.code, x.version DESC
    ) p
    JOIN listing l ON l.listing_id = p.listing_id
    LEFT JOIN flight f ON f.listing_id = l.listing_id
    WHERE p.retired_at IS NULL
    ORDER BY p.listing_id, p.code COLLATE "C"`;
}

export interface PricingRuleLine {
  readonly hotelCode: string;
  readonly typeCode: string | null;
  readonly name: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly weekdays: number;
  readonly factor: string;
  readonly priority: number;
  readonly isFinal: boolean;
}

/** The pricing rules of hotels, in the order they were made: of equals the older one is applied first. */
export async function listPricingRuleLines(
  db: Database,
  hotelIds: readonly number[],
): Promise<PricingRuleLine[]> {
  return db.$queryRaw<PricingRuleLine[]>`
    SELECT
      l.code AS "hotelCode", t.code AS "typeCode", r.name, r.start_date::text AS "startDate",
      r.end_date::text AS "endDate", r.weekdays::integer AS weekdays,
      ${factorText(Prisma.sql`r.factor_bp`)} AS factor, r.priority::integer AS priority, r.is_final AS "isFinal"
    FROM pricing_rule r
    JOIN listing l ON l.listing_id = r.listing_id
    LEFT JOIN room_type t ON t.listing_id = r.listing_id AND t.sku_id = r.sku_id
    WHERE r.listing_id = ANY (${[...hotelIds]}::integer[])
    ORDER BY r.listing_id, r.rule_id`;
}
