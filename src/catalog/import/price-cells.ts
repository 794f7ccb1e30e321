import { RowFault, scaleDecimal, type RowReader } from './row-reader.js';
import { decimalsOf } from '../../pricing/currency.js';

/** Factors have four decimals. */
export const basisPoints = { digits: 4, min: 1, max: 100_000 };
/** As many as the API takes. */
const maxSteps = 20;
/** Says in a file that there is to be nothing, where an empty cell says nothing at all. */
export const none = 'none';

/** An amount in minor units of a currency. Throws `RowFault`. */
export function minorOf(column: string, text: string, currency: string): number {
  return scaleDecimal(column, text, { digits: decimalsOf(currency), min: 0, max: 1_000_000_000 });
}

/** What a unit costs at least and at most, as it is written: null is no limit, undefined leaves the one there is. */
export interface LimitCells {
  readonly min: string | null | undefined;
  readonly max: string | null | undefined;
}

/** The columns `min_price` and `max_price`; undefined when both are empty. */
export function readLimits(reader: RowReader): LimitCells | undefined {
  const [min, max] = ['min_price', 'max_price'].map((column) => {
    if (reader.isEmpty(column)) return undefined;
    const text = reader.text(column);
    return text === none ? null : text;
  });
  return min === undefined && max === undefined ? undefined : { min, max };
}

/** The same in minor units. */
export interface Limits {
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
  /** Nothing is said of it: the one there is stays. */
  readonly keepsMin: boolean;
  readonly keepsMax: boolean;
}

/** Throws `RowFault`, also for a minimum above the maximum. */
export function limitsOf({ min, max }: LimitCells, currency: string): Limits {
  const minMinor = typeof min === 'string' ? minorOf('min_price', min, currency) : null;
  const maxMinor = typeof max === 'string' ? minorOf('max_price', max, currency) : null;
  if (typeof min === 'string' && minMinor !== null && maxMinor !== null && minMinor > maxMinor) {
    throw new RowFault(minAboveMax, 'min_price', min);
  }
  return { minMinor, maxMinor, keepsMin: min === undefined, keepsMax: max === undefined };
}

/** Why limits are refused, those of a line or one of a line and one that is there. */
export const minAboveMax = 'min_price is above max_price';

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
