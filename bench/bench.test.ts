import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRunningServer, isAlive } from '../src/database/server-process.js';
import { eventually } from '../test/support/eventually.js';

const timeoutMs = 180_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bench-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as a person runs it; its temporary files are below `folder`. */
function start(...args: string[]) {
  const child = spawn(
    process.execPath,
    ['scripts/bench.mjs', '--out', path.join(folder, 'results'), ...args],
    {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return { child, said, ended: once(child, 'close') };
}

function left(): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('holdfast-bench-'));
}

test(
  'a short run prints the table, writes a report that holds the same, and leaves nothing behind',
  async () => {
    const { child, said, ended } = start('--only', 'P6', '--seconds', '1', '--rounds', '1');
    await ended;
    expect(said.stderr).toContain('report: ');
    expect(said.stdout).toMatch(/P6 .*≥ 0\.88 .* (reached|short)\n/);
    expect(child.exitCode).toBe(0);
    const files = readdirSync(path.join(folder, 'results'));
    expect(files.map((name) => path.extname(name)).toSorted()).toEqual(['.json', '.md', '.svg', '.svg']);
    const json = files.find((name) => name.endsWith('.json')) ?? '';
    const run = JSON.parse(readFileSync(path.join(folder, 'results', json), 'utf8')) as {
      lines: { id: string; value: number; checks: { isHeld: boolean }[] }[];
      machine: { postgres: Record<string, string> };
    };
    expect(run.machine.postgres).toMatchObject({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
    });
    expect(run.lines).toHaveLength(1);
    for (const { value, checks } of run.lines) {
      expect(value).toBeGreaterThan(0);
      expect(checks.length).toBeGreaterThan(3);
      expect(checks.every(({ isHeld }) => isHeld)).toBe(true);
    }
    expect(left()).toEqual([]);
  },
  timeoutMs,
);

test(
  'a run that is interrupted stops its database and removes its files',
  async () => {
    const { child, said, ended } = start('--only', 'P6', '--seconds', '60');
    await eventually(() => expect(said.stderr).toContain('P6: hold with its event row'), timeoutMs);
    const [world = ''] = left();
    const data = path.join(folder, world, 'database', 'postgres');
    expect(findRunningServer(data)).toBeDefined();
    const pid = findRunningServer(data)?.pid ?? 0;
    child.kill('SIGINT');
    await ended;
    expect(child.exitCode).toBe(1);
    expect(isAlive(pid)).toBe(false);
    expect(left()).toEqual([]);
  },
  timeoutMs,
);

test('a line nobody measures is refused before anything is started', async () => {
  const { child, said, ended } = start('--only', 'P99');
  await ended;
  expect(child.exitCode).toBe(1);
  expect(said.stderr).toMatch(/--only knows .*P1.*; not P99/);
});
