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
 * is the hotel's. By the primary keys of what the hotel has. Guests who were moved here from another hotel are not among
 * them: nobody is moved twice.
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
      r.start_date < ${wanted.today}::date OR stay_has_begun(r.listing_id, r.reservation_id) AS "hasBegun"
    FROM reservation r
    JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id AND h.end_date > ${wanted.startDate}::date
    JOIN hold_item hi ON hi.listing_id = r.listing_id AND hi.hold_id = r.hold_id
    WHERE r.listing_id = ${wanted.hotelId}::integer AND r.status = 'paid'
      AND r.start_date < ${wanted.endDate}::date AND r.end_date > ${wanted.startDate}::date
      AND hi.sku_id = ANY (${[...wanted.roomTypeIds]}::integer[])
    ORDER BY r.created_at DESC, r.reservation_id DESC, hi.sku_id
    LIMIT ${maxCandidates}::integer`;
  return rows.map((row) => ({ ...row, bookedAt: row.bookedAt.toISOString() }));
}
