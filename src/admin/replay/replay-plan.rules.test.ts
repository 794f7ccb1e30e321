import fc from 'fast-check';
import { addDays, countNights } from '../../stays/night.js';
import type { Booking } from './booking-file.js';
import { findPredecessors, medianPrices, orderSteps, shiftDates, type Step } from './replay-plan.rules.js';

function booking(bookingNo: string, fields: Partial<Booking> = {}): Booking {
  return {
    bookingNo,
    bookedOn: '2016-01-10',
    arrival: '2016-03-01',
    nights: 2,
    roomType: 'A',
    pricePerNightMinor: 8_000,
    canceledOn: undefined,
    ...fields,
  };
}

function show(steps: readonly Step[]): string {
  return steps.map(({ kind, booking: { bookingNo } }) => `${kind} ${bookingNo}`).join(', ');
}

describe('the order of a replay', () => {
  test('is by day; within a day earlier bookings are canceled before anything is booked', () => {
    const steps = orderSteps([
      booking('1', { canceledOn: '2016-01-12' }),
      booking('2', { bookedOn: '2016-01-12' }),
      booking('3', { bookedOn: '2016-01-11' }),
    ]);
    expect(show(steps)).toBe('book 1, book 3, cancel 1, book 2');
  });

  test('keeps the order of the file within a day, and cancels what was booked that day at its end', () => {
    const steps = orderSteps([
      booking('2', { canceledOn: '2016-01-10' }),
      booking('1', { canceledOn: '2016-01-10' }),
      booking('3'),
    ]);
    expect(show(steps)).toBe('book 2, book 1, book 3, cancel 2, cancel 1');
  });
});

const files = fc.array(
  fc.record({
    booked: fc.integer({ min: 0, max: 5 }),
    arrival: fc.integer({ min: 10, max: 16 }),
    nights: fc.integer({ min: 0, max: 4 }),
    roomType: fc.constantFrom('A', 'B'),
    canceledAfter: fc.option(fc.integer({ min: 0, max: 5 })),
  }),
  { maxLength: 25 },
);

describe('steps that share a night in a room type', () => {
  test('wait for each other, however many stand between them', () => {
    fc.assert(
      fc.property(files, (rows) => {
        const steps = orderSteps(
          rows.map((row, index) => {
            const bookedOn = addDays('2016-01-01', row.booked);
            return booking(String(index), {
              bookedOn,
              arrival: addDays('2016-01-01', row.arrival),
              nights: row.nights,
              roomType: row.roomType,
              canceledOn: row.canceledAfter === null ? undefined : addDays(bookedOn, row.canceledAfter),
            });
          }),
        );
        const waitsFor: Set<number>[] = [];
        findPredecessors(steps).forEach((list, index) => {
          waitsFor[index] = new Set(list.flatMap((before) => [before, ...(waitsFor[before] ?? [])]));
        });
        steps.forEach((step, index) => {
          const sharing = steps.flatMap((other, before) =>
            before < index && shareNight(step.booking, other.booking) ? [before] : [],
          );
          expect(sharing.filter((before) => waitsFor[index]?.has(before) !== true)).toEqual([]);
        });
      }),
    );
  });

  test('do not wait for other room types, other nights, or stays nobody can book', () => {
    const steps = orderSteps([
      booking('1'),
      booking('2', { roomType: 'B' }),
      booking('3', { arrival: '2016-03-03' }),
      booking('4', { nights: 61 }),
      booking('5'),
    ]);
    expect(findPredecessors(steps)).toEqual([[], [], [], [], [0]]);
  });
});

function shareNight(a: Booking, b: Booking): boolean {
  return (
    a.roomType === b.roomType &&
    Math.min(a.nights, b.nights) > 0 &&
    a.arrival < addDays(b.arrival, b.nights) &&
    b.arrival < addDays(a.arrival, a.nights)
  );
}

describe('the dates of a file', () => {
  test('move by whole weeks, so that the first stay begins within a week from tomorrow', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000, max: 3_000 }), (offset) => {
        const today = '2027-03-14';
        const arrival = addDays(today, offset);
        const shift = shiftDates([booking('1', { arrival })], { today, horizonDays: 730 });
        const days = 'days' in shift ? shift.days : Number.NaN;
        expect(Math.abs(days % 7)).toBe(0);
        const ahead = countNights(today, addDays(arrival, days));
        expect(ahead).toBeGreaterThanOrEqual(1);
        expect(ahead).toBeLessThanOrEqual(7);
      }),
    );
  });

  test('are refused when the last departure would be past the horizon; stays nobody can book do not count', () => {
    const bounds = { today: '2016-02-29', horizonDays: 100 };
    const long = [booking('1'), booking('2', { arrival: '2016-06-08', nights: 2 })];
    expect(shiftDates(long, bounds)).toEqual({ tooLong: expect.stringContaining('2016-06-10') });
    expect(
      shiftDates([booking('1'), booking('2', { arrival: '2016-06-08', nights: 0 })], bounds),
    ).toMatchObject({
      days: 0,
      last: '2016-03-03',
    });
  });
});

test('a room type costs the median of what was paid in it, nothing paid counting for nothing', () => {
  const prices = [0, 5_000, 9_000, 7_000].map((pricePerNightMinor, index) =>
    booking(String(index), { pricePerNightMinor }),
  );
  const free = booking('free', { roomType: 'B', pricePerNightMinor: 0 });
  expect(medianPrices([...prices, free], { fallbackMinor: 100 })).toEqual(
    new Map([
      ['A', 7_000],
      ['B', 100],
    ]),
  );
});
