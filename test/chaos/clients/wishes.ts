import type { Catalogue, Flight, Hotel } from '../harness/catalogue.js';
import type { Random } from '../random.js';

/** Something to be held, and the listing it is in. */
export interface Wish {
  readonly listingId: number;
  readonly body: object;
}

/** Rooms, seats or places; in `listingId` if that is named. */
export function wishFor(catalogue: Catalogue, random: Random, listingId?: number): Wish {
  const hotel = catalogue.hotels.find(({ hotelId }) => hotelId === listingId);
  const flight = catalogue.flights.find(({ flightId }) => flightId === listingId);
  if (hotel !== undefined) return wishForRooms(hotel, random);
  if (flight !== undefined) return wishForFlight(flight, random);
  return catalogue.flights.length > 0 && (catalogue.hotels.length === 0 || random.chance(0.3))
    ? wishForFlight(random.pick(catalogue.flights), random)
    : wishForRooms(random.pick(catalogue.hotels), random);
}

function wishForRooms({ hotelId, nights, roomTypeIds }: Hotel, random: Random): Wish {
  const length = random.int(1, Math.min(3, nights.length));
  const first = random.int(0, nights.length - length);
  const lastNight = nights[first + length - 1] ?? '';
  // Crossed orders, and now and then one type twice in a request.
  const types = random.chance(0.3)
    ? [random.pick(roomTypeIds), random.pick(roomTypeIds)]
    : [random.pick(roomTypeIds)];
  return {
    listingId: hotelId,
    body: {
      hotelId,
      startDate: nights[first],
      endDate: dayAfter(lastNight),
      items: types.map((roomTypeId) => ({ roomTypeId, quantity: random.int(1, 2) })),
    },
  };
}

function wishForFlight({ flightId, seats, hasOpenCabin }: Flight, random: Random): Wish {
  if (hasOpenCabin && random.chance(0.3)) {
    return { listingId: flightId, body: { flightId, cabin: 'business', quantity: random.int(1, 2) } };
  }
  const first = random.pick(seats);
  const second = random.pick(seats);
  const wanted = first === second || random.chance(0.6) ? [first] : [first, second];
  return { listingId: flightId, body: { flightId, seats: wanted } };
}

function dayAfter(night: string): string {
  return new Date(Date.parse(night) + 86_400_000).toISOString().slice(0, 10);
}
