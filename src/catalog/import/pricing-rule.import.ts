import type { Database } from '../../database/database-client.js';
import type { ImportContext } from './import-context.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { tell } from './import-trail.js';
import { lockHotels } from './lock-hotels.js';
import { changeRules, listRules } from './pricing-rule-import.queries.js';
import { pricingRuleColumns, readPricingRuleRow, type PricingRuleRow } from './pricing-rule-rows.js';
import { countLost, planRules, type RuleInput } from './pricing-rules.rules.js';
import { readSets } from './read-sets.js';
import { listTypesByCode } from './stock-import.queries.js';

export const pricingRuleFile = 'pricing_rules.csv';
/** As many as the API takes: every price of the hotel looks at all of them. */
const maxRulesPerHotel = 50;

/**
 * Loads pricing_rules.csv: all rules of the hotels it names, in their order; rules of theirs that are not in it are removed.
 * What is there already stays, with its id. A hotel is one transaction, and all of its lines or none.
 */
export async function importPricingRuleFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const sets = await readSets(context, pricingRuleFile, pricingRuleColumns, 'hotel_code', readPricingRuleRow);
  let done = 0;
  for (const [code, rows] of sets) {
    await inOne(db, report, (tx) => importSet(tx, context, code, rows));
    done += 1;
    context.onProgress({ name: 'pricing rules', done, total: sets.size });
  }
}

/** The rules of one hotel. Its room types stay as they are while it is locked: no rule is of one that has gone. */
async function importSet(
  tx: Database,
  context: ImportContext,
  code: string,
  rows: readonly PricingRuleRow[],
): Promise<void> {
  const { report } = context;
  const refuseAll = (
    reason: string,
    placeOf: (row: PricingRuleRow) => { column: string; value: string } | undefined = () => undefined,
  ): void => {
    for (const row of rows) report.refuse(pricingRuleFile, row.line, reason, placeOf(row));
  };
  const hotel = (await lockHotels(tx, [code])).get(code);
  if (hotel === undefined) {
    refuseAll(`there is no hotel "${code}"`, (row) => ({ column: 'hotel_code', value: row.hotelCode }));
    return;
  }
  if (rows.length > maxRulesPerHotel) {
    refuseAll(`"${code}" has more than ${maxRulesPerHotel} rules`);
    return;
  }
  const types = await listTypesByCode(tx, [code]);
  const skuOf = new Map(types.map(({ typeCode, skuId }) => [typeCode, skuId]));
  const unknown = rows.filter(({ typeCode }) => typeCode !== null && !skuOf.has(typeCode));
  if (unknown.length > 0) {
    const names = unknown.map(({ typeCode }) => typeCode).join(', ');
    refuseAll(`"${code}" has no room type ${names}`, (row) =>
      unknown.includes(row) ? { column: 'room_type_code', value: row.typeCode ?? '' } : undefined,
    );
    return;
  }
  await writeRules(
    tx,
    context,
    hotel.listingId,
    rows.map((row) => toInput(row, skuOf)),
  );
  report.add('pricingRules', rows.length);
}

async function writeRules(
  tx: Database,
  context: ImportContext,
  listingId: number,
  wanted: readonly RuleInput[],
): Promise<void> {
  const existing = await listRules(tx, listingId);
  const { removed, added } = planRules(existing, wanted);
  const addedIds = await changeRules(tx, listingId, { removed, added });
  context.report.add('pricingRulesRemoved', countLost(existing, wanted));
  const kind = 'pricing_rule' as const;
  await tell(tx, context, [
    ...existing
      .filter(({ ruleId }) => removed.includes(ruleId))
      .map(({ ruleId: id, ...before }) => ({ action: 'removed' as const, kind, id, listingId, before })),
    ...addedIds.map((id, place) => ({
      action: 'created' as const,
      kind,
      id,
      listingId,
      after: added[place],
    })),
  ]);
}

function toInput(
  { line: _line, hotelCode: _hotel, typeCode, ...cells }: PricingRuleRow,
  skuOf: ReadonlyMap<string, number>,
): RuleInput {
  return { ...cells, skuId: typeCode === null ? null : (skuOf.get(typeCode) ?? null) };
}
