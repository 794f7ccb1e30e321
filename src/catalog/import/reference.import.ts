import type { Database } from '../../database/database-client.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { lockAircraft, upsertAircraft, upsertAirlines, upsertAirports } from './flight-import.queries.js';
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
import type { ImportContext } from './import-context.js';
import { summaryOf, tell, telling, type NamedStates } from './import-trail.js';
import { readRows, withoutRepeats } from './read-rows.js';
import { listAircraftThings, listAirlineStates, listAirportStates } from './reference-things.views.js';

const batchSize = 2_000;
export const airportFile = 'airports.csv';
export const airlineFile = 'airlines.csv';
export const equipmentFile = 'equipment.csv';
export const modelFile = 'aircraft-seats.csv';

/** Loads airports.csv. */
export async function importAirports(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const timeZones = await context.timeZones();
  const rows = await readRows(context, airportFile, airportColumns, (row) => readAirportRow(row, timeZones));
  const unique = withoutRepeats(rows, (row) => row.iata, airportFile, context.report);
  await writeNamed(prisma, context, unique, {
    name: 'airports',
    noun: 'airport',
    write: upsertAirports,
    list: listAirportStates,
  });
}

/** Loads airlines.csv. */
export async function importAirlines(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const rows = await readRows(context, airlineFile, airlineColumns, readAirlineRow);
  const unique = withoutRepeats(rows, (row) => row.iata, airlineFile, context.report);
  await writeNamed(prisma, context, unique, {
    name: 'airlines',
    noun: 'airline',
    write: upsertAirlines,
    list: listAirlineStates,
  });
}

/** Writes what only files bring, and tells of each batch in one entry. */
async function writeNamed<Row extends { readonly iata: string }>(
  prisma: ImportDatabase,
  context: ImportContext,
  rows: readonly Row[],
  {
    name,
    noun,
    write,
    list,
  }: {
    name: 'airports' | 'airlines';
    noun: string;
    write: (tx: Database, rows: readonly Row[]) => Promise<void>;
    list: (tx: Database, codes: readonly string[]) => Promise<NamedStates>;
  },
): Promise<void> {
  const { report, actor } = context;
  let done = 0;
  for (const batch of inBatches(rows, batchSize)) {
    const codes = batch.map(({ iata }) => iata);
    await inOne(prisma, report, async (tx) => {
      const before = actor === undefined ? undefined : await list(tx, codes);
      await write(tx, batch);
      if (before !== undefined) {
        await tell(tx, context, [summaryOf({ kind: 'catalogue', noun }, before, await list(tx, codes))]);
      }
      report.add(name, batch.length);
    });
    done += batch.length;
    context.onProgress({ name, done, total: rows.length });
  }
}

/**
 * Loads equipment.csv: types of aircraft. How many seats one has that does not say so is looked up in aircraft-seats.csv, where
 * that is beside it; without, one that is there keeps its seats, and a new one has what is usual.
 */
export async function importAircraft(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const models = (await context.source.has(modelFile))
    ? await readRows(context, modelFile, modelColumns, readModelRow)
    : [];
  const rows = await readRows(context, equipmentFile, equipmentColumns, (row) =>
    readAircraftRow(row, models),
  );
  const unique = withoutRepeats(rows, (row) => row.code, equipmentFile, report);
  const codes = unique.map(({ code }) => code);
  await inOne(prisma, report, async (tx) => {
    const seatsOf = await lockAircraft(tx, codes);
    const known = unique.flatMap(({ line, code, name, seats: said, usualSeats }) => {
      const seats = said ?? seatsOf.get(code) ?? usualSeats;
      if (seats !== null) return [{ code, name, seats }];
      report.refuse(equipmentFile, line, `the number of seats of "${name}" is not known`);
      return [];
    });
    await telling(
      tx,
      context,
      () => listAircraftThings(tx, codes),
      () => upsertAircraft(tx, known),
    );
    report.add('aircraft', known.length);
  });
  context.onProgress({ name: 'aircraft', done: unique.length, total: unique.length });
}
