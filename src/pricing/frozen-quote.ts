import type { PricedLine } from './pricing.rules.js';

/**
 * The quote a hold has frozen (`hold.quote`): an array of `[skuId, date, quantity, base, rateBp, occupancyBp, amount]`.
 * Throws when it is anything else, because then what the guest was promised is not known.
 */
export function readFrozenQuote(quote: unknown): PricedLine[] {
  if (!Array.isArray(quote)) throw new TypeError('a frozen quote must be an array');
  return quote.map((line: unknown) => {
    if (!isFrozenLine(line)) throw new TypeError(`not a line of a frozen quote: ${JSON.stringify(line)}`);
    const [skuId, date, quantity, baseMinor, rateBp, occupancyBp, amountMinor] = line;
    return { skuId, date, quantity, baseMinor, rateBp, occupancyBp, amountMinor };
  });
}

type FrozenLine = [number, string, number, number, number, number, number];

function isFrozenLine(line: unknown): line is FrozenLine {
  return (
    Array.isArray(line) &&
    line.length === 7 &&
    line.every((value, index) => (index === 1 ? typeof value === 'string' : Number.isSafeInteger(value)))
  );
}
