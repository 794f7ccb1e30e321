import type { ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { hotelColumns, readHotelRow, type HotelRow } from './hotel-rows.js';
import {
  listTimeZones,
  replaceOccupancyRules,
  upsertHotels,
  type ImportedHotel,
} from './hotel-import.queries.js';
import { transactionLimits, type ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { setPolicies } from './policy-import.queries.js';
import { readRows, withoutRepeats } from './read-rows.js';
import { setHotelsActive } from './stock-import.queries.js';

export const hotelFile = 'hotels.csv';
/** Lines of one statement. */
const batchSize = 500;

/** Loads hotels.csv: hotels by their code, with policies and occupancy rules. */
export async function importHotelFile(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const timeZones = await listTimeZones(prisma);
  const rows = await readRows(context, hotelFile, hotelColumns, (row) => readHotelRow(row, timeZones));
  const unique = withoutRepeats(rows, (row) => row.code, hotelFile, report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    const imported = new Map((await upsertHotels(prisma, batch)).map((hotel) => [hotel.code, hotel]));
    await setHotelsActive(
      prisma,
      batch.flatMap(({ code, isActive }) => {
        const hotel = imported.get(code);
        return hotel === undefined || isActive === null ? [] : [{ listingId: hotel.listingId, isActive }];
      }),
    );
    await replaceRulesOf(prisma, batch, imported);
    for (const line of await setPoliciesOf(prisma, batch, imported)) {
      report.refuse(hotelFile, line, 'the hotel has as many cancellation policies as it may have');
    }
    for (const row of batch) reportHotel(row, imported.get(row.code), report);
    report.add('hotels', imported.size);
    done += batch.length;
    context.onProgress({ name: 'hotels', done, total: unique.length });
  }
}

async function replaceRulesOf(
  prisma: ImportDatabase,
  batch: readonly HotelRow[],
  imported: ReadonlyMap<string, ImportedHotel>,
): Promise<void> {
  const ruled = batch.flatMap((row) => {
    const hotel = imported.get(row.code);
    return hotel === undefined || row.occupancyRules === undefined
      ? []
      : [{ listingId: hotel.listingId, rules: row.occupancyRules }];
  });
  if (ruled.length === 0) return;
  await prisma.$transaction(async (tx) => {
    await replaceOccupancyRules(
      tx,
      ruled.map(({ listingId }) => listingId),
      ruled.flatMap(({ listingId, rules }) => rules.map((rule) => ({ listingId, ...rule }))),
    );
  }, transactionLimits);
}

/** What the columns of hotels.csv say is the policy "standard". Returns the lines of hotels that may have no more. */
async function setPoliciesOf(
  prisma: ImportDatabase,
  batch: readonly HotelRow[],
  imported: ReadonlyMap<string, ImportedHotel>,
): Promise<number[]> {
  const policies = batch.flatMap(({ line, code, cancellationSteps: steps }) => {
    const hotel = imported.get(code);
    if (hotel === undefined || steps === null) return [];
    const { listingId } = hotel;
    const name = 'Standard';
    return [{ line, listingId, code: 'standard', name, steps, noShowFee: null, asDefault: 'first' as const }];
  });
  return setPolicies(prisma, policies);
}

function reportHotel(row: HotelRow, hotel: ImportedHotel | undefined, report: ImportReport): void {
  if (hotel === undefined) {
    report.refuse(hotelFile, row.line, `code "${row.code}" belongs to a flight`);
  } else if (hotel.currency !== row.currency) {
    report.refuse(
      hotelFile,
      row.line,
      `the currency of "${row.code}" stays ${hotel.currency}: prices and bookings are in it`,
      { column: 'currency', value: row.currency },
    );
  } else if (hotel.timezone !== row.timezone) {
    report.refuse(
      hotelFile,
      row.line,
      `the time zone of "${row.code}" stays ${hotel.timezone} while somebody is booked`,
      { column: 'timezone', value: row.timezone },
    );
  }
}
