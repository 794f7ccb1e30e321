import type { EventFact, HoldFact, TotalFact } from './facts.js';
import { claimSpans } from './claim-spans.js';
import type { Violation } from './violation.js';

interface Change {
  readonly at: number;
  /** Of changes at the same moment those that make room come first. */
  readonly order: number;
  readonly holdId?: string;
  readonly units?: number;
  readonly limit?: number;
}

/**
 * I1: no claim was granted that put what is held and reserved over the limit of that moment. Each row of inventory is
 * played again from the history of the holds and of what there was to sell. Both are noted under the lock of the row,
 * so their times order them as they happened. A limit that falls below what is sold is allowed; selling then is not.
 */
export function checkCapacity(facts: {
  readonly holds: readonly HoldFact[];
  readonly events: readonly EventFact[];
  readonly totals: readonly TotalFact[];
}): Violation[] {
  const rows = new Map<string, Change[]>();
  const add = (row: string, change: Change) => {
    const changes = rows.get(row);
    if (changes === undefined) rows.set(row, [change]);
    else changes.push(change);
  };
  for (const { listingId, skuId, date, total, overbookingPercent, changedAt } of facts.totals) {
    add(`${listingId}/${skuId}/${date}`, {
      at: changedAt,
      order: 0,
      limit: limitOf(total, overbookingPercent),
    });
  }
  const spans = claimSpans(facts.events);
  for (const hold of facts.holds) {
    for (const { from, to } of spans.get(hold.holdId) ?? []) {
      for (const { skuId, quantity } of hold.items) {
        for (const date of nightsOf(hold)) {
          const row = `${hold.listingId}/${skuId}/${date}`;
          add(row, { at: from, order: 2, holdId: hold.holdId, units: quantity });
          if (to !== undefined) add(row, { at: to, order: 1, holdId: hold.holdId, units: -quantity });
        }
      }
    }
  }
  return [...rows].flatMap(([row, changes]) => replay(row, changes));
}

/** What may be sold of `total`: rounded down. */
export function limitOf(total: number, overbookingPercent: number): number {
  return Math.floor((total * (100 + overbookingPercent)) / 100);
}

/** The dates a hold occupies: the day of departure is not one of them. */
export function nightsOf({ startDate, endDate }: { startDate: string; endDate: string }): string[] {
  const nights: string[] = [];
  for (let at = Date.parse(startDate); at < Date.parse(endDate); at += 86_400_000) {
    nights.push(new Date(at).toISOString().slice(0, 10));
  }
  return nights;
}

function replay(row: string, changes: readonly Change[]): Violation[] {
  const violations: Violation[] = [];
  const live = new Map<string, number>();
  let limit = 0;
  let taken = 0;
  for (const { at, units, holdId = '', limit: changed } of changes.toSorted(
    (a, b) => a.at - b.at || a.order - b.order,
  )) {
    if (changed !== undefined) limit = changed;
    if (units === undefined) continue;
    taken += units;
    if (units < 0) live.delete(holdId);
    else live.set(holdId, units);
    if (units > 0 && taken > limit) {
      violations.push({
        invariant: 'I1 capacity',
        message: `hold ${holdId} made ${taken} of ${limit} on ${row} (listing/SKU/date)`,
        evidence: { at: new Date(at).toISOString(), live: Object.fromEntries(live) },
      });
    }
  }
  return violations;
}
