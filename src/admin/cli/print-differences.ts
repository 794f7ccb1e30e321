import type { LedgerDifference } from '../../inventory/ledger.queries.js';
import { printLine, printTable } from './output.js';

/** More rows than anyone reads; `--json` has them all. */
const maxRows = 100;

/** Rows of inventory beside what they should be. */
export function printDifferences(differences: readonly LedgerDifference[]): void {
  if (differences.length === 0) return;
  printTable(
    ['listing', 'SKU', 'date', 'held', 'should be', 'reserved', 'should be', 'total', 'should be'],
    differences
      .slice(0, maxRows)
      .map(
        ({
          listingId,
          skuId,
          date,
          held,
          expectedHeld,
          reserved,
          expectedReserved,
          total,
          expectedTotal,
        }) => [
          listingId,
          skuId,
          date,
          held ?? 'no row',
          expectedHeld,
          reserved ?? 'no row',
          expectedReserved,
          total ?? 'no row',
          expectedTotal,
        ],
      ),
  );
  if (differences.length > maxRows) printLine(`… and ${differences.length - maxRows} more: see --json.`);
}
