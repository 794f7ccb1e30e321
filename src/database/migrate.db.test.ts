import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { testServerUrl } from '../../test/support/database.js';
import { databaseUrl } from '../../test/support/template-database.js';
import { projectFolder } from '../config/project-folder.js';
import { migrate } from './migrate.js';

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
