import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsInstant } from './field-rules.js';

class Asked {
  @IsInstant()
  at: unknown;
}

function isAccepted(at: unknown): boolean {
  return validateSync(plainToInstance(Asked, { at })).length === 0;
}

test.each([
  '2027-03-14T09:30:00Z',
  '2027-03-14T09:30:00.123456+05:45',
  '1970-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59Z',
])('an instant may be %s', (at) => {
  expect(isAccepted(at)).toBe(true);
});

test.each([
  '0000-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2027-02-29T00:00:00Z',
  '2027-03-14T25:00:00Z',
  '2027-03-14T09:30:60Z',
  // The next day in UTC is beyond the calendar; PostgreSQL knows no such zone.
  '9999-12-31T23:59:59-01:00',
  '2027-03-14T09:30:00+16:00',
  '2027-03-14T09:30:00',
  '2027-03-14',
  '+010000-01-01T00:00:00Z',
  '',
  null,
  1,
])('an instant is not %s', (at) => {
  expect(isAccepted(at)).toBe(false);
});
