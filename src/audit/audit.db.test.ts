import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { auditQuery, listAuditEntries, type AuditFilter } from './audit.views.js';

let database: TestDatabase;
let prisma: PrismaService;

/** Years of one busy client, and a few things somebody else has done long ago. */
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await prisma.pool.query(`
    INSERT INTO audit_entry (listing_id, occurred_at, actor, via, action, kind, subject_id, changes)
    SELECT 1 + n % 20, now() - n * interval '1 hour', 'revenue', 'api', 'set', 'rate', (1 + n % 20)::text, '{}'
    FROM generate_series(1, 20000) AS n;
    INSERT INTO audit_entry (listing_id, occurred_at, actor, via, action, kind, subject_id, changes)
    SELECT 7, now() - interval '3 years' - n * interval '1 hour', 'ada', 'api', 'retired', 'room_type', '70', '{}'
    FROM generate_series(1, 30) AS n;
    ANALYZE audit_entry;
  `);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** Entries that are looked at until a page is found, or it is known that there is none. */
async function looksAt(filter: Partial<AuditFilter>): Promise<number> {
  const { text, values } = auditQuery({ limit: 21, ...filter });
  const { rows } = await prisma.pool.query<{ 'QUERY PLAN': object }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  );
  const plan = JSON.stringify(rows[0]?.['QUERY PLAN']);
  const counts = [...plan.matchAll(/"(?:Actual Rows|Rows Removed by Filter)":([\d.]+)/g)];
  return Math.max(...counts.map(([, count]) => Number(count)));
}

const rare: [string, Partial<AuditFilter>][] = [
  ['somebody who has done little', { actor: 'ada' }],
  ['an action that is rare', { action: 'retired' }],
  ['a kind that is rare', { kind: 'room_type' }],
  ['one thing', { subjectId: '70' }],
  ['one thing of a kind', { kind: 'room_type', subjectId: '70' }],
];

test.each(rare)('%s is found without walking through what others have done', async (_what, filter) => {
  const [last] = (await listAuditEntries(prisma, { ...filter, limit: 5 })).slice(-1);
  if (last === undefined) throw new Error('there are thirty');
  expect(await looksAt(filter)).toBeLessThanOrEqual(30);
  const { occurredAt, entryId } = last;
  expect(await looksAt({ ...filter, after: { occurredAt, entryId } })).toBeLessThanOrEqual(30);
});

test.each<[string, Partial<AuditFilter>]>([
  ['somebody who has done nothing', { actor: 'nobody' }],
  ['an action nobody has taken', { action: 'accepted' }],
  ['a kind of which nothing was changed', { kind: 'picture' }],
  ['a thing that is not there', { subjectId: '4711' }],
  ['two filters of which one matches nothing', { actor: 'revenue', kind: 'picture' }],
])('%s: that there is nothing is known at once', async (_what, filter) => {
  expect(await looksAt(filter)).toBe(0);
});
