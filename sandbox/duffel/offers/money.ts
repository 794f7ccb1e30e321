/** Duffel writes amounts as decimals: 9080 → `90.80`. The sandbox deals in currencies of two decimals only. */
export function amountText(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2);
}

/** The minor units of a decimal, or undefined when it is none. */
export function parseAmount(text: string): number | undefined {
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text)) return undefined;
  const [units = '0', cents = ''] = text.split('.');
  return Number(units) * 100 + Number(cents.padEnd(2, '0'));
}
