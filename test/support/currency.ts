import type { PrismaService } from '../../src/database/prisma.service.js';

/** As only a new hotel can do it: what has prices keeps its currency, so the triggers of the table sleep meanwhile. */
export async function changeCurrency(
  { pool }: Pick<PrismaService, 'pool'>,
  listingId: number,
  currency: string,
): Promise<void> {
  await pool.query(`
    SET LOCAL session_replication_role = replica;
    UPDATE listing SET currency = '${currency}' WHERE listing_id = ${listingId};
  `);
}
