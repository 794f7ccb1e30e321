import type { PrismaService } from '../database/prisma.service.js';

/** A hold whose time is over. Times are the database's. */
export interface OverdueHold {
  readonly holdId: string;
  readonly expiresAt: Date;
  /** Null when it was left, because somebody has a row of its listing locked. */
  readonly endedAt: Date | null;
}

/** Expires those of the holds that are past their deadline, of all listings in one set; waits for nobody. */
export async function expireHoldsNowait(
  prisma: PrismaService,
  holdIds: readonly string[],
): Promise<OverdueHold[]> {
  return prisma.$queryRaw<OverdueHold[]>`
    SELECT e.hold_id AS "holdId", e.expires_at AS "expiresAt", e.ended_at AS "endedAt"
    FROM holds_expire_nowait(${holdIds}::uuid[]) e`;
}

export interface OverdueRange {
  /** Most holds looked at. */
  readonly limit: number;
  /** Deadlines before this are passed over. Default: none. */
  readonly from?: Date | undefined;
}

/** Expires overdue holds of all listings, oldest first; waits for nobody. */
export async function expireOverdueHolds(
  prisma: PrismaService,
  { limit, from }: OverdueRange,
): Promise<OverdueHold[]> {
  return prisma.$queryRaw<OverdueHold[]>`
    SELECT e.hold_id AS "holdId", e.expires_at AS "expiresAt", e.ended_at AS "endedAt"
    FROM holds_expire_overdue(${limit}::integer, coalesce(${from ?? null}::timestamptz, '-infinity')) e`;
}

/**
 * Expires those of the holds that are past their deadline, listing after listing, waiting half a second for whoever is in
 * the way; returns those it ended.
 */
export async function expireHolds(prisma: PrismaService, holdIds: readonly string[]): Promise<OverdueHold[]> {
  return prisma.$queryRaw<OverdueHold[]>`
    SELECT e.hold_id AS "holdId", e.expires_at AS "expiresAt", e.ended_at AS "endedAt"
    FROM holds_expire(${holdIds}::uuid[]) e`;
}
