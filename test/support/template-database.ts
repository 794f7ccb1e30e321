import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { migrate } from '../../src/database/migrate.js';

export const templateName = 'holdfast_template';

/** The same server's database `name`. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Migrates the database all test databases are copied from. Nobody may stay connected to it. */
export async function createTemplateDatabase(serverUrl: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${templateName}`);
    const url = databaseUrl(serverUrl, templateName);
    await migrate(url);
    await createQueueTables(url);
    await client.query(`ALTER DATABASE ${templateName} WITH ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}

async function createQueueTables(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
