import { decimalsOf } from '../../pricing/currency.js';
import { InvalidValue } from './cli-error.js';

/** A price with its currency as people write it: `125.00 EUR`. */
export function parsePrice(text: string): { amount: number; currency: string } {
  const [, whole = '', decimals = '', currency = ''] =
    /^(\d{1,10})(?:\.(\d{1,4}))? ?([A-Z]{3})$/.exec(text) ?? [];
  if (!Intl.supportedValuesOf('currency').includes(currency)) throw notAPrice();
  const digits = decimalsOf(currency);
  if (decimals.length > digits) throw notAPrice();
  return { amount: Number(whole + decimals.padEnd(digits, '0')), currency };
}

function notAPrice(): InvalidValue {
  return new InvalidValue('It must be an amount and its currency, such as "125.00 EUR".');
}
