import type { PrismaService } from '../../src/database/prisma.service.js';

interface TestPolicy {
  /** Until so many hours before the stay begins canceling costs nothing; */
  readonly freeHours: number;
  /** then this share of the price (default: all of it), */
  readonly feePercent?: number;
  /** or this many of its first nights. */
  readonly feeNights?: number;
}

/** What canceling costs from the next hold on. */
export async function setPolicy(
  { prisma }: { readonly prisma: PrismaService },
  listingId: number,
  { freeHours, feePercent = 100, feeNights }: TestPolicy,
): Promise<void> {
  const fee = feeNights === undefined ? { percent: feePercent } : { nights: feeNights };
  const steps = JSON.stringify([{ until: { hours: freeHours }, fee: { percent: 0 } }, { fee }]);
  await prisma.$queryRaw`
    SELECT
      cancellation_policy_set(${listingId}::integer, 'test', 'Test', ${steps}::jsonb, NULL, interval '0'),
      cancellation_policy_set_default(${listingId}::integer, 'test', interval '0')`;
}
