import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { eventually } from '../../test/support/eventually.js';
import { testServerUrl } from '../../test/support/database.js';
import { TcpProxy } from '../../test/chaos/harness/proxy.js';
import { databaseUrl } from '../../test/support/template-database.js';
import { projectFolder } from '../config/project-folder.js';
import { migrate } from './migrate.js';
import { whenReachable } from './when-reachable.js';

const migrations = readdirSync(path.join(projectFolder(), 'prisma/migrations'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

let server: Client;
let name: string;

beforeEach(async () => {
  server = new Client({ connectionString: testServerUrl() });
  await server.connect();
  name = `test_${randomBytes(6).toString('hex')}`;
  await server.query(`CREATE DATABASE ${name}`);
});
afterEach(async () => {
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

test('processes that migrate at the same moment apply each migration once', async () => {
  const url = databaseUrl(testServerUrl(), name);
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.flat().toSorted()).toEqual(migrations);
});

test('a database that is up to date is left alone', async () => {
  const url = databaseUrl(testServerUrl(), name);
  await migrate(url);
  await expect(migrate(url)).resolves.toEqual([]);
});

test('an index whose process ended while it was being built is built anew by the next start', async () => {
  const url = databaseUrl(testServerUrl(), name);
  await migrate(url);
  const migration = '20261127000540_reservations_by_first_night';
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query('DROP INDEX reservation_start_idx');
  await other.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [migration]);
  const isValid = async () => {
    const { rows } = await other.query<{ indisvalid: boolean }>(
      `SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass('reservation_start_idx')`,
    );
    return rows.map(({ indisvalid }) => indisvalid);
  };
  const reader = new Client({ connectionString: url });
  await reader.connect();
  // Whoever has an old snapshot is waited for.
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await reader.query('SELECT count(*) FROM reservation');
  const ended = migrate(url).then(
    () => 'finished',
    () => 'failed',
  );
  await eventually(async () => {
    const { rows } = await server.query(
      `SELECT pg_terminate_backend(p.pid) FROM pg_stat_progress_create_index p
       WHERE p.datname = $1 AND p.phase = 'waiting for old snapshots'`,
      [name],
    );
    expect(rows).toHaveLength(1);
  });
  expect(await ended).toBe('failed');
  expect(await isValid()).toEqual([false]);
  await reader.end();
  await expect(migrate(url)).resolves.toEqual([migration]);
  expect(await isValid()).toEqual([true]);
  await other.end();
});

describe('a start whose connection breaks while it looks at the migrations', () => {
  let proxy: TcpProxy;
  beforeEach(async () => {
    proxy = await TcpProxy.listen(() => Number(new URL(testServerUrl()).port));
  });
  afterEach(() => proxy.close());

  const breaks = {
    'because the server ends it': () =>
      server.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND state = $2',
        [name, 'active'],
      ),
    'on the way': () => proxy.cutAll(),
  };

  test.each(Object.entries(breaks))('%s, looks again', async (_how, breakIt) => {
    const url = databaseUrl(testServerUrl(), name);
    await migrate(url);
    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE');
    const throughProxy = new URL(url);
    throughProxy.host = `127.0.0.1:${proxy.port}`;
    const reasons: string[] = [];
    const started = whenReachable(() => migrate(throughProxy.href), {
      forMs: 10_000,
      onWait: (reason) => reasons.push(reason),
    });
    await eventually(async () => {
      const { rows } = await server.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'`,
        [name],
      );
      expect(rows).toHaveLength(1);
    });
    await breakIt();
    await eventually(() => expect(reasons).toHaveLength(1));
    await other.end();
    await expect(started).resolves.toEqual([]);
  });
});
