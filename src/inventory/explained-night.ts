import type { Night } from '../stays/night.js';

/** No bound of overbooking: more than any percentage of any total. */
export const noOverbookingCap = 10_000;

/** What the ledger and the rooms say of one date of a SKU. */
export interface NightCounts {
  readonly skuId: number;
  readonly date: Night;
  readonly rooms: number;
  readonly outOfOrder: number;
  readonly total: number;
  readonly overbookingPercent: number;
  readonly overbookingCap: number;
  readonly limit: number;
  readonly reserved: number;
  readonly held: number;
}

/** One date of a SKU, explained: the same numbers in the API, on the command line and in reports. */
export interface ExplainedNight {
  readonly date: Night;
  /** Rooms of the type, whatever state they are in; places of a cabin. */
  readonly rooms: number;
  /** Those out of service, or out of order that night. */
  readonly outOfOrder: number;
  /** What was added to the rest by hand; negative for what was taken away. */
  readonly adjustment: number;
  /** What there is: `rooms − outOfOrder + adjustment`. */
  readonly total: number;
  readonly overbookingPercent: number;
  /** Null: as many as the percentage says. */
  readonly overbookingCap: number | null;
  /** What may be sold beyond `total`: by percentage and cap, whichever is less, rounded down. */
  readonly overbookingAllowance: number;
  /** What may be sold: `total + overbookingAllowance`. */
  readonly limit: number;
  readonly reserved: number;
  /** In holds that are live. */
  readonly held: number;
  /** `limit − reserved − held`, never below 0. */
  readonly available: number;
  /** Promised beyond `limit`. */
  readonly oversoldBy: number;
  /** Reserved beyond what there is (`unitsThere`): so many rooms are missing for guests who have paid. */
  readonly short: number;
}

/**
 * How many there are for guests who have paid: `total`, but of a room type whose rooms are known never more than can be slept
 * in. What was added to those by hand is sold, and is no room. As `inventory_there` in SQL.
 */
export function unitsThere({
  rooms,
  outOfOrder,
  total,
}: Pick<NightCounts, 'rooms' | 'outOfOrder' | 'total'>): number {
  return rooms > 0 ? Math.min(total, rooms - outOfOrder) : total;
}

/** A date that was left with more promised than there is, as answers name it. */
export type OversoldDate = Pick<ExplainedNight, 'date' | 'oversoldBy' | 'short'>;

/**
 * Whether more is promised than may be sold, or guests who have paid are without. With overbooking the second may be so
 * without the first.
 */
export function isOversold({ oversoldBy, short }: Pick<ExplainedNight, 'oversoldBy' | 'short'>): boolean {
  return oversoldBy > 0 || short > 0;
}

export function toOversoldDate({ date, oversoldBy, short }: ExplainedNight): OversoldDate {
  return { date, oversoldBy, short };
}

/** Works out what follows from the counts. */
export function explainNight(counts: NightCounts): ExplainedNight {
  const { date, rooms, outOfOrder, total, overbookingPercent, overbookingCap, limit, reserved, held } =
    counts;
  return {
    date,
    rooms,
    outOfOrder,
    adjustment: total - (rooms - outOfOrder),
    total,
    overbookingPercent,
    overbookingCap: overbookingCap >= noOverbookingCap ? null : overbookingCap,
    overbookingAllowance: limit - total,
    limit,
    reserved,
    held,
    available: Math.max(0, limit - reserved - held),
    oversoldBy: Math.max(0, reserved + held - limit),
    short: Math.max(0, reserved - unitsThere(counts)),
  };
}

/** A date nothing was ever opened for. */
export function closedNight(date: Night): ExplainedNight {
  return explainNight({
    skuId: 0,
    date,
    rooms: 0,
    outOfOrder: 0,
    total: 0,
    overbookingPercent: 0,
    overbookingCap: noOverbookingCap,
    limit: 0,
    reserved: 0,
    held: 0,
  });
}
