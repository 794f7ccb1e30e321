import type { PrismaService } from '../../database/prisma.service.js';
import type { CountReport } from './count-store.js';

export interface RateCountRow {
  readonly bucket: string;
  readonly windowNo: bigint;
  readonly current: number;
  readonly previous: number;
  readonly nowMs: number;
}

/**
 * Adds counts of many callers in one statement and returns what is known of them now. Rows are locked in the order
 * of their keys, so that processes that report the same callers at once cannot deadlock. A report of the window that
 * has just ended is added to `previous`; one that is older says nothing any more.
 */
export async function addRateCounts(
  prisma: PrismaService,
  reports: readonly CountReport[],
): Promise<RateCountRow[]> {
  return prisma.$queryRaw<RateCountRow[]>`
    INSERT INTO rate_count AS r (bucket, window_no, current, previous, expires_at)
    SELECT n.bucket, n.window_no, n.current, n.previous,
           to_timestamp((n.window_no + 2) * n.window_seconds::double precision)
      FROM unnest(
             ${reports.map(({ bucket }) => bucket)}::text[],
             ${reports.map(({ windowNo }) => windowNo)}::bigint[],
             ${reports.map(({ current }) => current)}::integer[],
             ${reports.map(({ previous }) => previous)}::integer[],
             ${reports.map(({ windowSeconds }) => windowSeconds)}::integer[]
           ) AS n (bucket, window_no, current, previous, window_seconds)
     ORDER BY n.bucket
        ON CONFLICT (bucket) DO UPDATE
       SET window_no = greatest(r.window_no, excluded.window_no),
           current = CASE
             WHEN excluded.window_no = r.window_no THEN r.current + excluded.current
             WHEN excluded.window_no > r.window_no THEN excluded.current
             ELSE r.current
           END,
           previous = CASE
             WHEN excluded.window_no = r.window_no THEN r.previous + excluded.previous
             WHEN excluded.window_no = r.window_no + 1 THEN r.current + excluded.previous
             WHEN excluded.window_no > r.window_no + 1 THEN excluded.previous
             WHEN excluded.window_no = r.window_no - 1 THEN r.previous + excluded.current
             ELSE r.previous
           END,
           expires_at = greatest(r.expires_at, excluded.expires_at)
    RETURNING r.bucket, r.window_no AS "windowNo", r.current, r.previous,
              (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS "nowMs"`;
}

/** Deletes up to `limit` rows that no window looks at any more; rows being written at this moment are skipped. */
export async function purgeRateCounts(prisma: PrismaService, limit: number): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM rate_count r
     USING (SELECT e.bucket
              FROM rate_count e
             WHERE e.expires_at <= now()
             LIMIT ${limit}::integer
               FOR UPDATE SKIP LOCKED) expired
     WHERE r.bucket = expired.bucket`;
}
