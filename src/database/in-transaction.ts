import type { Database } from './database-client.js';
import type { PrismaService } from './prisma.service.js';
import { retryOnSerialization } from './sql-error.js';

/**
 * Runs the statements of `work` in one transaction, and all of them again when PostgreSQL asks for it. For what
 * administrators change: several round trips cost more than one statement, so not for what guests do. `work` waits for
 * nothing but this database.
 */
export function inTransaction<Result>(
  prisma: PrismaService,
  work: (tx: Database) => Promise<Result>,
): Promise<Result> {
  return retryOnSerialization(() => prisma.$transaction(work, { timeout: 25_000, maxWait: 5_000 }));
}
