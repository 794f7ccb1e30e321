import type { PrismaService } from '../database/prisma.service.js';
import type { BlockingRow, QuoteLine, TakeRequest } from './take.js';

export interface TakeSettings {
  readonly ttlSeconds: number;
  /** Live holds a guest may have; null for no limit. */
  readonly maxLivePerGuest: number | null;
  /** Look for overdue holds even where an unlocked look finds room. */
  readonly reclaim: boolean;
  /** How long one lock is waited for; then the call fails as a whole (SQLSTATE 55P03). */
  readonly lockTimeoutMs: number;
}

/** One row of `holds_take`, in the order of the requests. */
export interface TakeRow {
  readonly request: number;
  readonly outcome: string;
  readonly expires_at: Date | null;
  readonly server_time: Date;
  readonly currency: string | null;
  /** A `bigint`, which comes as text. */
  readonly total_minor: string | null;
  readonly quote: readonly QuoteLine[] | null;
  readonly blocking: readonly BlockingRow[] | null;
}

const takeText = `
  SELECT t.request, t.outcome, t.expires_at, t.server_time, t.currency, t.total_minor, t.quote, t.blocking
  FROM holds_take(
    $1::integer[], $2::uuid[], $3::text[], $4::date[], $5::date[], $6::uuid[], $7::bigint[],
    $8::integer[], $9::integer[], $10::integer[], $11::integer, $12::integer, $13::boolean, $14::integer,
    $15::bigint[], $16::bigint[]
  ) t
  ORDER BY t.request`;

/**
 * Decides a batch in one statement, one round trip, one commit. Below Prisma, which takes a tenth of the processor time of
 * a hold to bring the same rows.
 *
 * @param requests sorted by listing; within a listing in order of arrival
 */
export async function takeHolds(
  { pool }: Pick<PrismaService, 'pool'>,
  requests: readonly TakeRequest[],
  { ttlSeconds, maxLivePerGuest, reclaim, lockTimeoutMs }: TakeSettings,
): Promise<TakeRow[]> {
  const items = requests.flatMap((request, index) =>
    request.items.map((item) => ({ request: index + 1, ...item })),
  );
  const { rows } = await pool.query<TakeRow>({
    name: 'holds_take',
    text: takeText,
    values: [
      requests.map((r) => r.listingId),
      requests.map((r) => r.holdId),
      requests.map((r) => r.guestId),
      requests.map((r) => r.startDate),
      requests.map((r) => r.endDate),
      requests.map((r) => r.replacesHoldId ?? null),
      requests.map((r) => r.expectedTotalMinor ?? null),
      items.map((i) => i.request),
      items.map((i) => i.skuId),
      items.map((i) => i.quantity),
      ttlSeconds,
      maxLivePerGuest,
      reclaim,
      lockTimeoutMs,
      requests.map((r) => r.totalLimits?.leastMinor ?? null),
      requests.map((r) => r.totalLimits?.mostMinor ?? null),
    ],
  });
  return rows;
}
