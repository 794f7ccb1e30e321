import fc from 'fast-check';
import { cursorCodec } from './cursor.js';
import { toPage } from './page.dto.js';

const holds = cursorCodec('holds', ['instant', 'uuid']);
const flights = cursorCodec('flights by price', ['integer', 'id']);
const key: [string, string] = ['2027-03-14T09:26:53.589793+00:00', '7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11'];

describe('a cursor', () => {
  test('leads back to where it was made, microseconds included', () => {
    expect(holds.decode(holds.encode(key))).toEqual(key);
  });

  test('altered in any character is refused', () => {
    const cursor = holds.encode(key);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.';
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...alphabet.split('')), (index, character) => {
        fc.pre(cursor[index] !== character);
        const altered = cursor.slice(0, index) + character + cursor.slice(index + 1);
        expect(() => holds.decode(altered)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
      }),
    );
  });

  test.each(['', 'x', '====', 'null', 'W10', 'A'.repeat(5_000)])('that is none (%s) is refused', (cursor) => {
    expect(() => holds.decode(cursor)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  test('of another list or order is refused', () => {
    const byId = cursorCodec('flights by id', ['integer', 'id']);
    expect(() => byId.decode(flights.encode([100, 7]))).toThrow(
      expect.objectContaining({ code: 'invalid_cursor' }),
    );
  });

  test('holding values the columns cannot have is refused', () => {
    for (const id of [0, -1, 1.5, 2_147_483_648]) {
      expect(() => flights.decode(flights.encode([1, id]))).toThrow(
        expect.objectContaining({ code: 'invalid_cursor' }),
      );
    }
  });
});

const cursorOf = (id: number): string => `after ${id}`;

describe('a page', () => {
  test('has a next one exactly when there was a row too many', () => {
    expect(toPage([1, 2, 3], 2, cursorOf)).toEqual({ data: [1, 2], nextCursor: 'after 2' });
    expect(toPage([1, 2], 2, cursorOf)).toEqual({ data: [1, 2], nextCursor: null });
    expect(toPage([], 2, cursorOf)).toEqual({ data: [], nextCursor: null });
  });
});
