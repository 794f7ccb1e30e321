import { invalidFields, type FieldError } from '../errors/invalid-request.js';
import { addDays, countNights, listNights, type Night } from './night.js';

/** Longest stay that can be asked for. */
export const maxNightsPerStay = 60;

/** What a stay is judged by. */
export interface StayBounds {
  /** Today where the hotel is. */
  readonly today: Night;
  /** Last day that can be booked, counted from today. */
  readonly horizonDays: number;
}

export interface Stay {
  readonly startDate: Night;
  readonly endDate: Night;
}

/** What is wrong with a half-open stay `[startDate, endDate)` of real dates; empty when nothing is. */
export function findStayFaults(
  { startDate, endDate }: Stay,
  { today, horizonDays }: StayBounds,
): FieldError[] {
  const faults: FieldError[] = [];
  const nights = countNights(startDate, endDate);
  if (startDate < today) {
    faults.push({
      field: 'startDate',
      code: 'in_the_past',
      message: `startDate must not be before ${today}`,
    });
  }
  if (nights < 1) {
    faults.push({ field: 'endDate', code: 'not_after_start', message: 'endDate must be after startDate' });
  } else if (nights > maxNightsPerStay) {
    faults.push({
      field: 'endDate',
      code: 'too_long',
      message: `a stay must not be longer than ${maxNightsPerStay} nights`,
    });
  }
  const horizon = addDays(today, horizonDays);
  if (endDate > horizon) {
    faults.push({ field: 'endDate', code: 'too_far', message: `endDate must not be after ${horizon}` });
  }
  return faults;
}

/** The nights of a stay that may be asked for. Throws 400 `invalid_request` naming the dates at fault. */
export function getStayNights(stay: Stay, bounds: StayBounds): Night[] {
  const faults = findStayFaults(stay, bounds);
  if (faults.length > 0) throw invalidFields(faults);
  return listNights(stay.startDate, stay.endDate);
}
