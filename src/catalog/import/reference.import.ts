import type { ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { hasCsv } from './csv-file.js';
import { upsertAircraft, upsertAirlines, upsertAirports } from './flight-import.queries.js';
import {
  airlineColumns,
  airportColumns,
  equipmentColumns,
  modelColumns,
  readAircraftRow,
  readAirlineRow,
  readAirportRow,
  readModelRow,
} from './flight-rows.js';
import { listTimeZones } from './hotel-import.queries.js';
import type { ImportContext } from './import-context.js';
import { readRows, withoutRepeats } from './read-rows.js';

const batchSize = 2_000;
export const airportFile = 'airports.csv';
export const airlineFile = 'airlines.csv';
export const equipmentFile = 'equipment.csv';
export const modelFile = 'aircraft-seats.csv';

/** Loads airports.csv. */
export async function importAirports(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const timeZones = await listTimeZones(prisma);
  const rows = await readRows(context, airportFile, airportColumns, (row) => readAirportRow(row, timeZones));
  const unique = withoutRepeats(rows, (row) => row.iata, airportFile, context.report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    context.report.add('airports', await upsertAirports(prisma, batch));
    done += batch.length;
    context.onProgress({ name: 'airports', done, total: unique.length });
  }
}

/** Loads airlines.csv. */
export async function importAirlines(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const rows = await readRows(context, airlineFile, airlineColumns, readAirlineRow);
  const unique = withoutRepeats(rows, (row) => row.iata, airlineFile, context.report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    context.report.add('airlines', await upsertAirlines(prisma, batch));
    done += batch.length;
    context.onProgress({ name: 'airlines', done, total: unique.length });
  }
}

/** Loads equipment.csv: types of aircraft, with seats from the registry in aircraft-seats.csv where it is there. */
export async function importAircraft(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const models = (await hasCsv(context.folder, modelFile))
    ? await readRows(context, modelFile, modelColumns, readModelRow)
    : [];
  const rows = await readRows(context, equipmentFile, equipmentColumns, (row) =>
    readAircraftRow(row, models),
  );
  const unique = withoutRepeats(rows, (row) => row.code, equipmentFile, context.report);
  context.report.add('aircraft', await upsertAircraft(prisma, unique));
  context.onProgress({ name: 'aircraft', done: unique.length, total: unique.length });
}
