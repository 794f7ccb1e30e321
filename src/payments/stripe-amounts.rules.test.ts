import fc from 'fast-check';
import { chargeStepOf } from '../pricing/currency.js';
import { chargeLimitsOf, fromStripeAmount, isChargeable, toStripeAmount } from './stripe-amounts.rules.js';

// 5 krónur are 500 to Stripe, and were 0.05 of one when they were sent as 5.
test.each([
  ['EUR', 12_500, 12_500],
  ['HUF', 1_250_000, 1_250_000],
  ['TWD', 80_045, 80_045],
  ['JPY', 500, 500],
  ['ISK', 5, 500],
  ['UGX', 5, 500],
  ['KWD', 5_120, 5_120],
  ['MGA', 500, 5],
])('Stripe is asked for %s %i as %i, and understood when it says so', (currency, amountMinor, amount) => {
  expect(toStripeAmount({ amountMinor, currency })).toBe(amount);
  expect(fromStripeAmount(amount, currency.toLowerCase())).toEqual({ amountMinor, currency });
});

test.each([
  ['KWD', 5_124],
  ['TND', 1],
  ['MGA', 550],
])('%s %i is never asked for: a card cannot be charged that', (currency, amountMinor) => {
  expect(toStripeAmount({ amountMinor, currency })).toBeUndefined();
});

test('an amount that we cannot have asked for is none of ours', () => {
  expect(fromStripeAmount(1_050, 'isk')).toEqual({ amountMinor: 10.5, currency: 'ISK' });
});

test('what is priced in steps of its currency can be asked for, and comes back as it went', () => {
  const currencies = fc.constantFrom('EUR', 'JPY', 'ISK', 'UGX', 'KWD', 'BHD', 'LYD', 'CLF', 'MGA', 'XAF');
  fc.assert(
    fc.property(currencies, fc.integer({ min: 0, max: 99_999_999 }), (currency, steps) => {
      const amountMinor = steps * chargeStepOf(currency);
      const amount = toStripeAmount({ amountMinor, currency });
      expect(Number.isSafeInteger(amount)).toBe(true);
      expect(fromStripeAmount(amount ?? Number.NaN, currency)).toEqual({ amountMinor, currency });
    }),
  );
});

test.each([
  ['EUR', 50, 99_999_999],
  ['JPY', 50, 99_999_999],
  ['HUF', 17_500, 99_999_999],
  ['IDR', 1, 999_999_999_999],
  ['ISK', 1, 999_999],
  ['KES', 1, 99_999_999],
  ['KWD', 10, 99_999_990],
  ['MGA', 100, 9_999_999_900],
])('in %s a payment is at least %i and at most %i minor units', (currency, leastMinor, mostMinor) => {
  expect(chargeLimitsOf(currency)).toEqual({ leastMinor, mostMinor });
});

test('what is set for a currency counts instead', () => {
  const stated = ['KES=7000-12000000', 'HUF=17500-9999999999'];
  expect(chargeLimitsOf('KES', stated)).toEqual({ leastMinor: 7_000, mostMinor: 12_000_000 });
  expect(chargeLimitsOf('HUF', stated)).toEqual({ leastMinor: 17_500, mostMinor: 9_999_999_999 });
  expect(chargeLimitsOf('EUR', stated)).toEqual({ leastMinor: 50, mostMinor: 99_999_999 });
});

test.each([
  [0, 'EUR', true],
  [49, 'EUR', false],
  [50, 'EUR', true],
  [99_999_999, 'EUR', true],
  [100_000_000, 'EUR', false],
  [5_120, 'KWD', true],
  [5_124, 'KWD', false],
])('%i %s: a card can be charged that: %s', (amountMinor, currency, expected) => {
  expect(isChargeable({ amountMinor, currency }, chargeLimitsOf(currency))).toBe(expected);
});
