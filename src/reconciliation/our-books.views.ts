import { Prisma } from '../generated/prisma/client.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { PaymentStatus, RefundStatus } from '../payments/payments.rules.js';

/** An amount an administrator has looked at, and resolved: see the quarantine. */
export interface ResolvedMoney {
  readonly amountMinor: number;
  readonly currency: string;
}

/** A refund as we have it. */
export interface OurRefund {
  readonly refundId: string;
  readonly status: RefundStatus;
  readonly amountMinor: number;
  readonly currency: string;
  readonly providerRefundId: string | null;
  readonly resolved: readonly ResolvedMoney[];
}

/** A payment as we have it, with its refunds. */
export interface OurPayment {
  readonly listingId: number;
  readonly paymentId: string;
  readonly reservationId: string;
  readonly status: PaymentStatus;
  readonly amountMinor: number;
  readonly currency: string;
  readonly providerPaymentId: string | null;
  readonly refunds: readonly OurRefund[];
  readonly resolved: readonly ResolvedMoney[];
}

/** Names a payment of ours. */
export interface PaymentKey {
  readonly listingId: number;
  readonly paymentId: string;
}

/** Amounts the provider told of instead of ours, and that somebody has resolved. */
function resolvedMoney(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce((
    SELECT jsonb_agg(jsonb_build_object('amountMinor', m.told_minor, 'currency', m.told_currency))
    FROM quarantined_message m
    WHERE m.listing_id = p.listing_id AND m.subject_id = ${id} AND m.resolved_at IS NOT NULL
  ), '[]')`;
}

const columns = Prisma.sql`
  p.listing_id AS "listingId", p.payment_id::text AS "paymentId", p.reservation_id::text AS "reservationId", p.status,
  p.amount_minor::double precision AS "amountMinor", p.currency, p.provider_payment_id AS "providerPaymentId",
  ${resolvedMoney(Prisma.sql`p.payment_id`)} AS resolved,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'refundId', f.refund_id, 'status', f.status, 'amountMinor', f.amount_minor, 'currency', f.currency,
      'providerRefundId', f.provider_refund_id, 'resolved', ${resolvedMoney(Prisma.sql`f.refund_id`)}
    ) ORDER BY f.created_at, f.refund_id)
    FROM refund f
    WHERE f.listing_id = p.listing_id AND f.reservation_id = p.reservation_id AND f.payment_id = p.payment_id
  ), '[]') AS refunds`;

/** Those of the named payments that there are. */
export async function findPayments(
  prisma: PrismaService,
  keys: readonly PaymentKey[],
): Promise<OurPayment[]> {
  if (keys.length === 0) return [];
  return prisma.$queryRaw<OurPayment[]>`
    SELECT ${columns}
    FROM unnest(
      ${keys.map(({ listingId }) => listingId)}::integer[], ${keys.map(({ paymentId }) => paymentId)}::uuid[]
    ) AS k(listing_id, payment_id)
    JOIN payment p ON p.listing_id = k.listing_id AND p.payment_id = k.payment_id`;
}

/** A span of time, half open. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** Where a span has to end for it to hold some `limit` reservations and refunds at most; its own end when it holds fewer. */
export async function findSpanEnd(
  prisma: PrismaService,
  { from, until }: Span,
  limit: number,
): Promise<Date> {
  const rows = await prisma.$queryRaw<{ end: Date }[]>`
    SELECT date_trunc('milliseconds', least(
      ${until}::timestamptz,
      (
        SELECT r.created_at FROM reservation r
        WHERE r.created_at >= ${from}::timestamptz AND r.created_at < ${until}::timestamptz
        ORDER BY r.created_at OFFSET ${limit}::integer LIMIT 1
      ),
      (
        SELECT f.created_at FROM refund f
        WHERE f.created_at >= ${from}::timestamptz AND f.created_at < ${until}::timestamptz
        ORDER BY f.created_at OFFSET ${limit}::integer LIMIT 1
      )
    )) AS "end"`;
  const end = rows[0]?.end ?? until;
  // More than that at one instant: all of them.
  return end > from ? end : new Date(from.getTime() + 1);
}

/** Reservations made in the span, each with nothing but its name. */
export async function listReservations(
  prisma: PrismaService,
  { from, until }: Span,
): Promise<{ listingId: number; reservationId: string }[]> {
  return prisma.$queryRaw`
    SELECT r.listing_id AS "listingId", r.reservation_id::text AS "reservationId"
    FROM reservation r
    WHERE r.created_at >= ${from}::timestamptz AND r.created_at < ${until}::timestamptz`;
}

/** Payments of the reservations made in the span. */
export async function listPayments(prisma: PrismaService, { from, until }: Span): Promise<OurPayment[]> {
  return prisma.$queryRaw<OurPayment[]>`
    SELECT ${columns}
    FROM reservation r
    JOIN payment p ON p.listing_id = r.listing_id AND p.reservation_id = r.reservation_id
    WHERE r.created_at >= ${from}::timestamptz AND r.created_at < ${until}::timestamptz`;
}

/** Payments with a refund made in the span. */
export async function listRefundedPayments(
  prisma: PrismaService,
  { from, until }: Span,
): Promise<OurPayment[]> {
  return prisma.$queryRaw<OurPayment[]>`
    SELECT ${columns}
    FROM (
      SELECT DISTINCT r.listing_id, r.payment_id FROM refund r
      WHERE r.created_at >= ${from}::timestamptz AND r.created_at < ${until}::timestamptz
    ) k
    JOIN payment p ON p.listing_id = k.listing_id AND p.payment_id = k.payment_id`;
}

/** The database's clock to the microsecond, which a Date cannot hold: to tell what came before from what came after. */
export async function readInstant(prisma: PrismaService): Promise<string> {
  const rows = await prisma.$queryRaw<{ now: string }[]>`SELECT clock_timestamp()::text AS now`;
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('the database told no time');
  return now;
}

/** The database's clock. */
export async function readClock(prisma: PrismaService): Promise<Date> {
  const rows = await prisma.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('the database told no time');
  return now;
}
