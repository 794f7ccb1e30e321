import fc from 'fast-check';
import { explainNight } from '../inventory/explained-night.js';
import { addDays, listNights } from '../stays/night.js';
import { rankMoves, reliefOf, shortageOf, targetsFor, type MoveCandidate } from './moves.rules.js';

const first = '2027-03-14';

function stay(id: string, from: number, nights: number, rest: Partial<MoveCandidate> = {}): MoveCandidate {
  const startDate = addDays(first, from);
  const endDate = addDays(startDate, nights);
  return {
    reservationId: id,
    startDate,
    endDate,
    quantity: 1,
    bookedAt: '2027-01-01T00:00:00Z',
    hasBegun: false,
    movedFromHotelId: null,
    ...rest,
  };
}

const short = (...rooms: number[]) => new Map(rooms.map((count, index) => [addDays(first, index), count]));

function order(candidates: readonly MoveCandidate[], shortage: ReadonlyMap<string, number>): string[] {
  return rankMoves(candidates, shortage).map(
    ({ candidate, isNeeded }) => `${candidate.reservationId}${isNeeded ? '!' : ''}`,
  );
}

test('who frees most of what is short goes first, so that fewest guests are moved', () => {
  expect(order([stay('one', 0, 1), stay('both', 0, 2), stay('other', 1, 1)], short(1, 1))).toEqual([
    'both!',
    'one',
    'other',
  ]);
});

test('of those who free as much the shortest stay goes, then who booked last, then the id decides', () => {
  const late = { bookedAt: '2027-02-01T00:00:00Z' };
  expect(
    order([stay('long', 0, 9), stay('b', 0, 2), stay('a', 0, 2), stay('late', 0, 2, late)], short(2)),
  ).toEqual(['late!', 'a!', 'b', 'long']);
});

test('more than one room in a reservation counts for as many', () => {
  expect(order([stay('one', 0, 1), stay('three', 0, 1, { quantity: 3 })], short(2))).toEqual([
    'three!',
    'one',
  ]);
});

test('a guest whose stay has begun is last, and never to be moved', () => {
  expect(order([stay('there', 0, 3, { hasBegun: true }), stay('far', 2, 1)], short(1, 1, 1))).toEqual([
    'far!',
    'there',
  ]);
});

test('who was moved here before is moved on only when moving the hotel’s own guests is not enough', () => {
  const before = { movedFromHotelId: 2 };
  const both = [stay('own', 0, 1), stay('moved', 0, 2, before)];
  expect(order(both, short(1, 0))).toEqual(['own!', 'moved']);
  expect(order(both, short(1, 1))).toEqual(['own!', 'moved!']);
  expect(order([stay('moved', 0, 1, before)], short(1))).toEqual(['moved!']);
});

const candidates = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 999 }),
      from: fc.nat(8),
      nights: fc.integer({ min: 1, max: 6 }),
      quantity: fc.integer({ min: 1, max: 3 }),
      month: fc.integer({ min: 1, max: 9 }),
      hasBegun: fc.boolean(),
      movedFromHotelId: fc.option(fc.constant(2)),
    }),
    { maxLength: 25, selector: ({ id }) => id },
  )
  .map((stays) =>
    stays.map(({ id, from, nights, month, ...rest }) =>
      stay(String(id), from, nights, { ...rest, bookedAt: `2027-0${month}-01T00:00:00Z` }),
    ),
  );
const shortages = fc.array(fc.nat(4), { maxLength: 12 }).map((rooms) => short(...rooms));

test('moving those who are needed leaves no night short, if moving everybody who can be moved would not', () => {
  fc.assert(
    fc.property(candidates, shortages, (all, shortage) => {
      const ranked = rankMoves(all, shortage);
      const needed = ranked.filter(({ isNeeded }) => isNeeded).map(({ candidate }) => candidate);
      const freed = (those: readonly MoveCandidate[], night: string) =>
        those
          .filter(({ startDate, endDate }) => listNights(startDate, endDate).includes(night))
          .reduce((sum, { quantity }) => sum + quantity, 0);
      const movable = all.filter(({ hasBegun }) => !hasBegun);
      for (const [night, rooms] of shortage) {
        expect(freed(needed, night)).toBeGreaterThanOrEqual(Math.min(rooms, freed(movable, night)));
      }
      expect(ranked.map(({ rank }) => rank)).toEqual(all.map((_, index) => index + 1));
      expect(new Set(ranked.map(({ candidate }) => candidate))).toEqual(new Set(all));
      expect(needed.every((candidate) => reliefOf(candidate, shortage) > 0 && !candidate.hasBegun)).toBe(
        true,
      );
    }),
  );
});

test('the order does not depend on the order in which reservations are found', () => {
  fc.assert(
    fc.property(candidates, shortages, (all, shortage) => {
      expect(order(all.toReversed(), shortage)).toEqual(order(all, shortage));
    }),
  );
});

/** The rule as it reads: everybody who is left is compared anew whenever somebody has been chosen. */
function orderByTheRule(all: readonly MoveCandidate[], shortage: ReadonlyMap<string, number>): string[] {
  const missing = new Map(shortage);
  const nightsOf = ({ startDate, endDate }: MoveCandidate) => listNights(startDate, endDate);
  const byRule = (those: readonly MoveCandidate[], rooms: ReadonlyMap<string, number>) =>
    those.toSorted(
      (a, b) =>
        Number(a.movedFromHotelId !== null) - Number(b.movedFromHotelId !== null) ||
        reliefOf(b, rooms) - reliefOf(a, rooms) ||
        nightsOf(a).length * a.quantity - nightsOf(b).length * b.quantity ||
        b.bookedAt.localeCompare(a.bookedAt) ||
        a.reservationId.localeCompare(b.reservationId),
    );
  let left = all.filter(({ hasBegun }) => !hasBegun);
  const chosen: string[] = [];
  for (;;) {
    const [next] = byRule(
      left.filter((candidate) => reliefOf(candidate, missing) > 0),
      missing,
    );
    if (next === undefined) break;
    chosen.push(`${next.reservationId} ${reliefOf(next, missing)}`);
    for (const night of nightsOf(next)) {
      const rooms = missing.get(night);
      if (rooms !== undefined) missing.set(night, Math.max(0, rooms - next.quantity));
    }
    left = left.filter((candidate) => candidate !== next);
  }
  const begun = all.filter(({ hasBegun }) => hasBegun);
  const rest = [...byRule(left, shortage), ...byRule(begun, shortage)];
  return [...chosen, ...rest.map(({ reservationId }) => `${reservationId} 0`)];
}

test('the order is that of the rule, with what each gives back', () => {
  fc.assert(
    fc.property(candidates, shortages, (all, shortage) => {
      const ranked = rankMoves(all, shortage);
      expect(ranked.map(({ candidate, relief }) => `${candidate.reservationId} ${relief}`)).toEqual(
        orderByTheRule(all, shortage),
      );
      expect(ranked.every(({ isNeeded, relief }) => isNeeded === relief > 0)).toBe(true);
    }),
  );
});

test.each([
  ['everybody', 3_000],
  ['about half of them', 75],
])('a hotel that has to move %s looks at each guest some times, not at each for each', (_who, rooms) => {
  let looks = 0;
  const guests = 3_000;
  const all = Array.from({ length: guests }, (_, index) => {
    const guest = stay(String(index), index % 60, 1 + (index % 5));
    return Object.defineProperty(guest, 'quantity', {
      get() {
        looks += 1;
        return 1;
      },
    });
  });
  const ranked = rankMoves(all, short(...Array.from({ length: 64 }, () => rooms)));
  expect(ranked.filter(({ isNeeded }) => isNeeded).length).toBeGreaterThan(guests / 3);
  expect(looks).toBeLessThan(20 * guests);
});

test('a guest can be moved to a type that has rooms, not only overbooking, on every night', () => {
  const night = (date: string, reserved: number) =>
    explainNight({
      skuId: 7,
      date,
      rooms: 10,
      outOfOrder: 0,
      total: 10,
      overbookingPercent: 100,
      overbookingCap: 10_000,
      limit: 20,
      reserved,
      held: 0,
    });
  const nightsOf = (...reserved: number[]) =>
    new Map(reserved.map((count, index) => [addDays(first, index), night(addDays(first, index), count)]));
  const types = new Map([
    [1, nightsOf(9, 9, 9)],
    [2, nightsOf(9, 10, 9)],
    [3, nightsOf(9)],
  ]);
  expect(targetsFor(stay('x', 0, 2), types)).toEqual([1]);
  expect(targetsFor(stay('x', 0, 1, { quantity: 2 }), types)).toEqual([]);
  expect(shortageOf([night(first, 12), night(addDays(first, 1), 10)])).toEqual(new Map([[first, 2]]));
});

test('what was added to the rooms by hand takes nobody in, and does not make up for a room', () => {
  const night = explainNight({
    skuId: 7,
    date: first,
    rooms: 10,
    outOfOrder: 1,
    total: 20,
    overbookingPercent: 0,
    overbookingCap: 0,
    limit: 20,
    reserved: 9,
    held: 0,
  });
  const typesWith = (reserved: number) => new Map([[1, new Map([[first, { ...night, reserved }]])]]);
  expect(targetsFor(stay('x', 0, 1), typesWith(9))).toEqual([]);
  expect(targetsFor(stay('x', 0, 1), typesWith(8))).toEqual([1]);
  expect(shortageOf([explainNight({ ...night, skuId: 7, overbookingCap: 0, reserved: 20 })])).toEqual(
    new Map([[first, 11]]),
  );
});
