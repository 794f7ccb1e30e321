import type { Pool } from 'pg';

/** What the database wrote to its log while something was done. */
export interface WalObservation {
  /** Of all records but the server's own housekeeping (checkpoints, snapshots for standbys). */
  readonly bytes: number;
  /** Records that stand for a row locked or changed in a table of the product. */
  readonly rowLocks: number;
  /** Transactions that got an id, by anybody: none can lock or change a row without. */
  readonly transactions: number;
  /** Records and bytes by kind and table, to see whose they are. */
  readonly records: readonly WalRecords[];
}

interface WalRecords {
  readonly kind: string;
  readonly tables: string;
  readonly records: number;
  readonly bytes: number;
}

/** Written by the server itself at any time, whether or not anybody asks it for anything. */
const housekeeping = /^(XLOG\/(CHECKPOINT|SWITCH|NEXTOID)|Standby\/)/;
/** A row lock is always logged: `Heap/LOCK`, or with the change it was taken for. */
const rowLocking =
  /^(Heap\/(LOCK|INSERT|UPDATE|HOT_UPDATE|DELETE|CONFIRM|INPLACE)|Heap2\/(LOCK_UPDATED|MULTI_INSERT)|MultiXact\/)/;

/**
 * Reads what was written to the write-ahead log during `work`, record by record (pg_walinspect). That is the whole
 * server's log, so nothing can be missed: what others wrote meanwhile is counted, too, and shown by table.
 */
export async function observeWal(pool: Pool, work: () => Promise<void>): Promise<WalObservation> {
  await pool.query('CREATE EXTENSION IF NOT EXISTS pg_walinspect');
  // Its script changes the rights of functions it has just made. Who reads them next would tidy up after it, in the log.
  await pool.query('VACUUM pg_proc');
  const before = await position(pool);
  await work();
  const after = await position(pool);
  const records = before.lsn === after.lsn ? [] : await recordsBetween(pool, before.lsn, after.lsn);
  const counted = records.filter(({ kind }) => !housekeeping.test(kind));
  const ofProduct = counted.filter(({ kind, tables }) => rowLocking.test(kind) && !isQueueOnly(tables));
  return {
    bytes: counted.reduce((sum, { bytes }) => sum + bytes, 0),
    rowLocks: ofProduct.reduce((sum, entry) => sum + entry.records, 0),
    transactions: after.nextXid - before.nextXid,
    records,
  };
}

/** The queue's tables are in a schema of their own. */
function isQueueOnly(tables: string): boolean {
  return tables !== '' && tables.split(', ').every((table) => table.startsWith('bullmq.'));
}

async function position(pool: Pool): Promise<{ lsn: string; nextXid: number }> {
  const { rows } = await pool.query<{ lsn: string; nextXid: number }>(
    `SELECT pg_current_wal_insert_lsn()::text AS lsn,
            pg_snapshot_xmax(pg_current_snapshot())::text::float8 AS "nextXid"`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database has no position in its log');
  return row;
}

async function recordsBetween(pool: Pool, from: string, to: string): Promise<WalRecords[]> {
  // What is read must have reached the disk: a commit makes it so. It comes after the end of the range.
  await pool.query(`SELECT pg_logical_emit_message(true, 'bench', 'the observation has ended')`);
  const { rows } = await pool.query<WalRecords>(
    `WITH record AS (
       SELECT
         r.resource_manager || '/' || split_part(r.record_type, '+', 1) AS kind, r.record_length::integer AS bytes,
         (
           SELECT string_agg(DISTINCT CASE
             WHEN m[2]::oid <> d.oid THEN 'shared or of another database'
             ELSE coalesce(pg_filenode_relation(0, m[3]::oid)::regclass::text, 'dropped') END, ', ')
           FROM regexp_matches(r.block_ref, 'rel (\\d+)/(\\d+)/(\\d+)', 'g') AS m
         ) AS tables
       FROM pg_get_wal_records_info($1::pg_lsn, $2::pg_lsn) r
       CROSS JOIN (SELECT oid FROM pg_database WHERE datname = current_database()) d
     )
     SELECT kind, coalesce(tables, '') AS tables, count(*)::integer AS records, sum(bytes)::integer AS bytes
     FROM record GROUP BY 1, 2 ORDER BY 4 DESC`,
    [from, to],
  );
  return rows;
}
