import type { AppConfig } from '../config/app-config.js';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded-postgres.js';
import { migrate } from '../database/migrate.js';
import { lockDataDir } from './data-dir-lock.js';

export interface CommandDatabase {
  /** The settings with the address of the database, for a process that takes no jobs from the queue. */
  config: AppConfig;
  /** Call it last, when nothing uses the database any more. */
  release(): Promise<void>;
}

/**
 * The database for one command: the configured one, the embedded one of a Holdfast that runs at this moment, or the
 * embedded one started for as long as the command takes.
 *
 * @throws StartError when another process is just starting or stopping it.
 */
export async function openCommandDatabase(settings: AppConfig): Promise<CommandDatabase> {
  const config = settings.with({ role: 'api' });
  if (!config.usesEmbeddedPostgres) return { config, release: () => Promise.resolve() };

  const running = findEmbeddedPostgres(config.dataDir);
  if (running !== undefined) {
    return { config: config.with({ databaseUrl: running }), release: () => Promise.resolve() };
  }
  const lock = lockDataDir(config.dataDir);
  try {
    const postgres = await startEmbeddedPostgres({ folder: config.dataDir });
    const release = async () => {
      await postgres.stop();
      lock.release();
    };
    process.once('exit', () => postgres.abandon());
    try {
      await migrate(postgres.url);
    } catch (error) {
      await release();
      throw error;
    }
    return { config: config.with({ databaseUrl: postgres.url }), release };
  } catch (error) {
    lock.release();
    throw error;
  }
}
