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
export const airlineColumns = ['iata', 'name', 'country'] as const;
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
  readonly city: string;
  readonly country: string;
  readonly timezone: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface AirlineRow {
  readonly line: number;
  readonly iata: string;
  readonly name: string;
  readonly country: string;
}

export interface AircraftRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly seats: number;
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
  const name = reader.text('name');
  return {
    line: row.line,
    iata: reader.matching('iata', airportCode, 'an IATA airport code'),
    name,
    city: reader.text('city', { fallback: name }),
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
    country: reader.text('country', { fallback: '' }),
  };
}

/** Reads one line of the aircraft registry. Throws `RowFault`. */
export function readModelRow(row: CsvRow): RegisteredModel {
  const reader = new RowReader(row);
  return { model: reader.text('model'), seats: reader.integer('seats', { min: 1, max: 1_000 }) };
}

/** Reads one type of aircraft; its number of seats stands there, or is found in the registry. Throws `RowFault`, also when that is not known. */
export function readAircraftRow(row: CsvRow, registered: readonly RegisteredModel[]): AircraftRow {
  const reader = new RowReader(row);
  const code = reader.matching('iata', equipmentCode, 'an IATA aircraft code');
  const name = reader.text('name');
  const seats = reader.isEmpty('seats')
    ? seatCountOf(name, registered)
    : reader.integer('seats', { min: 1, max: 1_000 });
  if (seats === undefined) throw new RowFault(`the number of seats of "${name}" is not known`);
  return { line: row.line, code, name, seats };
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
