import { invalidFields, type FieldError } from '../../../errors/invalid-request.js';
import type { CabinPlanDto } from './aircraft.dto.js';
import type { CabinPlan } from './seat-map.rules.js';

const fieldsOf = {
  open: ['capacity'],
  assigned: ['firstRow', 'lastRow', 'letters', 'without', 'frontRows'],
} as const;

/**
 * A cabin by its kind of seating. `at` is where it stands in the request: `cabins.0.`, or nothing. Throws 400 for fields that
 * are missing, or belong to the other kind.
 */
export function readPlan(cabin: CabinPlanDto, at: string): CabinPlan {
  const { class: name, seating, capacity, firstRow, lastRow, letters } = cabin;
  const other = fieldsOf[seating === 'open' ? 'assigned' : 'open'];
  const surplus = other.filter((field) => cabin[field] !== undefined);
  const needed = seating === 'open' ? (['capacity'] as const) : (['firstRow', 'lastRow', 'letters'] as const);
  const missing = needed.filter((field) => cabin[field] === undefined);
  const fault = (field: string, code: string, what: string): FieldError => ({
    field: `${at}${field}`,
    code,
    message: `${at}${field} ${what} ${seating} seating`,
  });
  const faults = [
    ...surplus.map((field) => fault(field, 'not_together', 'does not go with')),
    ...missing.map((field) => fault(field, 'required', 'is needed with')),
  ];
  if (faults.length > 0) throw invalidFields(faults);
  if (seating === 'open') return { class: name, seating, capacity: capacity ?? 0 };
  return {
    class: name,
    seating,
    firstRow: firstRow ?? 0,
    lastRow: lastRow ?? 0,
    letters: letters ?? '',
    without: cabin.without ?? [],
    frontRows: cabin.frontRows ?? 0,
  };
}
