import type { Pool } from 'pg';

/** One statement as the database counted it (pg_stat_statements), top level only: what a client sent. */
export interface StatementUse {
  readonly calls: number;
  readonly totalMs: number;
  readonly walBytes: number;
  /** Its beginning. */
  readonly text: string;
}

export async function resetStatements(sql: Pool): Promise<void> {
  await sql.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await sql.query('SELECT pg_stat_statements_reset()');
}

/** Since the last reset, most time first. */
export async function readStatements(sql: Pool): Promise<StatementUse[]> {
  const { rows } = await sql.query<StatementUse>(
    `SELECT s.calls::float8 AS calls, s.total_exec_time AS "totalMs", s.wal_bytes::float8 AS "walBytes",
       left(regexp_replace(s.query, '\\s+', ' ', 'g'), 160) AS text
     FROM pg_stat_statements s
     WHERE s.toplevel AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY s.total_exec_time DESC LIMIT 40`,
  );
  return rows;
}
