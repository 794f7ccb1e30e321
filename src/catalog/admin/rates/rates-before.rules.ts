import type { NightsBefore } from '../../../audit/write-audit.js';
import { factorOne } from '../../../pricing/pricing.rules.js';
import type { Night } from '../../../stays/night.js';
import { nightRuns } from '../../../stays/night-runs.rules.js';

/** A night, and the rate it had; null: none, so that it cost the base price. */
export interface RateBefore {
  readonly date: Night;
  readonly multiplierBp: number | null;
}

/** What nights had, in order, before their rates were set or taken away: for the audit trail. */
export function ratesBefore(nights: readonly RateBefore[]): NightsBefore {
  const had = (multiplierBp: number | null) => ({
    multiplier: multiplierBp === null ? null : multiplierBp / factorOne,
  });
  return { ranges: nightRuns(nights.map(({ date, multiplierBp }) => ({ date, had: had(multiplierBp) }))) };
}
