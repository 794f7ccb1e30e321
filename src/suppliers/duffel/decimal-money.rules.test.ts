import fc from 'fast-check';
import { UnreadableAnswer } from './answer-fields.js';
import { toDecimal, toMoney } from './decimal-money.rules.js';

test.each([
  ['30.20', 'GBP', 3_020],
  ['0.00', 'EUR', 0],
  ['0.07', 'EUR', 7],
  ['1234567.89', 'USD', 123_456_789],
  ['45', 'EUR', 4_500],
  ['45.5', 'EUR', 4_550],
  ['12500', 'JPY', 12_500],
  ['12500.00', 'JPY', 12_500],
  ['12.345', 'KWD', 12_345],
  ['-10.00', 'EUR', -1_000],
  // What 0.29 × 100 is to a computer: 28.999999999999996.
  ['0.29', 'EUR', 29],
])('%s %s are %d of its minor units', (decimal, currency, amount) => {
  expect(toMoney(decimal, currency)).toEqual({ amount, currency });
});

test.each([
  ['10.005', 'EUR'],
  ['10.50', 'JPY'],
  ['1e3', 'EUR'],
  ['', 'EUR'],
  ['10,00', 'EUR'],
  ['0x10', 'EUR'],
  ['10.00', 'eur'],
  ['9999999999999', 'EUR'],
])('%s %s is not taken for another amount', (decimal, currency) => {
  expect(() => toMoney(decimal, currency)).toThrow(UnreadableAnswer);
});

test('every amount comes back as it went', () => {
  const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF');
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), currencies, (amount, currency) => {
      expect(toMoney(toDecimal({ amount, currency }), currency)).toEqual({ amount, currency });
    }),
  );
});

test('what is sent has the digits of its currency', () => {
  expect(toDecimal({ amount: 3_020, currency: 'GBP' })).toBe('30.20');
  expect(toDecimal({ amount: 7, currency: 'EUR' })).toBe('0.07');
  expect(toDecimal({ amount: 7, currency: 'JPY' })).toBe('7');
  expect(toDecimal({ amount: 7, currency: 'KWD' })).toBe('0.007');
});
