import { maxInt4 } from '../../http/int4.js';
import { isNight, type Night } from '../../stays/night.js';
import { InvalidValue } from './cli-error.js';

/** A whole number within bounds, both included. */
export function parseWholeNumber(text: string, { min = 1, max = maxInt4 } = {}): number {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new InvalidValue(`It must be a whole number from ${min} to ${max}.`);
}

/** What an option says that takes away what is there. Null would not do: commander makes an empty text of it. */
export const none: unique symbol = Symbol('none');
export type None = typeof none;

/** What `parse` reads, or `none`. */
export function parseOrNone<Value>(text: string, parse: (text: string) => Value): Value | None {
  return text === 'none' ? none : parse(text);
}

/** An option as the API has it. */
export function orNull<Value>(value: Value | None): Value | null {
  return value === none ? null : value;
}

/** So many units at most, or `none`: no such bound. */
export function parseCap(text: string): number | None {
  return parseOrNone(text, (number) => parseWholeNumber(number, { min: 0, max: 9_999 }));
}

/** Ids separated by commas, each once, at most `most`. */
export function parseIds(text: string, { most }: { most: number }): number[] {
  const ids = [...new Set(text.split(',').map((part) => parseWholeNumber(part.trim())))];
  if (ids.length <= most) return ids;
  throw new InvalidValue(`It must be at most ${most} ids such as 1,2,3.`);
}

/** A calendar date. */
export function parseNight(text: string): Night {
  if (isNight(text)) return text;
  throw new InvalidValue('It must be a date that exists, written YYYY-MM-DD.');
}

/** A positive decimal, at most `max`, with at most four decimals. */
export function parseFactor(text: string, { max }: { max: number }): number {
  const value = /^\d{1,9}(\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= max) return value;
  throw new InvalidValue(`It must be a number above 0, at most ${max}, with at most four decimals.`);
}

const secondsOf = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
const longestSeconds = 3_650 * secondsOf.d;

/** A duration such as `90s`, `30m`, `12h` or `7d`, in seconds. */
export function parseDurationSeconds(text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const seconds = isUnit(unit) ? Number(count) * secondsOf[unit] : 0;
  if (seconds >= 1 && seconds <= longestSeconds) return seconds;
  throw new InvalidValue('It must be a duration such as 90s, 30m, 12h or 7d.');
}

function isUnit(unit: string | undefined): unit is keyof typeof secondsOf {
  return unit !== undefined && unit in secondsOf;
}

const instantPattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** An instant: so long before `now` as a duration says, the beginning of a day in UTC, or with a time and its zone. */
export function parseInstant(text: string, now: Date): Date {
  if (/^\d+[smhd]$/.test(text)) return new Date(now.getTime() - parseDurationSeconds(text) * 1_000);
  const isDay = isNight(text.slice(0, 10));
  const instant = isDay && instantPattern.test(text) ? new Date(text) : undefined;
  if (instant !== undefined && !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidValue(
    'It must be a date, an instant such as 2027-03-14T09:30:00Z, or how long ago: 36h, 7d.',
  );
}

/** `yes` or `no`. */
export function parseYesOrNo(text: string): boolean {
  return parseChoice(text, ['yes', 'no']) === 'yes';
}

/** One of a set of words. */
export function parseChoice<const Choice extends string>(text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new InvalidValue(`It must be one of ${choices.join(', ')}.`);
}

/** The id of a hold or reservation. */
export function parseUuid(text: string): string {
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidValue('It must be an id such as 019c2f40-7e1a-8d11-9c3e-5f2a00000001.');
}

/** An address of an HTTP server, without a slash at its end. */
export function parseHttpUrl(text: string): string {
  if (/^https?:\/\/[^/?#]/.test(text) && URL.canParse(text)) return text.replace(/(?<!\/)\/+$/, '');
  throw new InvalidValue('It must be an address such as http://localhost:3000.');
}
