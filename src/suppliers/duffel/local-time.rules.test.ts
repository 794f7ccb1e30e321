import { UnreadableAnswer } from './answer-fields.js';
import { durationMinutes, instantAt } from './local-time.rules.js';

test.each([
  ['2027-01-15T13:20:00', 'Europe/Lisbon', '2027-01-15T13:20:00.000Z'],
  ['2027-07-15T13:20:00', 'Europe/Lisbon', '2027-07-15T12:20:00.000Z'],
  ['2027-01-15T13:20', 'Asia/Kathmandu', '2027-01-15T07:35:00.000Z'],
  ['2027-01-15T00:05:00', 'Pacific/Auckland', '2027-01-14T11:05:00.000Z'],
  ['2027-01-15T23:55:00', 'Pacific/Pago_Pago', '2027-01-16T10:55:00.000Z'],
  ['2027-01-15T12:00:00', 'UTC', '2027-01-15T12:00:00.000Z'],
])('%s in %s is %s', (local, timeZone, instant) => {
  expect(instantAt(local, timeZone).toISOString()).toBe(instant);
});

describe('where clocks are moved', () => {
  test('the hours beside the change are right', () => {
    expect(instantAt('2027-03-28T01:59:00', 'Europe/Berlin').toISOString()).toBe('2027-03-28T00:59:00.000Z');
    expect(instantAt('2027-03-28T03:00:00', 'Europe/Berlin').toISOString()).toBe('2027-03-28T01:00:00.000Z');
    expect(instantAt('2027-10-31T03:00:00', 'Europe/Berlin').toISOString()).toBe('2027-10-31T02:00:00.000Z');
  });

  test('an hour that is skipped is read as if they had not been moved yet', () => {
    expect(instantAt('2027-03-28T02:30:00', 'Europe/Berlin').toISOString()).toBe('2027-03-28T01:30:00.000Z');
  });

  test('an hour that comes twice is the first', () => {
    expect(instantAt('2027-10-31T02:30:00', 'Europe/Berlin').toISOString()).toBe('2027-10-31T00:30:00.000Z');
    expect(instantAt('2027-11-07T01:30:00', 'America/New_York').toISOString()).toBe(
      '2027-11-07T05:30:00.000Z',
    );
  });
});

test('what is no local time, and no time zone, is not read', () => {
  expect(() => instantAt('2027-01-15T13:20:00Z', 'Europe/Lisbon')).toThrow(UnreadableAnswer);
  expect(() => instantAt('2027-13-15T13:20:00', 'Europe/Lisbon')).toThrow(UnreadableAnswer);
  expect(() => instantAt('2027-01-15T13:20:00', 'Europe/Atlantis')).toThrow(UnreadableAnswer);
});

test.each([
  ['PT2H55M', 175],
  ['PT45M', 45],
  ['P1DT2H', 1_560],
  ['PT02H26M', 146],
  ['PT59S', 1],
])('%s is %d minutes', (duration, minutes) => {
  expect(durationMinutes(duration)).toBe(minutes);
});

test.each(['', 'P', 'PT', '2H', 'PT2X'])('%j is no duration', (duration) => {
  expect(() => durationMinutes(duration)).toThrow(UnreadableAnswer);
});
