import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';

/** What `pgbench` says of itself; undefined where it is not installed. */
export function findPgbench(): string | undefined {
  const { status, stdout } = spawnSync('pgbench', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

export interface PgbenchOptions {
  readonly databaseUrl: string;
  /** One transaction, in pgbench's language. */
  readonly script: string;
  readonly connections: number;
  readonly seconds: number;
  readonly folder: string;
}

/** Transactions per second, without the time to connect, and how many there were. Prepared statements, two threads. */
export async function runPgbench({
  databaseUrl,
  script,
  connections,
  seconds,
  folder,
}: PgbenchOptions): Promise<{ perSecond: number; transactions: number }> {
  const file = path.join(folder, 'pgbench.sql');
  writeFileSync(file, script);
  const url = new URL(databaseUrl);
  const child = spawn(
    'pgbench',
    [
      '--no-vacuum',
      '--protocol=prepared',
      `--file=${file}`,
      `--client=${connections}`,
      '--jobs=2',
      `--time=${Math.max(1, Math.round(seconds))}`,
      `--host=${url.hostname}`,
      `--port=${url.port}`,
      `--username=${url.username}`,
      url.pathname.slice(1),
    ],
    {
      env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const perSecond = Number(/tps = ([\d.]+) \(without initial/.exec(output)?.[1]);
  const transactions = Number(/transactions actually processed: (\d+)/.exec(output)?.[1]);
  if (!Number.isFinite(perSecond) || !Number.isFinite(transactions)) throw new Error(`pgbench: ${output}`);
  return { perSecond, transactions };
}
