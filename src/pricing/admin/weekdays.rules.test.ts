import { everyWeekday, fromWeekdayBits, toWeekdayBits, weekdays } from './weekdays.rules.js';

test('weekdays survive the way to the database and back, in the order of the week', () => {
  expect(fromWeekdayBits(toWeekdayBits(['sunday', 'monday', 'monday']))).toEqual(['monday', 'sunday']);
  expect(toWeekdayBits(weekdays)).toBe(everyWeekday);
  for (let bits = 0; bits <= everyWeekday; bits += 1) expect(toWeekdayBits(fromWeekdayBits(bits))).toBe(bits);
});
