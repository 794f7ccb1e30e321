import { addDays, type Night } from '../../../stays/night.js';

/** Nights that follow each other and have one rate: `[startDate, endDate)`. */
export interface RateRun {
  readonly startDate: Night;
  readonly endDate: Night;
  readonly multiplier: number;
}

/** Nights in order, told as the ranges somebody would have set. */
export function rateRuns(
  nights: readonly { readonly date: Night; readonly multiplier: number }[],
): RateRun[] {
  const runs: RateRun[] = [];
  for (const { date, multiplier } of nights) {
    const last = runs.at(-1);
    const endDate = addDays(date, 1);
    if (last !== undefined && last.endDate === date && last.multiplier === multiplier) {
      runs.splice(-1, 1, { ...last, endDate });
    } else {
      runs.push({ startDate: date, endDate, multiplier });
    }
  }
  return runs;
}
