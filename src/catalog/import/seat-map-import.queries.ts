import type { Database } from '../../database/database-client.js';
import type { CabinPlan } from '../admin/aircraft/seat-map.rules.js';

/** The aircraft of seat maps that are there, by the map's code. */
export async function listSeatMapsByCode(
  db: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.seatMap.findMany({
    where: { code: { in: [...codes] } },
    select: { code: true, aircraftCode: true },
  });
  return new Map(rows.map(({ code, aircraftCode }) => [code, aircraftCode]));
}

/** Keeps others from changing a seat map, if there is one, until the transaction ends. */
export async function lockSeatMap(db: Database, code: string): Promise<void> {
  await db.$queryRaw`SELECT m.code FROM seat_map m WHERE m.code = ${code} FOR NO KEY UPDATE`;
}

export interface SeatMapInput {
  readonly code: string;
  readonly aircraftCode: string;
  readonly name: string;
  readonly cabins: readonly CabinPlan[];
}

/** Adds a seat map, or brings the one with the same code up to date; flights that were made from it stay. */
export async function upsertSeatMap(
  db: Database,
  { code, aircraftCode, name, cabins }: SeatMapInput,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO seat_map (code, aircraft_code, name, cabins)
    VALUES (${code}, ${aircraftCode}, ${name}, ${JSON.stringify(cabins)}::jsonb)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, cabins = excluded.cabins`;
}
