import type { Database } from '../../database/database-client.js';
import { listPolicyLines } from '../export/terms-export.views.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { hotelColumns, readHotelRow, type HotelRow } from './hotel-rows.js';
import {
  insertHotels,
  listHotelsByCode,
  replaceOccupancyRules,
  updateHotels,
  type ImportedHotel,
} from './hotel-import.queries.js';
import { listHotelThings, listPolicyThings } from './hotel-things.views.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { telling } from './import-trail.js';
import { lockListingsByCode } from './listing-import.queries.js';
import { setPolicies } from './policy-import.queries.js';
import { readRows, withoutRepeats } from './read-rows.js';
import { standardSteps } from './standard-policy.rules.js';
import { setHotelsActive } from './stock-import.queries.js';

export const hotelFile = 'hotels.csv';
/** Lines of one statement. */
const batchSize = 500;

/** Loads hotels.csv: hotels by their code, with policies and occupancy rules. What a line does not say stays as it is. */
export async function importHotelFile(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const timeZones = await context.timeZones();
  const rows = await readRows(context, hotelFile, hotelColumns, (row) => readHotelRow(row, timeZones));
  const unique = withoutRepeats(rows, (row) => row.code, hotelFile, report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    const codes = batch.map(({ code }) => code);
    const withPolicy = batch.flatMap(({ code, cancellation }) => (cancellation === null ? [] : [code]));
    // Nobody sees a hotel without the policies and tables it comes with.
    await inOne(prisma, report, async (tx) => {
      await lockListingsByCode(tx, codes);
      const { imported, tooMany } = await telling(
        tx,
        context,
        async () => [
          ...(await listHotelThings(tx, codes)),
          ...(await listPolicyThings(tx, 'hotel', withPolicy)),
        ],
        () => writeHotels(tx, batch),
      );
      for (const line of tooMany) {
        report.refuse(hotelFile, line, 'the hotel has as many cancellation policies as it may have');
      }
      for (const row of batch) reportHotel(row, imported.get(row.code), report);
      report.add('hotels', imported.size);
    });
    done += batch.length;
    context.onProgress({ name: 'hotels', done, total: unique.length });
  }
}

/** Returns the hotels by code, and the lines of those that may have no more policies. */
async function writeHotels(tx: Database, batch: readonly HotelRow[]) {
  await insertHotels(tx, batch);
  await updateHotels(tx, batch);
  const hotels = await listHotelsByCode(
    tx,
    batch.map(({ code }) => code),
  );
  const imported = new Map(hotels.map((hotel) => [hotel.code, hotel]));
  await setHotelsActive(
    tx,
    batch.flatMap(({ code, isActive }) => {
      const hotel = imported.get(code);
      return hotel === undefined || isActive === null ? [] : [{ listingId: hotel.listingId, isActive }];
    }),
  );
  await replaceRulesOf(tx, batch, imported);
  return { imported, tooMany: await setPoliciesOf(tx, batch, imported) };
}

async function replaceRulesOf(
  tx: Database,
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
  await replaceOccupancyRules(
    tx,
    ruled.map(({ listingId }) => listingId),
    ruled.flatMap(({ listingId, rules }) => rules.map((rule) => ({ listingId, ...rule }))),
  );
}

/** What the columns of hotels.csv say is the policy "standard". Returns the lines of hotels that may have no more. */
async function setPoliciesOf(
  tx: Database,
  batch: readonly HotelRow[],
  imported: ReadonlyMap<string, ImportedHotel>,
): Promise<number[]> {
  const wanted = batch.flatMap(({ line, code, cancellation }) => {
    const hotel = imported.get(code);
    return hotel === undefined || cancellation === null ? [] : [{ line, hotel, cancellation }];
  });
  if (wanted.length === 0) return [];
  const lines = await listPolicyLines(
    tx,
    wanted.map(({ hotel }) => hotel.listingId),
  );
  const stepsOf = new Map(
    lines.flatMap(({ listingCode, code, steps }) =>
      code === 'standard' ? [[listingCode, steps] as const] : [],
    ),
  );
  return setPolicies(
    tx,
    wanted.map(({ line, hotel, cancellation }) => ({
      line,
      listingId: hotel.listingId,
      code: 'standard',
      // Nothing is said of what it is called, nor of those who do not come.
      name: null,
      steps: standardSteps(cancellation, stepsOf.get(hotel.code)),
      noShowFee: null,
      keepsNoShowFee: true,
      asDefault: 'first' as const,
    })),
  );
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
