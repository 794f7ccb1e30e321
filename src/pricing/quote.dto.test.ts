import type { SkuNames } from '../catalog/listing.views.js';
import { readFrozenQuote } from './frozen-quote.js';
import { toQuoteDto } from './quote.dto.js';

const names: SkuNames = new Map([
  [1, { kind: 'room_type', name: 'Double room' }],
  [2, { kind: 'cabin', cabin: 'economy' }],
  [3, { kind: 'seat', cabin: 'business', seat: '2A' }],
] as const);

test('a frozen quote is shown stage by stage, each line by what it is for', () => {
  const lines = readFrozenQuote([
    [1, '2027-03-14', 2, 10_000, 12_530, 11_000, 27_566],
    [2, '2027-03-14', 1, 5_000, 10_000, 10_000, 5_000],
    [3, '2027-03-14', 1, 20_000, 10_000, 10_000, 20_000],
  ]);
  const quote = toQuoteDto(lines, { currency: 'EUR', names });
  expect(quote.total).toEqual({ amount: 52_566, currency: 'EUR' });
  expect(quote.lines).toEqual([
    {
      roomTypeId: 1,
      date: '2027-03-14',
      quantity: 2,
      basePrice: { amount: 10_000, currency: 'EUR' },
      rate: 1.253,
      occupancyFactor: 1.1,
      amount: { amount: 27_566, currency: 'EUR' },
    },
    expect.objectContaining({ cabin: 'economy', quantity: 1 }),
    expect.objectContaining({ cabin: 'business', seat: '2A' }),
  ]);
});

test('rules are shown by name, and a limit where it decided', () => {
  const rules = [[5, 12_000, 'Weekend']];
  const [limited, free] = toQuoteDto(
    readFrozenQuote([
      [1, '2027-03-14', 2, 10_000, 10_000, 10_000, 22_000, '3:10:1:0:0', { rules, max: 11_000 }],
      [1, '2027-03-15', 1, 10_000, 10_000, 10_000, 10_000, '3', { max: 11_000 }],
    ]),
    { currency: 'EUR', names },
  ).lines;
  expect(limited).toMatchObject({
    rules: [{ name: 'Weekend', factor: 1.2 }],
    limit: { kind: 'maximum', price: { amount: 11_000, currency: 'EUR' } },
  });
  expect(free).not.toHaveProperty('rules');
  expect(free).not.toHaveProperty('limit');
});

test('a line for something that is gone still has its price', () => {
  const quote = toQuoteDto(readFrozenQuote([[9, '2027-03-14', 1, 100, 10_000, 10_000, 100]]), {
    currency: 'EUR',
    names,
  });
  expect(quote.lines[0]).toMatchObject({ amount: { amount: 100 } });
});

test.each([
  [null],
  [{}],
  [[[1, '2027-03-14', 2]]],
  [[['1', '2027-03-14', 2, 1, 1, 1, 1]]],
  [[[1, '2027-03-14', 2, 1, 1, 1, 1, '1:2']]],
  [[[1, '2027-03-14', 2, 1, 1, 1, 1, '1', { rules: [[1]] }]]],
  [[[1, '2027-03-14', 2, 1, 1, 1, 1, '1', { pricedAs: '2' }]]],
])('%j is no frozen quote', (quote) => {
  expect(() => readFrozenQuote(quote)).toThrow(TypeError);
});
