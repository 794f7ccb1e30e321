import { decimalsOf } from '../../pricing/currency.js';
import type { Money } from '../money.js';
import { UnreadableAnswer } from './answer-fields.js';

const decimalPattern = /^(-?)(\d{1,12})(?:\.(\d{1,8}))?$/;

/** `30.20` GBP → 3020; never through a fraction that a computer cannot hold. Throws `UnreadableAnswer`. */
export function toMoney(decimal: string, currency: string): Money {
  const [, sign, whole, fraction = ''] = decimalPattern.exec(decimal) ?? [];
  if (whole === undefined || !/^[A-Z]{3}$/.test(currency)) throw new UnreadableAnswer('an amount', 'money');
  const digits = decimalsOf(currency);
  const cut = fraction.slice(digits);
  // Cutting off digits would pay another amount than the one that was asked for.
  if (/[1-9]/.test(cut)) throw new UnreadableAnswer('an amount', `in whole minor units of ${currency}`);
  const amount = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return { amount: sign === '-' && amount !== 0 ? -amount : amount, currency };
}

/** 3020 GBP → `30.20` */
export function toDecimal({ amount, currency }: Money): string {
  const digits = decimalsOf(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return amount < 0 ? `-${decimal}` : decimal;
}
