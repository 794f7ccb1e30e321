import { everyWeekday, toWeekdayBits, weekdays } from '../../pricing/admin/weekdays.rules.js';
import type { CsvRow } from './csv-file.js';
import { basisPoints } from './price-cells.js';
import { RowFault, RowReader } from './row-reader.js';

export const pricingRuleColumns = ['hotel_code', 'name', 'factor'] as const;

const maxNameCharacters = 80;
const maxPriority = 1_000;

/** A rule without its room type. */
export interface RuleCells {
  readonly name: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** Bit 0 is Monday. */
  readonly weekdays: number;
  readonly factorBp: number;
  readonly priority: number;
  readonly isFinal: boolean;
}

/** One line of pricing_rules.csv. */
export interface PricingRuleRow extends RuleCells {
  readonly line: number;
  readonly hotelCode: string;
  /** Null: all of the hotel. */
  readonly typeCode: string | null;
}

/** Reads one rule. Throws `RowFault`. */
export function readPricingRuleRow(row: CsvRow): PricingRuleRow {
  const reader = new RowReader(row);
  const night = (column: string): string | null => (reader.isEmpty(column) ? null : reader.night(column));
  const startDate = night('start_date');
  const endDate = night('end_date');
  if (startDate !== null && endDate !== null && endDate <= startDate) {
    throw new RowFault('end_date is not after start_date', 'end_date', endDate);
  }
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    typeCode: reader.text('room_type_code', { fallback: '' }) || null,
    name: reader.text('name', { max: maxNameCharacters }),
    startDate,
    endDate,
    weekdays: readWeekdays(reader.text('weekdays', { fallback: '' })),
    factorBp: reader.scaled('factor', basisPoints),
    priority: reader.integer('priority', { min: -maxPriority, max: maxPriority, fallback: 0 }),
    isFinal: reader.yesOrNo('final', 'no'),
  };
}

/** `fri sat`; empty is every day. */
function readWeekdays(text: string): number {
  if (text === '') return everyWeekday;
  const days = text.split(/[\s;]+/).map((part) => weekdays.find((day) => day.slice(0, 3) === part));
  const known = days.filter((day) => day !== undefined);
  if (known.length === days.length) return toWeekdayBits(known);
  throw new RowFault(`weekdays "${text.slice(0, 40)}" are not days such as "fri sat"`, 'weekdays', text);
}

/** As `readPricingRuleRow` reads them. */
export function weekdaysText(bits: number): string {
  if (bits === everyWeekday) return '';
  return weekdays
    .filter((_day, place) => (bits & (1 << place)) !== 0)
    .map((day) => day.slice(0, 3))
    .join(' ');
}
