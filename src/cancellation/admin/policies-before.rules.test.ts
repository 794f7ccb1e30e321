import { policiesBefore } from './policies-before.rules.js';

test('nights that have another policy now are told with the one they had, as ranges', () => {
  const range = { startDate: '2027-03-13', endDate: '2027-03-18' };
  const had = [
    { date: '2027-03-13', code: 'strict' },
    { date: '2027-03-15', code: 'flexible' },
    { date: '2027-03-16', code: 'flexible' },
  ];
  const have = ['2027-03-13', '2027-03-14', '2027-03-15', '2027-03-16'].map((date) => ({
    date,
    code: 'strict',
  }));
  expect(policiesBefore(range, { had, have })).toEqual({
    ranges: [
      { startDate: '2027-03-14', endDate: '2027-03-15', code: null },
      { startDate: '2027-03-15', endDate: '2027-03-17', code: 'flexible' },
    ],
  });
  expect(policiesBefore(range, { had, have: [] })).toEqual({
    ranges: [
      { startDate: '2027-03-13', endDate: '2027-03-14', code: 'strict' },
      { startDate: '2027-03-15', endDate: '2027-03-17', code: 'flexible' },
    ],
  });
});
