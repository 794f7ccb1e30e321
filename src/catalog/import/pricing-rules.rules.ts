import type { RuleCells } from './pricing-rule-rows.js';

/** A rule of a hotel by its SKU. */
export interface RuleInput extends RuleCells {
  /** Null: all of the hotel. */
  readonly skuId: number | null;
}

export interface ExistingRule extends RuleInput {
  readonly ruleId: number;
}

/** How many rules a hotel loses that have no successor: by name, so that one that was changed is not lost. */
export function countLost(existing: readonly ExistingRule[], wanted: readonly RuleInput[]): number {
  const left = wanted.map(({ name }) => name);
  let lost = 0;
  for (const { name } of existing) {
    const place = left.indexOf(name);
    if (place < 0) lost += 1;
    else left.splice(place, 1);
  }
  return lost;
}

/**
 * What to remove and what to add so that a hotel has the rules `wanted`, made in that order: of rules of one priority the older
 * one is applied first. New ones are the youngest, so those that stay are the longest beginning of `wanted` that is there in
 * its order.
 *
 * @param existing in the order in which they were made
 */
export function planRules(
  existing: readonly ExistingRule[],
  wanted: readonly RuleInput[],
): { readonly removed: readonly number[]; readonly added: readonly RuleInput[] } {
  const removed: number[] = [];
  let kept = 0;
  for (const rule of existing) {
    const next = wanted[kept];
    if (next !== undefined && isSame(rule, next)) kept += 1;
    else removed.push(rule.ruleId);
  }
  return { removed, added: wanted.slice(kept) };
}

function isSame(left: RuleInput, right: RuleInput): boolean {
  const keys = [
    'skuId',
    'name',
    'startDate',
    'endDate',
    'weekdays',
    'factorBp',
    'priority',
    'isFinal',
  ] as const;
  return keys.every((key) => left[key] === right[key]);
}
