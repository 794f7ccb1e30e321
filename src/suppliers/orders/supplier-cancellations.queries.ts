import type { Database } from '../../database/database-client.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { Prisma } from '../../generated/prisma/client.js';
import type { CancellationQuote } from '../supplier-order.js';
import type { OrderRef } from './supplier-orders.queries.js';

export interface ReservationRef {
  readonly listingId: number;
  readonly reservationId: string;
}

export interface NewQuote extends OrderRef {
  readonly cancellationId: string;
  readonly reservationId: string;
  readonly supplierQuoteId: string;
  /** What the card is to get back; null: nobody knows yet. */
  readonly refundMinor: number | null;
  readonly refundTo: CancellationQuote['refundTo'];
  readonly expiresAt: Date | null;
}

/** Keeps what the supplier has quoted, under an id of ours. */
export async function addCancellationQuote(prisma: PrismaService, quote: NewQuote): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO supplier_cancellation (
      listing_id, cancellation_id, reservation_id, hold_id, attempt, supplier_quote_id, status, refund_minor, refund_to,
      expires_at, created_at, updated_at
    ) VALUES (
      ${quote.listingId}::integer, ${quote.cancellationId}::uuid, ${quote.reservationId}::uuid, ${quote.holdId}::uuid,
      ${quote.attempt}::integer, ${quote.supplierQuoteId}, 'quoted', ${quote.refundMinor}::bigint, ${quote.refundTo},
      ${quote.expiresAt}::timestamptz, clock_timestamp(), clock_timestamp()
    )`;
}

export interface BegunCancellation {
  readonly outcome: string;
  /** The one that is under way. */
  readonly cancellationId: string | null;
}

/** Booked → canceling, before the supplier is told; see supplier_cancellation_begin for what can come of it. */
export async function beginCancellation(
  db: Database,
  command: ReservationRef & {
    /** Null acts for an admin. */
    readonly guestId: string | null;
    readonly cancellationId: string | null;
    readonly cause: 'canceled_by_guest' | 'canceled_by_admin';
  },
): Promise<BegunCancellation> {
  const rows = await db.$queryRaw<BegunCancellation[]>`
    SELECT b.outcome, b.cancellation_id::text AS "cancellationId"
    FROM supplier_cancellation_begin(
      ${command.listingId}::integer, ${command.reservationId}::uuid, ${command.guestId},
      ${command.cancellationId}::uuid, ${command.cause}
    ) b`;
  return theOnly(rows);
}

/** The supplier has canceled: so is the reservation. Returns the refund that is to be sent, if there is one. */
export async function finishCancellation(
  prisma: PrismaService,
  command: { listingId: number; cancellationId: string; refundId: string; refundMinor: number | null },
): Promise<{ outcome: 'canceled' | 'repeated' | 'unexpected'; refundId: string | null }> {
  const rows = await prisma.$queryRaw<
    { outcome: 'canceled' | 'repeated' | 'unexpected'; refundId: string | null }[]
  >`
    SELECT f.outcome, f.refund_id::text AS "refundId"
    FROM supplier_cancellation_finish(
      ${command.listingId}::integer, ${command.cancellationId}::uuid, ${command.refundId}::uuid,
      ${command.refundMinor}::bigint
    ) f`;
  return theOnly(rows);
}

/** The supplier will not cancel: the order stays booked. */
export async function refuseCancellation(
  prisma: PrismaService,
  { listingId, cancellationId, reason }: { listingId: number; cancellationId: string; reason: string },
): Promise<'refused' | 'repeated' | 'unexpected'> {
  const rows = await prisma.$queryRaw<{ outcome: 'refused' | 'repeated' | 'unexpected' }[]>`
    SELECT supplier_cancellation_refuse(${listingId}::integer, ${cancellationId}::uuid, ${reason}) AS outcome`;
  return theOnly(rows).outcome;
}

/** `waiting`: the money of its reservation is being taken or given back. */
export type GoneOutcome = 'canceled' | 'decided' | 'waiting' | 'repeated' | 'unexpected';

/**
 * A booked order is gone at the supplier: so is its reservation, once. `refundMinor` is what the supplier gave back, null when
 * it does not say; see supplier_order_gone. Returns the refund that is to be sent, if there is one.
 */
export async function concludeGone(
  prisma: PrismaService,
  command: OrderRef & { refundId: string; refundMinor: number | null },
): Promise<{ outcome: GoneOutcome; refundId: string | null }> {
  const rows = await prisma.$queryRaw<{ outcome: GoneOutcome; refundId: string | null }[]>`
    SELECT g.outcome, g.refund_id::text AS "refundId"
    FROM supplier_order_gone(
      ${command.listingId}::integer, ${command.holdId}::uuid, ${command.attempt}::integer, ${command.refundId}::uuid,
      ${command.refundMinor}::bigint
    ) g`;
  return theOnly(rows);
}

export type DecideOutcome = 'decided' | 'unexpected' | 'too_much' | 'not_found';

/** What goes back for a reservation that was canceled without that being known. `by` is null for the supplier's word. */
export async function decideRefund(
  db: Database,
  command: ReservationRef & { refundId: string; refundMinor: number; by: string | null },
): Promise<{ outcome: DecideOutcome; refundId: string | null }> {
  const rows = await db.$queryRaw<{ outcome: DecideOutcome; refundId: string | null }[]>`
    SELECT d.outcome, d.refund_id::text AS "refundId"
    FROM supplier_refund_decide(
      ${command.listingId}::integer, ${command.reservationId}::uuid, ${command.refundId}::uuid,
      ${command.refundMinor}::bigint, ${command.by}
    ) d`;
  return theOnly(rows);
}

/** A cancellation that was sent, or is only quoted. */
export interface CancellationRow extends OrderRef {
  readonly cancellationId: string;
  readonly reservationId: string;
  readonly supplierQuoteId: string;
  readonly status: 'quoted' | 'sent' | 'confirmed' | 'refused';
  /** Of the reservation. */
  readonly currency: string;
}

const columns = Prisma.sql`
  c.listing_id AS "listingId", c.cancellation_id::text AS "cancellationId", c.reservation_id::text AS "reservationId",
  c.hold_id::text AS "holdId", c.attempt::integer AS attempt, c.supplier_quote_id AS "supplierQuoteId", c.status,
  r.currency`;

const tables = Prisma.sql`
  supplier_cancellation c
  JOIN reservation r ON r.listing_id = c.listing_id AND r.reservation_id = c.reservation_id`;

export async function findCancellation(
  prisma: PrismaService,
  { listingId, cancellationId }: { listingId: number; cancellationId: string },
): Promise<CancellationRow | undefined> {
  const [row] = await prisma.$queryRaw<CancellationRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE c.listing_id = ${listingId}::integer AND c.cancellation_id = ${cancellationId}::uuid`;
  return row;
}

/** The cancellation of an order that is under way. */
export async function findSentCancellation(
  prisma: PrismaService,
  { listingId, holdId }: { listingId: number; holdId: string },
): Promise<CancellationRow | undefined> {
  const [row] = await prisma.$queryRaw<CancellationRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE r.listing_id = ${listingId}::integer AND r.hold_id = ${holdId}::uuid AND c.status = 'sent'`;
  return row;
}

function theOnly<Row>(rows: readonly Row[]): Row {
  const row = rows[0];
  if (row === undefined) throw new Error('a statement about a cancellation returned no row');
  return row;
}
