import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import {
  createTestDatabase,
  openPrisma,
  testServerUrl,
  type TestDatabase,
} from '../../test/support/database.js';
import { databaseUrl } from '../../test/support/template-database.js';
import { projectFolder } from '../config/project-folder.js';
import type { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { PriceFollowerService } from './price-follower.service.js';

let database: TestDatabase;
let prisma: PrismaService;
let follower: PriceFollowerService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  follower = new PriceFollowerService(prisma, new MetricsService());
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

async function months(): Promise<string[]> {
  const { rows } = await prisma.pool.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
     WHERE inhparent = 'price_change'::regclass AND inhrelid::regclass::text ~ '\\d' ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

/** The first day of a month, so many after the one of that day. */
function monthFrom(day: Date, after: number): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + after));
}

async function addMonth(month: Date): Promise<void> {
  await prisma.$queryRaw`SELECT price_change_add_month(${month.toISOString().slice(0, 10)}::date)`;
}

/** A change at that moment, of a listing that bears its number. */
async function write(number: number, changedAt: Date): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO price_change (listing_id, sku_id, date, unit_minor, previous_minor, cause, changed_at)
    VALUES (${number}::integer, 1, '2027-01-01', 1, 2, 'base', ${changedAt})`;
}

async function written(): Promise<number[]> {
  const rows = await prisma.priceChange.findMany({ orderBy: { listingId: 'asc' } });
  return rows.map(({ listingId }) => listingId);
}

test('months to come are made before they come, those that are there stay', async () => {
  const before = await months();
  expect(before).toHaveLength(4);
  await prisma.$executeRawUnsafe(`DROP TABLE ${before.at(-1)}`);
  await Promise.all([follower.forgetHistory(400), follower.forgetHistory(400)]);
  expect(await months()).toEqual(before);
});

test('a month is dropped when all of it is older than history is kept, however much there is, and no other', async () => {
  const keptDays = 100;
  const oldestKept = new Date(Date.now() - keptDays * 86_400_000);
  const first = monthFrom(oldestKept, -1);
  const end = monthFrom(oldestKept, 0);
  for (const month of [first, end]) await addMonth(month);
  await write(1, first);
  await write(2, new Date(end.getTime() - 1));
  await write(3, end);
  await write(4, new Date());
  const all = await months();
  await Promise.all([follower.forgetHistory(keptDays), follower.forgetHistory(keptDays)]);
  expect([await written(), await months()]).toEqual([[3, 4], all.slice(1)]);
});

test('a month that somebody reads stays until the next time, and nobody waits long for it', async () => {
  const first = monthFrom(new Date(), -30);
  await addMonth(first);
  await write(1, first);
  await prisma.$transaction(async (tx) => {
    await tx.priceChange.count();
    await follower.forgetHistory(400);
  });
  expect(await written()).toEqual([1]);
  await follower.forgetHistory(400);
  expect(await written()).toEqual([]);
});

test('what lies outside of all months is forgotten row by row', async () => {
  await prisma.$executeRaw`
    INSERT INTO price_change (listing_id, sku_id, date, unit_minor, previous_minor, cause, changed_at)
    SELECT 1, 1, '2027-01-01', n, n + 1, 'base', now() - make_interval(days => 400, mins => n - 10)
    FROM generate_series(1, 5500) AS n`;
  await Promise.all([follower.forgetHistory(400), follower.forgetHistory(400)]);
  await follower.forgetHistory(400);
  const left = await prisma.priceChange.findMany({ orderBy: { unitMinor: 'asc' } });
  expect(left.map(({ unitMinor }) => unitMinor)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
});

test('prices of dates that are past are forgotten, however many, also of what was removed', async () => {
  await prisma.$executeRaw`
    INSERT INTO listed_price (listing_id, sku_id, date, unit_minor)
    SELECT 1, n, current_date - 3, 1 FROM generate_series(1, 10500) AS n
    UNION ALL SELECT 1, 1, current_date - 2, 1`;
  await Promise.all([follower.forgetPast(), follower.forgetPast()]);
  await follower.forgetPast();
  expect(await prisma.listedPrice.count()).toBe(1);
});

test('a database that had history without months keeps it, in months', async () => {
  const folder = path.join(projectFolder(), 'prisma/migrations');
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const at = names.findIndex((name) => name.endsWith('_price_history_by_month'));
  const sqlOf = (name: string) => readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
  const old = `test_${randomBytes(6).toString('hex')}`;
  const server = new Client({ connectionString: testServerUrl() });
  await server.connect();
  await server.query(`CREATE DATABASE ${old}`);
  const client = new Client({ connectionString: databaseUrl(testServerUrl(), old) });
  try {
    await client.connect();
    for (const name of names.slice(0, at)) await client.query(sqlOf(name));
    await client.query(`
      INSERT INTO price_change (listing_id, sku_id, date, unit_minor, previous_minor, cause, changed_at)
      SELECT 1, 1, '2027-01-01', n, n + 1, 'base', now() - make_interval(months => n) FROM generate_series(0, 5) AS n`);
    const everything = 'SELECT * FROM price_change ORDER BY change_id';
    const before = await client.query(everything);
    await client.query(sqlOf(names[at] ?? ''));
    expect((await client.query(everything)).rows).toEqual(before.rows);
    const { rows } = await client.query<{ places: number; stray: number; next: string }>(`
      SELECT count(DISTINCT tableoid)::integer AS places, nextval('price_change_id_seq')::text AS next,
        count(*) FILTER (WHERE tableoid = 'price_change_default'::regclass)::integer AS stray
      FROM price_change`);
    expect(rows).toEqual([{ places: 6, stray: 0, next: '7' }]);
  } finally {
    await client.end();
    await server.query(`DROP DATABASE ${old} WITH (FORCE)`);
    await server.end();
  }
});
