import { draw } from '../../common/seeded.js';
import { isLive, type StoredOffer } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { findCabin, seatsIn, type CabinClass } from '../world/cabins.js';
import { flightKey, type Flight } from '../world/timetable.js';

/** How many seats of a cabin Duffel's other customers have left; the rest is sold through this sandbox. */
function contingent(seed: number, { aircraft, ...flight }: Flight, cabin: CabinClass): number {
  const layout = findCabin(aircraft, cabin);
  if (!layout) return 0;
  const share = 0.15 + 0.5 * draw(seed, `contingent:${flightKey({ aircraft, ...flight })}:${cabin}`);
  return Math.ceil(seatsIn(layout) * share);
}

/** Seats left on every flight of an offer's itinerary: those of the flight with the fewest. */
export function seatsLeft(
  { store, seed }: { store: Store; seed: number },
  flights: readonly Flight[],
  { cabin, now }: { cabin: CabinClass; now: number },
): number {
  const left = flights.map((flight) => {
    let taken = 0;
    for (const order of store.ordersOnFlight(flightKey(flight))) {
      if (order.offer.cabin === cabin && isLive(order, now)) taken += seatsNeeded(order.offer);
    }
    return contingent(seed, flight, cabin) - taken;
  });
  return Math.min(...left);
}

/** Infants sit on a lap. */
export function seatsNeeded({ passengers }: Pick<StoredOffer, 'passengers'>): number {
  return passengers.filter(({ type }) => type !== 'infant_without_seat').length;
}
