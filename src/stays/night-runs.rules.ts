import { isDeepStrictEqual } from 'node:util';
import { addDays, type Night } from './night.js';

/** Nights that follow each other and have the same: `[startDate, endDate)`. */
export type NightRun<Had extends object> = Had & { readonly startDate: Night; readonly endDate: Night };

/** Nights in order, each with what it has, told as the ranges somebody would have set. */
export function nightRuns<Had extends object>(
  nights: readonly { readonly date: Night; readonly had: Had }[],
): NightRun<Had>[] {
  const runs: { readonly startDate: Night; endDate: Night; readonly had: Had }[] = [];
  for (const { date, had } of nights) {
    const last = runs.at(-1);
    if (last?.endDate === date && isDeepStrictEqual(last.had, had)) last.endDate = addDays(date, 1);
    else runs.push({ startDate: date, endDate: addDays(date, 1), had });
  }
  return runs.map(({ had, ...range }) => ({ ...range, ...had }));
}
