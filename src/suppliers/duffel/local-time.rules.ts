import { UnreadableAnswer } from './answer-fields.js';

const localPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;
const durationPattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const dayMs = 86_400_000;

/** By time zone, of which there are some hundred. Making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();
/** By time zone and date: the two hundred offers of a page are of one day, between few airports. */
const offsetsAround = new Map<string, readonly [before: number, after: number]>();
const maxOffsets = 5_000;

/**
 * The instant at which the clocks of a time zone show a local time. An hour that the clocks skip is read as if they had
 * not been moved yet, one they show twice as its first time. Throws `UnreadableAnswer`.
 */
export function instantAt(local: string, timeZone: string): Date {
  const asUtc = localPattern.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) throw new UnreadableAnswer('a time', 'a local time');
  // The offset is that of the instant looked for, which is known only with the offset: the zone's offsets on both sides
  // of that day, the earlier first, are the only ones there can be.
  const [before, after] = findOffsetsAround(local.slice(0, 'YYYY-MM-DD'.length), timeZone);
  if (before === after) return new Date(asUtc - before);
  const matching = [before, after].find((offset) => offsetMs(asUtc - offset, timeZone) === offset);
  return new Date(asUtc - (matching ?? before));
}

function findOffsetsAround(date: string, timeZone: string): readonly [before: number, after: number] {
  const key = `${date} ${timeZone}`;
  const known = offsetsAround.get(key);
  if (known !== undefined) return known;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const offsets = [offsetMs(midnight - dayMs, timeZone), offsetMs(midnight + 2 * dayMs, timeZone)] as const;
  if (offsetsAround.size >= maxOffsets) offsetsAround.clear();
  offsetsAround.set(key, offsets);
  return offsets;
}

/** `PT2H55M`, `P1DT30M` → minutes, seconds rounded up. Throws `UnreadableAnswer`. */
export function durationMinutes(duration: string): number {
  const [match, days, hours, minutes, seconds] = durationPattern.exec(duration) ?? [];
  if (match === undefined || match === 'P' || match.endsWith('T')) {
    throw new UnreadableAnswer('a duration', 'an ISO 8601 duration');
  }
  return (
    Number(days ?? 0) * 1_440 +
    Number(hours ?? 0) * 60 +
    Number(minutes ?? 0) +
    Math.ceil(Number(seconds ?? 0) / 60)
  );
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(instantMs: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instantMs);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds] = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(offset) ?? [];
  const ms = ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1_000;
  return sign === '-' ? -ms : ms;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
    return format;
  } catch {
    throw new UnreadableAnswer('a time zone', 'an IANA time zone');
  }
}
