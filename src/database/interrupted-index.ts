import type { MigrationDirectory, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Pool } from 'pg';

/** A migration that builds or drops one index while others go on writing: comments, that statement, and nothing else. */
const concurrentIndex =
  /^(?:--.*\n|\n)*(?:CREATE INDEX CONCURRENTLY (?<built>\w+) ON [^;]+|DROP INDEX CONCURRENTLY IF EXISTS (?<dropped>\w+));\n*$/;

/**
 * Takes back what is left of indexes that were being built or dropped when their process ended. Every other migration is one
 * transaction and leaves nothing; what is done `CONCURRENTLY` cannot be in one, and the index stays behind half made. It is
 * dropped and its migration counts as not begun, so that this start does it anew. The caller holds the lock of migrations.
 */
export async function takeBackInterruptedIndexes(
  pool: Pool,
  engine: SchemaEngine,
  migrations: readonly MigrationDirectory[],
): Promise<void> {
  const begun = await listBegun(pool);
  for (const { path: migrationName, migrationFile } of migrations) {
    const index = begun.has(migrationName) ? indexChangedBy(migrationFile.content.value) : undefined;
    if (index === undefined) continue;
    // Waits for a server process that is still building it for a client that is gone.
    await pool.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
    await engine.markMigrationRolledBack({ migrationName });
  }
}

/** The name of the index a migration is there to build or drop without anybody waiting; undefined for every other migration. */
export function indexChangedBy(script: string): string | undefined {
  const { built, dropped } = concurrentIndex.exec(script)?.groups ?? {};
  return built ?? dropped;
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
