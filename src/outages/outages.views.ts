import { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';

export interface OutageRow {
  readonly outageId: number;
  readonly roomId: number;
  readonly roomTypeId: number;
  readonly number: string;
  readonly startDate: Night;
  readonly endDate: Night;
  readonly reason: string;
  readonly createdAt: Date;
}

/** Of `room_outage o` and `room r`. */
const outageColumns = Prisma.sql`
  o.outage_id AS "outageId", o.room_id AS "roomId", r.sku_id AS "roomTypeId", r.number,
  o.start_date::text AS "startDate", o.end_date::text AS "endDate", o.reason, o.created_at AS "createdAt"`;

/** One outage of a hotel, whatever its nights. */
export async function findOutage(
  db: Prisma.TransactionClient,
  { hotelId, outageId }: { hotelId: number; outageId: number },
): Promise<OutageRow | undefined> {
  const [row] = await db.$queryRaw<OutageRow[]>`
    SELECT ${outageColumns}
    FROM room_outage o
    JOIN room r ON r.listing_id = o.listing_id AND r.room_id = o.room_id
    WHERE o.listing_id = ${hotelId}::integer AND o.outage_id = ${outageId}::integer`;
  return row;
}

/** Outages of a hotel that have nights from `from` on, in order of their ids. */
export async function listOutages(
  db: Prisma.TransactionClient,
  wanted: { hotelId: number; roomId: number | undefined; from: Night; afterId: number; limit: number },
): Promise<OutageRow[]> {
  return db.$queryRaw<OutageRow[]>`
    SELECT ${outageColumns}
    FROM room_outage o
    JOIN room r ON r.listing_id = o.listing_id AND r.room_id = o.room_id
    WHERE o.listing_id = ${wanted.hotelId}::integer AND o.outage_id > ${wanted.afterId}::integer
      AND o.end_date > ${wanted.from}::date
      AND (${wanted.roomId ?? null}::integer IS NULL OR o.room_id = ${wanted.roomId ?? null}::integer)
    ORDER BY o.outage_id LIMIT ${wanted.limit}::integer`;
}

/** A guest who has a room on some nights, until the key is given back. */
export interface GuestInRoom {
  readonly roomId: number;
  readonly number: string;
  readonly reservationId: string;
  readonly guestId: string;
  /** First night in the room. */
  readonly startDate: Night;
  /** The day after the last. */
  readonly endDate: Night;
}

/**
 * Who sleeps in these rooms on nights of `[startDate, endDate)`, by room. Who should have left and has not is there on the night
 * of `today`, the hotel's.
 */
export async function listGuestsIn(
  db: Prisma.TransactionClient,
  wanted: {
    readonly hotelId: number;
    readonly roomIds: readonly number[];
    readonly startDate: Night;
    readonly endDate: Night;
    readonly today: Night;
  },
): Promise<GuestInRoom[]> {
  return db.$queryRaw<GuestInRoom[]>`
    SELECT
      a.room_id AS "roomId", r.number, a.reservation_id::text AS "reservationId", h.guest_id AS "guestId",
      a.start_date::text AS "startDate", a.end_date::text AS "endDate"
    FROM room_assignment a
    JOIN room r ON r.listing_id = a.listing_id AND r.room_id = a.room_id
    JOIN stay s ON s.listing_id = a.listing_id AND s.reservation_id = a.reservation_id
    JOIN hold h ON h.listing_id = s.listing_id AND h.hold_id = s.hold_id
    WHERE a.listing_id = ${wanted.hotelId}::integer AND a.room_id = ANY (${[...wanted.roomIds]}::integer[])
      AND a.is_occupied AND a.start_date < ${wanted.endDate}::date
      AND greatest(a.end_date, ${wanted.today}::date + 1) > ${wanted.startDate}::date
    ORDER BY r.floor, length(r.number), r.number, a.start_date`;
}
