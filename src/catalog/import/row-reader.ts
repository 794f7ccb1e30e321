import { countNights, isNight, type Night } from '../../stays/night.js';
import type { CsvRow } from './csv-file.js';

/** A value that cannot be what its column says. Caught where rows are read, and reported with the line. */
export class RowFault extends Error {
  override readonly name = 'RowFault';

  constructor(
    message: string,
    /** Where it stands, when it is one value. */
    readonly column?: string,
    readonly value?: string,
  ) {
    super(message);
  }
}

/** The columns of one record, each read as what it must be. A getter throws `RowFault` for anything else. */
export class RowReader {
  constructor(private readonly row: CsvRow) {}

  text(column: string, options: { max?: number; fallback?: string } = {}): string {
    const value = this.row.fields[column] ?? '';
    if (value === '' && options.fallback !== undefined) return options.fallback;
    if (value === '') throw new RowFault(`${column} is empty`, column, value);
    if (isLonger(value, options.max ?? 200)) throw new RowFault(`${column} is too long`, column, value);
    if (value.includes('\0')) throw new RowFault(`${column} has a NUL character`, column, value);
    return value;
  }

  /** Whether nothing is said in that column, or there is none. */
  isEmpty(column: string): boolean {
    return (this.row.fields[column] ?? '') === '';
  }

  /** What `read` makes of the column, or null where nothing is said: what is there stays. */
  optional<Value>(column: string, read: (column: string) => Value): Value | null {
    return this.isEmpty(column) ? null : read(column);
  }

  /** One of some words. */
  word<Word extends string>(column: string, words: readonly Word[], fallback?: Word): Word {
    const value = this.text(column, fallback === undefined ? {} : { fallback });
    const found = words.find((word) => word === value);
    if (found === undefined) {
      throw new RowFault(`${column} "${shorten(value)}" is none of ${words.join(', ')}`, column, value);
    }
    return found;
  }

  /** A column that says yes or no. */
  yesOrNo(column: string, fallback: 'yes' | 'no'): boolean {
    return this.matching(column, /^(yes|no)$/, 'yes or no', fallback) === 'yes';
  }

  matching(column: string, pattern: RegExp, what: string, fallback?: string): string {
    const value = this.text(column, fallback === undefined ? {} : { fallback });
    if (!pattern.test(value))
      throw new RowFault(`${column} "${shorten(value)}" is not ${what}`, column, value);
    return value;
  }

  integer(column: string, range: { min: number; max: number; fallback?: number }): number {
    const text = this.row.fields[column] ?? '';
    if (text === '' && range.fallback !== undefined) return range.fallback;
    const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= range.min && value <= range.max)) {
      throw new RowFault(
        `${column} "${shorten(text)}" is not a whole number from ${range.min} to ${range.max}`,
        column,
        text,
      );
    }
    return value;
  }

  decimal(column: string, range: { min: number; max: number }): number {
    const text = this.row.fields[column] ?? '';
    const value = /^-?\d{1,10}(\.\d{1,30})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= range.min && value <= range.max)) {
      throw new RowFault(
        `${column} "${shorten(text)}" is not a number from ${range.min} to ${range.max}`,
        column,
        text,
      );
    }
    return value;
  }

  /** A decimal with up to `digits` decimals as an integer of its smallest unit; exact, no floats. */
  scaled(column: string, options: { digits: number; min: number; max: number }): number {
    return scaleDecimal(column, this.text(column), options);
  }

  night(column: string): Night {
    const value = this.text(column);
    if (!isNight(value))
      throw new RowFault(`${column} "${shorten(value)}" is not a date written YYYY-MM-DD`, column, value);
    return value;
  }

  /** A half-open range of nights in the columns `start_date` and `end_date`. */
  nights(maxNights: number): { readonly startDate: Night; readonly endDate: Night } {
    const startDate = this.night('start_date');
    const endDate = this.night('end_date');
    const count = countNights(startDate, endDate);
    if (count < 1) throw new RowFault('end_date is not after start_date', 'end_date', endDate);
    if (count > maxNights) {
      throw new RowFault(`more than ${maxNights} nights in one line`, 'end_date', endDate);
    }
    return { startDate, endDate };
  }

  /** An instant (RFC 3339), as it is written. */
  instant(column: string): string {
    const value = this.text(column);
    if (instantPattern.test(value) && isNight(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)))
      return value;
    throw new RowFault(
      `${column} "${shorten(value)}" is not an instant such as 2027-03-14T09:30:00Z`,
      column,
      value,
    );
  }
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;

/** `"12.5"` with two digits is 1250. Throws `RowFault` for more decimals, or a value out of range. */
export function scaleDecimal(
  column: string,
  text: string,
  { digits, min, max }: { digits: number; min: number; max: number },
): number {
  const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(text);
  const decimals = match?.[2] ?? '';
  const value = Number((match?.[1] ?? '') + decimals.padEnd(digits, '0'));
  if (match === null || decimals.length > digits || value < min || value > max) {
    throw new RowFault(
      `${column} "${shorten(text)}" is not an amount with at most ${digits} decimals in range`,
      column,
      text,
    );
  }
  return value;
}

/** In characters as PostgreSQL counts them. */
function isLonger(text: string, max: number): boolean {
  return text.length > max && [...text].length > max;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
