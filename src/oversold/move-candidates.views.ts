import type { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';
import type { MoveCandidate } from './moves.rules.js';

export interface CandidateRow extends MoveCandidate {
  readonly roomTypeId: number;
  readonly guestId: string;
  readonly currency: string;
  /** Of the whole reservation. A `bigint`. */
  readonly totalMinor: bigint;
}

/** More than anybody moves in a day. */
const maxCandidates = 1_000;

/**
 * Paid reservations of a hotel that have rooms of these types on nights of `[startDate, endDate)`, latest first. `today`
 * is the hotel's. By the primary keys of what the hotel has, and the index of guests who were moved here from another hotel:
 * they are among them, with their own type, and those who were moved away are not.
 */
export async function listMoveCandidates(
  db: Prisma.TransactionClient,
  wanted: {
    hotelId: number;
    roomTypeIds: readonly number[];
    startDate: Night;
    endDate: Night;
    today: Night;
  },
): Promise<CandidateRow[]> {
  const rows = await db.$queryRaw<(Omit<CandidateRow, 'bookedAt'> & { bookedAt: Date })[]>`
    SELECT
      hi.sku_id AS "roomTypeId", r.reservation_id::text AS "reservationId", r.guest_id AS "guestId",
      h.start_date::text AS "startDate", h.end_date::text AS "endDate", hi.quantity::integer AS quantity,
      r.currency, r.total_minor AS "totalMinor", r.created_at AS "bookedAt",
      nullif(r.listing_id, h.listing_id) AS "movedFromHotelId",
      r.start_date < ${wanted.today}::date OR stay_has_begun(h.listing_id, r.reservation_id) AS "hasBegun"
    FROM (
      SELECT
        own.listing_id, own.reservation_id, own.guest_id, own.status, own.start_date, own.end_date, own.currency,
        own.total_minor, own.created_at, own.hold_id AS claim_id
      FROM reservation own
      WHERE own.listing_id = ${wanted.hotelId}::integer
      UNION ALL
      SELECT
        moved.listing_id, moved.reservation_id, moved.guest_id, moved.status, moved.start_date, moved.end_date,
        moved.currency, moved.total_minor, moved.created_at, moved.moved_hold_id
      FROM reservation moved
      WHERE moved.moved_listing_id = ${wanted.hotelId}::integer AND moved.moved_listing_id IS NOT NULL
    ) r
    JOIN hold h
      ON h.listing_id = ${wanted.hotelId}::integer AND h.hold_id = r.claim_id AND h.end_date > ${wanted.startDate}::date
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    WHERE r.status = 'paid' AND r.start_date < ${wanted.endDate}::date AND r.end_date > ${wanted.startDate}::date
      AND hi.sku_id = ANY (${[...wanted.roomTypeIds]}::integer[])
    ORDER BY r.created_at DESC, r.reservation_id DESC, hi.sku_id
    LIMIT ${maxCandidates}::integer`;
  return rows.map((row) => ({ ...row, bookedAt: row.bookedAt.toISOString() }));
}
