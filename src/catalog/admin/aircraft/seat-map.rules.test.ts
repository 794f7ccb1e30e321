import { capacityOf, faultsOf, seatsOf, type AssignedCabinPlan, type CabinPlan } from './seat-map.rules.js';

const business: AssignedCabinPlan = {
  class: 'business',
  seating: 'assigned',
  firstRow: 1,
  lastRow: 2,
  letters: 'AC DF',
  without: ['1A'],
  frontRows: 1,
};
const economy: CabinPlan = { class: 'economy', seating: 'open', capacity: 50 };

test('seats go from the front, by the letters of a row, without those that are missing', () => {
  const seats = seatsOf(business);
  expect(seats.map((seat) => seat.label)).toEqual(['1C', '1D', '1F', '2A', '2C', '2D', '2F']);
  expect(seats[0]).toEqual({ label: '1C', row: 1, letter: 'C', position: 'aisle', isFront: true });
  expect(seats.filter((seat) => seat.position === 'window').map((seat) => seat.label)).toEqual([
    '1F',
    '2A',
    '2F',
  ]);
  expect(seats.filter((seat) => seat.isFront)).toHaveLength(3);
  expect([capacityOf(business), capacityOf(economy), seatsOf(economy)]).toEqual([7, 50, []]);
});

test('a map that fits the aircraft has no faults', () => {
  expect(faultsOf([business, economy], 57)).toEqual([]);
});

test.each<[string, CabinPlan[], string]>([
  ['more seats than the aircraft', [business, { ...economy, capacity: 51 }], 'the aircraft has 57'],
  ['a class twice', [economy, { ...economy, capacity: 1 }], 'economy is there twice'],
  ['a seat twice', [business, { ...business, class: 'first' }], 'another cabin has seat 1C'],
  ['a letter twice', [{ ...business, letters: 'AB BA' }], 'a letter twice'],
  ['no seat', [{ ...business, lastRow: 0 }], 'has no seats'],
])('a map with %s is refused', (_what, cabins, message) => {
  expect(faultsOf(cabins, 57).map((fault) => fault.message)).toContainEqual(expect.stringContaining(message));
});
