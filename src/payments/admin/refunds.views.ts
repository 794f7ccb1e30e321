import { Prisma } from '../../generated/prisma/client.js';
import type { PrismaService } from '../../database/prisma.service.js';
import type { RefundStatus } from '../payments.rules.js';

export const refundCauses = ['cancellation', 'late_money'] as const;
export type RefundCause = (typeof refundCauses)[number];

/** A refund as an administrator sees it. */
export interface RefundRow {
  readonly listingId: number;
  readonly refundId: string;
  readonly reservationId: string;
  readonly paymentId: string;
  readonly status: RefundStatus;
  readonly cause: RefundCause;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly attempt: number;
  readonly providerPaymentId: string | null;
  readonly providerRefundId: string | null;
  readonly failureCode: string | null;
  readonly createdAt: Date;
  /** With microseconds, for the cursor. */
  readonly createdAtText: string;
  readonly updatedAt: Date;
}

const columns = Prisma.sql`
  f.listing_id AS "listingId", f.refund_id::text AS "refundId", f.reservation_id::text AS "reservationId",
  f.payment_id::text AS "paymentId", f.status, f.cause, f.currency, f.amount_minor AS "amountMinor", f.attempt,
  p.provider_payment_id AS "providerPaymentId", f.provider_refund_id AS "providerRefundId",
  f.failure_code AS "failureCode", f.created_at AS "createdAt",
  to_char(f.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAtText",
  f.updated_at AS "updatedAt"`;
const tables = Prisma.sql`refund f JOIN payment p ON p.listing_id = f.listing_id AND p.payment_id = f.payment_id`;

/** Written out, so that the partial indexes of open and failed refunds serve them. */
const hasStatus: Record<RefundStatus, Prisma.Sql> = {
  created: Prisma.sql`f.status = 'created'`,
  pending: Prisma.sql`f.status = 'pending'`,
  succeeded: Prisma.sql`f.status = 'succeeded'`,
  failed: Prisma.sql`f.status = 'failed'`,
};

export interface RefundFilter {
  readonly status?: RefundStatus | undefined;
  readonly reservationId?: string | undefined;
  /** Newest first; the page begins after this one. */
  readonly after?: { readonly createdAt: string; readonly refundId: string } | undefined;
  readonly limit: number;
}

/** Refunds, newest first. */
export async function listRefunds(prisma: PrismaService, filter: RefundFilter): Promise<RefundRow[]> {
  const conditions = [Prisma.sql`true`];
  if (filter.status !== undefined) conditions.push(hasStatus[filter.status]);
  if (filter.reservationId !== undefined)
    conditions.push(Prisma.sql`f.reservation_id = ${filter.reservationId}::uuid`);
  if (filter.after !== undefined) {
    const { createdAt, refundId } = filter.after;
    conditions.push(
      Prisma.sql`(f.created_at, f.refund_id) < (${createdAt}::text::timestamptz, ${refundId}::uuid)`,
    );
  }
  return prisma.$queryRaw<RefundRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY f.created_at DESC, f.refund_id DESC
    LIMIT ${filter.limit}::integer`;
}

export async function findRefund(
  prisma: PrismaService,
  { listingId, refundId }: { listingId: number; refundId: string },
): Promise<RefundRow | undefined> {
  const rows = await prisma.$queryRaw<RefundRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE f.listing_id = ${listingId}::integer AND f.refund_id = ${refundId}::uuid`;
  return rows[0];
}

/** How many the provider or a bank has refused, and nobody has sent again. */
export async function countFailedRefunds(prisma: PrismaService): Promise<number> {
  const rows = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM refund f WHERE f.status = 'failed'`;
  return rows[0]?.count ?? 0;
}
