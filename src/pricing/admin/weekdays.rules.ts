/** Nights by the weekday they begin on, in the order of their bits (`pricing_rule.weekdays`). */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** All days of the week. */
export const everyWeekday = 127;

/** As the database has them: bit 0 is Monday. */
export function toWeekdayBits(days: readonly Weekday[]): number {
  return days.reduce((bits, day) => bits | (1 << weekdays.indexOf(day)), 0);
}

/** From Monday to Sunday. */
export function fromWeekdayBits(bits: number): Weekday[] {
  return weekdays.filter((_day, place) => (bits & (1 << place)) !== 0);
}
