import { addDays, nightIn, type Night } from '../../stays/night.js';
import { cabinClasses, type CabinClass } from '../flights.dto.js';
import type { CsvRow } from './csv-file.js';
import { airlineCode, airportCode, equipmentCode } from './flight-rows.js';
import { readActive, readCurrency, readOverbooking } from './hotel-rows.js';
import { readLimits, readSteps, type FactorStep, type LimitCells } from './price-cells.js';
import { RowFault, RowReader } from './row-reader.js';
import { seatPattern } from './seat-map-rows.js';

export const flightColumns = [
  'airline',
  'number',
  'origin',
  'destination',
  'departs_at',
  'arrives_at',
  'aircraft',
  'currency',
] as const;
export const cabinColumns = ['flight_code', 'class', 'seating', 'price'] as const;
export const seatColumns = ['flight_code', 'cabin', 'seat', 'position', 'price'] as const;

const seatPositions = ['window', 'middle', 'aisle'] as const;

/** One line of flights.csv. */
export interface FlightRow {
  readonly line: number;
  /** Airline, number and date. */
  readonly code: string;
  readonly airline: string;
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
  /** What it is sold for, in the flight's time zone: that of departure, or the day before for one that is delayed past midnight. */
  readonly date: Night;
  readonly departsAt: string;
  readonly arrivesAt: string;
  readonly aircraft: string;
  readonly currency: string;
  readonly timezone: string;
  /** Null: nothing is said of it. */
  readonly heldWeightPercent: number | null;
  readonly isActive: boolean | null;
}

/** What lines of flights.csv may name. */
export interface KnownPlaces {
  /** Time zones by airport. */
  readonly timeZoneOf: ReadonlyMap<string, string>;
  readonly timeZones: ReadonlySet<string>;
  readonly airlines: ReadonlySet<string>;
  readonly aircraft: ReadonlySet<string>;
}

/** Reads one flight. Throws `RowFault`. */
export function readFlightRow(row: CsvRow, known: KnownPlaces): FlightRow {
  const reader = new RowReader(row);
  const airline = reader.matching('airline', airlineCode, 'an IATA airline code');
  const number = reader.matching('number', /^[1-9]\d{0,3}$/, 'a flight number');
  const origin = reader.matching('origin', airportCode, 'an IATA airport code');
  const destination = reader.matching('destination', airportCode, 'an IATA airport code');
  const aircraft = reader.matching('aircraft', equipmentCode, 'an IATA aircraft code');
  const currency = readCurrency(reader);
  const departsAt = reader.instant('departs_at');
  const arrivesAt = reader.instant('arrives_at');
  assertKnown(known.airlines.has(airline), 'airline', airline);
  assertKnown(known.timeZoneOf.has(origin), 'origin', origin, 'airport');
  assertKnown(known.timeZoneOf.has(destination), 'destination', destination, 'airport');
  assertKnown(known.aircraft.has(aircraft), 'aircraft', aircraft);
  if (origin === destination)
    throw new RowFault('a flight leads back to where it starts', 'destination', origin);
  if (Date.parse(arrivesAt) <= Date.parse(departsAt)) {
    throw new RowFault('arrives_at is not after departs_at', 'arrives_at', arrivesAt);
  }
  const timezone = reader.text('timezone', { fallback: known.timeZoneOf.get(origin) ?? '' });
  if (!known.timeZones.has(timezone)) {
    throw new RowFault(`timezone "${timezone}" is unknown`, 'timezone', timezone);
  }
  const departs = nightIn(timezone, new Date(departsAt));
  const codeOn = (day: Night) => `${airline}${number}-${day}`;
  const code = reader.text('code', { fallback: codeOn(departs) });
  const date = [departs, addDays(departs, -1)].find((day) => codeOn(day) === code);
  if (date === undefined) {
    throw new RowFault(`code is "${codeOn(departs)}" by airline, number and date`, 'code', code);
  }
  return {
    line: row.line,
    code,
    airline,
    number,
    origin,
    destination,
    date,
    departsAt,
    arrivesAt,
    aircraft,
    currency,
    timezone,
    heldWeightPercent: reader.isEmpty('held_weight_percent')
      ? null
      : reader.integer('held_weight_percent', { min: 0, max: 100 }),
    isActive: readActive(reader),
  };
}

function assertKnown(isKnown: boolean, column: string, value: string, what = column): void {
  if (!isKnown) throw new RowFault(`there is no ${what} "${value}"`, column, value);
}

/** One line of cabins.csv. */
export interface CabinRow {
  readonly line: number;
  readonly flightCode: string;
  readonly class: CabinClass;
  readonly seating: 'open' | 'assigned';
  /** With open seating. */
  readonly capacity: number | null;
  /** As written; its minor units depend on the flight's currency. */
  readonly price: string;
  readonly limits: LimitCells | undefined;
  /** Null: nothing is said of it. */
  readonly overbookingPercent: number | null;
  readonly overbookingCap: number | null;
  /** With at most so many seats left the price is multiplied. Undefined: left as it is. */
  readonly seatsLeftRules: readonly FactorStep[] | undefined;
  readonly isActive: boolean | null;
}

/** Reads one cabin. Throws `RowFault`. */
export function readCabinRow(row: CsvRow): CabinRow {
  const reader = new RowReader(row);
  const seating = reader.word('seating', ['open', 'assigned']);
  const surplus = (['capacity', 'overbooking_percent', 'overbooking_cap'] as const).find(
    (column) => seating === 'assigned' && !reader.isEmpty(column),
  );
  if (surplus !== undefined) {
    throw new RowFault(`${surplus} does not go with assigned seating`, surplus, row.fields[surplus] ?? '');
  }
  const rules = 'seats_left_rules';
  return {
    line: row.line,
    flightCode: reader.text('flight_code'),
    class: reader.word('class', cabinClasses),
    seating,
    capacity: seating === 'open' ? reader.integer('capacity', { min: 0, max: 10_000 }) : null,
    price: reader.text('price'),
    limits: readLimits(reader),
    ...readOverbooking(reader),
    seatsLeftRules: readSteps(row.fields[rules] ?? '', rules, 10_000),
    isActive: readActive(reader),
  };
}

/** One line of seats.csv. */
export interface SeatRow {
  readonly line: number;
  readonly flightCode: string;
  readonly cabin: CabinClass;
  readonly label: string;
  readonly row: number;
  readonly letter: string;
  readonly position: (typeof seatPositions)[number];
  /** As written. */
  readonly price: string;
  /** Whether it can be sold at all; null: as it was, yes for a new one. */
  readonly isAvailable: boolean | null;
  readonly isActive: boolean | null;
}

/** Reads one seat. Throws `RowFault`. */
export function readSeatRow(row: CsvRow): SeatRow {
  const reader = new RowReader(row);
  const label = reader.matching('seat', seatPattern, 'a seat such as 14C');
  return {
    line: row.line,
    flightCode: reader.text('flight_code'),
    cabin: reader.word('cabin', cabinClasses),
    label,
    row: Number(label.slice(0, -1)),
    letter: label.slice(-1),
    position: reader.word('position', seatPositions),
    price: reader.text('price'),
    isAvailable: reader.optional('is_available', (column) => reader.yesOrNo(column, 'yes')),
    isActive: readActive(reader),
  };
}
