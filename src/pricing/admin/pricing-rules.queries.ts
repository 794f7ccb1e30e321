import type { Database } from '../../database/database-client.js';
import type { PricingRule } from '../../generated/prisma/client.js';
import { Prisma } from '../../generated/prisma/client.js';

/** What is written of a rule. Dates are those of nights, `YYYY-MM-DD`. */
export interface RuleValues {
  readonly skuId: number | null;
  readonly name: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly weekdays: number;
  readonly factorBp: number;
  readonly priority: number;
  readonly isFinal: boolean;
}

export interface RulesPage {
  readonly listingId: number;
  readonly afterId: number;
  readonly limit: number;
}

/** Of a hotel, in the order in which they were made. */
export function listRules(db: Database, { listingId, afterId, limit }: RulesPage): Promise<PricingRule[]> {
  return db.pricingRule.findMany({
    where: { listingId, ruleId: { gt: afterId } },
    orderBy: { ruleId: 'asc' },
    take: limit,
  });
}

export function findRule(
  db: Database,
  key: { listingId: number; ruleId: number },
): Promise<PricingRule | null> {
  return db.pricingRule.findUnique({ where: { listingId_ruleId: key } });
}

/** Undefined when the hotel has as many as it may have; counted exactly behind the lock of its prices (`lockPricing`). */
export async function insertRule(
  db: Database,
  listingId: number,
  { values, maxRules }: { values: RuleValues; maxRules: number },
): Promise<number | undefined> {
  const rows = await db.$queryRaw<{ ruleId: number }[]>`
    INSERT INTO pricing_rule (
      listing_id, sku_id, name, start_date, end_date, weekdays, factor_bp, priority, is_final
    )
    SELECT
      ${listingId}, ${values.skuId}::integer, ${values.name}, ${values.startDate}::date, ${values.endDate}::date,
      ${values.weekdays}::smallint, ${values.factorBp}::integer, ${values.priority}::smallint, ${values.isFinal}
    WHERE (SELECT count(*) FROM pricing_rule r WHERE r.listing_id = ${listingId}) < ${maxRules}::integer
    RETURNING rule_id AS "ruleId"`;
  return rows[0]?.ruleId;
}

/**
 * Changes what is named: `null` empties, undefined leaves. Violates `pricing_rule_dates_check` when the dates do not go
 * together any more.
 */
export async function updateRule(
  db: Database,
  { listingId, ruleId }: { listingId: number; ruleId: number },
  changes: { readonly [Key in keyof RuleValues]?: RuleValues[Key] | undefined },
): Promise<void> {
  const { startDate, endDate, ...rest } = changes;
  await db.pricingRule.updateMany({
    where: { listingId, ruleId },
    data: {
      ...(Object.fromEntries(
        Object.entries(rest).filter(([, value]) => value !== undefined),
      ) satisfies Prisma.PricingRuleUncheckedUpdateManyInput),
      ...(startDate === undefined ? {} : { startDate: asDate(startDate) }),
      ...(endDate === undefined ? {} : { endDate: asDate(endDate) }),
      updatedAt: new Date(),
    },
  });
}

export async function deleteRule(
  db: Database,
  { listingId, ruleId }: { listingId: number; ruleId: number },
): Promise<void> {
  await db.pricingRule.deleteMany({ where: { listingId, ruleId } });
}

function asDate(night: string | null): Date | null {
  return night === null ? null : new Date(`${night}T00:00:00Z`);
}
