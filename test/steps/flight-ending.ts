import type { BookedOrder, FlightBooks } from '../../sandbox/duffel/testing/books.js';
import { readBooks } from '../support/provider.js';
import type { World } from './world.js';

/** How everything stands that is about one guest and a supplier: our rows by state, the supplier's books, the provider's. */
export interface FlightEnding {
  readonly holds: Readonly<Record<string, number>>;
  readonly reservations: Readonly<Record<string, number>>;
  /** As we believe, and as the supplier has it. */
  readonly orders: Readonly<Record<string, number>>;
  readonly atSupplier: Partial<Readonly<Record<BookedOrder['state'], number>>>;
  /** What the supplier was paid and has not given back (minor units). */
  readonly keptBySupplier: number;
  /** Payments, refunds and their like that somebody still has to continue. */
  readonly unfinished: number;
  /** What happened more than once although it can happen once. */
  readonly repeatedEvents: readonly string[];
  /** At the provider: how many payments took money, how much, how much went back, and what is blocked on a card. */
  readonly captures: number;
  readonly captured: number;
  readonly refunded: number;
  readonly blocked: number;
}

/** Nothing held, ordered, taken or begun. */
export const noFlight: FlightEnding = {
  holds: {},
  reservations: {},
  orders: {},
  atSupplier: {},
  keptBySupplier: 0,
  unfinished: 0,
  repeatedEvents: [],
  captures: 0,
  captured: 0,
  refunded: 0,
  blocked: 0,
};

export async function readFlightEnding(
  world: World,
  guestId: string,
  { orders, pending }: FlightBooks,
): Promise<FlightEnding> {
  const { holdIds, reservationIds, ...ours } = await readOwnRows(world, guestId);
  const isOurs = ({ metadata }: { metadata: Readonly<Record<string, string>> }) =>
    holdIds.includes(metadata['reference']?.slice(0, uuidLength) ?? '');
  const own = orders.filter(isOurs);
  const payments = (await readBooks(world)).filter(({ metadata }) =>
    reservationIds.includes(metadata['reservation_id'] ?? ''),
  );
  const sum = (read: (payment: (typeof payments)[number]) => number) =>
    payments.reduce((total, payment) => total + read(payment), 0);
  return {
    ...ours,
    atSupplier: countStates(own),
    keptBySupplier: own.reduce((total, { paid, refunded }) => total + paid - refunded, 0),
    unfinished: ours.unfinished + pending.filter(isOurs).length,
    captures: payments.filter(({ captured }) => captured > 0).length,
    captured: sum(({ captured }) => captured),
    refunded: sum(({ refunded }) => refunded),
    blocked: sum(({ capturable }) => capturable),
  };
}

const uuidLength = 36;

function countStates(orders: readonly BookedOrder[]): FlightEnding['atSupplier'] {
  const counts: Partial<Record<BookedOrder['state'], number>> = {};
  for (const { state } of orders) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

type OwnRows = Pick<FlightEnding, 'holds' | 'reservations' | 'orders' | 'unfinished' | 'repeatedEvents'> & {
  readonly holdIds: readonly string[];
  readonly reservationIds: readonly string[];
};

async function readOwnRows({ prisma }: World, guestId: string): Promise<OwnRows> {
  const [row] = await prisma.$queryRaw<OwnRows[]>`
    WITH own AS (
      SELECT h.listing_id, h.hold_id, h.status FROM hold h WHERE h.guest_id = ${guestId}
    ), booking AS (
      SELECT r.listing_id, r.reservation_id, r.status FROM reservation r
      JOIN own ON own.listing_id = r.listing_id AND own.hold_id = r.hold_id
    ), ordered AS (
      SELECT o.listing_id, o.hold_id, o.status FROM supplier_order o
      JOIN own ON own.listing_id = o.listing_id AND own.hold_id = o.hold_id
    )
    SELECT
      (SELECT coalesce(jsonb_agg(own.hold_id), '[]') FROM own) AS "holdIds",
      (SELECT coalesce(jsonb_agg(booking.reservation_id), '[]') FROM booking) AS "reservationIds",
      (SELECT coalesce(jsonb_object_agg(x.status, x.n), '{}')
       FROM (SELECT own.status, count(*) AS n FROM own GROUP BY 1) x) AS holds,
      (SELECT coalesce(jsonb_object_agg(x.status, x.n), '{}')
       FROM (SELECT booking.status, count(*) AS n FROM booking GROUP BY 1) x) AS reservations,
      (SELECT coalesce(jsonb_object_agg(x.status, x.n), '{}')
       FROM (SELECT ordered.status, count(*) AS n FROM ordered GROUP BY 1) x) AS orders,
      (SELECT count(*)::integer FROM payment p
       JOIN booking ON booking.listing_id = p.listing_id AND booking.reservation_id = p.reservation_id
       WHERE p.status IN ('created', 'requires_action', 'authorised', 'voiding'))
      + (SELECT count(*)::integer FROM refund f
         JOIN booking ON booking.listing_id = f.listing_id AND booking.reservation_id = f.reservation_id
         WHERE f.status IN ('created', 'pending'))
      + (SELECT count(*)::integer FROM ordered WHERE ordered.status IN ('creating', 'paying', 'releasing', 'canceling'))
      AS unfinished,
      (SELECT coalesce(jsonb_agg(x.type), '[]') FROM (
        SELECT e.type FROM event e
        WHERE (e.listing_id, e.subject_id) IN (
            SELECT own.listing_id, own.hold_id FROM own
            UNION ALL
            SELECT booking.listing_id, booking.reservation_id FROM booking
          ) AND e.type NOT IN ('hold.active', 'hold.paying')
        GROUP BY e.subject_id, e.type, e.cause, e.data ->> 'paymentId', e.data ->> 'refundId', e.data ->> 'attempt'
        HAVING count(*) > 1
      ) x) AS "repeatedEvents"`;
  if (row === undefined) throw new Error('a SELECT without FROM returned no row');
  return row;
}
