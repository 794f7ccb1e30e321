import { RowFault, scaleDecimal, type RowReader } from './row-reader.js';
import { decimalsOf } from '../../pricing/currency.js';

/** Factors have four decimals. */
export const basisPoints = { digits: 4, min: 1, max: 100_000 };
/** As many as the API takes. */
const maxSteps = 20;
/** Says in a file that there is to be nothing, where an empty cell says nothing at all. */
const none = 'none';

/** An amount in minor units of a currency. Throws `RowFault`. */
export function minorOf(column: string, text: string, currency: string): number {
  return scaleDecimal(column, text, { digits: decimalsOf(currency), min: 0, max: 1_000_000_000 });
}

/** What a unit costs at least and at most, as it is written; null is no limit. */
export interface LimitCells {
  readonly min: string | null;
  readonly max: string | null;
}

/** The columns `min_price` and `max_price`; undefined when both are empty, which leaves limits as they are. */
export function readLimits(reader: RowReader): LimitCells | undefined {
  const [min = '', max = ''] = ['min_price', 'max_price'].map((column) =>
    reader.text(column, { fallback: '' }),
  );
  const cell = (text: string): string | null => (text === '' || text === none ? null : text);
  return min === '' && max === '' ? undefined : { min: cell(min), max: cell(max) };
}

export interface Limits {
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
}

/** The same in minor units. Throws `RowFault`, also for a minimum above the maximum. */
export function limitsOf({ min, max }: LimitCells, currency: string): Limits {
  const minMinor = min === null ? null : minorOf('min_price', min, currency);
  const maxMinor = max === null ? null : minorOf('max_price', max, currency);
  if (min !== null && minMinor !== null && maxMinor !== null && minMinor > maxMinor) {
    throw new RowFault('min_price is above max_price', 'min_price', min);
  }
  return { minMinor, maxMinor };
}

export interface FactorStep {
  /** From this on, or down to this: what the column is about. */
  readonly at: number;
  readonly factorBp: number;
}

/**
 * A table of factors, `50:1.10;80:1.25`; `none` is an empty one. Undefined for an empty cell, which leaves it as it is. Throws
 * `RowFault`.
 *
 * @param maxAt what a step may be at
 */
export function readSteps(text: string, column: string, maxAt: number): FactorStep[] | undefined {
  if (text === '') return undefined;
  if (text === none) return [];
  const steps = text.split(';').map((part) => {
    const [at = '', factor = ''] = part.split(':');
    return {
      at: scaleDecimal(column, at.trim(), { digits: 0, min: 0, max: maxAt }),
      factorBp: scaleDecimal(column, factor.trim(), basisPoints),
    };
  });
  if (new Set(steps.map(({ at }) => at)).size !== steps.length) {
    throw new RowFault(`${column} names a threshold twice`, column, text);
  }
  if (steps.length > maxSteps) throw new RowFault(`${column} has more than ${maxSteps} steps`, column, text);
  return steps;
}
