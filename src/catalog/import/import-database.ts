import type { Database } from '../../database/database-client.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { retryOnSerialization } from '../../database/sql-error.js';
import type { Prisma } from '../../generated/prisma/client.js';
import { transactionLimits } from './import-context.js';
import type { AssertAlone } from './import-lock.js';
import type { ImportReport } from './import-report.js';

/** Where an import writes: the database, or one transaction of it that is taken back. */
export type ImportDatabase = Database & {
  $transaction<Result>(
    work: (tx: Database) => Promise<Result>,
    limits?: { readonly timeout: number; readonly maxWait: number },
  ): Promise<Result>;
};

/** One transaction of an import. What it reports is reported once, however often it is done. */
export function inOne<Result>(
  db: ImportDatabase,
  report: ImportReport,
  work: (tx: Database) => Promise<Result>,
): Promise<Result> {
  return db.$transaction((tx) => report.once(() => work(tx)), transactionLimits);
}

/**
 * The database for an import that lasts: what lost a deadlock against something else is done again, statement by statement
 * and transaction by transaction, and nothing more is begun once the import may not be the only one.
 */
export function lasting(prisma: PrismaService, assertAlone: AssertAlone): ImportDatabase {
  const again = new Map<PropertyKey, unknown>([
    [
      '$transaction',
      <Result>(work: (tx: Database) => Promise<Result>, limits?: typeof transactionLimits) =>
        retryOnSerialization(() => prisma.$transaction(work, limits)),
    ],
    [
      '$queryRaw',
      (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
        retryOnSerialization(async () => prisma.$queryRaw(query, ...values)),
    ],
    [
      '$executeRaw',
      (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
        retryOnSerialization(async () => prisma.$executeRaw(query, ...values)),
    ],
  ]);
  return new Proxy<ImportDatabase>(prisma, {
    get: (target, name): unknown => {
      assertAlone();
      return again.get(name) ?? Reflect.get(target, name);
    },
  });
}

/** Ends a transaction that was never meant to last. */
class TakenBack extends Error {
  override readonly name = 'TakenBack';
}

/**
 * What `work` returns, and nothing of what it did: all of it is one transaction, taken back at its end. What it touched stays
 * locked until then, and when it lost a deadlock all of it is done again.
 *
 * @param limits how long it may take
 */
export function takingBack<Result>(
  prisma: PrismaService,
  assertAlone: AssertAlone,
  work: (db: ImportDatabase) => Promise<Result>,
  limits = transactionLimits,
): Promise<Result> {
  return retryOnSerialization(async () => {
    const results: Result[] = [];
    try {
      await prisma.$transaction(async (tx) => {
        results.push(await work(withinOne(tx, assertAlone)));
        throw new TakenBack();
      }, limits);
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
    }
    const [result] = results;
    if (results.length === 0) throw new Error('a transaction that was taken back has no result');
    return result as Result;
  });
}

/**
 * A part of what is taken back, within its transaction: what `work` returns, and nothing of what it did. What only it has
 * touched is locked no longer than that. Done again when it lost a deadlock; what was done before it stays.
 */
export function takingBackPart<Result>(db: Database, work: () => Promise<Result>): Promise<Result> {
  return retryOnSerialization(async () => {
    await db.$executeRaw`SAVEPOINT import_part`;
    try {
      return await work();
    } finally {
      await db.$executeRaw`ROLLBACK TO SAVEPOINT import_part`;
      await db.$executeRaw`RELEASE SAVEPOINT import_part`;
    }
  });
}

/** The database of `takingBack`, of which each transaction is such a part. */
export function partByPart(db: ImportDatabase): ImportDatabase {
  const $transaction = <Result>(work: (tx: Database) => Promise<Result>): Promise<Result> =>
    takingBackPart(db, () => work(db));
  return new Proxy(db, {
    get: (target, name): unknown => (name === '$transaction' ? $transaction : Reflect.get(target, name)),
  });
}

/** The transactions of an import within a single one. */
function withinOne(tx: Database, assertAlone: AssertAlone): ImportDatabase {
  const $transaction = <Result>(work: (tx: Database) => Promise<Result>): Promise<Result> => work(tx);
  return new Proxy(tx, {
    get: (target, name): unknown => {
      assertAlone();
      return name === '$transaction' ? $transaction : Reflect.get(target, name);
    },
  });
}
