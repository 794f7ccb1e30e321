import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { findEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { isAlive } from './server-process.js';

const settings = { fsync: 'off', shared_buffers: '16MB' };
let parent: string;
let folder: string;
let running: EmbeddedPostgres | undefined;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'holdfast-postgres-'));
  folder = path.join(parent, 'data');
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(parent, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ folder, settings });
  return running;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows }: { rows: unknown[] } = await client.query(sql);
    return rows;
  } finally {
    await client.end();
  }
}

function serverPid(): number {
  return Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

test('data and address stay over a restart', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  expect(findEmbeddedPostgres(folder)).toBeUndefined();
  const second = await start();
  expect(second.url).toBe(first.url);
  await expect(query(second.url, 'SELECT answer FROM kept')).resolves.toEqual([{ answer: 42 }]);
  expect(findEmbeddedPostgres(folder)).toBe(second.url);
});

test('a server that a killed process left behind is stopped, and its data is there', async () => {
  const left = await start();
  await query(left.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const leftPid = serverPid();
  const { url } = await start();
  expect(isAlive(leftPid)).toBe(false);
  await expect(query(url, 'SELECT answer FROM kept')).resolves.toEqual([{ answer: 42 }]);
});

test('a server that was killed recovers at its next start', async () => {
  const { url } = await start();
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(serverPid(), 'SIGKILL');
  const { url: again } = await start();
  await expect(query(again, 'SELECT answer FROM kept')).resolves.toEqual([{ answer: 42 }]);
});

test('a postmaster.pid whose number belongs to another process now does not stop the start', async () => {
  await (await start()).stop();
  const file = path.join(folder, 'postgres/postmaster.pid');
  writeFileSync(file, `${process.pid}\n${path.join(folder, 'postgres')}\n0\n5432\n\n127.0.0.1\n`);
  const { url } = await start();
  await expect(query(url, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
});

test('it runs below a folder nobody else may enter', async () => {
  chmodSync(parent, 0o700);
  const { url } = await start();
  await expect(query(url, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
});

test('a server that cannot start says why', async () => {
  const failed = startEmbeddedPostgres({ folder, settings: { ...settings, max_connections: 'many' } });
  await expect(failed).rejects.toThrow(/PostgreSQL did not start:[\s\S]*max_connections/);
});
