import { durationText, instantOf, localTimeOf } from './zoned-time.js';

test.each([
  ['2027-01-15', 'Europe/Lisbon', '2027-01-15T07:35:00.000Z'],
  ['2027-07-15', 'Europe/Lisbon', '2027-07-15T06:35:00.000Z'],
  ['2027-07-15', 'America/New_York', '2027-07-15T11:35:00.000Z'],
  ['2027-07-15', 'Asia/Kolkata', '2027-07-15T02:05:00.000Z'],
])('07:35 on %s in %s is %s', (date, timeZone, instant) => {
  const found = instantOf(date, 7 * 60 + 35, timeZone);
  expect(new Date(found).toISOString()).toBe(instant);
  expect(localTimeOf(found, timeZone)).toBe(`${date}T07:35:00`);
});

test('an hour that clocks skip is the one after', () => {
  const skipped = instantOf('2027-03-28', 2 * 60 + 30, 'Europe/Berlin');
  expect(localTimeOf(skipped, 'Europe/Berlin')).toBe('2027-03-28T03:30:00');
});

test.each([
  [170, 'PT2H50M'],
  [60, 'PT1H'],
  [45, 'PT45M'],
  [1_470, 'P1DT30M'],
])('%i minutes are %s', (minutes, text) => {
  expect(durationText(minutes * 60_000)).toBe(text);
});
