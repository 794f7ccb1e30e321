import { availableThroughout, causeOf } from './availability.rules.js';

test.each([
  [10, 9, 0, 'open'],
  [10, 10, 0, 'sold_out'],
  [10, 9, 1, 'held'],
  [10, 0, 10, 'held'],
  [10, 10, 1, 'oversold'],
  [0, 0, 0, 'closed'],
  [0, 2, 0, 'oversold'],
] as const)('limit %i, reserved %i, held %i is %s', (limit, reserved, held, cause) => {
  expect(causeOf({ limit, reserved, held })).toBe(cause);
});

test('a stay can have what its fullest night has', () => {
  expect(availableThroughout([9, 2, 10])).toBe(2);
  expect(availableThroughout([])).toBe(0);
});
