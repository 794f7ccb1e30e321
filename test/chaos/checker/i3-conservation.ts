import type { Violation } from './violation.js';

/** A row whose counters differ from the sums over its holds, as `ledger_verify` returns it. */
export interface Difference {
  readonly listing_id: number;
  readonly sku_id: number;
  readonly date: string;
  readonly held: number | null;
  readonly expected_held: number;
  readonly reserved: number | null;
  readonly expected_reserved: number;
}

/** I3: counters are the sums over live holds and reservations. One statement's snapshot, so it holds at any time. */
export function checkConservation(differences: readonly Difference[], when: string): Violation[] {
  return differences.map((row) => ({
    invariant: 'I3 conservation',
    message: `${when}: held ${row.held} instead of ${row.expected_held}, reserved ${row.reserved} instead of ${row.expected_reserved}`,
    evidence: row,
  }));
}
