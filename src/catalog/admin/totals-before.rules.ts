import type { NightsBefore } from '../../audit/write-audit.js';
import type { DateLimits } from '../../inventory/date-limits.views.js';
import { noOverbookingCap } from '../../inventory/explained-night.js';
import type { Night } from '../../stays/night.js';
import { nightRuns } from '../../stays/night-runs.rules.js';

/** What dates had, in order, before their totals were set: for the audit trail. Total null: it was not open. */
export function totalsBefore(
  dates: readonly Night[],
  limitsOf: (date: Night) => DateLimits | undefined,
): NightsBefore {
  return { ranges: nightRuns(dates.map((date) => ({ date, had: hadBefore(limitsOf(date)) }))) };
}

function hadBefore(limits: DateLimits | undefined): object {
  if (limits === undefined) return { total: null };
  const { total, overbookingPercent, overbookingCap: cap } = limits;
  return { total, overbookingPercent, overbookingCap: cap >= noOverbookingCap ? null : cap };
}
