import { chargeStepOf, decimalsOf } from './currency.js';
import { moneyText } from './money-text.js';

// Node writes forints, pesos and rupiahs without decimals; in ISO 4217 they have two.
test.each([
  ['EUR', 2],
  ['HUF', 2],
  ['IDR', 2],
  ['COP', 2],
  ['MGA', 2],
  ['JPY', 0],
  ['ISK', 0],
  ['UGX', 0],
  ['KWD', 3],
  ['CLF', 4],
])('%s has %i decimals, whatever this Node thinks of how it is written', (currency, decimals) => {
  expect(decimalsOf(currency)).toBe(decimals);
});

test.each([
  ['EUR', 1],
  ['JPY', 1],
  ['HUF', 1],
  ['KWD', 10],
  ['TND', 10],
  ['MGA', 100],
  ['CLF', 100],
])('a card is charged in %s in steps of %i minor units', (currency, step) => {
  expect(chargeStepOf(currency)).toBe(step);
});

test('an amount is written with the decimals of its currency', () => {
  expect(moneyText({ amount: 1_250_000, currency: 'HUF' })).toBe('12500.00 HUF');
  expect(moneyText({ amount: 12_500, currency: 'ISK' })).toBe('12500 ISK');
  expect(moneyText({ amount: 5_120, currency: 'KWD' })).toBe('5.120 KWD');
});
