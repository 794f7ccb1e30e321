import type { DateAvailability } from '../inventory/availability.views.js';

/**
 * Why a date has as much as it has: `open` (something is free), `held` (only unpaid holds are in the way), `sold_out`,
 * `oversold` (more promised than may be sold, e.g. after rooms were taken out of service), `closed` (nothing to sell).
 */
export const availabilityCauses = ['open', 'held', 'sold_out', 'oversold', 'closed'] as const;
export type AvailabilityCause = (typeof availabilityCauses)[number];

type Counts = Pick<DateAvailability, 'limit' | 'reserved' | 'held'>;

/** The one cause that explains `available`. */
export function causeOf({ limit, reserved, held }: Counts): AvailabilityCause {
  if (reserved + held > limit) return 'oversold';
  if (limit === 0) return 'closed';
  if (reserved + held < limit) return 'open';
  return reserved === limit ? 'sold_out' : 'held';
}

/** How many can be had on every one of the dates, given how many on each. */
export function availableThroughout(dates: readonly number[]): number {
  return dates.length === 0 ? 0 : Math.min(...dates);
}
