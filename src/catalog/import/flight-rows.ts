import type { CsvRow } from './csv-file.js';
import { RowFault, RowReader } from './row-reader.js';
import { seatCountOf, type RegisteredModel } from './seat-counts.rules.js';

export const airportColumns = [
  'iata',
  'name',
  'city',
  'country',
  'latitude',
  'longitude',
  'timezone',
] as const;
export const airlineColumns = ['iata', 'name'] as const;
export const equipmentColumns = ['iata', 'name'] as const;
export const modelColumns = ['model', 'seats'] as const;
export const routeColumns = ['airline', 'origin', 'destination', 'equipment'] as const;

export const airportCode = /^[A-Z]{3}$/;
export const airlineCode = /^[A-Z0-9]{2}$/;
export const equipmentCode = /^[A-Z0-9]{3}$/;

export interface AirportRow {
  readonly line: number;
  readonly iata: string;
  readonly name: string;
  /** Null: the one it has, else the airport's name. */
  readonly city: string | null;
  readonly country: string;
  readonly timezone: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface AirlineRow {
  readonly line: number;
  readonly iata: string;
  readonly name: string;
  /** Null: the one it has, else none. */
  readonly country: string | null;
}

export interface AircraftRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  /** As the line or the registry says; null: as many as it has. */
  readonly seats: number | null;
  /** Of a new one of which nobody says anything; null: that is not known. */
  readonly usualSeats: number | null;
}

export interface RouteRow {
  readonly line: number;
  readonly airline: string;
  readonly origin: string;
  readonly destination: string;
  /** Codes of the types flown, the usual one first. */
  readonly equipment: readonly string[];
}

/** Reads one airport. Throws `RowFault`. `knownTimeZones` are those the database knows. */
export function readAirportRow(row: CsvRow, knownTimeZones: ReadonlySet<string>): AirportRow {
  const reader = new RowReader(row);
  const timezone = reader.text('timezone');
  if (!knownTimeZones.has(timezone))
    throw new RowFault(`timezone "${timezone}" is unknown`, 'timezone', timezone);
  return {
    line: row.line,
    iata: reader.matching('iata', airportCode, 'an IATA airport code'),
    name: reader.text('name'),
    city: reader.optional('city', (column) => reader.text(column)),
    country: reader.text('country'),
    timezone,
    latitude: reader.decimal('latitude', { min: -90, max: 90 }),
    longitude: reader.decimal('longitude', { min: -180, max: 180 }),
  };
}

/** Reads one airline. Throws `RowFault`. */
export function readAirlineRow(row: CsvRow): AirlineRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    iata: reader.matching('iata', airlineCode, 'an IATA airline code'),
    name: reader.text('name'),
    country: reader.optional('country', (column) => reader.text(column)),
  };
}

/** Reads one line of the aircraft registry. Throws `RowFault`. */
export function readModelRow(row: CsvRow): RegisteredModel {
  const reader = new RowReader(row);
  return { model: reader.text('model'), seats: reader.integer('seats', { min: 1, max: 1_000 }) };
}

/**
 * Reads one type of aircraft. Its number of seats stands there, or where there is a registry beside the file is found in it.
 * Throws `RowFault`.
 */
export function readAircraftRow(row: CsvRow, registered: readonly RegisteredModel[]): AircraftRow {
  const reader = new RowReader(row);
  const code = reader.matching('iata', equipmentCode, 'an IATA aircraft code');
  const name = reader.text('name');
  const said = reader.optional('seats', (column) => reader.integer(column, { min: 1, max: 1_000 }));
  const found = seatCountOf(name, registered) ?? null;
  const seats = said ?? (registered.length > 0 ? found : null);
  return { line: row.line, code, name, seats, usualSeats: found };
}

/** Reads one route. Throws `RowFault`. */
export function readRouteRow(row: CsvRow): RouteRow {
  const reader = new RowReader(row);
  const origin = reader.matching('origin', airportCode, 'an IATA airport code');
  const destination = reader.matching('destination', airportCode, 'an IATA airport code');
  if (origin === destination) throw new RowFault('a route leads back to where it starts');
  return {
    line: row.line,
    airline: reader.matching('airline', airlineCode, 'an IATA airline code'),
    origin,
    destination,
    equipment: reader.text('equipment').split(/\s+/),
  };
}
