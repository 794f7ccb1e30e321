import type { PrismaService } from '../database/prisma.service.js';

/** Messages of the provider repeat for some days at most; states guard what comes later still. */
const keptMessages = '30 days';

/** Forgets messages of the provider that were acted on long ago, at most `limit`; returns how many. */
export async function purgeProviderEvents(prisma: PrismaService, limit: number): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM provider_event WHERE ctid = ANY (ARRAY(
      SELECT p.ctid FROM provider_event p
      WHERE p.received_at < now() - ${keptMessages}::interval
      LIMIT ${limit}::integer
    ))`;
}

/** Makes the coming months' partitions of the event table that are missing; returns how many. */
export async function ensureEventPartitions(prisma: PrismaService): Promise<number> {
  const rows = await prisma.$queryRaw<{ made: number }[]>`SELECT event_ensure_partitions() AS made`;
  return rows[0]?.made ?? 0;
}
