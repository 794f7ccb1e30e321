import type { Database } from '../../database/database-client.js';
import type { NamedStates, Thing } from './import-trail.js';

/** Airports, by their IATA code. */
export async function listAirportStates(db: Database, codes: readonly string[]): Promise<NamedStates> {
  const rows = await db.airport.findMany({ where: { iata: { in: [...codes] } }, orderBy: { iata: 'asc' } });
  return new Map(rows.map(({ iata, ...state }) => [iata, state]));
}

/** Airlines, by their IATA code. */
export async function listAirlineStates(db: Database, codes: readonly string[]): Promise<NamedStates> {
  const rows = await db.airline.findMany({ where: { iata: { in: [...codes] } }, orderBy: { iata: 'asc' } });
  return new Map(rows.map(({ iata, ...state }) => [iata, state]));
}

/** Types of aircraft. */
export async function listAircraftThings(db: Database, codes: readonly string[]): Promise<Thing[]> {
  const rows = await db.aircraft.findMany({ where: { code: { in: [...codes] } } });
  return rows.map((row): Thing => ({ kind: 'aircraft', id: row.code, state: { ...row } }));
}

/** A seat map, if there is one. */
export async function listSeatMapThings(db: Database, code: string): Promise<Thing[]> {
  const rows = await db.seatMap.findMany({ where: { code } });
  return rows.map(({ aircraftCode: aircraft, ...row }): Thing => ({
    kind: 'seat_map',
    id: code,
    state: { ...row, aircraft },
  }));
}
