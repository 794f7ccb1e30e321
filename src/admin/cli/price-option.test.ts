import { parsePrice } from './price-option.js';

test.each([
  ['125.00 EUR', 12_500, 'EUR'],
  ['125EUR', 12_500, 'EUR'],
  ['0.5 USD', 50, 'USD'],
  ['900 JPY', 900, 'JPY'],
  ['1.234 KWD', 1_234, 'KWD'],
])('"%s" is %i minor units of %s', (text, amount, currency) => {
  expect(parsePrice(text)).toEqual({ amount, currency });
});

test.each(['', '125', 'EUR', '1,50 EUR', '-1 EUR', '1.234 EUR', '1.5 JPY', '5 XXQ', '1e3 EUR'])(
  '"%s" is no price',
  (text) => {
    expect(() => parsePrice(text)).toThrow('an amount and its currency');
  },
);
