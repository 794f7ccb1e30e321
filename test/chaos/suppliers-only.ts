import type { RunOptions } from './run-options.js';

const leastBookings = 500;
const leastKills = 2;

/**
 * Only flights of a supplier are sold, and what breaks is supplier, card provider and our own processes, until so many were
 * booked and so many processes killed: then the books of supplier, card provider and database have to agree.
 */
export const suppliersOnly = {
  catalogue: { hotels: 1, nights: 4, flights: 0 },
  hasAdministrator: false,
  actions: {
    take: 0,
    swap: 0,
    book: 0,
    availability: 0,
    searchOffers: 4,
    takeOffer: 20,
    bookOffer: 8,
    pay: 30,
    release: 3,
    cancel: 3,
  },
  faults: [
    'supplier down',
    'supplier frozen',
    'supplier cut off',
    'supplier lies',
    'kill -9',
    'provider lies',
    'connections cut',
  ],
  isLacking: async (query, faults) => {
    const [row] = await query<{ bookings: number }>(
      `SELECT count(*)::integer AS bookings FROM reservation r
       JOIN supplier_hold s ON s.listing_id = r.listing_id AND s.hold_id = r.hold_id`,
    );
    const { 'kill -9': kills = 0 } = faults.counts();
    const bookings = row?.bookings ?? 0;
    if (bookings >= leastBookings && kills >= leastKills) return undefined;
    return `only ${bookings} bookings and ${kills} processes killed`;
  },
} as const satisfies Partial<RunOptions>;
