/**
 * Currencies whose minor unit is not a hundredth, by its digits: ISO 4217, list one. Not what `Intl` says, which is how people
 * write prices (forints without fillér) and changes with the version of Node.
 */
const digitsOf: ReadonlyMap<string, number> = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([digits, currencies]) =>
    currencies.split(' ').map((currency) => [currency, Number(digits)] as const),
  ),
);

/** Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  return digitsOf.get(currency) ?? 2;
}

/**
 * What amounts in a currency must be multiples of for a card to be charged, in minor units: 10 where there are three
 * decimals, 100 where there are four, and for ariary, which are charged whole. Prices and fees are rounded to it. The SQL
 * function `charge_digits` has the same, and names where it is from.
 */
export function chargeStepOf(currency: string): number {
  if (currency === 'MGA') return 100;
  return 10 ** Math.max(0, decimalsOf(currency) - 2);
}
