import { Client } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import type { Database } from '../../database/database-client.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { sqlState, sqlStates } from '../../database/sql-error.js';
import {
  inOne,
  lasting,
  partByPart,
  takingBack,
  takingBackPart,
  type ImportDatabase,
} from './import-database.js';
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

async function oneWaits(): Promise<void> {
  const [waiting] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.wait_event_type = 'Lock'`;
  expect(waiting?.count).toBe(1);
}

/** Has an import take two locks the other way round than somebody else; returns how often it was begun. */
async function loseOnce(db: ImportDatabase, report: ImportReport): Promise<number> {
  let rounds = 0;
  let crossed: Promise<unknown> = Promise.resolve();
  await other.query('BEGIN');
  await other.query('SELECT pg_advisory_xact_lock(2)');
  try {
    await inOne(db, report, async (tx) => {
      rounds += 1;
      await tx.$executeRaw`SET LOCAL deadlock_timeout = '50ms'`;
      report.add('hotels', 1);
      report.refuse('hotels.csv', 3, 'no such time zone');
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(1)::text`;
      if (rounds === 1) {
        crossed = other.query('SELECT pg_advisory_xact_lock(1)').then(() => other.query('COMMIT'));
        await eventually(oneWaits);
      }
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(2)::text`;
    });
  } finally {
    await crossed;
  }
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

const addAirline = (db: Database, iata: string) =>
  db.airline.create({ data: { iata, name: iata, country: 'PT' } });
const airlinesIn = async (db: Database): Promise<string[]> =>
  (await db.airline.findMany({ orderBy: { iata: 'asc' } })).map(({ iata }) => iata);

test('of what is taken back in parts each sees what was before it, and nothing of another part', async () => {
  const before = await airlinesIn(prisma);
  const seen = await takingBack(prisma, isAlone, async (db) => {
    await addAirline(db, 'A1');
    const first = await takingBackPart(db, async () => {
      await addAirline(db, 'B1');
      return airlinesIn(db);
    });
    const second = await partByPart(db).$transaction(async (tx) => {
      await addAirline(tx, 'B2');
      return airlinesIn(tx);
    });
    const failed = await takingBackPart(db, async () => {
      await addAirline(db, 'A1');
    }).catch(() => 'refused');
    return [first, second, failed, await airlinesIn(db)];
  });
  const known = ['A1', ...before].toSorted();
  expect(seen).toEqual([[...known, 'B1'].toSorted(), [...known, 'B2'].toSorted(), 'refused', known]);
  expect(await airlinesIn(prisma)).toEqual(before);
});

test('a part that is taken back has given up its locks, while the whole goes on', async () => {
  const isLocked = async (key: number): Promise<boolean> => {
    const { rows } = await other.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [key]);
    await other.query('SELECT pg_advisory_unlock_all()');
    return rows[0]?.got !== true;
  };
  await takingBack(prisma, isAlone, async (db) => {
    const lock = (key: number) => db.$queryRaw`SELECT pg_advisory_xact_lock(${key}::bigint)::text`;
    await lock(11);
    await takingBackPart(db, async () => {
      await lock(12);
      expect(await isLocked(12)).toBe(true);
    });
    expect([await isLocked(11), await isLocked(12)]).toEqual([true, false]);
  });
  expect(await isLocked(11)).toBe(false);
});

test('a part that lost a deadlock is done again, and what was before it stays', async () => {
  let wholes = 0;
  let parts = 0;
  await takingBack(prisma, isAlone, async (db) => {
    wholes += 1;
    await addAirline(db, 'C1');
    await takingBackPart(db, async () => {
      parts += 1;
      if (parts === 1) await loseOnce(db, new ImportReport());
    });
    expect(await airlinesIn(db)).toContain('C1');
  });
  expect([wholes, parts]).toEqual([1, 2]);
});
