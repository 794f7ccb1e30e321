import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { asOnlyImport } from './import-lock.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

const busy = { kind: 'unavailable', code: 'busy', message: expect.stringContaining('Another import') };

const importOnce = (): Promise<string> => asOnlyImport(database.url, () => Promise.resolve('done'));

test('while one import runs every other is refused, and the next may begin as soon as it is over', async () => {
  await asOnlyImport(database.url, async () => {
    const others = await Promise.allSettled([importOnce(), importOnce(), importOnce()]);
    for (const other of others) expect(other).toMatchObject({ status: 'rejected', reason: busy });
  });
  await expect(importOnce()).resolves.toBe('done');
});

test('of many that begin at once one runs at a time', async () => {
  let running = 0;
  const ended = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      asOnlyImport(database.url, async () => {
        running += 1;
        const together = running;
        await prisma.$queryRaw`SELECT pg_sleep(0.05)::text`;
        running -= 1;
        return together;
      }),
    ),
  );
  const values = ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  expect(new Set(values)).toEqual(new Set([1]));
  const reasons: unknown[] = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  expect(reasons).toEqual(reasons.map(() => expect.objectContaining(busy)));
});

test('an import that fails makes way for the next', async () => {
  const failing = asOnlyImport(database.url, () => Promise.reject(new Error('no such disk')));
  await expect(failing).rejects.toThrow('no such disk');
  await expect(importOnce()).resolves.toBe('done');
});

test('an import that has lost its lock is told to end, and does not stand in the way of the next', async () => {
  const unaware = asOnlyImport(database.url, async (assertAlone) => {
    assertAlone();
    await prisma.$queryRaw`
      SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
      WHERE a.datname = current_database() AND a.application_name = 'holdfast-import'`;
    await expect(eventually(importOnce)).resolves.toBe('done');
    await eventually(() => expect(assertAlone).toThrow('The database was lost'));
    assertAlone();
  });
  await expect(unaware).rejects.toMatchObject({ kind: 'unavailable', code: 'database_unavailable' });
});

test('a database that is away is said to be', async () => {
  const away = new URL(database.url);
  away.port = '1';
  await expect(asOnlyImport(away.href, () => Promise.resolve())).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});
