import type { PrismaService } from '../database/prisma.service.js';

/** Prices that were to be looked at, and could not be made. */
export interface FailedMark {
  readonly listingId: number;
  /** 0: all of the listing. */
  readonly skuId: number;
  readonly cause: string;
  /** How often by now. */
  readonly failures: number;
  /** What PostgreSQL said. */
  readonly error: string;
}

export interface FollowStep {
  readonly outcome: 'busy' | 'more' | 'caught_up' | 'restarted';
  readonly events: number;
  /** Prices that were written down as changed. */
  readonly changes: number;
  /** Put off, and stepped over until then. */
  readonly failed: readonly FailedMark[];
}

export interface FollowBounds {
  readonly events: number;
  readonly transactions: number;
  /** Prices to look at because something was changed, and because dates are new. */
  readonly rows: number;
  readonly openedRows: number;
  /** How long a message about them is tried to be delivered. */
  readonly lifetimeSeconds: number;
}

/** Looks at what may cost something else, in one transaction: see `price_follow` in the migrations. */
export async function followPrices(
  prisma: PrismaService,
  { events, transactions, rows, openedRows, lifetimeSeconds }: FollowBounds,
): Promise<FollowStep> {
  const [step] = await prisma.$queryRaw<FollowStep[]>`
    SELECT f.outcome, f.events, f.changes, f.failed
    FROM price_follow(
      ${events}::integer, ${transactions}::bigint, ${rows}::integer, ${openedRows}::integer, ${lifetimeSeconds}::integer
    ) f`;
  if (step === undefined) throw new Error('price_follow returned nothing');
  return step;
}

/** Makes the coming months' partitions of the history that are missing; returns how many. */
export async function ensureHistoryPartitions(prisma: PrismaService): Promise<number> {
  const [row] = await prisma.$queryRaw<{ made: number }[]>`SELECT price_change_ensure_partitions() AS made`;
  return row?.made ?? 0;
}

/** Drops the months in which everything changed more than so many days ago; returns how many. */
export async function dropHistory(prisma: PrismaService, keptDays: number): Promise<number> {
  const [row] = await prisma.$queryRaw<{ dropped: number }[]>`
    SELECT price_history_drop(${keptDays}::integer) AS dropped`;
  return row?.dropped ?? 0;
}

/** Forgets changes older than so many days that lie in no month, at most `limit`; returns how many. */
export async function forgetHistory(
  prisma: PrismaService,
  { keptDays, limit }: { keptDays: number; limit: number },
): Promise<number> {
  const [row] = await prisma.$queryRaw<{ forgotten: number }[]>`
    SELECT price_history_forget(${keptDays}::integer, ${limit}::integer) AS forgotten`;
  return row?.forgotten ?? 0;
}

/** Forgets what dates cost that are past, at most `limit`, the oldest first; returns how many. */
export async function forgetPastPrices(prisma: PrismaService, limit: number): Promise<number> {
  const [row] = await prisma.$queryRaw<{ forgotten: number }[]>`
    SELECT price_forget_past(${limit}::integer) AS forgotten`;
  return row?.forgotten ?? 0;
}
