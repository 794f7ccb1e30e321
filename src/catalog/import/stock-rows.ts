import type { Night } from '../../stays/night.js';
import { maxFloor, minFloor } from '../floors.js';
import type { CsvRow } from './csv-file.js';
import { readOverbooking } from './hotel-rows.js';
import { RowFault, RowReader } from './row-reader.js';

export const roomColumns = ['hotel_code', 'room_type_code', 'number', 'floor'] as const;
export const totalColumns = ['hotel_code', 'room_type_code', 'start_date', 'end_date'] as const;
export const outageColumns = ['hotel_code', 'room_number', 'start_date', 'end_date', 'reason'] as const;

const maxNightsPerLine = 1_830;

/** One line of rooms.csv. */
export interface RoomRow {
  readonly line: number;
  readonly hotelCode: string;
  readonly typeCode: string;
  readonly number: string;
  readonly floor: number;
  /** Null: nothing is said of it. */
  readonly name: string | null;
  readonly isAvailable: boolean | null;
}

/** One line of inventory.csv: what there is of a room type on a half-open range of nights, said in one of two ways. */
export interface TotalRow {
  readonly line: number;
  readonly hotelCode: string;
  readonly typeCode: string;
  readonly startDate: Night;
  readonly endDate: Night;
  /** So many. */
  readonly total: number | null;
  /** So many more than there are rooms, or fewer: 0 where nothing was set by hand. */
  readonly added: number | null;
  /** Null: nothing is said of it. */
  readonly overbookingPercent: number | null;
  readonly overbookingCap: number | null;
}

/** One line of outages.csv: a room that is out of order on a half-open range of nights. */
export interface OutageRow {
  readonly line: number;
  readonly hotelCode: string;
  readonly number: string;
  readonly startDate: Night;
  readonly endDate: Night;
  readonly reason: string;
}

/** Reads one room. Throws `RowFault`. */
export function readRoomRow(row: CsvRow): RoomRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    typeCode: reader.text('room_type_code'),
    number: reader.text('number', { max: 20 }),
    floor: reader.integer('floor', { min: minFloor, max: maxFloor }),
    name: reader.optional('name', (column) => reader.text(column)),
    isAvailable: reader.optional('is_available', (column) => reader.yesOrNo(column, 'yes')),
  };
}

/** Reads one range of totals. Throws `RowFault`. */
export function readTotalRow(row: CsvRow): TotalRow {
  const reader = new RowReader(row);
  if (reader.isEmpty('total') === reader.isEmpty('added')) {
    throw new RowFault('one of total and added says how many there are', 'total', row.fields['total'] ?? '');
  }
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    typeCode: reader.text('room_type_code'),
    ...reader.nights(maxNightsPerLine),
    total: reader.isEmpty('total') ? null : reader.integer('total', { min: 0, max: 10_000 }),
    added: reader.isEmpty('added') ? null : reader.integer('added', { min: -10_000, max: 10_000 }),
    ...readOverbooking(reader),
  };
}

/** Reads one outage. Throws `RowFault`. */
export function readOutageRow(row: CsvRow): OutageRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    number: reader.text('room_number', { max: 20 }),
    ...reader.nights(maxNightsPerLine),
    reason: reader.text('reason', { max: 500 }),
  };
}
