import { countNights, type Night } from '../../stays/night.js';
import type { CsvRow } from './csv-file.js';
import { RowFault, RowReader } from './row-reader.js';

export const roomColumns = ['hotel_code', 'room_type_code', 'number', 'floor'] as const;
export const totalColumns = ['hotel_code', 'room_type_code', 'start_date', 'end_date', 'total'] as const;

const maxNightsPerLine = 1_830;

/** One line of rooms.csv. */
export interface RoomRow {
  readonly line: number;
  readonly hotelCode: string;
  readonly typeCode: string;
  readonly number: string;
  readonly floor: number;
  readonly name: string;
  readonly isAvailable: boolean;
}

/** One line of inventory.csv: what there is of a room type on a half-open range of nights. */
export interface TotalRow {
  readonly line: number;
  readonly hotelCode: string;
  readonly typeCode: string;
  readonly startDate: Night;
  readonly endDate: Night;
  readonly total: number;
  /** Null: the room type's. */
  readonly overbookingPercent: number | null;
}

/** Reads one room. Throws `RowFault`. */
export function readRoomRow(row: CsvRow): RoomRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    typeCode: reader.text('room_type_code'),
    number: reader.text('number', { max: 20 }),
    floor: reader.integer('floor', { min: -9, max: 300 }),
    name: reader.text('name', { fallback: '' }),
    isAvailable: readYesOrNo(reader, 'is_available', 'yes'),
  };
}

/** Reads one range of totals. Throws `RowFault`. */
export function readTotalRow(row: CsvRow): TotalRow {
  const reader = new RowReader(row);
  const startDate = reader.night('start_date');
  const endDate = reader.night('end_date');
  const nights = countNights(startDate, endDate);
  if (nights < 1) throw new RowFault('end_date is not after start_date', 'end_date', endDate);
  if (nights > maxNightsPerLine) {
    throw new RowFault(`more than ${maxNightsPerLine} nights in one line`, 'end_date', endDate);
  }
  const isOwn = (row.fields['overbooking_percent'] ?? '') !== '';
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    typeCode: reader.text('room_type_code'),
    startDate,
    endDate,
    total: reader.integer('total', { min: 0, max: 10_000 }),
    overbookingPercent: isOwn ? reader.integer('overbooking_percent', { min: 0, max: 100 }) : null,
  };
}

/** A column that says yes or no. */
export function readYesOrNo(reader: RowReader, column: string, fallback: 'yes' | 'no'): boolean {
  return reader.matching(column, /^(yes|no)$/, 'yes or no', fallback) === 'yes';
}
