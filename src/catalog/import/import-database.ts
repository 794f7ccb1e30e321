import type { Database } from '../../database/database-client.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { transactionLimits } from './import-context.js';

/** Where an import writes: the database, or one transaction of it that is taken back. */
export type ImportDatabase = Database & {
  $transaction<Result>(
    work: (tx: Database) => Promise<Result>,
    limits?: { readonly timeout: number; readonly maxWait: number },
  ): Promise<Result>;
};

/** Ends a transaction that was never meant to last. */
class TakenBack extends Error {
  override readonly name = 'TakenBack';
}

/**
 * What `work` returns, and nothing of what it did: all of it is one transaction, taken back at its end. What it touched stays
 * locked until then.
 */
export async function takingBack<Result>(
  prisma: PrismaService,
  work: (db: ImportDatabase) => Promise<Result>,
): Promise<Result> {
  const results: Result[] = [];
  try {
    await prisma.$transaction(async (tx) => {
      results.push(await work(withinOne(tx)));
      throw new TakenBack();
    }, transactionLimits);
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  const [result] = results;
  if (result === undefined) throw new Error('a transaction that was taken back has no result');
  return result;
}

/** The transactions of an import within a single one. */
function withinOne(tx: Database): ImportDatabase {
  const $transaction = <Result>(work: (tx: Database) => Promise<Result>): Promise<Result> => work(tx);
  return new Proxy(tx, {
    get: (target, name): unknown => (name === '$transaction' ? $transaction : Reflect.get(target, name)),
  });
}
