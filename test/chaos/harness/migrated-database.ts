import { createHash } from 'node:crypto';
import { migrate } from '../../../src/database/migrate.js';
import type { ChaosPostgres } from './postgres.js';
import { watchTotalsSql } from './watch-totals.js';

/** An empty database with all tables and with what the run itself notes down. */
export async function createMigratedDatabase(postgres: ChaosPostgres, database: string): Promise<void> {
  await postgres.createDatabase(database);
  await migrate(postgres.url(database));
  await postgres.query(database, watchTotalsSql);
  await postgres.disconnect();
}

/** Short, and a valid name of a database. */
export function databaseName(label: string): string {
  return `chaos_${createHash('sha256').update(label).digest('hex').slice(0, 10)}`;
}
