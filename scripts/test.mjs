// `npm test`: installs and generates what is missing, then runs every test, and the end-to-end tests in which
// jobs have a part a second time, with the queues in Redis. `npm test -- <jest arguments>` runs what they select, once.
// The last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureGenerated, ensureInstalled, program, root } from './project.mjs';

ensureInstalled();
ensureGenerated();

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-results-'));
/** Commands, pages and refusals are the same wherever the queues are. */
const withJobs =
  'test/e2e/(holds|horizon|last-room|outgoing-webhooks|overload|payments|reconciliation|reservations|several-processes|webhooks)';
const total = { passed: 0, failed: 0, skipped: 0 };
let status = 0;

if (process.argv.length > 2) {
  jest(process.argv.slice(2));
} else {
  jest([]);
  if (spawnSync('redis-server', ['--version']).status === 0) {
    console.log('\nThe end-to-end tests of what jobs do again, with the queues in Redis:');
    jest([withJobs], { TEST_QUEUE: 'redis' });
  } else if (process.env.CI === 'true') {
    console.error('\nredis-server is missing: in CI the tests on Redis may not be left out.');
    total.failed += 1;
    status = 1;
  } else {
    console.warn('\nSKIPPED: the end-to-end tests on Redis, because redis-server is not installed.');
    total.skipped += 1;
  }
}

rmSync(folder, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(status);

function jest(args, env = {}) {
  const results = path.join(folder, 'results.json');
  const run = spawnSync(
    process.execPath,
    [program('jest/bin/jest.js'), '--json', `--outputFile=${results}`, ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  if (run.status !== 0) status = 1;
  const result = read(results);
  total.passed += result.numPassedTests ?? 0;
  // A file that could not be run at all has no tests to count.
  total.failed += (result.numFailedTests ?? 0) + (result.numRuntimeErrorTestSuites ?? 0);
  total.skipped += (result.numPendingTests ?? 0) + (result.numTodoTests ?? 0);
  if (run.status !== 0 && total.failed === 0) total.failed += 1;
  rmSync(results, { force: true });
}

/** Nothing was written when jest only printed something, e.g. its help, or could not start. */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
