import type { PrismaService } from '../database/prisma.service.js';
import type { ToldMoney } from './provider-answers.js';

/** What of ours is spoken of, and the money we asked for. */
export interface Expected extends ToldMoney {
  readonly listingId: number;
  readonly reservationId: string;
  readonly kind: 'payment' | 'refund';
  readonly subjectId: string;
}

/** What the provider says instead. */
export interface ToldInstead extends ToldMoney {
  readonly reason: 'other_amount' | 'other_currency' | 'other_object';
  readonly providerObjectId: string | null;
  /** Undefined when it was found by asking. */
  readonly eventId?: string | undefined;
}

/**
 * Puts what the provider said aside for an administrator; false when the same was put aside before. An amount that is none in
 * our minor units is rounded to the next that is.
 */
export async function quarantine(
  prisma: PrismaService,
  expected: Expected,
  told: ToldInstead,
): Promise<boolean> {
  const rows = await prisma.$queryRaw<{ isNew: boolean }[]>`
    SELECT quarantine_message(
      ${expected.listingId}::integer, ${expected.kind}, ${expected.subjectId}::uuid, ${expected.reservationId}::uuid,
      ${told.providerObjectId}, ${told.eventId ?? null}, ${told.reason},
      ${expected.amountMinor}::bigint, ${expected.currency}, ${Math.round(told.amountMinor)}::bigint, ${told.currency}
    ) AS "isNew"`;
  return rows[0]?.isNew ?? false;
}
