import type { PrismaService } from '../../src/database/prisma.service.js';
import { followPrices } from '../../src/price-history/price-follower.queries.js';

/** Looks at everything that may cost something else, as the worker does, until nothing is left. */
export async function followAllPrices(prisma: PrismaService): Promise<void> {
  const bounds = { events: 1_000, transactions: 1_000_000, rows: 100_000, openedRows: 100_000 };
  for (let outcome = ''; outcome !== 'caught_up';) {
    ({ outcome } = await followPrices(prisma, { ...bounds, lifetimeSeconds: 3_600 }));
  }
}
