import type { PrismaService } from '../../database/prisma.service.js';
import { purgeExpiredIdempotencyKeys } from './idempotency.queries.js';

const keysPerStatement = 1_000;
/** A million answers: more than an hour can make here, and what is left is purged in the next one. */
const maxRounds = 1_000;

/** Deletes the answers that are past their time, in short statements; returns how many. */
export async function purgeIdempotencyKeys(prisma: PrismaService): Promise<number> {
  let purged = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const deleted = await purgeExpiredIdempotencyKeys(prisma, keysPerStatement);
    purged += deleted;
    if (deleted < keysPerStatement) break;
  }
  return purged;
}
