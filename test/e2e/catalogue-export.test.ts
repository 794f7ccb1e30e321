import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { ExportFilesDto } from '../../src/catalog/admin/export/catalogue-export.dto.js';
import { exportCatalogue } from '../../src/catalog/export/export-catalogue.js';
import { exportText } from '../../src/catalog/export/export-file-text.js';
import { importCatalogue } from '../../src/catalog/import/import-catalogue.js';
import { importFiles } from '../../src/catalog/import/import-steps.js';
import { projectFolder } from '../../src/config/project-folder.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, openPrisma } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const horizonDays = 12;
/** More than are read at a time. */
const flights = 120;

let holdfast: TestApp;
let admin: { authorization: string };
const folders: string[] = [];

beforeAll(async () => {
  holdfast = await startTestApp();
  admin = await holdfast.signIn('manager', 'admin');
  const folder = path.join(projectFolder(), 'data', 'sample');
  await importCatalogue(holdfast.prisma, { folder, horizonDays, flightDays: 1, flightLimit: flights });
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await holdfast.close();
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-export-'));
  folders.push(folder);
  return folder;
}

const get = (name = '', init: RequestInit = {}): Promise<Response> =>
  fetch(`${holdfast.url}/v1/admin/catalogue/export${name === '' ? '' : `/${name}`}`, {
    headers: admin,
    ...init,
  });

async function namesOf(): Promise<string[]> {
  const { data } = (await (await get()).json()) as ExportFilesDto;
  return data.map(({ name }) => name);
}

test('what is exported over HTTP, loaded into an empty database and exported from there is the same bytes', async () => {
  const [from, to] = [newFolder(), newFolder()];
  for (const name of await namesOf()) {
    const answer = await get(name);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=${name}`);
    writeFileSync(path.join(from, name), Buffer.from(await answer.arrayBuffer()));
  }
  const database = await createTestDatabase();
  const prisma = openPrisma(database.url);
  try {
    const report = await importCatalogue(prisma, { folder: from, horizonDays });
    expect(report).toMatchObject({ problems: [], counts: { hotels: 18, flightsAdded: flights } });
    await exportCatalogue(prisma, { folder: to });
  } finally {
    await prisma.close();
    await database.drop();
  }
  expect(readdirSync(to).toSorted()).toEqual(readdirSync(from).toSorted());
  for (const name of readdirSync(from)) {
    expect(readFileSync(path.join(to, name), 'utf8')).toBe(readFileSync(path.join(from, name), 'utf8'));
  }
});

test('the files that are listed are read by an import, with the columns they have', async () => {
  const { data } = (await (await get()).json()) as ExportFilesDto;
  expect(importFiles).toEqual(expect.arrayContaining(data.map(({ name }) => name)));
  for (const { name, columns } of data) {
    const text = await (await get(name)).text();
    expect(text.slice(0, text.indexOf('\n'))).toBe(columns.join(','));
  }
});

test.each([
  ['a file there is not', 'rooms_by_night.csv', 404],
  ['a file that is only imported', 'routes.csv', 404],
  ['a path', '..%2F..%2Fpackage.json', 400],
  ['a name in capitals', 'HOTELS.CSV', 400],
  ['a name without end', `${'a'.repeat(4_000)}.csv`, 400],
])('%s is refused', async (_what, name, status) => {
  const answer = await get(name);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    expect.stringContaining('application/problem+json'),
  ]);
});

test('nobody but an administrator gets a file', async () => {
  expect((await get('hotels.csv', { headers: {} })).status).toBe(401);
  expect((await get('hotels.csv', { headers: await holdfast.signIn('alice') })).status).toBe(403);
});

test('HEAD says what a file is and reads none of it', async () => {
  const answer = await get('seats.csv', { method: 'HEAD' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
});

test('flights are read when those before have been taken, not sooner', async () => {
  const pieces = exportText(holdfast.prisma, 'flights.csv');
  const first = await pieces?.next();
  const last = await holdfast.prisma.flight.findFirstOrThrow({ orderBy: { listingId: 'desc' } });
  await holdfast.prisma.listing.update({
    where: { listingId: last.listingId },
    data: { heldWeightPercent: 77 },
  });
  const second = await pieces?.next();
  const linesOf = (piece: IteratorResult<string, unknown> | undefined): string[] =>
    String(piece?.value).trimEnd().split('\n');
  expect([linesOf(first).length, linesOf(second).length]).toEqual([1 + 100, flights - 100]);
  expect(linesOf(second).at(-1)).toContain(',77,');
  expect(await pieces?.next()).toMatchObject({ done: true });
});

test('a file that cannot be read to its end breaks off: half of it is never taken for the whole', async () => {
  const { databaseUrl } = holdfast.config;
  const [first, second] = [
    new Client({ connectionString: databaseUrl }),
    new Client({ connectionString: databaseUrl }),
  ];
  const page = '%AS "flightCode"%';
  const waiting = (statement: string): Promise<void> =>
    eventually(async () => {
      const { rowCount } = await holdfast.prisma.pool.query(
        `SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`,
        [statement],
      );
      expect(rowCount).toBe(1);
    });
  for (const client of [first, second]) {
    await client.connect();
    await client.query('BEGIN');
  }
  try {
    // The table is locked before the first page is read, and again between that and the second.
    await first.query('LOCK TABLE cabin');
    const asked = get('cabins.csv');
    await waiting(page);
    const locked = second.query('LOCK TABLE cabin');
    await waiting('LOCK TABLE%');
    await first.query('ROLLBACK');
    const answer = await asked;
    await locked;
    await waiting(page);
    const reader = answer.body?.getReader();
    const begun = await reader?.read();
    expect(Buffer.from(begun?.value ?? []).toString()).toMatch(/^flight_code,class,/);
    await second.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`,
      [page],
    );
    const rest = (async () => {
      while ((await reader?.read())?.done === false);
    })();
    await expect(rest).rejects.toThrow('terminated');
  } finally {
    for (const client of [first, second]) await client.end();
  }
});
