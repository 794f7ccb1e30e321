import type { MigrationDirectory, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Pool } from 'pg';

/** A migration that builds one index while others go on writing: comments, that statement, and nothing else. */
const concurrentIndex = /^(?:--.*\n|\n)*CREATE INDEX CONCURRENTLY (\w+) ON [^;]+;\n*$/;

/**
 * Takes back what is left of indexes that were being built when their process ended. Every other migration is one
 * transaction and leaves nothing; an index that is built `CONCURRENTLY` cannot be in one, and stays behind half made. It is
 * dropped and its migration counts as not begun, so that this start builds it anew. The caller holds the lock of migrations.
 */
export async function takeBackInterruptedIndexes(
  pool: Pool,
  engine: SchemaEngine,
  migrations: readonly MigrationDirectory[],
): Promise<void> {
  const begun = await listBegun(pool);
  for (const { path: migrationName, migrationFile } of migrations) {
    const index = begun.has(migrationName) ? indexBuiltBy(migrationFile.content.value) : undefined;
    if (index === undefined) continue;
    // Waits for a server process that is still building it for a client that is gone.
    await pool.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
    await engine.markMigrationRolledBack({ migrationName });
  }
}

/** The name of the index a migration is there to build without anybody waiting; undefined for every other migration. */
export function indexBuiltBy(script: string): string | undefined {
  return concurrentIndex.exec(script)?.[1];
}

/** Migrations that were begun and neither finished nor taken back. */
async function listBegun(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows: books } = await pool.query<{ exist: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exist`,
  );
  if (books[0]?.exist !== true) return new Set();
  const { rows } = await pool.query<{ name: string }>(
    `SELECT m.migration_name AS name FROM _prisma_migrations m WHERE m.finished_at IS NULL AND m.rolled_back_at IS NULL`,
  );
  return new Set(rows.map(({ name }) => name));
}
