import type { Terms } from '../cancellation/cancellation.rules.js';
import type { ListingKind } from '../catalog/listing-kind.js';
import { Prisma } from '../generated/prisma/client.js';
import type { PrismaService } from '../database/prisma.service.js';
import { findListingOfUuid } from '../inventory/listing-uuid.js';
import type { ReservationStatus, StayStatus } from './reservations.rules.js';

/** A reservation as it is read. */
export interface ReservationRow {
  readonly listingId: number;
  readonly listingKind: ListingKind;
  /** Null for a supplier's flights, which are named by their offer. */
  readonly listingName: string | null;
  readonly reservationId: string;
  readonly guestId: string;
  readonly status: ReservationStatus;
  readonly startDate: string;
  readonly endDate: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly quote: unknown;
  readonly holdId: string;
  readonly holdStatus: string;
  readonly holdExpiresAt: Date;
  /** Null for a supplier's flights. */
  readonly cancellationTerms: Terms | null;
  readonly timezone: string;
  readonly refundMinor: string | null;
  /** Of the latest refund. */
  readonly refundStatus: string | null;
  readonly refundedMinor: string | null;
  readonly lateOutcome: string | null;
  readonly cause: string | null;
  readonly createdAt: Date;
  /** With microseconds, for the cursor. */
  readonly createdAtText: string;
  readonly paidAt: Date | null;
  readonly canceledAt: Date | null;
  /** Where the guest sleeps instead, once moved to another hotel. */
  readonly movedTo: MovedToRow | null;
  readonly attempts: readonly AttemptRow[];
  /** Null until the front desk has done something. */
  readonly stay: StayRow | null;
}

/** A stay as the front desk knows it; instants inside JSON arrive as text. */
export interface StayRow {
  readonly status: StayStatus;
  readonly checkedInAt: string | null;
  readonly checkedOutAt: string | null;
  readonly noShowAt: string | null;
  readonly rooms: readonly {
    readonly roomId: number;
    readonly number: string;
    readonly floor: number;
    readonly startDate: string;
    readonly endDate: string;
  }[];
}

export interface MovedToRow {
  readonly hotelId: number;
  readonly name: string;
  readonly roomTypeId: number;
  readonly roomType: string;
  readonly quantity: number;
}

/** Dates inside JSON arrive as text. */
export interface AttemptRow {
  readonly paymentId: string;
  readonly attempt: number;
  readonly status: string;
  readonly paymentMethodId: string;
  readonly failureCode: string | null;
  readonly nextActionUrl: string | null;
  readonly createdAt: string;
}

const columns = Prisma.sql`
  r.listing_id AS "listingId", l.kind AS "listingKind",
  coalesce(
    (SELECT ho.name FROM hotel ho WHERE ho.listing_id = r.listing_id),
    (SELECT f.airline_iata || f.number FROM flight f WHERE f.listing_id = r.listing_id)
  ) AS "listingName",
  r.reservation_id::text AS "reservationId", r.guest_id AS "guestId", r.status,
  r.start_date::text AS "startDate", r.end_date::text AS "endDate", r.currency, r.total_minor AS "totalMinor",
  h.quote, r.hold_id::text AS "holdId", h.status AS "holdStatus", h.expires_at AS "holdExpiresAt",
  reservation_terms(r) AS "cancellationTerms", l.timezone, r.refund_minor AS "refundMinor",
  latest.status AS "refundStatus", latest.amount_minor AS "refundedMinor",
  r.late_outcome AS "lateOutcome", r.cause, r.created_at AS "createdAt",
  to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAtText",
  r.paid_at AS "paidAt", r.canceled_at AS "canceledAt",
  CASE WHEN r.moved_hold_id IS NOT NULL THEN (
    SELECT jsonb_build_object(
      'hotelId', mi.listing_id, 'name', mh.name, 'roomTypeId', mi.sku_id, 'roomType', mt.name, 'quantity', mi.quantity
    )
    FROM hold_item mi
    JOIN hotel mh ON mh.listing_id = mi.listing_id
    JOIN room_type mt ON mt.listing_id = mi.listing_id AND mt.sku_id = mi.sku_id
    WHERE mi.listing_id = r.moved_listing_id AND mi.hold_id = r.moved_hold_id
  ) END AS "movedTo",
  (
    SELECT jsonb_agg(jsonb_build_object(
      'paymentId', p.payment_id, 'attempt', p.attempt, 'status', p.status, 'paymentMethodId', p.payment_method_id,
      'failureCode', p.failure_code, 'nextActionUrl', p.next_action_url, 'createdAt', p.created_at
    ) ORDER BY p.attempt)
    FROM payment p WHERE p.listing_id = r.listing_id AND p.reservation_id = r.reservation_id
  ) AS attempts,
  (
    SELECT jsonb_build_object(
      'status', s.status, 'checkedInAt', s.checked_in_at, 'checkedOutAt', s.checked_out_at, 'noShowAt', s.no_show_at,
      'rooms', coalesce((
        SELECT jsonb_agg(
          jsonb_build_object(
            'roomId', a.room_id, 'number', ro.number, 'floor', ro.floor, 'startDate', a.start_date, 'endDate', a.end_date
          ) ORDER BY a.start_date, ro.floor, length(ro.number), ro.number
        )
        FROM room_assignment a JOIN room ro ON ro.listing_id = a.listing_id AND ro.room_id = a.room_id
        WHERE a.listing_id = s.listing_id AND a.reservation_id = s.reservation_id AND a.end_date > a.start_date
      ), '[]')
    )
    FROM stay s
    WHERE s.listing_id = coalesce(r.moved_listing_id, r.listing_id) AND s.reservation_id = r.reservation_id
  ) AS stay`;

const tables = Prisma.sql`
  reservation r
  JOIN listing l ON l.listing_id = r.listing_id
  JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
  LEFT JOIN LATERAL (
    SELECT f.status, f.amount_minor FROM refund f
    WHERE f.listing_id = r.listing_id AND f.reservation_id = r.reservation_id
    ORDER BY f.created_at DESC LIMIT 1
  ) latest ON true`;

/**
 * The listing a reservation id leads to: the one it carries, or what the directory knows of an id its client chose.
 */
export async function findListingOfReservation(
  prisma: PrismaService,
  reservationId: string,
): Promise<number | undefined> {
  const carried = findListingOfUuid(reservationId);
  if (carried !== undefined) return carried;
  const entry = await prisma.reservationDirectory.findUnique({ where: { reservationId } });
  return entry?.listingId;
}

/** What canceling a paid reservation gives back now, by its policy, and until when that stays so. */
export interface CancellationNow {
  readonly refundMinor: bigint;
  /** Which of the policy's steps says so, from 1; one more than there are where it is the fee of who does not come. */
  readonly step: number;
  /** Null: it does not change any more. */
  readonly changesAt: Date | null;
}

export async function findCancellationNow(
  prisma: PrismaService,
  { listingId, reservationId }: ReservationKey,
): Promise<CancellationNow | undefined> {
  const [row] = await prisma.$queryRaw<CancellationNow[]>`
    SELECT r.total_minor - f.fee_minor AS "refundMinor", f.step, f.changes_at AS "changesAt"
    FROM reservation r
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    CROSS JOIN LATERAL reservation_fee_at(r, h.quote, now()) f
    WHERE r.listing_id = ${listingId}::integer AND r.reservation_id = ${reservationId}::uuid AND r.status = 'paid'
      AND NOT EXISTS (
        SELECT 1 FROM stay s
        WHERE s.listing_id = coalesce(r.moved_listing_id, r.listing_id) AND s.reservation_id = r.reservation_id
          AND s.status <> 'no_show'
      )`;
  return row;
}

export interface ReservationKey {
  readonly listingId: number;
  readonly reservationId: string;
}

/** A reservation with everything that happened to it and its hold, oldest first. */
export interface ReservationStory extends ReservationRow {
  readonly timeline: readonly TimelineRow[];
}

/** Dates inside JSON arrive as text. */
export interface TimelineRow {
  readonly occurredAt: string;
  readonly type: string;
  readonly cause: string | null;
  readonly data: unknown;
}

/** Reservations with their timelines, in the order of the keys; undefined for those that do not exist. */
export async function findReservations(
  prisma: PrismaService,
  keys: readonly ReservationKey[],
): Promise<(ReservationStory | undefined)[]> {
  const rows = await prisma.queryRows<ReservationStory & { request: number }>(Prisma.sql`
    SELECT w.request::integer AS request, ${columns}, coalesce(story.timeline, '[]') AS timeline
    FROM unnest(
      ${keys.map(({ listingId }) => listingId)}::integer[], ${keys.map(({ reservationId }) => reservationId)}::uuid[]
    ) WITH ORDINALITY AS w(wanted_listing_id, wanted_id, request)
    JOIN (${tables}) ON r.listing_id = w.wanted_listing_id AND r.reservation_id = w.wanted_id
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object(
        'occurredAt', e.occurred_at, 'type', e.type, 'cause', e.cause, 'data', e.data
      ) ORDER BY e.occurred_at, e.event_id) AS timeline
      FROM (
        SELECT * FROM event e
        WHERE e.listing_id = r.listing_id AND e.subject_id IN (r.reservation_id, r.hold_id)
        ORDER BY e.occurred_at, e.event_id
        LIMIT 500
      ) e
    ) story ON true`);
  const found = new Map(rows.map((row) => [row.request, row]));
  return keys.map((_, index) => found.get(index + 1));
}

/** One reservation; with `guestId` only that guest's. */
export async function findReservation(
  prisma: PrismaService,
  { reservationId, guestId }: { reservationId: string; guestId?: string },
): Promise<ReservationStory | undefined> {
  const listingId = await findListingOfReservation(prisma, reservationId);
  if (listingId === undefined) return undefined;
  const [story] = await findReservations(prisma, [{ listingId, reservationId }]);
  return guestId === undefined || story?.guestId === guestId ? story : undefined;
}

export interface ReservationFilter {
  readonly guestId?: string | undefined;
  /** The hotel or flight that was booked, or the hotel the guest was moved to. */
  readonly listingId?: number | undefined;
  readonly status?: ReservationStatus | undefined;
  /** Newest first; the page begins after this one. */
  readonly after?: { readonly createdAt: string; readonly reservationId: string } | undefined;
  readonly limit: number;
}

/** Reservations, newest first. */
export async function listReservations(
  prisma: PrismaService,
  filter: ReservationFilter,
): Promise<ReservationRow[]> {
  const conditions = [Prisma.sql`true`];
  if (filter.guestId !== undefined) conditions.push(Prisma.sql`r.guest_id = ${filter.guestId}`);
  if (filter.listingId !== undefined) {
    // Two indexes, of which the second is small: few are ever moved.
    conditions.push(Prisma.sql`(
      r.listing_id = ${filter.listingId}::integer
      OR (r.moved_listing_id = ${filter.listingId}::integer AND r.moved_listing_id IS NOT NULL)
    )`);
  }
  if (filter.status !== undefined) conditions.push(Prisma.sql`r.status = ${filter.status}`);
  if (filter.after !== undefined) {
    const { createdAt, reservationId } = filter.after;
    conditions.push(
      Prisma.sql`(r.created_at, r.reservation_id) < (${createdAt}::text::timestamptz, ${reservationId}::uuid)`,
    );
  }
  return prisma.queryRows<ReservationRow>(Prisma.sql`
    SELECT ${columns} FROM ${tables}
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY r.created_at DESC, r.reservation_id DESC
    LIMIT ${filter.limit}::integer`);
}
