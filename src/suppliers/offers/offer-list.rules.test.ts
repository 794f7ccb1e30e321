import fc from 'fast-check';
import { entriesAfter, offerOrders, toPosition, type OfferKeys } from './offer-list.rules.js';

const entries: OfferKeys[] = [
  { entryId: 'a', price: 300, duration: 100, departure: 3 },
  { entryId: 'b', price: 100, duration: 300, departure: 2 },
  { entryId: 'c', price: 200, duration: 200, departure: 1 },
  { entryId: 'd', price: 100, duration: 100, departure: 2 },
];
const ids = (list: readonly OfferKeys[]) => list.map(({ entryId }) => entryId).join('');

test.each([
  ['price', 'bdca'],
  ['-price', 'acdb'],
  ['duration', 'adcb'],
  ['-duration', 'bcda'],
  ['departure', 'cbda'],
  ['-departure', 'adbc'],
] as const)('by %s', (order, expected) => {
  expect(ids(entriesAfter(entries, { order, limit: 10 }))).toBe(expected);
});

test('a page goes on where the one before ended, also when its last entry is gone', () => {
  const position = { key: 100, entryId: 'b' };
  const rest = entries.filter(({ entryId }) => entryId !== 'b');
  expect(ids(entriesAfter(rest, { order: 'price', position, limit: 2 }))).toBe('dc');
});

test('the pages of a list are the list: nothing twice, nothing left out', () => {
  const small = fc.integer({ min: 0, max: 3 });
  const lists = fc.uniqueArray(
    fc.record({
      entryId: fc.string({ minLength: 1, maxLength: 3 }),
      price: small,
      duration: small,
      departure: small,
    }),
    { selector: ({ entryId }) => entryId, maxLength: 20 },
  );
  fc.assert(
    fc.property(
      lists,
      fc.constantFrom(...offerOrders),
      fc.integer({ min: 1, max: 5 }),
      (list, order, limit) => {
        const read: OfferKeys[] = [];
        for (let page = entriesAfter(list, { order, limit }); page.length > 0;) {
          read.push(...page);
          const last = page.at(-1);
          const position = last && toPosition(order, last);
          page = entriesAfter(list, { order, position, limit });
        }
        expect(read).toEqual(entriesAfter(list, { order, limit: list.length + 1 }));
        expect(read).toHaveLength(list.length);
      },
    ),
  );
});
