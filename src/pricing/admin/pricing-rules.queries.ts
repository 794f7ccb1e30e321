import type { PrismaService } from '../../database/prisma.service.js';
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
export function listRules(
  prisma: PrismaService,
  { listingId, afterId, limit }: RulesPage,
): Promise<PricingRule[]> {
  return prisma.pricingRule.findMany({
    where: { listingId, ruleId: { gt: afterId } },
    orderBy: { ruleId: 'asc' },
    take: limit,
  });
}

export function findRule(
  prisma: PrismaService,
  key: { listingId: number; ruleId: number },
): Promise<PricingRule | null> {
  return prisma.pricingRule.findUnique({ where: { listingId_ruleId: key } });
}

/** Undefined when the hotel has as many as it may have; counted behind the lock of the hotel, so exactly. */
export async function insertRule(
  prisma: PrismaService,
  listingId: number,
  { values, maxRules }: { values: RuleValues; maxRules: number },
): Promise<number | undefined> {
  const [, rows] = await prisma.$transaction([
    prisma.$queryRaw`SELECT listing_id FROM listing WHERE listing_id = ${listingId} FOR NO KEY UPDATE`,
    prisma.$queryRaw<{ ruleId: number }[]>`
      INSERT INTO pricing_rule (
        listing_id, sku_id, name, start_date, end_date, weekdays, factor_bp, priority, is_final
      )
      SELECT
        ${listingId}, ${values.skuId}::integer, ${values.name}, ${values.startDate}::date, ${values.endDate}::date,
        ${values.weekdays}::smallint, ${values.factorBp}::integer, ${values.priority}::smallint, ${values.isFinal}
      WHERE (SELECT count(*) FROM pricing_rule r WHERE r.listing_id = ${listingId}) < ${maxRules}::integer
      RETURNING rule_id AS "ruleId"`,
  ]);
  return rows[0]?.ruleId;
}

/**
 * Changes what is named, in one statement: `null` empties, undefined leaves. False when there is no such rule. Violates
 * `pricing_rule_dates_check` when the dates do not go together any more.
 */
export async function updateRule(
  prisma: PrismaService,
  { listingId, ruleId }: { listingId: number; ruleId: number },
  changes: { readonly [Key in keyof RuleValues]?: RuleValues[Key] | undefined },
): Promise<boolean> {
  const { startDate, endDate, ...rest } = changes;
  const { count } = await prisma.pricingRule.updateMany({
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
  return count > 0;
}

export async function deleteRule(
  prisma: PrismaService,
  { listingId, ruleId }: { listingId: number; ruleId: number },
): Promise<boolean> {
  const { count } = await prisma.pricingRule.deleteMany({ where: { listingId, ruleId } });
  return count > 0;
}

function asDate(night: string | null): Date | null {
  return night === null ? null : new Date(`${night}T00:00:00Z`);
}
