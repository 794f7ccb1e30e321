import type { OwnHotel } from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';
import type { World } from './world.js';

/** How everything stands in one hotel: holds and reservations by state, counters, and the provider's own books. */
export interface Ending {
  readonly holds: Readonly<Record<string, number>>;
  readonly reservations: Readonly<Record<string, number>>;
  /** Sums over all nights. */
  readonly held: number;
  readonly reserved: number;
  /** Rows whose counters are not the sums of the holds behind them. */
  readonly wrongCounters: number;
  /** Payments, refunds and their like that somebody still has to continue. */
  readonly unfinished: number;
  /** What happened more than once although it can happen once. */
  readonly repeatedEvents: readonly string[];
  /** At the provider: how many payments took money, and how much (minor units). */
  readonly captures: number;
  readonly captured: number;
  readonly refunds: number;
  readonly refunded: number;
  /** Money that is blocked on a card and neither taken nor given back. */
  readonly blocked: number;
}

/** Nothing held, sold, taken or begun. */
export const nothing: Ending = {
  holds: {},
  reservations: {},
  held: 0,
  reserved: 0,
  wrongCounters: 0,
  unfinished: 0,
  repeatedEvents: [],
  captures: 0,
  captured: 0,
  refunds: 0,
  refunded: 0,
  blocked: 0,
};

export async function readEnding(world: World, { hotelId }: OwnHotel): Promise<Ending> {
  const [ours, payments] = await Promise.all([readOwnBooks(world, hotelId), readBooks(world)]);
  const own = payments.filter(({ metadata }) => metadata['listing_id'] === String(hotelId));
  const sum = (read: (payment: (typeof own)[number]) => number) =>
    own.reduce((total, payment) => total + read(payment), 0);
  return {
    ...ours,
    captures: own.filter(({ captured }) => captured > 0).length,
    captured: sum(({ captured }) => captured),
    refunds: sum(({ refunds }) => refunds.length),
    refunded: sum(({ refunded }) => refunded),
    blocked: sum(({ capturable }) => capturable),
  };
}

type OwnBooks = Omit<Ending, 'captures' | 'captured' | 'refunds' | 'refunded' | 'blocked'>;

async function readOwnBooks({ prisma }: World, listingId: number): Promise<OwnBooks> {
  const [row] = await prisma.$queryRaw<OwnBooks[]>`
    SELECT
      (SELECT coalesce(jsonb_object_agg(x.status, x.n), '{}') FROM (
        SELECT h.status, count(*) AS n FROM hold h WHERE h.listing_id = ${listingId}::integer GROUP BY 1
      ) x) AS holds,
      (SELECT coalesce(jsonb_object_agg(x.status, x.n), '{}') FROM (
        SELECT r.status, count(*) AS n FROM reservation r WHERE r.listing_id = ${listingId}::integer GROUP BY 1
      ) x) AS reservations,
      (SELECT sum(i.held)::integer FROM inventory i WHERE i.listing_id = ${listingId}::integer) AS held,
      (SELECT sum(i.reserved)::integer FROM inventory i WHERE i.listing_id = ${listingId}::integer) AS reserved,
      (SELECT count(*)::integer FROM inventory i
       CROSS JOIN LATERAL (
         SELECT
           coalesce(sum(hi.quantity) FILTER (WHERE h.status IN ('active', 'paying')), 0) AS held,
           coalesce(sum(hi.quantity) FILTER (WHERE h.status = 'confirmed'), 0) AS reserved
         FROM hold h JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
         WHERE h.listing_id = i.listing_id AND hi.sku_id = i.sku_id AND i.date >= h.start_date AND i.date < h.end_date
       ) s
       WHERE i.listing_id = ${listingId}::integer AND (i.held <> s.held OR i.reserved <> s.reserved)
      ) AS "wrongCounters",
      (SELECT count(*)::integer FROM payment p WHERE p.listing_id = ${listingId}::integer
         AND p.status IN ('created', 'requires_action', 'authorised', 'voiding'))
      + (SELECT count(*)::integer FROM refund f WHERE f.listing_id = ${listingId}::integer
         AND f.status IN ('created', 'pending')) AS unfinished,
      (SELECT coalesce(jsonb_agg(x.type), '[]') FROM (
        SELECT e.type FROM event e
        WHERE e.listing_id = ${listingId}::integer AND e.type NOT IN ('hold.active', 'hold.paying')
        GROUP BY e.subject_id, e.type, e.cause, e.data ->> 'paymentId', e.data ->> 'refundId'
        HAVING count(*) > 1
      ) x) AS "repeatedEvents"`;
  if (row === undefined) throw new Error('a SELECT without FROM returned no row');
  return row;
}
