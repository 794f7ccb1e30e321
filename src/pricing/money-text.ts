import { decimalsOf } from './currency.js';

/** An amount in its currency's own decimals: `125.00 EUR`. */
export function moneyText({ amount, currency }: { amount: number; currency: string }): string {
  const digits = decimalsOf(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}
