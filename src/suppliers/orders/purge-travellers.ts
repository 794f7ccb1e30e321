import type { PrismaService } from '../../database/prisma.service.js';

/** Holds emptied by one statement, and statements of one run. */
const purgeLimit = 1_000;
const maxPurgeRounds = 1_000;

/**
 * Forgets who was to fly with what was over `keptDays` ago: names, dates of birth, addresses, passports. Returns of how many
 * holds. Safe to run twice at a time.
 */
export async function purgeTravellers(prisma: PrismaService, keptDays: number): Promise<number> {
  let purged = 0;
  for (let round = 0; round < maxPurgeRounds; round += 1) {
    const [row] = await prisma.$queryRaw<{ purged: number }[]>`
      SELECT supplier_travellers_purge(${keptDays}::integer, ${purgeLimit}::integer) AS purged`;
    purged += row?.purged ?? 0;
    if ((row?.purged ?? 0) < purgeLimit) break;
  }
  return purged;
}
