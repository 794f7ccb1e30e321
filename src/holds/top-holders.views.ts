import type { Prisma } from '../generated/prisma/client.js';

/** A guest with live holds, at this moment by the database's clock. */
export interface TopHolderRow {
  readonly guestId: string;
  readonly holds: number;
  /** Rooms times nights, or seats. */
  readonly units: number;
  readonly listings: number;
  readonly firstTakenAt: Date;
  readonly lastEndsAt: Date;
  readonly takenLastDay: number;
  readonly keptLastDay: number;
}

/**
 * Guests by how much inventory their live holds keep, most first. Whether they ever keep what they take is looked up for these few only,
 * and in their latest 1,000 holds: nobody's history is read to its end. A supplier's flights keep nothing of ours from anybody.
 */
export async function listTopHolders(db: Prisma.TransactionClient, limit: number): Promise<TopHolderRow[]> {
  return db.$queryRaw<TopHolderRow[]>`
    WITH top AS (
      SELECT h.guest_id, count(*)::integer AS holds, sum(i.quantity * (h.end_date - h.start_date))::integer AS units,
             count(DISTINCT h.listing_id)::integer AS listings, min(h.created_at) AS first_taken_at,
             max(CASE h.status WHEN 'paying' THEN h.grace_until ELSE h.expires_at END) AS last_ends_at
        FROM hold h
        JOIN LATERAL (
               SELECT sum(x.quantity) AS quantity FROM hold_item x
                WHERE x.listing_id = h.listing_id AND x.hold_id = h.hold_id
             ) i ON true
       WHERE h.status IN ('active', 'paying') AND (h.status = 'paying' OR h.expires_at > now())
         AND i.quantity > 0
       GROUP BY h.guest_id
       ORDER BY units DESC, holds DESC, h.guest_id
       LIMIT ${limit}::integer
    )
    SELECT t.guest_id AS "guestId", t.holds, t.units, t.listings, t.first_taken_at AS "firstTakenAt",
           t.last_ends_at AS "lastEndsAt", d.taken AS "takenLastDay", d.kept AS "keptLastDay"
      FROM top t
      JOIN LATERAL (
             SELECT count(*)::integer AS taken,
                    (count(*) FILTER (WHERE p.status = 'confirmed'))::integer AS kept
               FROM (
                      SELECT h.status, h.created_at FROM hold h
                       WHERE h.guest_id = t.guest_id ORDER BY h.hold_id DESC LIMIT 1000
                    ) p
              WHERE p.created_at > now() - interval '24 hours'
           ) d ON true
     ORDER BY t.units DESC, t.holds DESC, t.guest_id`;
}
