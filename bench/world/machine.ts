import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { median } from '../verdict.js';

/** On what, and how, it was measured. Nothing that names the machine. */
export interface MachineDescription {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly platform: string;
  readonly node: string;
  /** Of the minute before the run: a machine that is busy with something else measures that. */
  readonly loadBefore: number;
  /** Median time to make 8 kB durable in the folder of the database, in milliseconds. */
  readonly fsyncMs: number;
  /** Settings of the database that durability and speed depend on. */
  readonly postgres: Readonly<Record<string, string>>;
}

const shownSettings = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'data_checksums',
  'shared_buffers',
  'max_wal_size',
  'checkpoint_timeout',
];

export async function describeMachine(pool: Pool, folder: string): Promise<MachineDescription> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1) ORDER BY 1',
    [shownSettings],
  );
  const [processor] = cpus();
  return {
    cores: cpus().length,
    processor: processor?.model ?? 'unknown',
    memoryGb: Math.round((totalmem() / 1024 ** 3) * 10) / 10,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    fsyncMs: Math.round(measureFsync(folder) * 100) / 100,
    postgres: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
  };
}

/** Disk sync times swing tenfold on shared machines, and every commit waits for one. */
function measureFsync(folder: string): number {
  const file = path.join(folder, 'fsync-probe');
  const page = Buffer.alloc(8_192, 1);
  const descriptor = openSync(file, 'w');
  try {
    const times = Array.from({ length: 50 }, () => {
      writeSync(descriptor, page);
      const started = performance.now();
      fsyncSync(descriptor);
      return performance.now() - started;
    });
    return median(times);
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
}
