import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

/** What was written to the log of the database between two places in it. */
export interface WalUse {
  /** All of it, copies of pages included. */
  readonly bytes: number;
  /**
   * Without the copies of whole pages that the first change after a checkpoint makes: how many there are says when the last
   * checkpoint was, and not what a booking costs.
   */
  readonly recordBytes: number;
  /** Transactions that changed something. */
  readonly commits: number;
}

/** The end of the log. */
export async function walPosition(sql: Pool): Promise<string> {
  const { rows } = await sql.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn()::text AS lsn');
  return rows[0]?.lsn ?? '';
}

/** Reads the log itself (pg_walinspect): nothing that was written there is missed, whoever wrote it. */
export async function readWal(sql: Pool, from: string, to: string): Promise<WalUse> {
  await sql.query('CREATE EXTENSION IF NOT EXISTS pg_walinspect');
  // Only what has reached the disk can be read: a message of nothing takes what is before it along.
  await sql.query(`SELECT pg_logical_emit_message(false, 'bench', '', true)`);
  const { rows } = await sql.query<{ all: number; records: number; commits: number }>(
    `SELECT
       coalesce(sum(combined_size), 0)::float8 AS "all",
       coalesce(sum(record_size), 0)::float8 AS records,
       coalesce(sum(count) FILTER (WHERE "resource_manager/record_type" = 'Transaction/COMMIT'), 0)::float8 AS commits
     FROM pg_get_wal_stats($1::pg_lsn, $2::pg_lsn, true)`,
    [from, to],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the log of the database could not be read');
  return { bytes: row.all, recordBytes: row.records, commits: row.commits };
}

/** Waits until nothing is written any more, but for what an idle server writes. */
export async function untilQuiet(sql: Pool): Promise<void> {
  const quietBytes = 20_000;
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const from = await walPosition(sql);
    await delay(500);
    const { rows } = await sql.query<{ bytes: number }>(
      'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1::pg_lsn)::float8 AS bytes',
      [from],
    );
    if ((rows[0]?.bytes ?? 0) < quietBytes) return;
  }
  throw new Error('the database does not come to rest');
}
