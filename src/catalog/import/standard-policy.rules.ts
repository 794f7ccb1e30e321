import type { Fee, Offset, Step } from '../../cancellation/cancellation.rules.js';

/** What a line of hotels.csv says of the policy `standard`; null where it says nothing. One of the two is said. */
export interface StandardCells {
  /** Free until so many hours before arrival. */
  readonly hours: number | null;
  /** What it costs then. */
  readonly fee: Fee | null;
}

/** What it is where neither the line nor the hotel says. */
const usual = { hours: 48, fee: { percent: 100 } } as const;

/**
 * The steps of the policy `standard` that such a line makes.
 *
 * @param before the steps it has: what the line does not say stays, if they are of the kind such lines make
 */
export function standardSteps(
  { hours, fee }: StandardCells,
  before: readonly Step<Offset>[] | undefined,
): Step<Offset>[] {
  const known = (before && cellsOf(before)) ?? usual;
  return [{ until: { hours: hours ?? known.hours }, fee: { percent: 0 } }, { fee: fee ?? known.fee }];
}

/** Free until some hours before arrival, then one fee; undefined for any other steps. */
function cellsOf([first, last, ...more]: readonly Step<Offset>[]): { hours: number; fee: Fee } | undefined {
  if (first?.until === undefined || last === undefined || more.length > 0) return undefined;
  const isFree = 'percent' in first.fee && first.fee.percent === 0;
  return isFree && 'hours' in first.until ? { hours: first.until.hours, fee: last.fee } : undefined;
}
