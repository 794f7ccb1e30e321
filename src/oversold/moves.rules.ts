import { unitsThere, type ExplainedNight } from '../inventory/explained-night.js';
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

/** The nights of a room type on which more is reserved than there is (`unitsThere`). */
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
  const missing = [...shortage.values()];
  const entries = toEntries(candidates, shortage);
  const canGo = entries.filter(({ candidate }) => !candidate.hasBegun);
  const chosen = [false, true].flatMap((wasMoved) =>
    choose(
      canGo.filter((entry) => entry.wasMoved === wasMoved),
      missing,
    ),
  );
  const isChosen = new Set(chosen.map(({ entry }) => entry));
  const rest = canGo.filter((entry) => !isChosen.has(entry));
  const begun = entries.filter(({ candidate }) => candidate.hasBegun);
  return [
    ...chosen.map(({ entry, relief }) => ({ candidate: entry.candidate, isNeeded: true, relief })),
    ...[...inFirstOrder(rest), ...inFirstOrder(begun)].map(({ candidate }) => ({
      candidate,
      isNeeded: false,
      relief: 0,
    })),
  ].map((move, index) => ({ ...move, rank: index + 1 }));
}

/** Rooms a move would give back on nights that are short. */
export function reliefOf({ startDate, endDate, quantity }: MoveCandidate, shortage: Shortage): number {
  return listNights(startDate, endDate).reduce(
    (sum, night) => sum + Math.min(quantity, shortage.get(night) ?? 0),
    0,
  );
}

/**
 * Room types of the hotel that have so many rooms on every night of a stay: rooms, not places to sell, nor what was added to
 * the rooms by hand.
 */
export function targetsFor(
  { startDate, endDate, quantity }: Pick<MoveCandidate, 'startDate' | 'endDate' | 'quantity'>,
  nightsByType: ReadonlyMap<number, ReadonlyMap<Night, ExplainedNight>>,
): number[] {
  const stay = listNights(startDate, endDate);
  return [...nightsByType]
    .filter(([, nights]) =>
      stay.every((date) => {
        const night = nights.get(date);
        return night !== undefined && unitsThere(night) - night.reserved - night.held >= quantity;
      }),
    )
    .map(([roomTypeId]) => roomTypeId);
}

/** A candidate, with what is asked about it again and again. */
interface Entry<Candidate> {
  readonly candidate: Candidate;
  readonly wasMoved: boolean;
  /** Which of the nights that are short it has rooms on, by their place in the shortage. */
  readonly nights: readonly number[];
  /** What it gives back while nobody has been moved. */
  readonly relief: number;
  /** Its place by what never changes: rules 3 to 5. */
  readonly place: number;
}

function toEntries<Candidate extends MoveCandidate>(
  candidates: readonly Candidate[],
  shortage: Shortage,
): Entry<Candidate>[] {
  const placeOf = new Map([...shortage.keys()].map((night, index) => [night, index]));
  return candidates
    .map((candidate) => {
      const { reservationId, startDate, endDate, quantity, bookedAt, movedFromHotelId } = candidate;
      const stay = listNights(startDate, endDate);
      return {
        reservationId,
        bookedAt,
        roomNights: stay.length * quantity,
        candidate,
        wasMoved: movedFromHotelId !== null,
        nights: stay.flatMap((night) => placeOf.get(night) ?? []),
        relief: reliefOf(candidate, shortage),
      };
    })
    .toSorted(
      (a, b) =>
        a.roomNights - b.roomNights ||
        compareText(b.bookedAt, a.bookedAt) ||
        compareText(a.reservationId, b.reservationId),
    )
    .map(({ reservationId: _id, bookedAt: _at, roomNights: _nights, ...entry }, place) => ({
      ...entry,
      place,
    }));
}

/**
 * Chooses until nobody gives anything back any more, and takes what they give off `missing`. Relief only ever shrinks: who
 * gives back as much as was thought when nobody gives more is next, and who gives back less by now waits among those who give
 * so much. So everybody is looked at once for each value that their relief takes, and not once for each guest who is chosen.
 */
function choose<Candidate extends MoveCandidate>(
  entries: readonly Entry<Candidate>[],
  missing: number[],
): { entry: Entry<Candidate>; relief: number }[] {
  const waiting = new Map<number, Entry<Candidate>[]>();
  const wait = (entry: Entry<Candidate>, relief: number) => {
    const those = waiting.get(relief);
    if (those === undefined) waiting.set(relief, [entry]);
    else those.push(entry);
  };
  for (const entry of entries) wait(entry, entry.relief);
  const chosen: { entry: Entry<Candidate>; relief: number }[] = [];
  for (let most = Math.max(0, ...waiting.keys()); most > 0; most -= 1) {
    const those = waiting.get(most) ?? [];
    for (const entry of those.toSorted((a, b) => a.place - b.place)) {
      const { quantity } = entry.candidate;
      const relief = entry.nights.reduce((sum, night) => sum + Math.min(quantity, missing[night] ?? 0), 0);
      if (relief < most) {
        wait(entry, relief);
        continue;
      }
      chosen.push({ entry, relief });
      for (const night of entry.nights) missing[night] = Math.max(0, (missing[night] ?? 0) - quantity);
    }
  }
  return chosen;
}

/** By rules 1 to 5 as long as nobody has been moved. */
function inFirstOrder<Candidate>(entries: readonly Entry<Candidate>[]): Entry<Candidate>[] {
  return entries.toSorted(
    (a, b) => Number(a.wasMoved) - Number(b.wasMoved) || b.relief - a.relief || a.place - b.place,
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
