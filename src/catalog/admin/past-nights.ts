import { invalidFields, type FieldError } from '../../errors/invalid-request.js';
import { nightIn, type Night } from '../../stays/night.js';

/** Where a range of nights begins, and by whose clock. */
export interface RangeStart {
  readonly startDate: Night;
  readonly timezone: string;
  /** What the request calls it. */
  readonly field?: string;
}

/**
 * Throws 400 for ranges that begin before the hotel's today. What there was on a night that is over, and what it cost, is
 * history: reports read it.
 */
export function assertNotPast(starts: readonly RangeStart[], now: Date = new Date()): void {
  const faults = starts.flatMap(({ startDate, timezone, field = 'startDate' }): FieldError[] => {
    const today = nightIn(timezone, now);
    if (startDate >= today) return [];
    return [{ field, code: 'in_the_past', message: `${field} must not be before ${today}` }];
  });
  if (faults.length > 0) throw invalidFields(faults);
}
