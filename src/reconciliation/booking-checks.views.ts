import type { PrismaService } from '../database/prisma.service.js';
import type { DifferenceKind } from './findings.js';

/** A contradiction among our own rows. */
export interface Contradiction {
  readonly listingId: number;
  readonly kind: DifferenceKind;
  readonly item: string;
  readonly paymentId: string | null;
  readonly reservationId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Far more than a person looks at: the rest follows when these are gone. */
const maxRows = 500;

/**
 * Reservations of which the rows contradict each other: their hold, payments and refunds. Each change writes all of them
 * in one transaction, so one statement's snapshot compares them while the system runs.
 */
export async function findContradictions(
  prisma: PrismaService,
  reservations: readonly { readonly listingId: number; readonly reservationId: string }[],
): Promise<Contradiction[]> {
  if (reservations.length === 0) return [];
  return prisma.$queryRaw<Contradiction[]>`
    WITH booking AS (
      SELECT
        r.listing_id, r.reservation_id, r.status, r.paid_at, r.refund_minor, r.cause, h.status AS hold_status,
        p.captured, p.captured_and_kept, p.unreturned_id, p.exceeded_id, f.has_refund, f.has_succeeded
      FROM unnest(
        ${reservations.map(({ listingId }) => listingId)}::integer[],
        ${reservations.map(({ reservationId }) => reservationId)}::uuid[]
      ) AS k(listing_id, reservation_id)
      JOIN reservation r ON r.listing_id = k.listing_id AND r.reservation_id = k.reservation_id
      LEFT JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
      CROSS JOIN LATERAL (
        SELECT
          count(*) FILTER (WHERE q.status = 'captured') AS captured,
          count(*) FILTER (WHERE q.status = 'captured' AND NOT q.is_late) AS captured_and_kept,
          -- Captured, and nothing of it is written down to go back.
          min(q.payment_id::text) FILTER (WHERE q.status = 'captured' AND q.returned IS NULL) AS unreturned_id,
          min(q.payment_id::text) FILTER (WHERE q.returned > q.amount_minor) AS exceeded_id
        FROM (
          SELECT p.payment_id, p.status, p.amount_minor, b.returned, coalesce(b.is_late, false) AS is_late
          FROM payment p
          CROSS JOIN LATERAL (
            SELECT sum(f.amount_minor) AS returned, bool_or(f.cause = 'late_money') AS is_late
            FROM refund f
            WHERE f.listing_id = p.listing_id AND f.reservation_id = p.reservation_id AND f.payment_id = p.payment_id
          ) b
          WHERE p.listing_id = r.listing_id AND p.reservation_id = r.reservation_id
        ) q
      ) p
      CROSS JOIN LATERAL (
        SELECT
          coalesce(bool_or(f.cause = 'cancellation'), false) AS has_refund,
          -- A refund that was tried again may have succeeded before, and come back from the bank.
          coalesce(bool_or(
            f.cause = 'cancellation' AND (f.status IN ('succeeded', 'failed') OR f.attempt > 1)
          ), false) AS has_succeeded
        FROM refund f
        WHERE f.listing_id = r.listing_id AND f.reservation_id = r.reservation_id
      ) f
    )
    SELECT
      b.listing_id AS "listingId", v.kind, '' AS item, v.payment_id AS "paymentId",
      b.reservation_id::text AS "reservationId",
      jsonb_build_object(
        'status', b.status, 'hold', b.hold_status, 'captured', b.captured, 'refundMinor', b.refund_minor
      ) AS detail
    FROM booking b
    CROSS JOIN LATERAL (VALUES
      (
        'reservation_paid_without_capture', NULL,
        b.captured = 0 AND (b.status IN ('paid', 'refunded') OR b.paid_at IS NOT NULL)
      ),
      ('reservation_paid_twice', NULL, b.captured_and_kept > 1),
      (
        'reservation_without_hold', NULL,
        (b.status = 'paid' AND b.hold_status IS DISTINCT FROM 'confirmed')
          OR (b.status = 'pending' AND coalesce(b.hold_status, '') NOT IN ('active', 'paying', 'confirmed'))
      ),
      (
        'reservation_refund_missing', NULL,
        b.status IN ('canceled', 'refunded') AND b.refund_minor > 0 AND NOT b.has_refund
      ),
      ('reservation_refunded_without_refund', NULL, b.status = 'refunded' AND NOT b.has_succeeded),
      (
        'payment_captured_for_nothing', b.unreturned_id,
        b.unreturned_id IS NOT NULL
          AND (b.status IN ('pending', 'rejected') OR (b.status = 'canceled' AND b.paid_at IS NULL))
      ),
      ('refund_exceeds_payment', b.exceeded_id, b.exceeded_id IS NOT NULL)
    ) AS v(kind, payment_id, holds)
    WHERE v.holds
    ORDER BY 1, 5, 2
    LIMIT ${maxRows}::integer`;
}

/** Payments that are neither taken nor given up, although the sweep has had ten minutes to end them. */
export async function findStuckPayments(prisma: PrismaService): Promise<Contradiction[]> {
  return prisma.$queryRaw<Contradiction[]>`
    SELECT
      p.listing_id AS "listingId", 'payment_open_too_long' AS kind, p.payment_id::text AS item,
      p.payment_id::text AS "paymentId", p.reservation_id::text AS "reservationId",
      jsonb_build_object('status', p.status, 'createdAt', p.created_at, 'hold', h.status) AS detail
    FROM payment p
    JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    WHERE p.status IN ('created', 'requires_action', 'authorised', 'voiding')
      AND p.created_at < now() - interval '10 minutes'
      AND (h.status <> 'paying' OR h.grace_until < now() - interval '10 minutes')
    ORDER BY p.updated_at
    LIMIT ${maxRows}::integer`;
}

/** Refunds that were written down and have not reached the provider within an hour. */
export async function findStuckRefunds(prisma: PrismaService): Promise<Contradiction[]> {
  return prisma.$queryRaw<Contradiction[]>`
    SELECT
      f.listing_id AS "listingId", 'refund_unsent_too_long' AS kind, f.refund_id::text AS item,
      f.payment_id::text AS "paymentId", f.reservation_id::text AS "reservationId",
      jsonb_build_object('createdAt', f.created_at, 'attempt', f.attempt, 'amountMinor', f.amount_minor) AS detail
    FROM refund f
    WHERE f.status IN ('created', 'pending') AND f.status = 'created'
      AND f.created_at < now() - interval '1 hour'
    ORDER BY f.updated_at
    LIMIT ${maxRows}::integer`;
}

/** Holds that keep inventory five minutes after the sweep should have ended them. */
export async function findOverdueHolds(prisma: PrismaService): Promise<Contradiction[]> {
  return prisma.$queryRaw<Contradiction[]>`
    SELECT
      o.listing_id AS "listingId", 'hold_overdue' AS kind, o.hold_id::text AS item, NULL AS "paymentId",
      r.reservation_id::text AS "reservationId", jsonb_build_object('status', o.status, 'until', o.until) AS detail
    FROM (
      (
        SELECT h.listing_id, h.hold_id, h.status, h.expires_at AS until FROM hold h
        WHERE h.status = 'active' AND h.expires_at < now() - interval '5 minutes'
        ORDER BY h.expires_at LIMIT ${maxRows}::integer
      )
      UNION ALL
      (
        SELECT h.listing_id, h.hold_id, h.status, h.grace_until FROM hold h
        WHERE h.status = 'paying' AND h.grace_until < now() - interval '5 minutes'
        ORDER BY h.grace_until LIMIT ${maxRows}::integer
      )
    ) o
    LEFT JOIN reservation r ON r.listing_id = o.listing_id AND r.hold_id = o.hold_id`;
}

/** Confirmed holds of a range of listings, both ends included, that no living reservation owns. */
export async function findOrphanedHolds(
  prisma: PrismaService,
  { from, to }: { from: number; to: number },
): Promise<Contradiction[]> {
  return prisma.$queryRaw<Contradiction[]>`
    SELECT
      h.listing_id AS "listingId", 'hold_without_reservation' AS kind, h.hold_id::text AS item, NULL AS "paymentId",
      r.reservation_id::text AS "reservationId",
      jsonb_build_object('hold', h.status, 'reservation', r.status) AS detail
    FROM hold h
    LEFT JOIN reservation r ON r.listing_id = h.listing_id AND r.hold_id = h.hold_id
    WHERE h.listing_id >= ${from}::integer AND h.listing_id <= ${to}::integer AND h.status = 'confirmed'
      AND (r.reservation_id IS NULL OR r.status NOT IN ('pending', 'paid'))
      -- Of a guest who was moved here: the reservation is with the first hotel.
      AND NOT EXISTS (
        SELECT 1 FROM reservation m
        WHERE m.listing_id = uuid_listing(h.replaces_hold_id) AND m.hold_id = h.replaces_hold_id
          AND m.moved_listing_id = h.listing_id AND m.moved_hold_id = h.hold_id AND m.status = 'paid'
      )
    ORDER BY h.listing_id, h.hold_id
    LIMIT ${maxRows}::integer`;
}
