// `npm run steps`: kills the real process at every step of every flow (test/steps), on a PostgreSQL of its own.
// `npm run steps -- --help` says what can be chosen. The exit code says whether all was recovered in time.
import globalSetup from '../test/support/global-setup.mjs';
import globalTeardown from '../test/support/global-teardown.mjs';
import { ensureGenerated, ensureInstalled } from './project.mjs';

ensureInstalled();
ensureGenerated();
// Also registers the hooks that let Node import TypeScript.
await globalSetup();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void globalTeardown().finally(() => process.exit(1)));
}
try {
  const { runSteps } = await import('../test/steps/run-steps.ts');
  process.exitCode = await runSteps(process.argv.slice(2));
} finally {
  await globalTeardown();
}
