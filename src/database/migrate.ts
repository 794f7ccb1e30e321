import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Client, type DatabaseError, Pool } from 'pg';
import { projectFolder } from '../config/project-folder.js';
import { migrationAdapter } from './migration-adapter.js';

/** The part of the global that is used here; Node has it, but only the browser's types describe it. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/** Any number, the same in every process of Holdfast: spells "HOLD". */
const migrationLockKey = 0x48_4f_4c_44;

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
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLockKey]);
    return await applyMigrations(databaseUrl);
  } finally {
    await lock.end();
  }
}

async function applyMigrations(databaseUrl: string): Promise<readonly string[]> {
  const folder = path.join(projectFolder(), 'prisma');
  const schema = readFileSync(path.join(folder, 'schema.prisma'), 'utf8');
  const pool = new Pool({ connectionString: databaseUrl, max: 1, allowExitOnIdle: true });
  pool.on('error', () => {});
  let refusal: DatabaseError | undefined;
  try {
    await loadEngine();
    const adapter = migrationAdapter(pool, (error) => {
      refusal = error;
    });
    const files: [string, string][] = [['prisma/schema.prisma', schema]];
    const engine = await engineModule.SchemaEngine.new({ datamodels: files }, () => {}, adapter);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: listMigrations(path.join(folder, 'migrations')),
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

let engineLoaded: Promise<void> | undefined;

/** The package expects a bundler to instantiate its WebAssembly; on plain Node that is done by hand, once. */
function loadEngine(): Promise<void> {
  engineLoaded ??= (async () => {
    const require = createRequire(import.meta.url);
    const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
    const code = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': engineImports() });
    engineModule.__wbg_set_wasm(instance.exports);
    const start = instance.exports['__wbindgen_start'];
    if (typeof start !== 'function') throw new Error('The schema engine has no start function');
    start();
  })();
  return engineLoaded;
}

/** What the engine calls. Its ten-second guard over the migration lock must not keep the process alive that long. */
function engineImports(): Record<string, unknown> {
  const imports: Record<string, unknown> = { ...engineModule };
  for (const [name, original] of Object.entries(imports)) {
    if (!name.startsWith('__wbg_setTimeout') || typeof original !== 'function') continue;
    imports[name] = (callback: unknown, ms: unknown) => {
      const timer: unknown = original(callback, ms);
      if (isUnrefable(timer)) timer.unref();
      return timer;
    };
  }
  return imports;
}

function isUnrefable(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function';
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
