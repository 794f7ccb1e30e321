import { assertNotPast } from './past-nights.js';

const now = new Date('2027-03-14T23:30:00Z');

test('a night is past when its hotel says so', () => {
  expect(() => assertNotPast([{ startDate: '2027-03-14', timezone: 'UTC' }], now)).not.toThrow();
  expect(() => assertNotPast([{ startDate: '2027-03-14', timezone: 'Asia/Tokyo' }], now)).toThrow(
    'startDate must not be before 2027-03-15',
  );
  expect(() => assertNotPast([{ startDate: '2027-03-13', timezone: 'America/Lima' }], now)).toThrow(
    'startDate must not be before 2027-03-14',
  );
});

test('each range that is past is named', () => {
  const starts = ['2027-03-15', '1970-01-01', '2027-03-01'].map((startDate, index) => ({
    startDate,
    timezone: 'UTC',
    field: `ranges.${index}.startDate`,
  }));
  expect(() => assertNotPast(starts, now)).toThrow(
    expect.objectContaining({
      details: {
        errors: [
          expect.objectContaining({ field: 'ranges.1.startDate', code: 'in_the_past' }),
          expect.objectContaining({ field: 'ranges.2.startDate', code: 'in_the_past' }),
        ],
      },
    }),
  );
});
