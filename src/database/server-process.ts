import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A PostgreSQL server as its `postmaster.pid` describes it. */
export interface RunningServer {
  pid: number;
  port: number;
}

const stopTimeoutMs = 60_000;

/** The server that runs on `dataFolder` at this moment, if any. A `postmaster.pid` left by a crash is not one. */
export function findRunningServer(dataFolder: string): RunningServer | undefined {
  const lines = readIfThere(path.join(dataFolder, 'postmaster.pid'))?.split('\n');
  const pid = Number(lines?.[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isServerOn(dataFolder, pid)) return undefined;
  return { pid, port: Number(lines?.[3]) };
}

/**
 * Removes a `postmaster.pid` no server stands behind. PostgreSQL does so itself, except when the number in it has
 * meanwhile been given to another process of the same user.
 */
export function removeStalePidFile(dataFolder: string): void {
  if (findRunningServer(dataFolder) === undefined) {
    rmSync(path.join(dataFolder, 'postmaster.pid'), { force: true });
  }
}

/**
 * Stops a server: open transactions are rolled back, everything committed is written, then it ends ("fast").
 * One that takes longer than a minute is stopped at once, and recovers at its next start.
 */
export async function stopServer(pid: number): Promise<void> {
  if (await endsAfter(pid, 'SIGINT', stopTimeoutMs)) return;
  if (await endsAfter(pid, 'SIGQUIT', stopTimeoutMs)) return;
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

async function endsAfter(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  if (!sendSignal(pid, signal)) return true;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true;
    await delay(20);
  }
  return false;
}

/** Whether a process with this number exists and is not merely waiting to be collected by its parent. */
export function isAlive(pid: number): boolean {
  if (!sendSignal(pid, 0)) return false;
  const state = readIfThere(`/proc/${pid}/stat`)?.split(') ').at(-1)?.[0];
  return state !== 'Z';
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    // EPERM: it exists, but belongs to someone else.
    return errorCode(error) === 'EPERM';
  }
}

function isServerOn(dataFolder: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  const words = readIfThere(`/proc/${pid}/cmdline`)?.split('\0') ?? processCommand(pid).split(' ');
  return words.some((word) => path.basename(word) === 'postgres') && words.includes(dataFolder);
}

/** For systems without /proc. */
function processCommand(pid: number): string {
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
