/** A calendar night, `YYYY-MM-DD`; for a flight the date of departure. Text orders as time does. */
export type Night = string;

const dayMs = 86_400_000;
const nightPattern = /^\d{4}-\d{2}-\d{2}$/;
/** By time zone, of which there are some hundred: making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

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
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

function toDay(night: Night): number {
  return Date.parse(`${night}T00:00:00Z`) / dayMs;
}

function fromDay(day: number): Night {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
