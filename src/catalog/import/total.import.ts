import { inBatches } from './batches.js';
import { digestNights } from './hotel-things.views.js';
import { inOne, type ImportDatabase } from './import-database.js';
import type { ImportContext } from './import-context.js';
import { tell } from './import-trail.js';
import { listListingsByCode } from './listing-import.queries.js';
import { readRows } from './read-rows.js';
import { lockHotelRooms } from './room-import.queries.js';
import { listTypesByCode, setTotalRanges, type TotalInput } from './stock-import.queries.js';
import { readTotalRow, totalColumns } from './stock-rows.js';

export const totalFile = 'inventory.csv';
/** Lines of one transaction. */
const batchSize = 200;

/**
 * Loads inventory.csv: for ranges of nights totals that are not what the rooms come to, and overbooking that is not the room
 * type's. Of lines that overlap, the one that begins later wins; of two that begin with the same night, the later line.
 */
export async function importTotalFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report, actor } = context;
  const rows = await readRows(context, totalFile, totalColumns, readTotalRow);
  let done = 0;
  const inOrder = rows.toSorted(
    (one, other) =>
      compareTexts(one.hotelCode, other.hotelCode) ||
      compareTexts(one.typeCode, other.typeCode) ||
      compareTexts(one.startDate, other.startDate) ||
      one.line - other.line,
  );
  for (const batch of inBatches(inOrder, batchSize)) {
    await inOne(db, report, async (tx) => {
      const codes = [...new Set(batch.map((row) => row.hotelCode))];
      const hotels = await listListingsByCode(tx, 'hotel', codes);
      await lockHotelRooms(
        tx,
        [...hotels.values()].map(({ listingId }) => listingId),
      );
      const types = await listTypesByCode(tx, codes);
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
      const digests = async () =>
        actor === undefined ? new Map<string, string>() : await digestNights(tx, ranges);
      const before = await digests();
      report.add('totals', await setTotalRanges(tx, ranges));
      const after = await digests();
      const changed = [...after.keys()].filter((key) => before.get(key) !== after.get(key));
      await tell(
        tx,
        context,
        changed.flatMap((key) =>
          toldOf(ranges.filter(({ listingId, skuId }) => `${listingId} ${skuId}` === key)),
        ),
      );
    });
    done += batch.length;
    context.onProgress({ name: 'totals', done, total: rows.length });
  }
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The entry of one room type, with what the lines say of its nights. */
function toldOf(ranges: readonly TotalInput[]) {
  const [first] = ranges;
  if (first === undefined) return [];
  const { listingId, skuId } = first;
  const after = {
    ranges: ranges.map(({ startDate, endDate, total, added, overbookingPercent, overbookingCap }) => ({
      startDate,
      endDate,
      ...(total === null ? { added } : { total }),
      ...(overbookingPercent !== null && { overbookingPercent }),
      ...(overbookingCap !== null && { overbookingCap }),
    })),
  };
  return [{ action: 'set', kind: 'inventory', id: skuId, listingId, after } as const];
}
