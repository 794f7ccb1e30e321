import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { keptSecret } from '../config/kept-secret.js';
import { freePort } from './free-port.js';
import { createData } from './server-data.js';
import { findRunningServer, isAlive, removeStalePidFile, stopServer } from './server-process.js';
import { launch, programFolder } from './server-programs.js';
import { serverUser, type ServerUser } from './server-user.js';

export interface EmbeddedPostgresOptions {
  /** Folder that holds the data (`postgres/`), the log and the password. */
  folder: string;
  /** Server settings on top of ours, e.g. `fsync: 'off'` for tests. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Address of the database `holdfast`, with its password. */
  readonly url: string;
  readonly logFile: string;
  /** Called when the server ends although nobody asked it to. */
  onCrash(listener: (message: string) => void): void;
  stop(): Promise<void>;
  /** Asks it to stop without waiting: it writes everything down and ends by itself. */
  abandon(): void;
}

const database = 'holdfast';
const superuser = 'postgres';
const startTimeoutMs = 60_000;

/**
 * Starts the PostgreSQL that comes from npm, creating its data on the first start. A server that a killed process
 * left behind on the same data is stopped first; after a crash PostgreSQL recovers by itself.
 *
 * The caller must be the only one to start a server on this folder (see data-dir-lock.ts).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = path.resolve(options.folder);
  const dataFolder = path.join(folder, 'postgres');
  const logFile = path.join(folder, 'postgres.log');
  mkdirSync(folder, { recursive: true });
  const programs = programFolder();
  const user = serverUser(programs, dataFolder);
  const durable = options.settings?.['fsync'] !== 'off';
  const password = keptSecret(folder, 'postgres-password');

  if (!existsSync(dataFolder)) await createData({ dataFolder, programs, user, superuser, password, durable });
  const left = findRunningServer(dataFolder);
  if (left !== undefined) await stopServer(left.pid);
  removeStalePidFile(dataFolder);

  const port = await rememberedPort(path.join(folder, 'postgres-port'));
  const url = `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const settings = { ...ourSettings(), ...options.settings, port: String(port) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = await launchAndWait({ user, programs, dataFolder, flags, logFile, url });
  let stopping = false;
  return {
    url,
    logFile,
    onCrash: (listener) => {
      server.once('exit', (code, signal) => {
        if (!stopping) listener(`PostgreSQL ended (${signal ?? code}); its log is ${logFile}`);
      });
    },
    stop: async () => {
      stopping = true;
      await stopIfAlive(server);
    },
    abandon: () => {
      stopping = true;
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
    },
  };
}

/** Address of a server that another process has started on this folder, if it runs. */
export function findEmbeddedPostgres(folder: string): string | undefined {
  const running = findRunningServer(path.join(path.resolve(folder), 'postgres'));
  if (running === undefined) return undefined;
  const password = encodeURIComponent(keptSecret(path.resolve(folder), 'postgres-password'));
  return `postgresql://${superuser}:${password}@127.0.0.1:${running.port}/${database}`;
}

function ourSettings(): Record<string, string> {
  const gigabyte = 1024 ** 3;
  const sharedBuffers = Math.min(Math.max(totalmem() / 8, gigabyte / 8), gigabyte);
  return {
    listen_addresses: '127.0.0.1',
    // A socket file would have to live in a folder the server may write to; TCP needs none.
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: `${Math.round(sharedBuffers / 1024 ** 2)}MB`,
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    // Our statements are short: compiling one costs more than running it.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %d ',
    log_lock_waits: 'on',
  };
}

interface LaunchOptions {
  user: ServerUser;
  programs: string;
  dataFolder: string;
  flags: readonly string[];
  logFile: string;
  url: string;
}

async function launchAndWait(options: LaunchOptions): Promise<ChildProcess> {
  const { user, programs, dataFolder, flags, logFile, url } = options;
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const logStart = sizeOf(logFile);
    const server = launch(user, path.join(programs, 'postgres'), ['-D', dataFolder, ...flags], logFile);
    try {
      await createDatabaseWhenReady({ url, server, logFile, logStart, deadline });
      return server;
    } catch (error) {
      await stopIfAlive(server);
      // Sessions of a server that was killed notice so within moments; until then no other may start.
      const leftSessions = error instanceof Error && error.message.includes('shared memory block');
      if (!leftSessions || Date.now() > deadline) throw error;
      await delay(250);
    }
  }
}

async function createDatabaseWhenReady(options: {
  url: string;
  server: ChildProcess;
  logFile: string;
  /** Where in it this start begins. */
  logStart: number;
  deadline: number;
}): Promise<void> {
  const { url, server, logFile, logStart, deadline } = options;
  let endedWith: Error | undefined;
  const onError = (error: Error) => {
    endedWith = error;
  };
  const onExit = () => {
    const log = readFileSync(logFile).subarray(logStart).toString().trim();
    endedWith = new Error(`PostgreSQL did not start:\n${log}`);
  };
  server.once('error', onError).once('exit', onExit);
  let failure: unknown;
  try {
    while (Date.now() < deadline) {
      if (endedWith !== undefined) throw endedWith;
      try {
        await createDatabase(url);
        return;
      } catch (error) {
        failure = error;
        await delay(25);
      }
    }
  } finally {
    server.off('error', onError).off('exit', onExit);
  }
  throw new Error(`PostgreSQL was not ready after ${startTimeoutMs / 1000} s; its log is ${logFile}`, {
    cause: failure,
  });
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function createDatabase(url: string): Promise<void> {
  const address = new URL(url);
  address.pathname = '/postgres';
  const client = new Client({ connectionString: address.href, connectionTimeoutMillis: 5_000 });
  // An error after the end of the start is reported by whoever uses the server then.
  client.on('error', () => {});
  try {
    await client.connect();
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

async function stopIfAlive(server: ChildProcess): Promise<void> {
  if (server.pid !== undefined && isAlive(server.pid)) await stopServer(server.pid);
}

/** The same port as last time when it is free, so that a connection string someone noted stays right. */
async function rememberedPort(file: string): Promise<number> {
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await freePort(remembered).catch(() => freePort());
  if (port !== remembered) writeFileSync(file, `${port}\n`);
  return port;
}
