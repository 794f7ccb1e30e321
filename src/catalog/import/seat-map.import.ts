import { faultsOf } from '../admin/aircraft/seat-map.rules.js';
import type { ImportContext } from './import-context.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { telling } from './import-trail.js';
import { readSets } from './read-sets.js';
import { listSeatMapThings } from './reference-things.views.js';
import { listSeatMapsByCode, lockSeatMap, upsertSeatMap } from './seat-map-import.queries.js';
import { readSeatMapRow, seatMapColumns, type SeatMapRow } from './seat-map-rows.js';

export const seatMapFile = 'seat_maps.csv';
const maxCabins = 4;
/**
 * What an aircraft can have at most. Not what this one has: that may have been lowered since the map was made, which then
 * stays (docs/admin.md), here as well.
 */
const maxSeats = 1_000;

/** Loads seat_maps.csv: how aircraft are fitted, a line for each cabin from the front. A map is all of its lines or none. */
export async function importSeatMapFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const sets = await readSets(context, seatMapFile, seatMapColumns, 'code', readSeatMapRow);
  const aircraft = new Set((await db.aircraft.findMany({ select: { code: true } })).map(({ code }) => code));
  const existing = await listSeatMapsByCode(db, [...sets.keys()]);
  let done = 0;
  for (const [code, rows] of sets) {
    const [first] = rows;
    if (first === undefined) continue;
    const fault = faultIn(first, rows, { knownAircraft: aircraft, aircraftBefore: existing.get(code) });
    if (fault === undefined) {
      const cabins = rows.map(({ cabin }) => cabin);
      const map = { code, aircraftCode: first.aircraft, name: first.name, cabins };
      await inOne(db, report, async (tx) => {
        await lockSeatMap(tx, code);
        await telling(
          tx,
          context,
          () => listSeatMapThings(tx, code),
          () => upsertSeatMap(tx, map),
        );
        report.add('seatMaps', 1);
      });
    } else {
      for (const { line } of rows) report.refuse(seatMapFile, line, fault.reason, fault.place);
    }
    done += 1;
    context.onProgress({ name: 'seat maps', done, total: sets.size });
  }
}

interface Fault {
  readonly reason: string;
  readonly place?: { readonly column: string; readonly value: string };
}

/** What is wrong with the lines of one map together. */
function faultIn(
  { code, aircraft, name }: SeatMapRow,
  rows: readonly SeatMapRow[],
  {
    knownAircraft,
    aircraftBefore,
  }: { knownAircraft: ReadonlySet<string>; aircraftBefore: string | undefined },
): Fault | undefined {
  const place = { column: 'aircraft', value: aircraft };
  if (rows.some((row) => row.aircraft !== aircraft || row.name !== name)) {
    return { reason: `the lines of "${code}" name different aircraft or names` };
  }
  if (!knownAircraft.has(aircraft)) return { reason: `there is no aircraft "${aircraft}"`, place };
  if (aircraftBefore !== undefined && aircraftBefore !== aircraft) {
    return { reason: `the seat map "${code}" stays one of the aircraft ${aircraftBefore}`, place };
  }
  if (rows.length > maxCabins) return { reason: `a seat map has at most ${maxCabins} cabins` };
  const cabins = rows.map(({ cabin }) => cabin);
  const [fault] = faultsOf(cabins, maxSeats);
  return fault && { reason: `the cabins of "${code}" do not go together: ${fault.message}` };
}
