// Writes docs/states.md from what the state matrix finds (test/race/state-matrix.test.ts).
import { spawnSync } from 'node:child_process';
import { ensureGenerated, ensureInstalled, program, root } from './project.mjs';

ensureInstalled();
ensureGenerated();
run('jest/bin/jest.js', ['test/race/state-matrix', '-t', 'every step']);
run('prettier/bin/prettier.cjs', ['--write', 'docs/states.md']);

function run(file, args) {
  const env = { ...process.env, WRITE_STATE_PAGE: 'yes' };
  const { status } = spawnSync(process.execPath, [program(file), ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
