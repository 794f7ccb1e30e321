import type { ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { rateColumns, readRateRow } from './hotel-rows.js';
import { listHotelsByCode, setRates } from './hotel-import.queries.js';
import type { ImportContext } from './import-context.js';
import { setPolicyNights } from './policy-import.queries.js';
import { readRows } from './read-rows.js';

export const rateFile = 'rates.csv';
/** Lines of one statement. */
const batchSize = 500;

/**
 * Loads rates.csv: the price multiplier of ranges of nights, or of a month of every year, and the cancellation policy of stays
 * that begin on them. Later lines win.
 */
export async function importRateFile(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, rateFile, rateColumns, readRateRow);
  let done = 0;
  for (const batch of inBatches(rows, batchSize)) {
    const hotels = await listHotelsByCode(prisma, [...new Set(batch.map((row) => row.hotelCode))]);
    const listingOf = new Map(hotels.map((hotel) => [hotel.code, hotel.listingId]));
    const rates = batch.flatMap((row) => {
      const listingId = listingOf.get(row.hotelCode);
      if (listingId === undefined) {
        report.refuse(rateFile, row.line, `there is no hotel "${row.hotelCode}"`, {
          column: 'hotel_code',
          value: row.hotelCode,
        });
      }
      return listingId === undefined ? [] : [{ ...row, listingId }];
    });
    const priced = rates.flatMap(({ multiplierBp, ...rate }) =>
      multiplierBp === null ? [] : [{ ...rate, multiplierBp }],
    );
    report.add('rates', await setRates(prisma, priced, context.horizonDays));
    const withPolicy = rates.flatMap(({ policyCode, ...rate }) =>
      policyCode === null ? [] : [{ ...rate, policyCode }],
    );
    for (const line of await setPolicyNights(prisma, withPolicy, context.horizonDays)) {
      const value = withPolicy.find((rate) => rate.line === line)?.policyCode;
      const place = { column: 'cancellation_policy', value };
      report.refuse(rateFile, line, 'the hotel has no such cancellation policy', place);
    }
    done += batch.length;
    context.onProgress({ name: 'rates', done, total: rows.length });
  }
}
