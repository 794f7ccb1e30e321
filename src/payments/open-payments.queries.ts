import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Attempt } from './provider-answers.js';
import type { PaymentRef } from './payment-steps.queries.js';

/**
 * How long a step is left to whoever has begun it. Shorter than a slow provider may take, so that what a crash has left is
 * taken up soon: doing a step twice changes nothing.
 */
const shortestLease = '3 seconds';
/**
 * An outage must not be made worse by asking, so old cases are asked about less and less often; a case of a minute must
 * still be taken up within five seconds of the outage's end.
 */
const longestLease = '30 seconds';
const leasePerAge = 1 / 30;

/** A payment that someone has to continue, with all that is needed to do so. */
export interface OpenPayment extends Attempt {
  readonly status:
    'created' | 'requires_action' | 'authorised' | 'voiding' | 'captured' | 'declined' | 'voided';
  readonly providerPaymentId: string | null;
  /** `no_answer`: its hold ended while the provider said nothing; its money may still come. */
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  /** The hold's grace is over: what is still open is to be ended. */
  readonly isOverdue: boolean;
  readonly createdAt: Date;
}

/**
 * Leases payments that were begun and not finished: `updated_at` moves, so that the next sweep leaves them alone for a
 * while, the longer the older they are. One whose hold's grace has just ended is due at once. Waiting for the guest's
 * bank is no reason before that.
 */
export async function leaseOpenPayments(prisma: PrismaService, limit: number): Promise<PaymentRef[]> {
  return prisma.$queryRaw<PaymentRef[]>`
    UPDATE payment p
    SET updated_at = clock_timestamp(),
        asked_after_grace_at = CASE
          WHEN due.is_overdue THEN coalesce(p.asked_after_grace_at, clock_timestamp()) ELSE p.asked_after_grace_at
        END
    FROM (
      SELECT o.listing_id, o.payment_id, h.status = 'paying' AND h.grace_until <= now() AS is_overdue
      FROM payment o
      JOIN reservation r ON r.listing_id = o.listing_id AND r.reservation_id = o.reservation_id
      JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
      WHERE o.status IN ('created', 'requires_action', 'authorised', 'voiding')
        AND (
          o.updated_at < now() - least(
            ${longestLease}::interval, greatest(${shortestLease}::interval, (now() - o.created_at) * ${leasePerAge}::float8)
          )
          OR (h.status = 'paying' AND h.grace_until <= now() AND o.asked_after_grace_at IS NULL)
        )
        AND (o.status <> 'requires_action' OR h.status <> 'paying' OR h.grace_until <= now())
      ORDER BY o.updated_at
      LIMIT ${limit}::integer
      FOR UPDATE OF o SKIP LOCKED
    ) due
    WHERE p.listing_id = due.listing_id AND p.payment_id = due.payment_id
    RETURNING p.listing_id AS "listingId", p.payment_id::text AS "paymentId"`;
}

/** Payments whose hold is to end although the provider was asked and has not said anything; see payment_outlive. */
export async function listOutlived(
  prisma: PrismaService,
  { patienceSeconds, limit }: { patienceSeconds: number; limit: number },
): Promise<PaymentRef[]> {
  return prisma.$queryRaw<PaymentRef[]>`
    SELECT p.listing_id AS "listingId", p.payment_id::text AS "paymentId"
    FROM hold h
    JOIN reservation r ON r.listing_id = h.listing_id AND r.hold_id = h.hold_id
    JOIN payment p ON p.listing_id = r.listing_id AND p.reservation_id = r.reservation_id
    WHERE h.status = 'paying' AND h.grace_until <= now() - make_interval(secs => ${patienceSeconds}::integer)
      AND p.status IN ('created', 'requires_action', 'voiding')
      AND p.asked_after_grace_at <= now() - make_interval(secs => ${patienceSeconds}::integer)
      AND payment_is_latest(p)
    ORDER BY h.grace_until
    LIMIT ${limit}::integer`;
}

/** One payment with what its next step needs. */
export async function findOpenPayment(
  prisma: PrismaService,
  ref: PaymentRef,
): Promise<OpenPayment | undefined> {
  const [payment] = await findOpenPayments(prisma, [ref]);
  return payment;
}

/** The same of many, in the order given; undefined for those that do not exist. */
export async function findOpenPayments(
  prisma: PrismaService,
  refs: readonly PaymentRef[],
): Promise<(OpenPayment | undefined)[]> {
  const rows = await prisma.queryRows<
    Omit<OpenPayment, 'amountMinor'> & { amountMinor: string; request: number }
  >(Prisma.sql`
    SELECT
      w.request::integer AS request, p.listing_id AS "listingId", p.payment_id::text AS "paymentId", p.reservation_id::text AS "reservationId",
      p.amount_minor AS "amountMinor", p.currency, p.payment_method_id AS "paymentMethodId",
      c.provider_customer_id AS "providerCustomerId", p.status, p.provider_payment_id AS "providerPaymentId",
      p.failure_code AS "failureCode", p.failure_message AS "failureMessage", (h.status <> 'paying' OR h.grace_until <= now()) AS "isOverdue",
      p.created_at AS "createdAt"
    FROM unnest(
      ${refs.map(({ listingId }) => listingId)}::integer[], ${refs.map(({ paymentId }) => paymentId)}::uuid[]
    ) WITH ORDINALITY AS w(listing_id, payment_id, request)
    JOIN payment p ON p.listing_id = w.listing_id AND p.payment_id = w.payment_id
    JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    JOIN guest_customer c ON c.guest_id = r.guest_id`);
  const found = new Map(rows.map((row) => [row.request, row]));
  return refs.map((_, index) => {
    const row = found.get(index + 1);
    if (row === undefined) return undefined;
    const { request: _request, amountMinor, ...payment } = row;
    return { ...payment, amountMinor: Number(amountMinor) };
  });
}

/** Whether the hold behind a payment waits for another card. */
export async function isHoldWaiting(
  prisma: PrismaService,
  { listingId, paymentId }: PaymentRef,
): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    SELECT 1
    FROM payment p
    JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    WHERE p.listing_id = ${listingId}::integer AND p.payment_id = ${paymentId}::uuid
      AND h.status = 'active' AND h.expires_at > now()`;
  return rows.length > 0;
}

export interface OpenRefund {
  readonly listingId: number;
  readonly refundId: string;
  readonly reservationId: string;
  readonly providerPaymentId: string;
  readonly providerRefundId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: string;
  /** How often it was sent, this time included. */
  readonly attempt: number;
  /** It was to be sent some seconds ago, so that it has been sent more than once. */
  readonly isRepeated: boolean;
  /** It was to be sent a while ago: the provider may have it, although its answer is not here. */
  readonly isOld: boolean;
}

export interface RefundRef {
  readonly listingId: number;
  readonly refundId: string;
}

/** Leases refunds to be sent, and those the provider has not finished in a minute. */
export async function leaseOpenRefunds(prisma: PrismaService, limit: number): Promise<RefundRef[]> {
  return prisma.$queryRaw<RefundRef[]>`
    UPDATE refund f SET updated_at = clock_timestamp()
    FROM (
      SELECT o.listing_id, o.refund_id FROM refund o
      WHERE (
          o.status = 'created' AND o.updated_at < now() - least(
            ${longestLease}::interval, greatest(${shortestLease}::interval, (now() - o.created_at) * ${leasePerAge}::float8)
          )
        )
        OR (o.status = 'pending' AND o.updated_at < now() - interval '1 minute')
      ORDER BY o.updated_at
      LIMIT ${limit}::integer
      FOR UPDATE SKIP LOCKED
    ) due
    WHERE f.listing_id = due.listing_id AND f.refund_id = due.refund_id
    RETURNING f.listing_id AS "listingId", f.refund_id::text AS "refundId"`;
}

export async function findOpenRefund(
  prisma: PrismaService,
  { listingId, refundId }: RefundRef,
): Promise<OpenRefund | undefined> {
  const rows = await prisma.$queryRaw<(Omit<OpenRefund, 'amountMinor'> & { amountMinor: bigint })[]>`
    SELECT
      f.listing_id AS "listingId", f.refund_id::text AS "refundId", f.reservation_id::text AS "reservationId",
      p.provider_payment_id AS "providerPaymentId", f.provider_refund_id AS "providerRefundId",
      f.amount_minor AS "amountMinor", f.currency, f.status, f.attempt,
      f.created_at < now() - interval '5 seconds' AS "isRepeated",
      f.created_at < now() - interval '1 minute' AS "isOld"
    FROM refund f
    JOIN payment p ON p.listing_id = f.listing_id AND p.payment_id = f.payment_id
    WHERE f.listing_id = ${listingId}::integer AND f.refund_id = ${refundId}::uuid
      AND p.provider_payment_id IS NOT NULL`;
  const row = rows[0];
  return row === undefined ? undefined : { ...row, amountMinor: Number(row.amountMinor) };
}
