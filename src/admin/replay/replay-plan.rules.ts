import { addDays, countNights, listNights, type Night } from '../../stays/night.js';
import { maxNightsPerStay } from '../../stays/stay-rules.js';
import type { Booking } from './booking-file.js';

/** One thing a guest does: books, or cancels what was booked. */
export interface Step {
  readonly kind: 'book' | 'cancel';
  readonly booking: Booking;
}

interface PlacedStep {
  readonly kind: Step['kind'];
  readonly day: Night;
  readonly phase: number;
  /** Place of the booking in the file. */
  readonly index: number;
}

/** Where a step stands within its day. */
const phases = { earlierCancel: 0, book: 1, cancelOfThatDay: 2 } as const;

/**
 * The order things happened in. Within a day: first the cancellations of earlier bookings, then the bookings, then the
 * cancellations of bookings made that very day; each in the order of the file.
 */
export function orderSteps(bookings: readonly Booking[]): Step[] {
  const placed = bookings.flatMap(({ bookedOn, canceledOn }, index): PlacedStep[] => {
    const book: PlacedStep = { day: bookedOn, phase: phases.book, index, kind: 'book' };
    if (canceledOn === undefined) return [book];
    const phase = canceledOn === bookedOn ? phases.cancelOfThatDay : phases.earlierCancel;
    return [book, { day: canceledOn, phase, index, kind: 'cancel' }];
  });
  placed.sort((a, b) => (a.day === b.day ? a.phase - b.phase || a.index - b.index : a.day < b.day ? -1 : 1));
  return placed.flatMap(({ kind, index }) => {
    const booking = bookings[index];
    return booking === undefined ? [] : [{ kind, booking }];
  });
}

/** Whether a stay of that length can be asked for at all. */
export function isBookable({ nights }: Booking): boolean {
  return nights >= 1 && nights <= maxNightsPerStay;
}

/**
 * For each step the earlier steps it has to wait for: the latest one on each of its nights in its room type. Whoever
 * waits for those has waited for all earlier ones on those nights; steps that share no night may come in any order
 * without a difference to the result.
 */
export function findPredecessors(steps: readonly Step[]): number[][] {
  const latest = new Map<string, number>();
  return steps.map(({ booking }, index) => {
    if (!isBookable(booking)) return [];
    const predecessors = new Set<number>();
    for (const night of nightsOf(booking)) {
      const key = `${booking.roomType} ${night}`;
      const before = latest.get(key);
      if (before !== undefined) predecessors.add(before);
      latest.set(key, index);
    }
    return [...predecessors];
  });
}

function nightsOf({ arrival, nights }: Booking): Night[] {
  return listNights(arrival, addDays(arrival, nights));
}

/** How the dates of a file are moved, or why they cannot be. */
export type DateShift =
  { readonly days: number; readonly first: Night; readonly last: Night } | { readonly tooLong: string };

/**
 * Moves all dates by the same whole number of weeks, so that weekdays stay and the earliest arrival is a day to come.
 * Says why when the last departure is then past the horizon.
 */
export function shiftDates(
  bookings: readonly Booking[],
  { today, horizonDays }: { today: Night; horizonDays: number },
): DateShift {
  const stays = bookings.filter(isBookable);
  const arrivals = stays.map(({ arrival }) => arrival).toSorted();
  const departures = stays.map(({ arrival, nights }) => addDays(arrival, nights)).toSorted();
  const [first = today, last = today] = [arrivals[0], departures.at(-1)];
  const days = 7 * Math.ceil(countNights(first, addDays(today, 1)) / 7);
  const horizon = addDays(today, horizonDays);
  const shifted = { days, first: addDays(first, days), last: addDays(last, days) };
  if (shifted.last <= horizon) return shifted;
  return {
    tooLong:
      `The stays of this file reach from ${first} to ${last}, ${countNights(first, last)} nights; ` +
      `moved to begin on ${shifted.first} they would end on ${shifted.last}, ` +
      `and nothing can be booked beyond ${horizon}. Take fewer of them with --limit.`,
  };
}

/** A price for each room type: the median of what was paid for a night, of prices above 0. */
export function medianPrices(
  bookings: readonly Booking[],
  { fallbackMinor }: { fallbackMinor: number },
): Map<string, number> {
  const paid = new Map<string, number[]>();
  for (const { roomType, pricePerNightMinor } of bookings) {
    const prices = paid.get(roomType) ?? [];
    if (pricePerNightMinor > 0) prices.push(pricePerNightMinor);
    paid.set(roomType, prices);
  }
  return new Map([...paid].map(([roomType, prices]) => [roomType, median(prices) ?? fallbackMinor]));
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
