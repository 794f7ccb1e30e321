import { maxFloor, minFloor } from '../floors.js';
import type { CsvRow } from './csv-file.js';
import type { Night } from '../../stays/night.js';
import { basisPoints, minorOf, readLimits, readSteps, type LimitCells } from './price-cells.js';
import { RowFault, RowReader } from './row-reader.js';
import type { StandardCells } from './standard-policy.rules.js';

export const hotelColumns = ['code', 'name', 'city', 'country', 'timezone', 'currency'] as const;
export const roomTypeColumns = ['hotel_code', 'code', 'name', 'max_guests', 'base_price', 'rooms'] as const;
export const rateColumns = ['hotel_code', 'multiplier'] as const;

export const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Five years: as far ahead as anything can be booked. */
const maxNightsPerRate = 1_830;
const maxOccupancyPercent = 200;

/** One line of hotels.csv. Null: nothing is said of it, so what is there stays, and a new hotel has the default. */
export interface HotelRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly address: string | null;
  readonly city: string;
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
  readonly checkInTime: string | null;
  readonly checkOutTime: string | null;
  readonly overbookingPercent: number | null;
  /** Rooms of a type at most; 10000 for no bound, which a new hotel has. */
  readonly overbookingCap: number | null;
  /** Of the policy `standard`, which the hotel has until it names another. */
  readonly cancellation: StandardCells | null;
  readonly heldWeightPercent: number | null;
  readonly isActive: boolean | null;
  /** `50:1.10;80:1.25`: from 50 % occupancy ×1.10, and so on; `none`: none. Undefined: left as they are. */
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
  /** Null: left as it is. */
  readonly description: string | null;
  readonly maxGuests: number;
  /** As written; its minor units depend on the hotel's currency. */
  readonly basePrice: string;
  /** Null: left as it is, the hotel's for a new type. */
  readonly overbookingPercent: number | null;
  /** Rooms at most, whatever the percentage says; 10000 for no bound. Null: left as it is, the hotel's for a new type. */
  readonly overbookingCap: number | null;
  /** Undefined: left as they are. */
  readonly limits: LimitCells | undefined;
  /** Its own, instead of the hotel's. Undefined: left as they are. */
  readonly occupancyRules: readonly OccupancyRuleRow[] | undefined;
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
  /** Null, with a policy: nothing is said of it. */
  readonly multiplierBp: number | null;
  /** Code of the cancellation policy of stays that begin on these nights; null: nothing is said of it. */
  readonly policyCode: string | null;
}

/** Reads one hotel. Throws `RowFault`. `knownTimeZones` are those the database knows. */
export function readHotelRow(row: CsvRow, knownTimeZones: ReadonlySet<string>): HotelRow {
  const reader = new RowReader(row);
  const timezone = reader.text('timezone');
  if (!knownTimeZones.has(timezone))
    throw new RowFault(`timezone "${timezone}" is unknown`, 'timezone', timezone);
  const time = (column: string): string => reader.matching(column, timePattern, 'a time written HH:MM');
  return {
    line: row.line,
    code: reader.matching('code', codePattern, 'a code of letters, digits, ".", "_" and "-"'),
    name: reader.text('name'),
    description: reader.optional('description', (column) => reader.text(column, { max: 4_000 })),
    address: reader.optional('address', (column) => reader.text(column)),
    city: reader.text('city'),
    country: reader.matching('country', /^[A-Z]{2}$/, 'a two-letter country code'),
    timezone,
    currency: readCurrency(reader),
    checkInTime: reader.optional('check_in', time),
    checkOutTime: reader.optional('check_out', time),
    ...readOverbooking(reader),
    cancellation: readCancellation(reader),
    heldWeightPercent: reader.optional('held_weight_percent', (column) =>
      reader.integer(column, { min: 0, max: 100 }),
    ),
    isActive: readActive(reader),
    occupancyRules: readOccupancyRules(row),
  };
}

/** Free until so many hours before arrival, then a share of the price or its first nights; null when no column is filled. */
function readCancellation(reader: RowReader): StandardCells | null {
  const hours = reader.optional('free_cancellation_hours', (column) =>
    reader.integer(column, { min: 0, max: 8_760 }),
  );
  const percent = reader.optional('cancellation_fee_percent', (column) =>
    reader.integer(column, { min: 0, max: 100 }),
  );
  const nights = reader.optional('cancellation_fee_nights', (column) =>
    reader.integer(column, { min: 0, max: 60 }),
  );
  if (percent !== null && nights !== null) {
    throw new RowFault('a cancellation fee is a percentage or a number of nights, not both');
  }
  const fee = nights !== null ? { nights } : percent !== null ? { percent } : null;
  return hours === null && fee === null ? null : { hours, fee };
}

/** Reads one room type. Throws `RowFault`. */
export function readRoomTypeRow(row: CsvRow): RoomTypeRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    code: reader.matching('code', codePattern, 'a code of letters, digits, ".", "_" and "-"'),
    name: reader.text('name'),
    description: reader.optional('description', (column) => reader.text(column, { max: 4_000 })),
    maxGuests: reader.integer('max_guests', { min: 1, max: 50 }),
    basePrice: reader.text('base_price'),
    ...readOverbooking(reader),
    limits: readLimits(reader),
    occupancyRules: readOccupancyRules(row),
    isActive: readActive(reader),
    rooms: reader.isEmpty('rooms') ? null : reader.integer('rooms', { min: 0, max: 10_000 }),
    firstFloor: reader.integer('first_floor', { min: minFloor, max: maxFloor, fallback: 1 }),
    roomsPerFloor: reader.integer('rooms_per_floor', { min: 1, max: 99, fallback: 20 }),
  };
}

/** How much is sold beyond what there is; null where nothing is said of it. Throws `RowFault`. */
export function readOverbooking(reader: RowReader): {
  overbookingPercent: number | null;
  overbookingCap: number | null;
} {
  const [percent, cap] = ['overbooking_percent', 'overbooking_cap'] as const;
  return {
    overbookingPercent: reader.isEmpty(percent) ? null : reader.integer(percent, { min: 0, max: 100 }),
    overbookingCap: reader.isEmpty(cap) ? null : reader.integer(cap, { min: 0, max: 10_000 }),
  };
}

/** Reads one rate. Throws `RowFault`. */
export function readRateRow(row: CsvRow): RateRow {
  const reader = new RowReader(row);
  const policyCode = reader.text('cancellation_policy', { max: 40, fallback: '' }) || null;
  const multiplierBp =
    policyCode !== null && reader.isEmpty('multiplier') ? null : reader.scaled('multiplier', basisPoints);
  const common = { line: row.line, hotelCode: reader.text('hotel_code'), policyCode, multiplierBp };
  if (!reader.isEmpty('month')) {
    return { ...common, month: reader.integer('month', { min: 1, max: 12 }), startDate: null, endDate: null };
  }
  return { ...common, month: null, ...reader.nights(maxNightsPerRate) };
}

/** The base price in minor units of the hotel's currency. Throws `RowFault`. */
export function basePriceMinor(basePrice: string, currency: string): number {
  return minorOf('base_price', basePrice, currency);
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** The column `currency`. Throws `RowFault`. */
export function readCurrency(reader: RowReader): string {
  const currency = reader.text('currency');
  if (currencies.has(currency)) return currency;
  throw new RowFault(`currency "${currency}" is not an ISO 4217 code in use`, 'currency', currency);
}

/** Whether guests see it; null when nothing is said of it. */
export function readActive(reader: RowReader): boolean | null {
  return reader.isEmpty('is_active') ? null : reader.yesOrNo('is_active', 'yes');
}

function readOccupancyRules(row: CsvRow): OccupancyRuleRow[] | undefined {
  const column = 'occupancy_rules';
  const steps = readSteps(row.fields[column] ?? '', column, maxOccupancyPercent);
  return steps?.map(({ at, factorBp }) => ({ thresholdPercent: at, factorBp }));
}
