import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { freePort } from './free-port.js';
import { whenReachable } from './when-reachable.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function ask(url: string, sql = 'SELECT 1'): Promise<number> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(sql)).rows.length;
  } finally {
    await client.end().catch(() => {});
  }
}

test('a database that comes later is waited for, and that is said once', async () => {
  const nobody = `postgres://127.0.0.1:${await freePort()}/none`;
  const reasons: string[] = [];
  let attempts = 0;
  const work = () => {
    attempts += 1;
    return ask(attempts < 3 ? nobody : database.url);
  };
  const patience = { forMs: 10_000, onWait: (reason: string) => reasons.push(reason) };
  expect(await whenReachable(work, patience)).toBe(1);
  expect(attempts).toBe(3);
  expect(reasons).toEqual([expect.stringContaining('ECONNREFUSED')]);
});

test('a connection that breaks on the way is made again', async () => {
  let attempts = 0;
  const work = () => {
    attempts += 1;
    return ask(database.url, attempts === 1 ? 'SELECT pg_terminate_backend(pg_backend_pid())' : 'SELECT 1');
  };
  expect(await whenReachable(work, { forMs: 10_000, onWait: () => {} })).toBe(1);
});

test('what the database refuses is not asked twice', async () => {
  let attempts = 0;
  const work = () => {
    attempts += 1;
    return ask(database.url, 'SELECT nothing');
  };
  await expect(whenReachable(work, { forMs: 10_000, onWait: () => {} })).rejects.toThrow('nothing');
  expect(attempts).toBe(1);
});

test('a database that never comes is given up', async () => {
  const nobody = `postgres://127.0.0.1:${await freePort()}/none`;
  await expect(whenReachable(() => ask(nobody), { forMs: 0, onWait: () => {} })).rejects.toThrow(
    'ECONNREFUSED',
  );
});
