import { Client } from 'pg';
import { DomainError } from '../../errors/domain-error.js';

/** The same in every process: spells "IMPT". */
export const importLockKey = 0x49_4d_50_54;

const answerTimeoutMs = 5_000;

/** Throws `database_unavailable` when another import may have begun. */
export type AssertAlone = () => void;

/**
 * Runs `work` as the only import of this database, whichever process it is in: two of the same files in another order would
 * wait for each other. The lock is a session's, on a connection of its own: it outlives the import's many transactions, and
 * PostgreSQL gives it up as soon as the process is gone. Where that connection breaks and the import does not, `assertAlone`
 * tells it to end. Error: `busy` while another is under way.
 */
export async function asOnlyImport<Result>(
  databaseUrl: string,
  work: (assertAlone: AssertAlone) => Promise<Result>,
): Promise<Result> {
  const session = new Client({
    connectionString: databaseUrl,
    application_name: 'holdfast-import',
    keepAlive: true,
    connectionTimeoutMillis: answerTimeoutMs,
    query_timeout: answerTimeoutMs,
  });
  let lost: Error | undefined;
  session.on('error', (error) => (lost = error));
  await session.connect();
  try {
    if (!(await takeLock(session))) throw importUnderWay();
    try {
      return await work(() => {
        if (lost !== undefined) throw lockLost(lost);
      });
    } finally {
      // The end of the session does it, too, but a moment after this has returned.
      if (lost === undefined)
        await session.query('SELECT pg_advisory_unlock($1)', [importLockKey]).catch(() => {});
    }
  } finally {
    await session.end().catch(() => {});
  }
}

async function takeLock(session: Client): Promise<boolean> {
  // A machine that vanishes says nothing, and the system would ask for it after two hours only.
  await session.query(
    `SELECT set_config('tcp_keepalives_idle', '20', false), set_config('tcp_keepalives_interval', '5', false),
       set_config('tcp_keepalives_count', '4', false)`,
  );
  const { rows } = await session.query<{ isHeld: boolean }>('SELECT pg_try_advisory_lock($1) AS "isHeld"', [
    importLockKey,
  ]);
  return rows[0]?.isHeld === true;
}

function importUnderWay(): DomainError {
  const message = 'Another import is under way. Try again when it is over.';
  return new DomainError('unavailable', 'busy', message, undefined, { retryAfterSeconds: 5 });
}

function lockLost(cause: Error): DomainError {
  const message = 'The database was lost in the middle of the import. Run it again when it is back.';
  return new DomainError('unavailable', 'database_unavailable', message, undefined, {
    cause,
    retryAfterSeconds: 5,
  });
}
