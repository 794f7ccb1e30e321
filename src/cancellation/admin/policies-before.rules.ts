import type { NightsBefore } from '../../audit/write-audit.js';
import { listNights, type Night } from '../../stays/night.js';
import { nightRuns } from '../../stays/night-runs.rules.js';

interface PolicyNight {
  readonly date: Night;
  readonly code: string;
}

/** What the nights of a range had that have another policy now: for the audit trail. Code null: none of their own. */
export function policiesBefore(
  { startDate, endDate }: { startDate: Night; endDate: Night },
  { had, have }: { had: readonly PolicyNight[]; have: readonly PolicyNight[] },
): NightsBefore {
  const codeOf = (nights: readonly PolicyNight[]) => new Map(nights.map(({ date, code }) => [date, code]));
  const [before, after] = [codeOf(had), codeOf(have)];
  const changed = listNights(startDate, endDate).filter((date) => before.get(date) !== after.get(date));
  return {
    ranges: nightRuns(changed.map((date) => ({ date, had: { code: before.get(date) ?? null } }))),
  };
}
