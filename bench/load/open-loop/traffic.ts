import { addDays } from '../../../src/stays/night.js';
import { Random } from '../../../test/chaos/random.js';
import type { Catalogue } from '../../world/catalogue.js';
import { rawRequest } from './raw-request.js';

export const nightsOfStay = 3;
const nightsOfSearch = 30;

/** How often what is read, out of a hundred. */
const readMix = { hotel: 35, rooms: 20, 'rooms with prices': 5, availability: 25, flights: 15 } as const;

/**
 * The index of one of `count`, the first most often: chances fall off as one over the rank (Zipf), as the popularity of
 * hotels does.
 */
export function popular(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor((count + 1) ** random.next()) - 1);
}

/** One room for three nights, each hold of a random type in a popular hotel, guests in turn. */
export function holdRequests(
  catalogue: Catalogue,
  {
    count,
    tokens,
    random,
    nightsLeftOut = 0,
  }: {
    readonly count: number;
    readonly tokens: readonly string[];
    readonly random: Random;
    /** First nights of the catalogue that no stay begins in. */
    readonly nightsLeftOut?: number;
  },
): string[] {
  return Array.from({ length: count }, (_, index) => {
    const { hotelId, roomTypeIds } = popularHotel(catalogue, random);
    const startDate = addDays(
      catalogue.firstNight,
      random.int(nightsLeftOut, catalogue.nights - nightsOfStay),
    );
    const body = {
      hotelId,
      startDate,
      endDate: addDays(startDate, nightsOfStay),
      items: [{ roomTypeId: random.pick(roomTypeIds), quantity: 1 }],
    };
    const token = tokens[index % tokens.length];
    if (token === undefined) throw new Error('holds need guests');
    return rawRequest({ method: 'POST', path: '/v1/holds', token, body });
  });
}

/** What people look at before they book: hotels, their rooms, what is free for a month, flights between two airports. */
export function readRequests(catalogue: Catalogue, count: number, random: Random): string[] {
  return Array.from({ length: count }, () =>
    rawRequest({ method: 'GET', path: readPath(catalogue, random) }),
  );
}

/** The address of what a hotel has free on its next 30 nights. */
export function availabilityPath({ firstNight, nights }: Catalogue, hotelId: number): string {
  const endDate = addDays(firstNight, Math.min(nightsOfSearch, nights));
  return `/v1/hotels/${hotelId}/availability?startDate=${firstNight}&endDate=${endDate}`;
}

function readPath(catalogue: Catalogue, random: Random): string {
  const { hotelId } = popularHotel(catalogue, random);
  switch (random.weighted(readMix)) {
    case 'hotel':
      return `/v1/hotels/${hotelId}`;
    case 'rooms':
      return `/v1/hotels/${hotelId}/rooms`;
    case 'rooms with prices': {
      const startDate = addDays(catalogue.firstNight, random.int(0, catalogue.nights - nightsOfStay));
      const endDate = addDays(startDate, nightsOfStay);
      return `/v1/hotels/${hotelId}/rooms?startDate=${startDate}&endDate=${endDate}`;
    }
    case 'availability':
      return availabilityPath(catalogue, hotelId);
    case 'flights': {
      const [origin, destination] = [random.pick(catalogue.airports), random.pick(catalogue.airports)];
      return `/v1/flights?origin=${origin}&destination=${destination}`;
    }
  }
}

function popularHotel({ hotels }: Catalogue, random: Random): Catalogue['hotels'][number] {
  const hotel = hotels[popular(random, hotels.length)];
  if (hotel === undefined) throw new Error('the catalogue has no hotels');
  return hotel;
}
