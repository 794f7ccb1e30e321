import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import {
  findLastChange,
  listChangesBehind,
  listPriceChanges,
  priceChangesQuery,
  type PriceChangesPage,
} from './price-changes.views.js';

const listingId = 7;
const dayMs = 86_400_000;
/** One every 86.4 seconds: 60 days of 20 room types on 50 nights each. */
const changes = 60_000;
const limit = 21;

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await prisma.pool.query(`
    SELECT price_change_add_month(m::date) FROM generate_series(
      date_trunc('month', now() AT TIME ZONE 'UTC') - interval '3 months', now() AT TIME ZONE 'UTC', interval '1 month'
    ) AS m;
    INSERT INTO price_change (listing_id, change_id, sku_id, date, unit_minor, previous_minor, cause, changed_at)
    SELECT ${listingId}, n, 1 + n % 20, '2027-01-01'::date + (n / 20) % 50, n, n + 1, 'base',
      now() - interval '86.4 seconds' * (${changes} - n)
    FROM generate_series(1, ${changes}) AS n;
    ANALYZE price_change;
  `);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

function page(wanted: Partial<PriceChangesPage> = {}): PriceChangesPage {
  return {
    listingId,
    skuIds: undefined,
    date: undefined,
    from: undefined,
    to: undefined,
    before: undefined,
    limit,
    ...wanted,
  };
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString();
}

/** Rows of the table that are read for a page, by whatever way. */
async function rowsRead(wanted: PriceChangesPage): Promise<number> {
  const { text, values } = priceChangesQuery(wanted);
  const { rows } = await prisma.pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  );
  const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
  return explained === undefined ? Number.NaN : readBy(explained.Plan);
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

function readBy(node: PlanNode): number {
  const own = node['Relation Name']?.startsWith('price_change') === true;
  const rows = own ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] : 0;
  return rows + (node.Plans ?? []).reduce((sum, part) => sum + readBy(part), 0);
}

test.each<[string, Partial<PriceChangesPage>, number]>([
  ['the latest of a flight', {}, limit],
  ['the latest of a room type', { skuIds: [3] }, limit],
  ['one night of a room type', { skuIds: [3], date: '2027-01-05' }, limit],
  ['an hour long ago', { skuIds: [3], from: daysAgo(40), to: daysAgo(40 - 1 / 24) }, 2],
  ['what was long ago', { to: daysAgo(50) }, limit],
  ['a page in the depth', { skuIds: [3], before: { changedAt: daysAgo(45), changeId: 1 } }, limit],
])('%s is read without what is beside it', async (_what, wanted, found) => {
  expect((await listPriceChanges(prisma, page(wanted))).length).toBeGreaterThanOrEqual(found);
  // Of each month that may have some, one more than is shown.
  expect(await rowsRead(page(wanted))).toBeLessThan(limit + 10);
});

test('pages follow each other by time, then by id, also within one transaction', async () => {
  const at = daysAgo(0);
  await prisma.pool.query(
    `INSERT INTO price_change (listing_id, change_id, sku_id, date, unit_minor, previous_minor, cause, changed_at)
     SELECT 8, n, 1, '2027-01-01', n, n + 1, 'base', $1::timestamptz - interval '1 hour' * (n / 3)
     FROM generate_series(1, 7) AS n`,
    [at],
  );
  const seen: number[] = [];
  let before: PriceChangesPage['before'];
  do {
    const rows = await listPriceChanges(prisma, page({ listingId: 8, before, limit: 2 }));
    seen.push(...rows.map(({ changeId }) => changeId));
    before = rows.at(-1);
  } while (before !== undefined && seen.length < 20);
  expect(seen).toEqual([2, 1, 5, 4, 3, 7, 6]);
});

test('a stream gets what is behind its place, and says from when on to look', async () => {
  const last = await findLastChange(prisma, listingId);
  expect([last, await findLastChange(prisma, 99)]).toEqual([changes, 0]);
  const behind = await listChangesBehind(
    prisma,
    [
      { listingId, changeId: last - 3, since: undefined },
      { listingId: 99, changeId: 0, since: undefined },
      { listingId, changeId: last - 1, since: new Date(Date.now() - dayMs) },
    ],
    2,
  );
  expect(behind.map(({ place, changeId }) => [place, changeId])).toEqual([
    [0, last - 2],
    [0, last - 1],
    [2, last],
  ]);
});
