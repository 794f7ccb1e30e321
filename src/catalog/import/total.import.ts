import { inBatches } from './batches.js';
import type { ImportDatabase } from './import-database.js';
import type { ImportContext } from './import-context.js';
import { readRows } from './read-rows.js';
import { listTypesByCode, setTotalRanges } from './stock-import.queries.js';
import { readTotalRow, totalColumns } from './stock-rows.js';

export const totalFile = 'inventory.csv';
/** Lines of one statement. */
const batchSize = 200;

/**
 * Loads inventory.csv: for ranges of nights totals that are not what the rooms come to, and overbooking that is not the room
 * type's. Of lines that overlap, the one that begins later wins.
 */
export async function importTotalFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, totalFile, totalColumns, readTotalRow);
  let done = 0;
  for (const batch of inBatches(rows, batchSize)) {
    const types = await listTypesByCode(db, [...new Set(batch.map((row) => row.hotelCode))]);
    const typeOf = new Map(types.map((type) => [`${type.hotelCode} ${type.typeCode}`, type]));
    const ranges = batch.flatMap((row) => {
      const type = typeOf.get(`${row.hotelCode} ${row.typeCode}`);
      if (type !== undefined) return [{ ...row, listingId: type.listingId, skuId: type.skuId }];
      report.refuse(
        totalFile,
        row.line,
        `there is no room type "${row.typeCode}" in a hotel "${row.hotelCode}"`,
        { column: 'room_type_code', value: row.typeCode },
      );
      return [];
    });
    report.add('totals', await setTotalRanges(db, ranges));
    done += batch.length;
    context.onProgress({ name: 'totals', done, total: rows.length });
  }
}
