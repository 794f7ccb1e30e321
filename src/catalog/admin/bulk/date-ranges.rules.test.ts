import fc from 'fast-check';
import { addDays, countNights } from '../../../stays/night.js';
import { batchesOfDates, datesOf, runsOf, weekdays, type DateRange } from './date-ranges.rules.js';

const bounds = { maxDates: 1_000, maxLength: 1_000 };

test('a weekday filter keeps those days only', () => {
  // 1 March 2027 is a Monday.
  const range = { startDate: '2027-03-01', endDate: '2027-03-15' };
  expect(datesOf({ ...range, weekdays: ['fri', 'sat'] })).toEqual([
    '2027-03-05',
    '2027-03-06',
    '2027-03-12',
    '2027-03-13',
  ]);
  expect(datesOf({ ...range, weekdays: ['mon'] })).toEqual(['2027-03-01', '2027-03-08']);
});

test('neighbours with one value are one run; of two ranges the later wins', () => {
  const ranges = [
    { key: 'a', value: 1, startDate: '2027-03-01', endDate: '2027-03-06' },
    { key: 'a', value: 2, startDate: '2027-03-03', endDate: '2027-03-04' },
    { key: 'b', value: 1, startDate: '2027-03-01', endDate: '2027-03-02' },
  ];
  expect(runsOf(ranges, bounds)).toEqual([
    { key: 'a', value: 1, startDate: '2027-03-01', endDate: '2027-03-03' },
    { key: 'a', value: 2, startDate: '2027-03-03', endDate: '2027-03-04' },
    { key: 'a', value: 1, startDate: '2027-03-04', endDate: '2027-03-06' },
    { key: 'b', value: 1, startDate: '2027-03-01', endDate: '2027-03-02' },
  ]);
});

test('more dates than allowed are refused before they are made', () => {
  const range = { key: 'a', value: 1, startDate: '2027-03-01', endDate: '2027-03-31' };
  expect(runsOf([range, range], { maxDates: 59, maxLength: 10 })).toBeUndefined();
});

const night = fc.nat(120).map((day) => addDays('2027-02-10', day));
const range = fc
  .record({
    from: night,
    nights: fc.integer({ min: 1, max: 40 }),
    key: fc.constantFrom('a', 'b'),
    value: fc.nat(2),
  })
  .chain(({ from, nights, key, value }) =>
    fc.option(fc.subarray([...weekdays]), { nil: undefined }).map((wanted) => ({
      startDate: from,
      endDate: addDays(from, nights),
      weekdays: wanted,
      key,
      value,
    })),
  );

test('runs say the same as writing each range after the other, date by date, however long a batch may be', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), fc.integer({ min: 1, max: 50 }), (ranges, size) => {
      const expected = new Map<string, number>();
      for (const each of ranges) {
        for (const date of plainDates(each)) expected.set(`${each.key} ${date}`, each.value);
      }
      const batches = [...batchesOfDates(runsOf(ranges, { maxDates: 1_000, maxLength: size }) ?? [], size)];
      const written = new Map<string, number>();
      for (const batch of batches) {
        const dates = batch.flatMap((run) =>
          plainDates(run).map((date) => [`${run.key} ${date}`, run.value] as const),
        );
        expect(dates.length).toBeLessThanOrEqual(size);
        for (const [key, value] of dates) {
          expect(written.has(key)).toBe(false);
          written.set(key, value);
        }
      }
      expect(written).toEqual(expected);
    }),
  );
});

function plainDates({ startDate, endDate, weekdays: wanted }: DateRange): string[] {
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const dates: string[] = [];
  for (let day = 0; day < countNights(startDate, endDate); day += 1) {
    const date = addDays(startDate, day);
    const name = names[new Date(date).getUTCDay()] ?? 'sun';
    if (wanted === undefined || wanted.includes(name)) dates.push(date);
  }
  return dates;
}
