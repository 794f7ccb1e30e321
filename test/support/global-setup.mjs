// One PostgreSQL for the whole test run, in it one migrated database every test copies (about 40 ms), and the product compiled
// once for all processes of it that tests start.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureGenerated } from '../../scripts/project.mjs';

register('./typescript-hooks.mjs', import.meta.url);

export default async function globalSetup() {
  // `npm test` brings these up to date; a test run by jest alone only needs them to be there.
  ensureGenerated({ onlyMissing: true });
  const { startEmbeddedPostgres } = await import('../../src/database/embedded-postgres.ts');
  const { createTemplateDatabase } = await import('./template-database.ts');
  const { compileSources } = await import('./compile-sources.ts');

  const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
  // mkdtemp makes it private; as root the server runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    folder,
    settings: {
      // Nothing here outlives the run, so nothing has to reach the disk.
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '450',
      shared_buffers: '256MB',
      deadlock_timeout: '200ms',
    },
  });
  let compiled;
  const stop = async () => {
    if (compiled !== undefined) rmSync(compiled, { recursive: true, force: true });
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    compiled = compileSources();
    await createTemplateDatabase(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.TEST_COMPILED_SOURCES = compiled;
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_POSTGRES_LOG = postgres.logFile;
  globalThis.stopTestServers = stop;
  if (process.env.TEST_QUEUE === 'redis') {
    const { startTestRedis } = await import('./redis.ts');
    const redis = await startTestRedis();
    process.env.TEST_REDIS_URL = redis.url;
    globalThis.stopTestServers = async () => {
      await redis.close();
      await stop();
    };
  }
}
