import fc from 'fast-check';
import { layoutOf } from './cabin-layout.rules.js';

const airline = fc.stringMatching(/^[A-Z0-9]{2}$/);
const seats = fc.integer({ min: 1, max: 600 });

test('every seat of the aircraft is in exactly one cabin', () => {
  fc.assert(
    fc.property(seats, airline, (count, code) => {
      const { cabins } = layoutOf(count, code);
      expect(cabins.reduce((sum, cabin) => sum + cabin.capacity, 0)).toBe(count);
      expect(new Set(cabins.map((cabin) => cabin.class)).size).toBe(cabins.length);
    }),
  );
});

test('a cabin with assigned seating has as many seats as places, each with a label of its own, none in row 13', () => {
  fc.assert(
    fc.property(seats, airline, (count, code) => {
      const layout = layoutOf(count, code);
      for (const cabin of layout.cabins) {
        const own = layout.seats.filter((seat) => seat.class === cabin.class);
        expect(own).toHaveLength(cabin.seating === 'assigned' ? cabin.capacity : 0);
      }
      expect(new Set(layout.seats.map((seat) => seat.label)).size).toBe(layout.seats.length);
      expect(layout.seats.filter((seat) => seat.row === 13)).toEqual([]);
      for (const seat of layout.seats) expect(seat.label).toBe(`${seat.row}${seat.letter}`);
    }),
  );
});

test('layouts with the same key are the same', () => {
  const byKey = new Map<string, unknown>();
  for (const code of ['BA', 'EI', 'LH', 'SK', 'TP']) {
    for (const count of [50, 150, 290, 420]) {
      const layout = layoutOf(count, code);
      expect(byKey.get(layout.key) ?? layout).toEqual(layout);
      byKey.set(layout.key, layout);
    }
  }
});

test('windows are at the walls, aisles beside the gangway', () => {
  const row = layoutOf(290, 'BA').seats.filter((seat) => seat.row === 2);
  expect(row.map((seat) => [seat.letter, seat.position])).toEqual([
    ['A', 'window'],
    ['C', 'aisle'],
    ['D', 'aisle'],
    ['G', 'aisle'],
    ['H', 'aisle'],
    ['K', 'window'],
  ]);
});
