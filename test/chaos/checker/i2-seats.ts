import { claimSpans } from './claim-spans.js';
import type { EventFact, HoldFact } from './facts.js';
import type { Violation } from './violation.js';

/** I2: at most one live claim on a seat of a flight at any time, whatever the totals say. */
export function checkSeats(facts: {
  readonly holds: readonly HoldFact[];
  readonly events: readonly EventFact[];
}): Violation[] {
  const claims = new Map<string, { holdId: string; from: number; to: number }[]>();
  const spans = claimSpans(facts.events);
  for (const { listingId, holdId, startDate, items } of facts.holds) {
    for (const { skuId, isSeat, quantity } of items) {
      if (!isSeat) continue;
      const seat = `${listingId}/${skuId}/${startDate}`;
      const own = (spans.get(holdId) ?? []).flatMap(({ from, to = Number.POSITIVE_INFINITY }) =>
        Array.from({ length: quantity }, () => ({ holdId, from, to })),
      );
      claims.set(seat, [...(claims.get(seat) ?? []), ...own]);
    }
  }
  return [...claims].flatMap(([seat, spansOfSeat]) => overlaps(seat, spansOfSeat));
}

function overlaps(
  seat: string,
  claims: readonly { holdId: string; from: number; to: number }[],
): Violation[] {
  const violations: Violation[] = [];
  let holder: { holdId: string; to: number } | undefined;
  for (const claim of claims.toSorted((a, b) => a.from - b.from)) {
    if (holder !== undefined && claim.from < holder.to) {
      violations.push({
        invariant: 'I2 seat',
        message: `seat ${seat} (listing/SKU/date) was claimed by ${holder.holdId} and ${claim.holdId} at once`,
        evidence: { from: new Date(claim.from).toISOString() },
      });
    }
    if (holder === undefined || claim.to > holder.to) holder = claim;
  }
  return violations;
}
