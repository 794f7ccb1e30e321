import { Client, Pool } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from './prisma.service.js';
import {
  constraintName,
  databaseFailure,
  isRetryable,
  isUnreadableTime,
  retryOnSerialization,
  sqlState,
  violates,
} from './sql-error.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 2 });
  await prisma.$executeRaw`
    CREATE TABLE probe (
      id integer CONSTRAINT probe_pkey PRIMARY KEY,
      size integer CONSTRAINT probe_size_check CHECK (size > 0)
    )`;
  await prisma.$executeRaw`INSERT INTO probe (id, size) VALUES (1, 1)`;
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => Promise.reject(new Error('it was expected to fail')),
    (error: unknown) => error,
  );
}

function conflict(): Promise<number> {
  return prisma.$executeRaw`DO $$ BEGIN RAISE 'again' USING ERRCODE = '40001'; END $$`;
}

describe('an error of the database', () => {
  test('names the constraint it is about, through Prisma', async () => {
    const duplicate = await thrownBy(prisma.$executeRaw`INSERT INTO probe (id, size) VALUES (1, 1)`);
    expect([sqlState(duplicate), constraintName(duplicate)]).toEqual(['23505', 'probe_pkey']);
    const tooSmall = await thrownBy(prisma.$executeRaw`INSERT INTO probe (id, size) VALUES (2, 0)`);
    expect([sqlState(tooSmall), constraintName(tooSmall)]).toEqual(['23514', 'probe_size_check']);
    expect(violates(tooSmall, 'probe_size_check')).toBe(true);
    expect(violates(tooSmall, 'probe_pkey')).toBe(false);
  });

  test('names the constraint it is about, through pg', async () => {
    const tooSmall = await thrownBy(prisma.pool.query('INSERT INTO probe (id, size) VALUES (2, 0)'));
    expect([sqlState(tooSmall), constraintName(tooSmall)]).toEqual(['23514', 'probe_size_check']);
    expect(databaseFailure(tooSmall)).toBeUndefined();
  });

  test('is `busy` when a lock is not had in time', async () => {
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM probe WHERE id = 1 FOR UPDATE');
    const error = await thrownBy(
      prisma.$transaction([
        prisma.$executeRaw`SET LOCAL lock_timeout = '50ms'`,
        prisma.$executeRaw`UPDATE probe SET size = 2 WHERE id = 1`,
      ]),
    );
    await other.end();
    expect(databaseFailure(error)).toMatchObject({ kind: 'unavailable', code: 'busy', retryAfterSeconds: 1 });
  });

  test('is `busy` when a statement takes too long', async () => {
    const error = await thrownBy(
      prisma.$transaction([
        prisma.$executeRaw`SET LOCAL statement_timeout = '50ms'`,
        prisma.$queryRaw`SELECT pg_sleep(5)::text`,
      ]),
    );
    expect(databaseFailure(error)?.code).toBe('busy');
  });

  test('is `busy` when no connection becomes free in time', async () => {
    const pool = new Pool({
      connectionString: database.url,
      max: 1,
      connectionTimeoutMillis: 1_000,
      allowExitOnIdle: true,
    });
    const only = await pool.connect();
    const error = await thrownBy(pool.query('SELECT 1'));
    only.release();
    await pool.end();
    expect(databaseFailure(error)?.code).toBe('busy');
  });

  test('is `database_unavailable` when the session is ended under a statement', async () => {
    const error = await thrownBy(prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
    expect(databaseFailure(error)?.code).toBe('database_unavailable');
    await expect(prisma.$queryRaw`SELECT 1 AS one`).resolves.toEqual([{ one: 1 }]);
  });

  test('is `database_unavailable` when nobody listens there', async () => {
    const nowhere = openPrisma('postgresql://nobody@127.0.0.1:1/none');
    const error = await thrownBy(nowhere.$queryRaw`SELECT 1`);
    await nowhere.close();
    expect(databaseFailure(error)?.code).toBe('database_unavailable');
  });

  test('is nobody’s business when it is a programmer’s mistake', async () => {
    expect(databaseFailure(await thrownBy(prisma.$queryRaw`SELECT nonsense`))).toBeUndefined();
  });
});

test.each([
  ['a year that is none', '0000-01-01T00:00:00Z', true],
  ['a day that is none', '2027-02-30T00:00:00Z', true],
  ['a zone that is none', '2027-03-14T09:30:00+16:00', true],
  ['no time at all', 'yesterdays', true],
  ['a text PostgreSQL cannot keep', 'a\u0000b', false],
])('an error about %s is told from others', async (_what, text, isAboutTime) => {
  const error = await thrownBy(prisma.$queryRaw`SELECT (${text}::text::timestamptz)::text`);
  expect([isUnreadableTime(error), databaseFailure(error)]).toEqual([isAboutTime, undefined]);
});

describe('retryOnSerialization', () => {
  test('runs the work again until it succeeds', async () => {
    let runs = 0;
    const result = await retryOnSerialization(async () => {
      runs += 1;
      if (runs < 3) await conflict();
      return 'done';
    });
    expect([result, runs]).toEqual(['done', 3]);
  });

  test('gives up after the agreed number of attempts', async () => {
    let runs = 0;
    const error = await thrownBy(
      retryOnSerialization(async () => {
        runs += 1;
        await conflict();
      }, 2),
    );
    expect([isRetryable(error), runs]).toEqual([true, 2]);
  });

  test('does not repeat work that failed for another reason', async () => {
    let runs = 0;
    await thrownBy(
      retryOnSerialization(async () => {
        runs += 1;
        await prisma.$queryRaw`SELECT nonsense`;
      }),
    );
    expect(runs).toBe(1);
  });
});
