import { rateRuns } from './rate-runs.rules.js';

test('nights that follow each other with one rate are one range', () => {
  const nights = [
    { date: '2027-02-27', multiplier: 1.2 },
    { date: '2027-02-28', multiplier: 1.2 },
    { date: '2027-03-01', multiplier: 1.2 },
    { date: '2027-03-02', multiplier: 1.3 },
    { date: '2027-03-05', multiplier: 1.3 },
  ];
  expect(rateRuns(nights)).toEqual([
    { startDate: '2027-02-27', endDate: '2027-03-02', multiplier: 1.2 },
    { startDate: '2027-03-02', endDate: '2027-03-03', multiplier: 1.3 },
    { startDate: '2027-03-05', endDate: '2027-03-06', multiplier: 1.3 },
  ]);
  expect(rateRuns([])).toEqual([]);
});
