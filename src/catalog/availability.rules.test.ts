import { availableThroughout, causeOf } from './availability.rules.js';

function date(limit: number, reserved: number, held: number) {
  return {
    date: '2027-03-14',
    total: limit,
    overbookingPercent: 0,
    limit,
    reserved,
    held,
    available: Math.max(0, limit - reserved - held),
  };
}

test.each([
  [10, 9, 0, 'open'],
  [10, 10, 0, 'sold_out'],
  [10, 9, 1, 'held'],
  [10, 0, 10, 'held'],
  [10, 10, 1, 'oversold'],
  [0, 0, 0, 'closed'],
  [0, 2, 0, 'oversold'],
] as const)('limit %i, reserved %i, held %i is %s', (limit, reserved, held, cause) => {
  expect(causeOf(date(limit, reserved, held))).toBe(cause);
});

test('a stay can have what its fullest night has', () => {
  expect(availableThroughout([date(10, 1, 0), date(10, 7, 1), date(10, 0, 0)])).toBe(2);
  expect(availableThroughout([])).toBe(0);
});
