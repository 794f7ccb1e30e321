/** A calendar night, `YYYY-MM-DD`; for a flight the date of departure. Text orders as time does. */
export type Night = string;

const dayMs = 86_400_000;
const nightPattern = /^\d{4}-\d{2}-\d{2}$/;

interface ZoneClock {
  readonly format: Intl.DateTimeFormat;
  /** The last second somebody asked about, and the night it was: midnight never comes within a second. */
  second: number;
  night: Night;
}

/** By time zone, of which there are some hundred: making one costs a hundred times what using it does. */
const clocks = new Map<string, ZoneClock>();
/** Dates by number: a calendar of thirty nights is written as often as anything here. Ten years take a megabyte. */
const datesOfDays = new Map<number, Night>();
const maxDates = 4_000;

/** Whether the text is a date that exists, between the years 1970 and 9999. */
export function isNight(value: unknown): value is Night {
  if (typeof value !== 'string' || !nightPattern.test(value) || value < '1970') return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  // Date.parse takes 30 February for 1 March; only a real date comes back as it went in.
  return !Number.isNaN(time) && fromDay(time / dayMs) === value;
}

/** The night that many days later, or earlier when negative. */
export function addDays(night: Night, days: number): Night {
  return fromDay(toDay(night) + days);
}

/** Nights of the half-open stay `[startDate, endDate)`; 0 or less when it is none. */
export function countNights(startDate: Night, endDate: Night): number {
  return toDay(endDate) - toDay(startDate);
}

/** Each night of the half-open stay `[startDate, endDate)`, in order. */
export function listNights(startDate: Night, endDate: Night): Night[] {
  const first = toDay(startDate);
  return Array.from({ length: Math.max(0, countNights(startDate, endDate)) }, (_, index) =>
    fromDay(first + index),
  );
}

/** The night it is at an instant in a time zone (IANA name), e.g. a hotel's own. */
export function nightIn(timeZone: string, instant: Date): Night {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    clock = { format, second: Number.NaN, night: '' };
    clocks.set(timeZone, clock);
  }
  const second = Math.floor(instant.getTime() / 1_000);
  if (second !== clock.second) {
    clock.night = clock.format.format(instant);
    clock.second = second;
  }
  return clock.night;
}

function toDay(night: Night): number {
  return Date.parse(`${night}T00:00:00Z`) / dayMs;
}

function fromDay(day: number): Night {
  const known = datesOfDays.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  if (datesOfDays.size >= maxDates) datesOfDays.clear();
  datesOfDays.set(day, date);
  return date;
}
