import type { CabinPlan } from '../admin/aircraft/seat-map.rules.js';
import { airlineFile, airportFile, equipmentFile } from '../import/reference.import.js';
import { seatMapFile } from '../import/seat-map.import.js';
import type { Cell } from './csv-text.js';
import type { ExportFile } from './export-file.js';

/** What flights are made of and refer to; none of it is many. */
export const referenceFiles: readonly ExportFile[] = [
  {
    name: airportFile,
    columns: 'iata,name,city,country,latitude,longitude,timezone',
    read: async (db) =>
      (await db.airport.findMany({ orderBy: { iata: 'asc' } })).map(
        ({ iata, name, city, country, latitude, longitude, timezone }) => [
          iata,
          name,
          city,
          country,
          latitude,
          longitude,
          timezone,
        ],
      ),
  },
  {
    name: airlineFile,
    columns: 'iata,name,country',
    read: async (db) =>
      (await db.airline.findMany({ orderBy: { iata: 'asc' } })).map(({ iata, name, country }) => [
        iata,
        name,
        country,
      ]),
  },
  {
    name: equipmentFile,
    columns: 'iata,name,seats',
    read: async (db) =>
      (await db.aircraft.findMany({ orderBy: { code: 'asc' } })).map(({ code, name, seats }) => [
        code,
        name,
        seats,
      ]),
  },
  {
    name: seatMapFile,
    columns: 'code,aircraft,name,class,seating,capacity,first_row,last_row,letters,without,front_rows',
    read: async (db) =>
      (await db.seatMap.findMany({ orderBy: { code: 'asc' } })).flatMap(
        ({ code, aircraftCode, name, cabins }) =>
          (cabins as unknown as CabinPlan[]).map((cabin) => [code, aircraftCode, name, ...cabinCells(cabin)]),
      ),
  },
];

function cabinCells(cabin: CabinPlan): Cell[] {
  const { class: name, seating } = cabin;
  if (seating === 'open') return [name, seating, cabin.capacity, null, null, null, null, null];
  const { firstRow, lastRow, letters, without, frontRows } = cabin;
  return [name, seating, null, firstRow, lastRow, letters, without.join(' '), frontRows];
}
