import { addDays, countNights, type Night } from '../../../stays/night.js';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A half-open range of dates, or only some weekdays of it. */
export interface DateRange {
  readonly startDate: Night;
  readonly endDate: Night;
  readonly weekdays?: readonly Weekday[] | undefined;
}

/** The dates of a range, in order. At most as many as the range is long; the caller bounds that. */
export function datesOf({ startDate, endDate, weekdays: wanted }: DateRange): Night[] {
  const dates = Array.from({ length: countNights(startDate, endDate) }, (_, day) => addDays(startDate, day));
  return wanted === undefined ? dates : dates.filter((date) => wanted.includes(weekdayOf(date)));
}

/** A value on each date of one key; of ranges that overlap the later wins. */
export interface Run<Value> {
  readonly key: string;
  readonly startDate: Night;
  readonly endDate: Night;
  readonly value: Value;
}

/**
 * What a list of ranges comes to, as runs of neighbouring dates with the same value, ordered by key and date and none longer
 * than `maxLength`. Undefined when they have more than `maxDates` dates together.
 */
export function runsOf<Value>(
  ranges: readonly (DateRange & { readonly key: string; readonly value: Value })[],
  { maxDates, maxLength }: { maxDates: number; maxLength: number },
): Run<Value>[] | undefined {
  const byKey = new Map<string, Map<Night, Value>>();
  let asked = 0;
  for (const { key, value, ...range } of ranges) {
    const dates = datesOf(range);
    asked += dates.length;
    if (asked > maxDates) return undefined;
    const values = byKey.get(key) ?? new Map<Night, Value>();
    byKey.set(key, values);
    for (const date of dates) values.set(date, value);
  }
  return [...byKey].flatMap(([key, values]) => joinDates(key, values, maxLength));
}

function joinDates<Value>(key: string, values: ReadonlyMap<Night, Value>, maxLength: number): Run<Value>[] {
  const runs: Run<Value>[] = [];
  const inOrder = [...values].toSorted(([left], [right]) => (left < right ? -1 : 1));
  for (const [date, value] of inOrder) {
    const last = runs.at(-1);
    const isNext = last?.endDate === date && last.value === value;
    if (isNext && countNights(last.startDate, date) < maxLength) {
      runs[runs.length - 1] = { ...last, endDate: addDays(date, 1) };
    } else {
      runs.push({ key, startDate: date, endDate: addDays(date, 1), value });
    }
  }
  return runs;
}

/** Batches of runs, in order, each of at most `size` dates. */
export function* batchesOfDates<Value>(runs: readonly Run<Value>[], size: number): Generator<Run<Value>[]> {
  let batch: Run<Value>[] = [];
  let dates = 0;
  for (const run of runs) {
    const length = countNights(run.startDate, run.endDate);
    if (dates + length > size && batch.length > 0) {
      yield batch;
      batch = [];
      dates = 0;
    }
    batch.push(run);
    dates += length;
  }
  if (batch.length > 0) yield batch;
}

function weekdayOf(date: Night): Weekday {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekdays[(day + 6) % 7] ?? 'mon';
}
