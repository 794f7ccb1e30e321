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
