import type { Night } from './night.js';

const dayMs = 86_400_000;

/** By time zone: making one costs a hundred times what using it does. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which the clocks of a time zone (IANA name) show that time (`HH:MM`) of that day, as PostgreSQL's
 * `AT TIME ZONE` has it: a time that is skipped in spring is the one as much later, and of one that autumn has twice it is
 * the second.
 */
export function instantAt(timeZone: string, night: Night, time: string): Date {
  const wall = Date.parse(`${night}T${time}:00Z`);
  const [before, after] = [wall - dayMs, wall + dayMs].map((at) => wall - offsetAt(timeZone, at));
  if (before === undefined || after === undefined || before === after) return new Date(before ?? wall);
  const shown = [before, after].filter((instant) => instant + offsetAt(timeZone, instant) === wall);
  return new Date(Math.max(...(shown.length > 0 ? shown : [before, after])));
}

/** Day and time the clocks of a time zone show at an instant: `2027-03-14 09:30`. */
export function wallClock(timeZone: string, instant: Date): string {
  return new Date(instant.getTime() + offsetAt(timeZone, instant.getTime()))
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
}

/** By how much the clocks of a time zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(timeZone: string, instant: number): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  const parts: Partial<Record<string, number>> = Object.fromEntries(
    clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
}
