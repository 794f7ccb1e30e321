import type { PoolClient } from 'pg';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { eventually } from './eventually.js';

/** Does `second` while `first` is done but not committed, and commits as soon as that has ended or waits for a lock. */
export async function whileOpen<Result>(
  prisma: PrismaService,
  first: (client: PoolClient) => Promise<unknown>,
  second: () => Promise<Result>,
): Promise<Result> {
  const client = await prisma.pool.connect();
  try {
    await client.query('BEGIN');
    await first(client);
    let isOver = false;
    const doing = second().finally(() => {
      isOver = true;
    });
    doing.catch(() => undefined); // awaited below
    await eventually(async () => {
      const { rows } = await prisma.pool.query<{ waiting: number }>(
        `SELECT count(*)::integer AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(isOver || (rows[0]?.waiting ?? 0) > 0).toBe(true);
    });
    await client.query('COMMIT');
    return await doing;
  } catch (error) {
    // The next test gets this connection.
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
