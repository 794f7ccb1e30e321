import type { PrismaService } from '../database/prisma.service.js';

/** Makes the coming months' partitions of the event table that are missing; returns how many. */
export async function ensureEventPartitions(prisma: PrismaService): Promise<number> {
  const rows = await prisma.$queryRaw<{ made: number }[]>`SELECT event_ensure_partitions() AS made`;
  return rows[0]?.made ?? 0;
}
