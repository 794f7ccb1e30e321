import { newId } from '../state/ids.js';
import type { OfferPassenger, StoredOffer } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { findCabin, type CabinClass } from '../world/cabins.js';
import { itinerariesFor, type Itinerary, type Journey } from '../world/itineraries.js';
import { flightKey } from '../world/timetable.js';
import { deadlinesOf, type DeadlineOverrides } from './deadlines.js';
import { brandsFor, changeCondition, priceOf, refundCondition, type FareBrand } from './fares.js';
import { seatsLeft, seatsNeeded } from './space.js';

export interface SearchOrder extends Journey {
  readonly cabin: CabinClass;
  readonly passengers: readonly OfferPassenger[];
  readonly maxConnections: number;
}

interface Known {
  readonly store: Store;
  readonly seed: number;
  readonly now: number;
  readonly overrides: DeadlineOverrides;
}

export const currency = 'EUR';
/** A flight is sold until an hour before it leaves. */
const closesMs = 3_600_000;

/** Every fare of every way to fly that still has room. Which there are depends on the seed alone; ids and deadlines are new. */
export function makeOffers(known: Known, requestId: string, order: SearchOrder): StoredOffer[] {
  const { seed, now } = known;
  return itinerariesFor(seed, order, order.maxConnections)
    .filter((itinerary) => itinerary.every(({ aircraft }) => findCabin(aircraft, order.cabin)))
    .filter((itinerary) => (itinerary[0]?.departsAt ?? 0) > now + closesMs)
    .filter((itinerary) => seatsLeft(known, itinerary, { cabin: order.cabin, now }) >= seatsNeeded(order))
    .flatMap((itinerary) =>
      brandsFor(order.cabin, itinerary).map((brand) =>
        makeOffer(known, { requestId, order, itinerary, brand }),
      ),
    );
}

function makeOffer(
  { seed, now, overrides }: Known,
  wish: { requestId: string; order: SearchOrder; itinerary: Itinerary; brand: FareBrand },
): StoredOffer {
  const { requestId, order, itinerary, brand } = wish;
  const { cabin, passengers } = order;
  const price = priceOf(seed, itinerary, { cabin, brand, passengers: passengers.map(({ type }) => type) });
  const totalMinor = price.baseMinor + price.taxMinor;
  const subject = `${itinerary.map(flightKey).join(' ')}:${cabin}:${brand.name}`;
  return {
    id: newId('off'),
    requestId,
    createdAt: now,
    updatedAt: now,
    cabin,
    brand: brand.name,
    bags: brand.bags,
    sliceId: newId('sli'),
    segmentIds: itinerary.map(() => newId('seg')),
    flights: itinerary,
    passengers,
    ...price,
    currency,
    refund: refundCondition(brand, totalMinor),
    change: changeCondition(brand, totalMinor),
    ...deadlinesOf(seed, subject, { brand, now, overrides }),
  };
}
