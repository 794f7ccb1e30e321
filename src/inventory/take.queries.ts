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
  readonly total_minor: bigint | null;
  readonly quote: readonly QuoteLine[] | null;
  readonly blocking: readonly BlockingRow[] | null;
}

/**
 * Decides a batch in one statement, one round trip, one commit.
 *
 * @param requests sorted by listing; within a listing in order of arrival
 */
export async function takeHolds(
  prisma: PrismaService,
  requests: readonly TakeRequest[],
  { ttlSeconds, maxLivePerGuest, reclaim, lockTimeoutMs }: TakeSettings,
): Promise<TakeRow[]> {
  const items = requests.flatMap((request, index) =>
    request.items.map((item) => ({ request: index + 1, ...item })),
  );
  return prisma.$queryRaw<TakeRow[]>`
    SELECT t.request, t.outcome, t.expires_at, t.server_time, t.currency, t.total_minor, t.quote, t.blocking
    FROM holds_take(
      ${requests.map((r) => r.listingId)}::integer[],
      ${requests.map((r) => r.holdId)}::uuid[],
      ${requests.map((r) => r.guestId)}::text[],
      ${requests.map((r) => r.startDate)}::date[],
      ${requests.map((r) => r.endDate)}::date[],
      ${requests.map((r) => r.replacesHoldId ?? null)}::uuid[],
      ${requests.map((r) => r.expectedTotalMinor ?? null)}::bigint[],
      ${items.map((i) => i.request)}::integer[],
      ${items.map((i) => i.skuId)}::integer[],
      ${items.map((i) => i.quantity)}::integer[],
      ${ttlSeconds}::integer,
      ${maxLivePerGuest}::integer,
      ${reclaim}::boolean,
      ${lockTimeoutMs}::integer
    ) t
    ORDER BY t.request`;
}
