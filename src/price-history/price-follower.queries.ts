import type { PrismaService } from '../database/prisma.service.js';

export interface FollowStep {
  readonly outcome: 'busy' | 'more' | 'caught_up' | 'restarted';
  readonly events: number;
  /** Prices that were written down as changed. */
  readonly changes: number;
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
    SELECT f.outcome, f.events, f.changes
    FROM price_follow(
      ${events}::integer, ${transactions}::bigint, ${rows}::integer, ${openedRows}::integer, ${lifetimeSeconds}::integer
    ) f`;
  if (step === undefined) throw new Error('price_follow returned nothing');
  return step;
}

/** Forgets changes older than so many days, at most `limit`, the oldest first; returns how many. */
export async function forgetHistory(
  prisma: PrismaService,
  { keptDays, limit }: { keptDays: number; limit: number },
): Promise<number> {
  const [row] = await prisma.$queryRaw<{ forgotten: number }[]>`
    SELECT price_history_forget(${keptDays}::integer, ${limit}::integer) AS forgotten`;
  return row?.forgotten ?? 0;
}

/** Forgets what dates cost that are past; returns how many. */
export async function forgetPastPrices(prisma: PrismaService): Promise<number> {
  const [row] = await prisma.$queryRaw<{ forgotten: number }[]>`SELECT price_forget_past() AS forgotten`;
  return row?.forgotten ?? 0;
}
