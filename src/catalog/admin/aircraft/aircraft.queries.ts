import type { Database } from '../../../database/database-client.js';
import type { AircraftTypeDto } from './aircraft.dto.js';
import type { CabinPlan } from './seat-map.rules.js';

export interface SeatMapRow {
  readonly code: string;
  readonly aircraft: string;
  readonly name: string;
  readonly cabins: readonly CabinPlan[];
}

/** One type of aircraft, locked until the transaction ends. */
export async function lockAircraft(db: Database, code: string): Promise<AircraftTypeDto | undefined> {
  const [row] = await db.$queryRaw<AircraftTypeDto[]>`
    SELECT a.code, a.name, a.seats::integer AS seats FROM aircraft a WHERE a.code = ${code} FOR NO KEY UPDATE`;
  return row;
}

/** One seat map, locked until the transaction ends. */
export async function lockSeatMap(db: Database, code: string): Promise<SeatMapRow | undefined> {
  const [row] = await db.$queryRaw<SeatMapRow[]>`
    SELECT m.code, m.aircraft_code AS aircraft, m.name, m.cabins FROM seat_map m WHERE m.code = ${code}
    FOR NO KEY UPDATE`;
  return row;
}

/** Adds a seat map. Violates `seat_map_pkey` when the code is taken. */
export async function insertSeatMap(
  db: Database,
  { code, aircraft, name, cabins }: SeatMapRow,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO seat_map (code, aircraft_code, name, cabins)
    VALUES (${code}, ${aircraft}, ${name}, ${JSON.stringify(cabins)}::jsonb)`;
}

/** Changes a seat map; flights that were made from it stay as they are. */
export async function updateSeatMap(db: Database, { code, name, cabins }: SeatMapRow): Promise<void> {
  await db.$executeRaw`
    UPDATE seat_map m SET name = ${name}, cabins = ${JSON.stringify(cabins)}::jsonb WHERE m.code = ${code}`;
}

/** Seat maps by code. */
export async function listSeatMaps(
  db: Database,
  filter: { readonly aircraft?: string | undefined; readonly after: string; readonly limit: number },
): Promise<SeatMapRow[]> {
  const rows = await db.seatMap.findMany({
    where: { code: { gt: filter.after }, aircraftCode: filter.aircraft },
    orderBy: { code: 'asc' },
    take: filter.limit,
  });
  return rows.map(({ code, aircraftCode, name, cabins }) => ({
    code,
    aircraft: aircraftCode,
    name,
    cabins: cabins as unknown as CabinPlan[],
  }));
}
