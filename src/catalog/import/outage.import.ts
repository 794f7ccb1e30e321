import { inBatches } from './batches.js';
import { listOutageThings } from './hotel-things.views.js';
import type { ImportContext } from './import-context.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { telling } from './import-trail.js';
import { listListingsByCode } from './listing-import.queries.js';
import { listRoomsByNumber, writeOutages } from './outage-import.queries.js';
import { readRows, withoutRepeats } from './read-rows.js';
import { lockHotelRooms } from './room-import.queries.js';
import { outageColumns, readOutageRow } from './stock-rows.js';

export const outageFile = 'outages.csv';
/** Lines of one transaction. */
const batchSize = 500;

/**
 * Loads outages.csv: rooms that are out of order, by hotel, number and nights. The totals of these nights follow. Outages that
 * are not in it stay.
 */
export async function importOutageFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, outageFile, outageColumns, readOutageRow);
  const unique = withoutRepeats(
    rows,
    (row) => `${row.hotelCode} ${row.number} ${row.startDate} ${row.endDate}`,
    outageFile,
    report,
  );
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    await inOne(db, report, async (tx) => {
      const hotels = await listListingsByCode(
        tx,
        'hotel',
        batch.map(({ hotelCode }) => hotelCode),
      );
      await lockHotelRooms(
        tx,
        [...hotels.values()].map(({ listingId }) => listingId),
      );
      const rooms = await listRoomsByNumber(tx, batch);
      const known = batch.flatMap((row) => {
        const room = rooms.get(`${row.hotelCode} ${row.number}`);
        if (room !== undefined) return [{ ...row, ...room }];
        const place = { column: 'room_number', value: row.number };
        report.refuse(
          outageFile,
          row.line,
          `there is no room "${row.number}" in a hotel "${row.hotelCode}"`,
          place,
        );
        return [];
      });
      await telling(
        tx,
        context,
        () => listOutageThings(tx, known),
        () => writeOutages(tx, known),
      );
      report.add('outages', known.length);
    });
    done += batch.length;
    context.onProgress({ name: 'outages', done, total: unique.length });
  }
}
