import { inBatches } from './batches.js';
import { listHotelsByCode } from './hotel-import.queries.js';
import type { ImportContext } from './import-context.js';
import type { ImportDatabase } from './import-database.js';
import { setPolicies } from './policy-import.queries.js';
import { policyColumns, policyTermsOf, readPolicyRow } from './policy-rows.js';
import { readOrRefuse, readRows, withoutRepeats } from './read-rows.js';

export const policyFile = 'cancellation_policies.csv';
/** Lines of one statement. */
const batchSize = 500;

/** Loads cancellation_policies.csv: what canceling costs at hotels, by the policy's code. */
export async function importPolicyFile(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, policyFile, policyColumns, readPolicyRow);
  const unique = withoutRepeats(rows, (row) => `${row.hotelCode} ${row.code}`, policyFile, report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    const hotels = await listHotelsByCode(prisma, [...new Set(batch.map((row) => row.hotelCode))]);
    const hotelOf = new Map(hotels.map((hotel) => [hotel.code, hotel]));
    const policies = batch.flatMap((row) => {
      const hotel = hotelOf.get(row.hotelCode);
      if (hotel === undefined) {
        report.refuse(policyFile, row.line, `there is no hotel "${row.hotelCode}"`);
        return [];
      }
      const terms = readOrRefuse(policyFile, row.line, report, () => policyTermsOf(row, hotel.currency));
      const { code, name, isDefault } = row;
      const asDefault = isDefault ? ('yes' as const) : ('no' as const);
      return terms === undefined ? [] : [{ listingId: hotel.listingId, code, name, ...terms, asDefault }];
    });
    await setPolicies(prisma, policies);
    report.add('cancellationPolicies', policies.length);
    done += batch.length;
    context.onProgress({ name: 'cancellation policies', done, total: unique.length });
  }
}
