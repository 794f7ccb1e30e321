import type { PoolClient } from 'pg';
import { readBooking, type Snapshot } from '../state-matrix/booking-snapshot.js';

export interface OrderPart {
  readonly attempt: number;
  readonly kind: string;
  readonly status: string;
  readonly orderId: string | null;
  readonly isSent: boolean;
  readonly isLookedAt: boolean;
}

/** A booking and its orders as they stand. */
export interface SupplierSnapshot {
  readonly booking: Snapshot;
  readonly orders: readonly OrderPart[];
  readonly quotes: readonly { readonly id: string; readonly status: string }[];
  readonly key: string;
  readonly bytes: string;
  readonly contradictions: readonly string[];
}

interface Read {
  readonly orders: readonly OrderPart[] | null;
  readonly quotes: readonly { id: string; status: string }[] | null;
  readonly isUndecided: boolean;
  readonly traits: string | null;
  readonly bytes: string;
}

const text = `
  SELECT
    (
      SELECT jsonb_agg(jsonb_build_object(
        'attempt', o.attempt, 'kind', o.kind, 'status', o.status, 'orderId', o.order_id, 'isSent', o.sent_at IS NOT NULL,
        'isLookedAt', o.next_look_at IS NOT NULL
      ) ORDER BY o.attempt)
      FROM supplier_order o WHERE o.listing_id = $1 AND o.hold_id = $2
    ) AS orders,
    (
      SELECT jsonb_agg(jsonb_build_object('id', c.cancellation_id, 'status', c.status))
      FROM supplier_cancellation c WHERE c.listing_id = $1 AND c.hold_id = $2
    ) AS quotes,
    EXISTS (
      SELECT 1 FROM reservation r
      WHERE r.listing_id = $1 AND r.hold_id = $2 AND r.status = 'canceled' AND r.refund_minor IS NULL
    ) AS "isUndecided",
    (
      SELECT string_agg(
        CASE o.status
          WHEN 'creating' THEN CASE WHEN o.created_at < clock_timestamp() - interval '1 minute' THEN 'old' ELSE '' END
          WHEN 'released' THEN CASE WHEN o.refused_reason IS NULL THEN '' ELSE 'lapsed' END
        END, ',' ORDER BY o.attempt
      )
      FROM supplier_order o WHERE o.listing_id = $1 AND o.hold_id = $2
    ) AS traits,
    md5(jsonb_build_array(
      (SELECT jsonb_agg(to_jsonb(x)) FROM supplier_hold x WHERE x.listing_id = $1),
      (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.attempt) FROM supplier_order x WHERE x.listing_id = $1),
      (SELECT jsonb_agg(to_jsonb(x)) FROM supplier_cancellation x WHERE x.listing_id = $1)
    )::text) AS bytes`;

/** Reads a booking of a supplier's flight, in the transaction of the client. */
export async function readSupplierBooking(
  client: PoolClient,
  ids: { listingId: number; holdId: string },
): Promise<SupplierSnapshot> {
  const booking = await readBooking(client, ids);
  const { rows } = await client.query<Read>({
    name: 'read supplier booking',
    text,
    values: [ids.listingId, ids.holdId],
  });
  const read = rows[0];
  if (read === undefined) throw new Error('a booking cannot be read');
  const orders = read.orders ?? [];
  const quotes = read.quotes ?? [];
  const key = [
    booking.key,
    orders
      .map((o) => `${o.kind} ${o.status}${o.isSent || o.status !== 'creating' ? '' : ' unsent'}`)
      .join(', '),
    quotes.map(({ status }) => status).join(', '),
    read.isUndecided ? 'undecided' : '',
    read.traits ?? '',
  ].join(' | ');
  return {
    booking,
    orders,
    quotes,
    key,
    bytes: `${booking.bytes} ${read.bytes}`,
    contradictions: [...booking.contradictions, ...contradictionsIn(booking, orders)],
  };
}

const live = ['creating', 'awaiting_payment', 'paying', 'booked', 'canceling'];

/** What may never stand beside each other. */
function* contradictionsIn({ parts }: Snapshot, orders: readonly OrderPart[]): Generator<string> {
  const hold = parts.find(({ kind }) => kind === 'hold')?.status ?? '';
  const reservation = parts.find(({ kind }) => kind === 'reservation')?.status ?? '';
  const alive = orders.filter(({ status }) => live.includes(status));
  if (alive.length > 1) yield 'two orders of one hold live';
  if (
    reservation === 'paid' &&
    !orders.some(({ status, isLookedAt }) =>
      status === 'canceled' ? isLookedAt : ['booked', 'canceling'].includes(status),
    )
  )
    yield 'a paid reservation has no order, and nobody cancels it';
  const isHeldMoney = parts.some(({ kind, status }) => kind === 'payment' && status === 'authorised');
  if (reservation === 'rejected' && isHeldMoney) yield 'money is held for a booking that came to nothing';
  if (reservation === 'canceled' && alive.some(({ status }) => status === 'canceling'))
    yield 'a canceled reservation is still being canceled';
  for (const { status, isLookedAt } of orders) {
    const isSettled =
      ['refused', 'released', 'canceled', 'not_made'].includes(status) ||
      (status === 'booked' && hold === 'confirmed' && reservation === 'paid');
    if (!isSettled && !isLookedAt) yield `nobody looks after an order that is ${status}`;
  }
}
