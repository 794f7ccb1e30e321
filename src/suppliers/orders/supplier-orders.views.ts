import type { PrismaService } from '../../database/prisma.service.js';
import { Prisma } from '../../generated/prisma/client.js';
import type { SupplierOrderState } from './supplier-orders.rules.js';

/** One order with all that its next step needs. */
export interface OrderRow {
  readonly listingId: number;
  readonly holdId: string;
  readonly attempt: number;
  readonly kind: 'hold' | 'instant';
  readonly status: SupplierOrderState;
  readonly reference: string;
  readonly orderId: string | null;
  readonly bookingReference: string | null;
  readonly currency: string | null;
  readonly totalMinor: bigint | null;
  readonly spaceUntil: Date | null;
  readonly priceUntil: Date | null;
  /** Null: it was surely not sent yet. */
  readonly sentAt: Date | null;
  readonly looks: number;
  readonly refusedReason: string | null;
  readonly refusedMessage: string | null;
  /** Its reservation is canceled, and nobody has said what goes back. */
  readonly isUndecided: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Since it came into its state, by the database's clock. */
  readonly secondsInState: number;
  /** Of the hold. */
  readonly offerId: string;
  readonly supplier: string;
  readonly holdStatus: string;
  readonly holdCurrency: string;
  readonly holdTotalMinor: bigint;
}

const columns = Prisma.sql`
  o.listing_id AS "listingId", o.hold_id::text AS "holdId", o.attempt::integer AS attempt, o.kind, o.status,
  o.reference, o.order_id AS "orderId", o.booking_reference AS "bookingReference", o.currency,
  o.total_minor AS "totalMinor", o.space_until AS "spaceUntil", o.price_until AS "priceUntil", o.sent_at AS "sentAt",
  o.looks, o.refused_reason AS "refusedReason", o.refused_message AS "refusedMessage",
  o.undecided_since IS NOT NULL AS "isUndecided", o.created_at AS "createdAt",
  o.updated_at AS "updatedAt",
  extract(epoch FROM clock_timestamp() - o.updated_at)::double precision AS "secondsInState", s.offer_id AS "offerId", s.supplier, h.status AS "holdStatus",
  h.currency AS "holdCurrency", h.total_minor AS "holdTotalMinor"`;

const tables = Prisma.sql`
  supplier_order o
  JOIN supplier_hold s ON s.listing_id = o.listing_id AND s.hold_id = o.hold_id
  JOIN hold h ON h.listing_id = o.listing_id AND h.hold_id = o.hold_id`;

export async function findOrder(
  prisma: PrismaService,
  { listingId, holdId, attempt }: { listingId: number; holdId: string; attempt: number },
): Promise<OrderRow | undefined> {
  const [row] = await prisma.$queryRaw<OrderRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE o.listing_id = ${listingId}::integer AND o.hold_id = ${holdId}::uuid AND o.attempt = ${attempt}::integer`;
  return row;
}

/** All orders that were ever sent for a hold, oldest first. */
export async function listOrdersOfHold(
  prisma: PrismaService,
  { listingId, holdId }: { listingId: number; holdId: string },
): Promise<OrderRow[]> {
  return prisma.$queryRaw<OrderRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE o.listing_id = ${listingId}::integer AND o.hold_id = ${holdId}::uuid
    ORDER BY o.attempt`;
}

/** The order with an id of the supplier's. */
export async function findOrderById(prisma: PrismaService, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await prisma.$queryRaw<OrderRow[]>`
    SELECT ${columns} FROM ${tables} WHERE o.order_id = ${orderId} ORDER BY o.created_at LIMIT 1`;
  return row;
}

/** Orders of an offer that are not there, as far as we know. Several guests may have held one offer. */
export async function listUnansweredOfOffer(
  prisma: PrismaService,
  { offerId, limit }: { offerId: string; limit: number },
): Promise<OrderRow[]> {
  return prisma.$queryRaw<OrderRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE s.offer_id = ${offerId} AND o.status IN ('creating', 'refused', 'not_made')
    ORDER BY o.created_at DESC
    LIMIT ${limit}::integer`;
}

/** The authorised payment that waits for the supplier's word about a hold. */
export async function findWaitingPayment(
  prisma: PrismaService,
  { listingId, holdId }: { listingId: number; holdId: string },
): Promise<string | undefined> {
  const [row] = await prisma.$queryRaw<{ paymentId: string }[]>`
    SELECT p.payment_id::text AS "paymentId"
    FROM reservation r
    JOIN payment p ON p.listing_id = r.listing_id AND p.reservation_id = r.reservation_id
    WHERE r.listing_id = ${listingId}::integer AND r.hold_id = ${holdId}::uuid AND p.status IN ('authorised', 'voiding')
    ORDER BY p.attempt DESC
    LIMIT 1`;
  return row?.paymentId;
}

export const orderFilters = ['unknown', 'open', 'refund_undecided', 'all'] as const;
/**
 * `unknown`: an answer was lost. `open`: something is still to be done about it. `refund_undecided`: the reservation is
 * canceled, and somebody has to say what goes back.
 */
export type OrderFilter = (typeof orderFilters)[number];

const inState = (states: readonly SupplierOrderState[]): Prisma.Sql =>
  // The first condition is that of the index of open orders.
  Prisma.sql`o.status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling')
    AND o.status = ANY (${[...states]}::text[])`;

const matching: Readonly<Record<OrderFilter, Prisma.Sql>> = {
  unknown: inState(['creating', 'paying', 'canceling']),
  open: inState(['creating', 'paying', 'releasing', 'canceling']),
  refund_undecided: Prisma.sql`o.undecided_since IS NOT NULL`,
  all: Prisma.sql`true`,
};

/** Orders for administrators, the oldest first. */
export async function listOrders(
  prisma: PrismaService,
  {
    filter,
    after,
    limit,
    hold,
  }: {
    filter: OrderFilter;
    /** Only those of this hold. */
    hold?: { readonly listingId: number; readonly holdId: string };
    /** The last of the page before. */
    after: { readonly createdAt: string; readonly holdId: string; readonly attempt: number } | undefined;
    limit: number;
  },
): Promise<(OrderRow & { guestId: string; reservationId: string | null; createdAtText: string })[]> {
  const place =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (o.created_at, o.hold_id, o.attempt)
          > (${after.createdAt}::text::timestamptz, ${after.holdId}::uuid, ${after.attempt}::integer)`;
  const ofHold =
    hold === undefined
      ? Prisma.empty
      : Prisma.sql`AND o.listing_id = ${hold.listingId}::integer AND o.hold_id = ${hold.holdId}::uuid`;
  return prisma.$queryRaw`
    SELECT ${columns}, h.guest_id AS "guestId",
      (
        SELECT r.reservation_id::text FROM reservation r WHERE r.listing_id = o.listing_id AND r.hold_id = o.hold_id
      ) AS "reservationId",
      to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAtText"
    FROM ${tables}
    WHERE ${matching[filter]} ${ofHold} ${place}
    ORDER BY o.created_at, o.hold_id, o.attempt
    LIMIT ${limit}::integer`;
}

/** Orders that are open by state, and those whose refund somebody has to decide. */
export async function countOpenOrders(prisma: PrismaService): Promise<{ status: string; count: number }[]> {
  return prisma.$queryRaw`
    SELECT o.status, count(*)::integer AS count
    FROM supplier_order o
    WHERE o.status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling')
    GROUP BY o.status
    UNION ALL
    SELECT 'refund_undecided', count(*)::integer FROM supplier_order o WHERE o.undecided_since IS NOT NULL`;
}
