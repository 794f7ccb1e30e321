import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Client, type DatabaseError, Pool } from 'pg';
import { projectFolder } from '../config/project-folder.js';
import { takeBackInterruptedIndexes } from './interrupted-index.js';
import { outliveLostConnections } from './lost-connections.js';
import { openSchemaEngine } from './schema-engine.js';

/** Any number, the same in every process of Holdfast: spells "HOLD". */
const migrationLockKey = 0x48_4f_4c_44;
/** How long whoever waits for another process waits before it asks again. */
const lockPauseMs = 100;

/**
 * Brings the database up to the last migration in `prisma/migrations`, with Prisma's own schema engine compiled to
 * WebAssembly: the bookkeeping in `_prisma_migrations` is the one of `prisma migrate deploy`, without its binary.
 * Processes that start at the same moment wait for each other.
 *
 * @returns the names of the migrations that were applied now.
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  const lock = new Client({ connectionString: databaseUrl });
  // A connection that breaks also fails the statement that waits on it; without a listener it would end the process.
  lock.on('error', () => {});
  await lock.connect();
  try {
    await lockMigrations(lock);
    return await applyMigrations(databaseUrl);
  } finally {
    await lock.end();
  }
}

/**
 * Waits until nobody else migrates. It asks again and again instead of waiting within one statement: a statement that waits
 * has a snapshot, and `CREATE INDEX CONCURRENTLY` waits for everybody who has an old one, so that the two would wait for each
 * other for ever.
 */
async function lockMigrations(lock: Client): Promise<void> {
  for (;;) {
    const { rows } = await lock.query<{ isOurs: boolean }>('SELECT pg_try_advisory_lock($1) AS "isOurs"', [
      migrationLockKey,
    ]);
    if (rows[0]?.isOurs === true) return;
    await delay(lockPauseMs);
  }
}

async function applyMigrations(databaseUrl: string): Promise<readonly string[]> {
  const folder = path.join(projectFolder(), 'prisma');
  const pool = new Pool({ connectionString: databaseUrl, max: 1, allowExitOnIdle: true });
  pool.on('error', () => {});
  outliveLostConnections(pool);
  let refusal: DatabaseError | undefined;
  try {
    const engine = await openSchemaEngine(pool, (error) => {
      refusal = error;
    });
    const migrationsList = listMigrations(path.join(folder, 'migrations'));
    await takeBackInterruptedIndexes(pool, engine, migrationsList.migrationDirectories);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList,
      filters: { externalTables: [], externalEnums: [] },
    });
    engine.free();
    return appliedMigrationNames;
  } catch (error) {
    // The engine's own text names the migration, PostgreSQL's what it refused and why.
    const why = [refusal?.message, refusal?.detail, refusal?.where].filter(Boolean).join('\n');
    throw new Error(`The database could not be migrated.\n${why}\n${String(error)}`, { cause: error });
  } finally {
    await pool.end();
  }
}

function listMigrations(baseDir: string): MigrationList {
  const lockFile = path.join(baseDir, 'migration_lock.toml');
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}
