import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../src/database/free-port.js';

/** A Redis of a test's own, which it may stop and start again. */
export interface TestRedis {
  url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it for good and removes what it kept. */
  close(): Promise<void>;
}

/** The Redis this run keeps its queues in (`TEST_QUEUE=redis`, see scripts/test.mjs); false: they are in PostgreSQL. */
export function queueRedisUrl(): string | false {
  return process.env['TEST_REDIS_URL'] ?? false;
}

/** Needs the program `redis-server` on the path. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const start = async () => {
    const child = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''],
      { stdio: 'ignore' },
    );
    server = child;
    const client = new Redis(url, {
      maxRetriesPerRequest: null,
      retryStrategy: () => (child.exitCode === null ? 25 : null),
    });
    client.on('error', () => {});
    try {
      await client.ping();
    } finally {
      client.disconnect();
    }
  };
  const stop = async () => {
    const child = server;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  return {
    url,
    start,
    stop,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
