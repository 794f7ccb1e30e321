import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockDataDir } from './data-dir-lock.js';
import { StartError } from './start-error.js';

let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'holdfast-lock-'));
  file = path.join(dataDir, 'holdfast.pid');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('a data folder has one Holdfast at a time', () => {
  const lock = lockDataDir(dataDir);
  expect(() => lockDataDir(dataDir)).toThrow(StartError);
  expect(() => lockDataDir(dataDir)).toThrow(`process ${process.pid}`);
  lock.release();
  lockDataDir(dataDir).release();
});

test('the lock of a process that was killed does not count', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  writeFileSync(file, JSON.stringify({ pid: child.pid, startedAt: '1' }));
  expect(() => lockDataDir(dataDir)).not.toThrow();
});

test('the lock does not count when its number belongs to another process by now', () => {
  const lock = lockDataDir(dataDir);
  const mine = readFileSync(file, 'utf8');
  writeFileSync(file, mine.replace(/"startedAt":"\d*"/, '"startedAt":"1"'));
  expect(() => lockDataDir(dataDir)).not.toThrow();
  lock.release();
});

test('a lock file that was cut off while written does not count', () => {
  writeFileSync(file, '{"pid":');
  expect(() => lockDataDir(dataDir)).not.toThrow();
});
