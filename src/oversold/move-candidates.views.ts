import type { Prisma } from '../generated/prisma/client.js';
import { addDays, type Night } from '../stays/night.js';
import { maxNightsPerStay } from '../stays/stay-rules.js';
import type { MoveCandidate } from './moves.rules.js';

export interface CandidateRow extends MoveCandidate {
  readonly roomTypeId: number;
  readonly guestId: string;
  readonly currency: string;
  /** Of the whole reservation. A `bigint`. */
  readonly totalMinor: bigint;
}

/** A night on which rooms of a type are missing. */
export interface ShortNight {
  readonly roomTypeId: number;
  readonly date: Night;
}

/** Two months of a hotel of a thousand rooms, all of them gone. */
export const maxCandidates = 20_000;

export interface Candidates {
  readonly rows: readonly CandidateRow[];
  /** False: there are more, whose stays begin later. */
  readonly isComplete: boolean;
}

/**
 * Paid reservations that have rooms of a type in a hotel on a night on which such rooms are missing, whoever booked when; those
 * that begin first come first, and with more than `limit` of them the later ones are left out. `today` is the hotel's.
 *
 * By the days on which stays begin, since none is longer than `maxNightsPerStay`. Guests who were moved here from another
 * hotel are among them, with the type they have here; those who were moved away, or have left, are not.
 */
export async function listMoveCandidates(
  db: Prisma.TransactionClient,
  wanted: {
    readonly hotelId: number;
    readonly short: readonly ShortNight[];
    readonly today: Night;
    readonly limit?: number;
  },
): Promise<Candidates> {
  const { hotelId, short, today, limit = maxCandidates } = wanted;
  const dates = short.map(({ date }) => date).toSorted();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return { rows: [], isComplete: true };
  const beginsAfter = addDays(first, -maxNightsPerStay);
  const rows = await db.$queryRaw<(Omit<CandidateRow, 'bookedAt'> & { bookedAt: Date })[]>`
    WITH short AS MATERIALIZED (
      SELECT s.sku_id, s.date
      FROM unnest(
        ${short.map(({ roomTypeId }) => roomTypeId)}::integer[], ${short.map(({ date }) => date)}::date[]
      ) AS s(sku_id, date)
    )
    SELECT
      hi.sku_id AS "roomTypeId", r.reservation_id::text AS "reservationId", r.guest_id AS "guestId",
      h.start_date::text AS "startDate", h.end_date::text AS "endDate", hi.quantity::integer AS quantity,
      r.currency, r.total_minor AS "totalMinor", r.created_at AS "bookedAt",
      nullif(r.listing_id, h.listing_id) AS "movedFromHotelId",
      r.start_date < ${today}::date OR stay_has_begun(h.listing_id, r.reservation_id) AS "hasBegun"
    FROM (
      SELECT
        own.listing_id, own.reservation_id, own.guest_id, own.start_date, own.currency, own.total_minor, own.created_at,
        own.hold_id AS claim_id
      FROM reservation own
      WHERE own.listing_id = ${hotelId}::integer AND own.status = 'paid'
        AND own.start_date > ${beginsAfter}::date AND own.start_date <= ${last}::date
      UNION ALL
      SELECT
        moved.listing_id, moved.reservation_id, moved.guest_id, moved.start_date, moved.currency, moved.total_minor,
        moved.created_at, moved.moved_hold_id
      FROM reservation moved
      WHERE moved.moved_listing_id = ${hotelId}::integer AND moved.moved_listing_id IS NOT NULL AND moved.status = 'paid'
        AND moved.start_date > ${beginsAfter}::date AND moved.start_date <= ${last}::date
    ) r
    JOIN hold h ON h.listing_id = ${hotelId}::integer AND h.hold_id = r.claim_id AND h.end_date > ${first}::date
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    WHERE EXISTS (
      SELECT 1 FROM short s WHERE s.sku_id = hi.sku_id AND s.date >= h.start_date AND s.date < h.end_date
    )
    ORDER BY h.start_date, r.created_at DESC, r.reservation_id, hi.sku_id
    LIMIT ${limit + 1}::integer`;
  return {
    rows: rows.slice(0, limit).map((row) => ({ ...row, bookedAt: row.bookedAt.toISOString() })),
    isComplete: rows.length <= limit,
  };
}
