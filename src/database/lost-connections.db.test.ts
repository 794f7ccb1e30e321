import type { Pool } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { loadConfig } from '../config/load-config.js';
import { openQueueStore } from '../queue/queue-store.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Ends a connection of the pool that somebody has in his hands, between two statements. */
async function loseInUse(pool: Pool): Promise<void> {
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const isOver = new Promise<void>((resolve) => client.once('end', () => resolve()));
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await isOver;
  await expect(client.query('SELECT 1')).rejects.toThrow('not queryable');
  client.release(true);
}

test('a connection of the application that breaks between two statements does not end the process', async () => {
  const prisma = openPrisma(database.url);
  await loseInUse(prisma.pool);
  expect((await prisma.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await prisma.close();
});

test('nor does one of the queues', async () => {
  const store = await openQueueStore(loadConfig({ DATABASE_URL: database.url, JWT_SECRET: 'x'.repeat(32) }));
  await loseInUse(store.connection as Pool);
  await expect(store.ping()).resolves.toBeUndefined();
  await store.close();
});
