import { Client } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { sqlState, sqlStates } from '../../database/sql-error.js';
import { inOne, lasting, takingBack, type ImportDatabase } from './import-database.js';
import { ImportReport } from './import-report.js';

let database: TestDatabase;
let prisma: PrismaService;
let other: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  other = new Client({ connectionString: database.url });
  await other.connect();
  // It looks last, so the import is the one that loses.
  await other.query(`SET deadlock_timeout = '30s'`);
});
afterAll(async () => {
  await other.end();
  await prisma.close();
  await database.drop();
});

const isAlone = (): void => {};

/** Has an import take two locks the other way round than somebody else; returns how often it was begun. */
async function loseOnce(db: ImportDatabase, report: ImportReport): Promise<number> {
  let rounds = 0;
  let crossed: Promise<unknown> = Promise.resolve();
  await other.query('BEGIN');
  await other.query('SELECT pg_advisory_xact_lock(2)');
  await inOne(db, report, async (tx) => {
    rounds += 1;
    await tx.$executeRaw`SET LOCAL deadlock_timeout = '50ms'`;
    report.add('hotels', 1);
    report.refuse('hotels.csv', 3, 'no such time zone');
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(1)::text`;
    if (rounds === 1) {
      crossed = other.query('SELECT pg_advisory_xact_lock(1)').then(() => other.query('COMMIT'));
      await eventually(async () => {
        const [waiting] = await prisma.$queryRaw<{ count: number }[]>`
          SELECT count(*)::integer AS count FROM pg_stat_activity a
          WHERE a.datname = current_database() AND a.wait_event_type = 'Lock'`;
        expect(waiting?.count).toBe(1);
      });
    }
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(2)::text`;
  }).finally(() => crossed);
  return rounds;
}

test('a transaction of an import that lost a deadlock is done again, and reports once', async () => {
  const report = new ImportReport();
  report.add('hotels', 4);
  expect(await loseOnce(lasting(prisma, isAlone), report)).toBe(2);
  expect(report).toMatchObject({ counts: { hotels: 5 }, problemCount: 1, problems: [{ line: 3 }] });
});

test('a dry run that lost a deadlock is done again from its beginning', async () => {
  let runs = 0;
  const rounds = await takingBack(prisma, isAlone, async (db) => {
    runs += 1;
    return runs === 1 ? loseOnce(db, new ImportReport()) : runs;
  });
  expect(rounds).toBe(2);
});

test('control: done once, it fails', async () => {
  const failure: unknown = await loseOnce(prisma, new ImportReport()).catch((error: unknown) => error);
  expect(sqlState(failure)).toBe(sqlStates.deadlockDetected);
});

test('an import that may not be the only one any more begins nothing', async () => {
  const told = new Error('another one may have begun');
  let isTold = false;
  const db = lasting(prisma, () => {
    if (isTold) throw told;
  });
  await db.airline.create({ data: { iata: 'TP', name: 'TAP', country: 'PT' } });
  isTold = true;
  expect(() => db.airline).toThrow(told);
  expect(() => db.$transaction(() => Promise.resolve())).toThrow(told);
  expect(await prisma.airline.count()).toBe(1);
});
