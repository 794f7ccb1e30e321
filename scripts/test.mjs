// `npm test [-- jest arguments]`: installs and generates what is missing, then runs the tests.
import { spawnSync } from 'node:child_process';
import { ensureGenerated, ensureInstalled, program, root } from './project.mjs';

ensureInstalled();
ensureGenerated();
const args = [program('jest/bin/jest.js'), ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
