import { nightRuns } from './night-runs.rules.js';

const night = (date: string, multiplier: number | null) => ({ date, had: { multiplier } });

test('nights that follow each other and have the same are one range', () => {
  const nights = [
    night('2027-02-27', 1.2),
    night('2027-02-28', 1.2),
    night('2027-03-01', 1.2),
    night('2027-03-02', 1.3),
    night('2027-03-03', null),
    night('2027-03-05', null),
  ];
  expect(nightRuns(nights)).toEqual([
    { startDate: '2027-02-27', endDate: '2027-03-02', multiplier: 1.2 },
    { startDate: '2027-03-02', endDate: '2027-03-03', multiplier: 1.3 },
    { startDate: '2027-03-03', endDate: '2027-03-04', multiplier: null },
    { startDate: '2027-03-05', endDate: '2027-03-06', multiplier: null },
  ]);
  expect(nightRuns([])).toEqual([]);
});
