import { findCurrencyFaults, findQuantityFaults } from './take-request.rules.js';

const rooms = (...quantities: number[]) => ({
  items: quantities.map((quantity, index) => ({ roomTypeId: index + 1, quantity })),
});

describe('a request to hold', () => {
  test.each([
    ['one room', rooms(1)],
    ['ten rooms of one type', rooms(10)],
    ['ten rooms together', rooms(5, 3, 2)],
    ['no room at all', {}],
  ])('may be for %s', (_what, request) => {
    expect(findQuantityFaults(request)).toEqual([]);
  });

  test.each([
    ['eleven rooms together', rooms(5, 3, 3)],
    ['two lots of ten rooms', rooms(10, 10)],
  ])('may not be for %s', (_what, request) => {
    expect(findQuantityFaults(request)).toMatchObject([{ field: 'items', code: 'max_rooms' }]);
  });

  test('names its expected total in the currency of what is held, or not at all', () => {
    expect(findCurrencyFaults({}, 'EUR')).toEqual([]);
    expect(findCurrencyFaults({ expectedTotal: { amount: 1, currency: 'EUR' } }, 'EUR')).toEqual([]);
    expect(findCurrencyFaults({ expectedTotal: { amount: 1, currency: 'USD' } }, 'EUR')).toMatchObject([
      { field: 'expectedTotal.currency', code: 'other_currency' },
    ]);
  });
});
