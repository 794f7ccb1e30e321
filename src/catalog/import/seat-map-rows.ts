import type { CabinPlan } from '../admin/aircraft/seat-map.rules.js';
import { cabinClasses } from '../flights.dto.js';
import type { CsvRow } from './csv-file.js';
import { equipmentCode } from './flight-rows.js';
import { codePattern } from './hotel-rows.js';
import { RowFault, RowReader } from './row-reader.js';

export const seatMapColumns = ['code', 'aircraft', 'name', 'class', 'seating'] as const;

const maxRow = 200;
const maxMissingSeats = 100;
const lettersPattern = /^(?=.{1,20}$)[A-Z]+( [A-Z]+)*$/;
export const seatPattern = /^[1-9]\d{0,2}[A-Z]$/;
const ofOpenSeating = ['capacity'] as const;
const ofAssignedSeating = ['first_row', 'last_row', 'letters', 'without', 'front_rows'] as const;

/** One line of seat_maps.csv: a cabin of a map. */
export interface SeatMapRow {
  readonly line: number;
  readonly code: string;
  readonly aircraft: string;
  readonly name: string;
  readonly cabin: CabinPlan;
}

/** Reads one cabin of a seat map. Throws `RowFault`. */
export function readSeatMapRow(row: CsvRow): SeatMapRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    code: reader.matching('code', codePattern, 'a code of letters, digits, ".", "_" and "-"'),
    aircraft: reader.matching('aircraft', equipmentCode, 'an IATA aircraft code'),
    name: reader.text('name'),
    cabin: readCabin(row, reader),
  };
}

function readCabin(row: CsvRow, reader: RowReader): CabinPlan {
  const cabinClass = reader.word('class', cabinClasses);
  const seating = reader.word('seating', ['open', 'assigned']);
  const surplus = (seating === 'open' ? ofAssignedSeating : ofOpenSeating).find(
    (column) => !reader.isEmpty(column),
  );
  if (surplus !== undefined) {
    throw new RowFault(`${surplus} does not go with ${seating} seating`, surplus, row.fields[surplus] ?? '');
  }
  if (seating === 'open') {
    return { class: cabinClass, seating, capacity: reader.integer('capacity', { min: 1, max: 1_000 }) };
  }
  return {
    class: cabinClass,
    seating,
    firstRow: reader.integer('first_row', { min: 1, max: maxRow }),
    lastRow: reader.integer('last_row', { min: 1, max: maxRow }),
    letters: reader.matching('letters', lettersPattern, 'letters such as "ABC DEF"'),
    without: readSeats(reader.text('without', { max: 1_000, fallback: '' })),
    frontRows: reader.integer('front_rows', { min: 0, max: maxRow, fallback: 0 }),
  };
}

/** `1A 1C`. */
function readSeats(text: string): string[] {
  const seats = text === '' ? [] : text.split(/\s+/);
  const fault =
    seats.find((seat, index) => !seatPattern.test(seat) || seats.indexOf(seat) < index) ??
    (seats.length > maxMissingSeats ? text : undefined);
  if (fault === undefined) return seats;
  throw new RowFault(
    `without is not up to ${maxMissingSeats} different seats such as "1A 1C"`,
    'without',
    fault,
  );
}
