import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '../database/server-process.js';
import { StartError } from './start-error.js';

/**
 * Makes this process the only one that runs an embedded database in `dataDir`, until `release`. A lock left by a
 * process that no longer exists does not count, also when its number has been given to another process since.
 *
 * @throws StartError naming the process that has it.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'holdfast.pid');
  const mine = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) });
  const draft = `${file}.${process.pid}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    writeFileSync(draft, mine);
    try {
      linkSync(draft, file);
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const holder = holderOf(file);
    if (holder !== undefined) {
      throw new StartError(
        `Holdfast is already running on ${dataDir} (process ${holder}). ` +
          'Stop it first, or give this one a folder of its own with DATA_DIR.',
      );
    }
    rmSync(file, { force: true });
  }
  throw new StartError(`${file} cannot be taken: other starts keep getting in the way.`);
}

function holderOf(file: string): number | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const found = parse(text);
  if (found === undefined || !isAlive(found.pid)) return undefined;
  return startOf(found.pid) === found.startedAt ? found.pid : undefined;
}

function parse(text: string): { pid: number; startedAt: string } | undefined {
  const match = /^\{"pid":(\d+),"startedAt":"(\d*)"\}$/.exec(text);
  return match === null ? undefined : { pid: Number(match[1]), startedAt: match[2] ?? '' };
}

/** When a process began, in ticks since boot; empty where the system does not tell. */
function startOf(pid: number): string {
  const afterName = readIfThere(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  return afterName?.[19] ?? '';
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
