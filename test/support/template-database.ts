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
    await migrate(databaseUrl(serverUrl, templateName));
    await client.query(`ALTER DATABASE ${templateName} WITH ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}
