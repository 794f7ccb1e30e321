import type { Database } from '../../database/database-client.js';
import type { ExistingRule, RuleInput } from './pricing-rules.rules.js';

/** The rules of a hotel, in the order in which they were made. They stay so for whoever holds the hotel's lock. */
export async function listRules(db: Database, listingId: number): Promise<ExistingRule[]> {
  return db.$queryRaw<ExistingRule[]>`
    SELECT
      r.rule_id AS "ruleId", r.sku_id AS "skuId", r.name, r.start_date::text AS "startDate", r.end_date::text AS "endDate",
      r.weekdays::integer AS weekdays, r.factor_bp AS "factorBp", r.priority::integer AS priority, r.is_final AS "isFinal"
    FROM pricing_rule r WHERE r.listing_id = ${listingId}
    ORDER BY r.rule_id`;
}

/**
 * Removes rules of a hotel and adds others, in their order and in one statement: it is one new revision of its prices. Returns
 * the ids of those added, in their order.
 */
export async function changeRules(
  db: Database,
  listingId: number,
  { removed, added }: { removed: readonly number[]; added: readonly RuleInput[] },
): Promise<number[]> {
  if (removed.length + added.length === 0) return [];
  const rows = await db.$queryRaw<{ ruleId: number }[]>`
    WITH gone AS (
      DELETE FROM pricing_rule r WHERE r.listing_id = ${listingId} AND r.rule_id = ANY (${[...removed]}::integer[])
    )
    INSERT INTO pricing_rule (
      listing_id, sku_id, name, start_date, end_date, weekdays, factor_bp, priority, is_final
    )
    SELECT
      ${listingId}::integer, i."skuId", i.name, i."startDate", i."endDate", i.weekdays, i."factorBp", i.priority,
      i."isFinal"
    FROM ROWS FROM (
      jsonb_to_recordset(${JSON.stringify(added)}::jsonb) AS (
        "skuId" integer, name text, "startDate" date, "endDate" date, weekdays smallint, "factorBp" integer,
        priority smallint, "isFinal" boolean
      )
    ) WITH ORDINALITY AS i ("skuId", name, "startDate", "endDate", weekdays, "factorBp", priority, "isFinal", place)
    ORDER BY i.place
    RETURNING rule_id AS "ruleId"`;
  return rows.map(({ ruleId }) => ruleId);
}
