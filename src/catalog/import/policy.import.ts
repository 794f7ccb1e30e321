import { inBatches } from './batches.js';
import { listPolicyThings } from './hotel-things.views.js';
import type { ImportContext } from './import-context.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { telling } from './import-trail.js';
import { listListingsByCode, lockListings } from './listing-import.queries.js';
import { setPolicies } from './policy-import.queries.js';
import { policyColumns, policyTermsOf, readPolicyRow } from './policy-rows.js';
import { readOrRefuse, readRows, withoutRepeats } from './read-rows.js';

export const policyFile = 'cancellation_policies.csv';
export const flightPolicyFile = 'flight_policies.csv';
/** Lines of one transaction. */
const batchSize = 500;

/** Loads cancellation_policies.csv: what canceling costs at hotels, by the policy's code. */
export function importPolicyFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  return importPolicies(db, context, { file: policyFile, kind: 'hotel' });
}

/** Loads flight_policies.csv: what canceling costs on flights, by the policy's code. */
export function importFlightPolicyFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  return importPolicies(db, context, { file: flightPolicyFile, kind: 'flight' });
}

async function importPolicies(
  db: ImportDatabase,
  context: ImportContext,
  { file, kind }: { file: string; kind: 'hotel' | 'flight' },
): Promise<void> {
  const { report } = context;
  const listingColumn = `${kind}_code`;
  const rows = await readRows(context, file, [listingColumn, ...policyColumns], (row) =>
    readPolicyRow(row, listingColumn),
  );
  const unique = withoutRepeats(rows, (row) => `${row.listingCode} ${row.code}`, file, report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    await inOne(db, report, async (tx) => {
      const codes = [...new Set(batch.map((row) => row.listingCode))];
      const known = await listListingsByCode(tx, kind, codes);
      const listings = await lockListings(
        tx,
        [...known.values()].map(({ listingId }) => listingId),
      );
      const policies = batch.flatMap((row) => {
        const { line, listingCode, code, name, isDefault } = row;
        const listing = listings.get(listingCode);
        if (listing === undefined) {
          const place = { column: listingColumn, value: listingCode };
          report.refuse(file, line, `there is no ${kind} "${listingCode}"`, place);
          return [];
        }
        const terms = readOrRefuse(file, line, report, () => policyTermsOf(row, listing.currency));
        const asDefault = isDefault ? ('yes' as const) : ('no' as const);
        return terms === undefined
          ? []
          : [{ line, listingId: listing.listingId, code, name, ...terms, asDefault }];
      });
      const refused = await telling(
        tx,
        context,
        () => listPolicyThings(tx, kind, codes),
        () => setPolicies(tx, policies),
      );
      for (const line of refused) {
        report.refuse(file, line, `the ${kind} has as many policies as it may have`);
      }
      report.add('cancellationPolicies', policies.length - refused.length);
    });
    done += batch.length;
    context.onProgress({ name: 'cancellation policies', done, total: unique.length });
  }
}
