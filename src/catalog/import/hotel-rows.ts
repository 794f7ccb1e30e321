import type { Offset, Step } from '../../cancellation/cancellation.rules.js';
import type { CsvRow } from './csv-file.js';
import { decimalsOf } from '../../pricing/money-text.js';
import { countNights, type Night } from '../../stays/night.js';
import { RowFault, RowReader, scaleDecimal } from './row-reader.js';
import { readYesOrNo } from './stock-rows.js';

export const hotelColumns = ['code', 'name', 'city', 'country', 'timezone', 'currency'] as const;
export const roomTypeColumns = ['hotel_code', 'code', 'name', 'max_guests', 'base_price', 'rooms'] as const;
export const rateColumns = ['hotel_code', 'multiplier'] as const;

const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Five years: as far ahead as anything can be booked. */
const maxNightsPerRate = 1_830;
const basisPoints = { digits: 4, min: 1, max: 100_000 };

/** One line of hotels.csv. */
export interface HotelRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly address: string;
  readonly city: string;
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
  readonly checkInTime: string;
  readonly checkOutTime: string;
  readonly overbookingPercent: number;
  /** Of the policy the hotel has until it names another; null: nothing is said of it. */
  readonly cancellationSteps: readonly Step<Offset>[] | null;
  readonly heldWeightPercent: number;
  /** Null: nothing is said of it. */
  readonly isActive: boolean | null;
  /** `50:1.10;80:1.25`: from 50 % occupancy ×1.10, and so on. Undefined: left as they are. */
  readonly occupancyRules: readonly OccupancyRuleRow[] | undefined;
}

export interface OccupancyRuleRow {
  readonly thresholdPercent: number;
  readonly factorBp: number;
}

/** One line of room_types.csv. */
export interface RoomTypeRow {
  readonly line: number;
  readonly hotelCode: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly maxGuests: number;
  /** As written; its minor units depend on the hotel's currency. */
  readonly basePrice: string;
  /** Null: the hotel's. */
  readonly overbookingPercent: number | null;
  /** Rooms at most, whatever the percentage says; 10000 for no bound. Null: left as it is, none for a new type. */
  readonly overbookingCap: number | null;
  /** Null: nothing is said of it. */
  readonly isActive: boolean | null;
  /** Null: they stay as they are, or are in rooms.csv. */
  readonly rooms: number | null;
  readonly firstFloor: number;
  readonly roomsPerFloor: number;
}

/** One line of rates.csv: a half-open range of nights, or a month of every year. */
export interface RateRow {
  readonly line: number;
  readonly hotelCode: string;
  readonly startDate: Night | null;
  readonly endDate: Night | null;
  readonly month: number | null;
  readonly multiplierBp: number;
  /** Code of the cancellation policy of stays that begin on these nights; null: nothing is said of it. */
  readonly policyCode: string | null;
}

/** Reads one hotel. Throws `RowFault`. `knownTimeZones` are those the database knows. */
export function readHotelRow(row: CsvRow, knownTimeZones: ReadonlySet<string>): HotelRow {
  const reader = new RowReader(row);
  const timezone = reader.text('timezone');
  if (!knownTimeZones.has(timezone))
    throw new RowFault(`timezone "${timezone}" is unknown`, 'timezone', timezone);
  const currency = reader.text('currency');
  if (!isCurrency(currency)) {
    throw new RowFault(`currency "${currency}" is not an ISO 4217 code in use`, 'currency', currency);
  }
  return {
    line: row.line,
    code: reader.matching('code', codePattern, 'a code of letters, digits, ".", "_" and "-"'),
    name: reader.text('name'),
    description: reader.text('description', { max: 4_000, fallback: '' }),
    address: reader.text('address', { fallback: '' }),
    city: reader.text('city'),
    country: reader.matching('country', /^[A-Z]{2}$/, 'a two-letter country code'),
    timezone,
    currency,
    checkInTime: reader.matching('check_in', timePattern, 'a time written HH:MM', '15:00'),
    checkOutTime: reader.matching('check_out', timePattern, 'a time written HH:MM', '11:00'),
    overbookingPercent: reader.integer('overbooking_percent', { min: 0, max: 100, fallback: 10 }),
    cancellationSteps: readCancellation(row, reader),
    heldWeightPercent: reader.integer('held_weight_percent', { min: 0, max: 100, fallback: 50 }),
    isActive: readActive(row, reader),
    occupancyRules: readOccupancyRules(row.fields['occupancy_rules'] ?? ''),
  };
}

/** Free until so many hours before arrival, then a share of the price or its first nights; null when no column is filled. */
function readCancellation(row: CsvRow, reader: RowReader): Step<Offset>[] | null {
  const columns = ['free_cancellation_hours', 'cancellation_fee_percent', 'cancellation_fee_nights'];
  const [hours, percent, nights] = columns.map((column) => (row.fields[column] ?? '') !== '');
  if (percent === true && nights === true) {
    throw new RowFault('a cancellation fee is a percentage or a number of nights, not both');
  }
  if (hours !== true && percent !== true && nights !== true) return null;
  return [
    {
      until: { hours: reader.integer('free_cancellation_hours', { min: 0, max: 8_760, fallback: 48 }) },
      fee: { percent: 0 },
    },
    {
      fee:
        nights === true
          ? { nights: reader.integer('cancellation_fee_nights', { min: 0, max: 60 }) }
          : { percent: reader.integer('cancellation_fee_percent', { min: 0, max: 100, fallback: 100 }) },
    },
  ];
}

/** Reads one room type. Throws `RowFault`. */
export function readRoomTypeRow(row: CsvRow): RoomTypeRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    code: reader.matching('code', codePattern, 'a code of letters, digits, ".", "_" and "-"'),
    name: reader.text('name'),
    description: reader.text('description', { max: 4_000, fallback: '' }),
    maxGuests: reader.integer('max_guests', { min: 1, max: 50 }),
    basePrice: reader.text('base_price'),
    overbookingPercent:
      (row.fields['overbooking_percent'] ?? '') === ''
        ? null
        : reader.integer('overbooking_percent', { min: 0, max: 100 }),
    overbookingCap:
      (row.fields['overbooking_cap'] ?? '') === ''
        ? null
        : reader.integer('overbooking_cap', { min: 0, max: 10_000 }),
    isActive: readActive(row, reader),
    rooms: isEmpty(row, 'rooms') ? null : reader.integer('rooms', { min: 0, max: 10_000 }),
    firstFloor: reader.integer('first_floor', { min: -9, max: 300, fallback: 1 }),
    roomsPerFloor: reader.integer('rooms_per_floor', { min: 1, max: 99, fallback: 20 }),
  };
}

/** Reads one rate. Throws `RowFault`. */
export function readRateRow(row: CsvRow): RateRow {
  const reader = new RowReader(row);
  const multiplierBp = reader.scaled('multiplier', basisPoints);
  const policyCode = reader.text('cancellation_policy', { max: 40, fallback: '' }) || null;
  const common = { line: row.line, hotelCode: reader.text('hotel_code'), policyCode, multiplierBp };
  if ((row.fields['month'] ?? '') !== '') {
    return { ...common, month: reader.integer('month', { min: 1, max: 12 }), startDate: null, endDate: null };
  }
  const startDate = reader.night('start_date');
  const endDate = reader.night('end_date');
  const nights = countNights(startDate, endDate);
  if (nights < 1) throw new RowFault('end_date is not after start_date');
  if (nights > maxNightsPerRate) throw new RowFault(`more than ${maxNightsPerRate} nights in one line`);
  return { ...common, month: null, startDate, endDate };
}

/** The base price in minor units of the hotel's currency. Throws `RowFault`. */
export function basePriceMinor(basePrice: string, currency: string): number {
  return scaleDecimal('base_price', basePrice, { digits: decimalsOf(currency), min: 0, max: 1_000_000_000 });
}

const currencies = new Set(Intl.supportedValuesOf('currency'));
function isCurrency(code: string): boolean {
  return currencies.has(code);
}

function isEmpty(row: CsvRow, column: string): boolean {
  return (row.fields[column] ?? '') === '';
}

/** Whether guests see it; null when nothing is said of it. */
function readActive(row: CsvRow, reader: RowReader): boolean | null {
  return isEmpty(row, 'is_active') ? null : readYesOrNo(reader, 'is_active', 'yes');
}

function readOccupancyRules(text: string): OccupancyRuleRow[] | undefined {
  if (text === '') return undefined;
  const rules = text.split(';').map((part) => {
    const [threshold = '', factor = ''] = part.split(':');
    return {
      thresholdPercent: scaleDecimal('occupancy_rules', threshold.trim(), { digits: 0, min: 0, max: 200 }),
      factorBp: scaleDecimal('occupancy_rules', factor.trim(), basisPoints),
    };
  });
  if (new Set(rules.map((rule) => rule.thresholdPercent)).size !== rules.length) {
    throw new RowFault('occupancy_rules names a threshold twice');
  }
  return rules;
}
