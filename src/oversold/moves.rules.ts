import type { ExplainedNight } from '../inventory/explained-night.js';
import { listNights, type Night } from '../stays/night.js';

/** A paid reservation with rooms of the type that is short. */
export interface MoveCandidate {
  readonly reservationId: string;
  readonly startDate: Night;
  readonly endDate: Night;
  /** Rooms of that type. */
  readonly quantity: number;
  /** RFC 3339, UTC. */
  readonly bookedAt: string;
  /** The guest has arrived, or should have: the stay began before today. */
  readonly hasBegun: boolean;
  /** The hotel that was booked, of a guest who was moved here from there; null of the hotel's own guests. */
  readonly movedFromHotelId: number | null;
}

export interface RankedMove<Candidate extends MoveCandidate> {
  readonly candidate: Candidate;
  /** 1 is to be moved first. */
  readonly rank: number;
  /** Whether it takes this one, too, until nobody is short of a room. */
  readonly isNeeded: boolean;
  /** Rooms it gives back on nights that are still short when all before it have been moved. */
  readonly relief: number;
}

/** How many rooms are missing on which night. */
export type Shortage = ReadonlyMap<Night, number>;

/** The nights of a room type on which more is reserved than there is. */
export function shortageOf(nights: readonly Pick<ExplainedNight, 'date' | 'short'>[]): Shortage {
  return new Map(nights.filter(({ short }) => short > 0).map(({ date, short }) => [date, short]));
}

/**
 * Whom to move, in order. Of those whose stay has not begun, again and again the one
 *
 * 1. who is the hotel's own guest: who was moved here from another hotel is moved on only when that is not enough;
 * 2. then who gives back most rooms on nights that are still short: fewest guests are moved;
 * 3. then who has fewest nights times rooms: least has to be found elsewhere;
 * 4. then who booked last: who came first keeps what was promised;
 * 5. then by id, so that the order is always the same.
 *
 * Once no night is short the rest follows in the order it would have had from the start, and is not needed. Guests whose
 * stay has begun come last and are never needed: they are not moved.
 */
export function rankMoves<Candidate extends MoveCandidate>(
  candidates: readonly Candidate[],
  shortage: Shortage,
): RankedMove<Candidate>[] {
  const missing = new Map(shortage);
  const ranked: RankedMove<Candidate>[] = [];
  let left = candidates.filter(({ hasBegun }) => !hasBegun);
  for (let next = bestOf(left, missing); next !== undefined; next = bestOf(left, missing)) {
    const chosen = next;
    ranked.push({
      candidate: chosen,
      rank: ranked.length + 1,
      isNeeded: true,
      relief: reliefOf(chosen, missing),
    });
    for (const night of listNights(chosen.startDate, chosen.endDate)) {
      const rooms = missing.get(night);
      if (rooms !== undefined) missing.set(night, Math.max(0, rooms - chosen.quantity));
    }
    left = left.filter((candidate) => candidate !== chosen);
  }
  const rest = left.toSorted((a, b) => compare(a, b, shortage));
  const begun = candidates.filter(({ hasBegun }) => hasBegun).toSorted((a, b) => compare(a, b, shortage));
  for (const candidate of [...rest, ...begun]) {
    ranked.push({ candidate, rank: ranked.length + 1, isNeeded: false, relief: 0 });
  }
  return ranked;
}

/** Rooms a move would give back on nights that are short. */
export function reliefOf({ startDate, endDate, quantity }: MoveCandidate, shortage: Shortage): number {
  return listNights(startDate, endDate).reduce(
    (sum, night) => sum + Math.min(quantity, shortage.get(night) ?? 0),
    0,
  );
}

/** Room types of the hotel that have so many rooms, not only places to sell, on every night of a stay. */
export function targetsFor(
  { startDate, endDate, quantity }: Pick<MoveCandidate, 'startDate' | 'endDate' | 'quantity'>,
  nightsByType: ReadonlyMap<number, ReadonlyMap<Night, ExplainedNight>>,
): number[] {
  const stay = listNights(startDate, endDate);
  return [...nightsByType]
    .filter(([, nights]) =>
      stay.every((date) => {
        const night = nights.get(date);
        return night !== undefined && night.total - night.reserved - night.held >= quantity;
      }),
    )
    .map(([roomTypeId]) => roomTypeId);
}

function bestOf<Candidate extends MoveCandidate>(
  candidates: readonly Candidate[],
  missing: Shortage,
): Candidate | undefined {
  const [best] = candidates
    .filter((candidate) => reliefOf(candidate, missing) > 0)
    .toSorted((a, b) => compare(a, b, missing));
  return best;
}

function compare(a: MoveCandidate, b: MoveCandidate, shortage: Shortage): number {
  return (
    Number(a.movedFromHotelId !== null) - Number(b.movedFromHotelId !== null) ||
    reliefOf(b, shortage) - reliefOf(a, shortage) ||
    roomNights(a) - roomNights(b) ||
    b.bookedAt.localeCompare(a.bookedAt) ||
    a.reservationId.localeCompare(b.reservationId)
  );
}

function roomNights({ startDate, endDate, quantity }: MoveCandidate): number {
  return listNights(startDate, endDate).length * quantity;
}
