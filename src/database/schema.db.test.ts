import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { createTestDatabase, testServerUrl, type TestDatabase } from '../../test/support/database.js';
import { databaseUrl } from '../../test/support/template-database.js';
import { sqlOfPrismaSchema } from './schema-engine.js';

/** Bookkeeping of the migrations, and partitions: neither stands in schema.prisma. */
const columnsSql = `
  SELECT c.table_name || '.' || c.column_name AS name, c.udt_name AS type, c.is_nullable AS nullable,
    -- two spellings of one function
    replace(c.column_default, 'CURRENT_TIMESTAMP', 'now()') AS default
  FROM information_schema.columns c
  JOIN pg_class t ON t.oid = format('%I', c.table_name)::regclass AND NOT t.relispartition
  WHERE c.table_schema = 'public' AND c.table_name <> '_prisma_migrations'
  ORDER BY 1`;
/** Keys and plain indexes; an index over an expression is none that Prisma can name. */
const indexesSql = `
  SELECT x.relname AS name, i.indisunique AS unique, i.indisprimary AS primary,
    (
      SELECT string_agg(a.attname, ', ' ORDER BY k.ordinality)
      FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ordinality)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    ) AS columns
  FROM pg_index i
  JOIN pg_class x ON x.oid = i.indexrelid
  JOIN pg_class t ON t.oid = i.indrelid
  WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND t.relname <> '_prisma_migrations'
    AND i.indexprs IS NULL
  ORDER BY 1`;
const foreignKeysSql = `
  SELECT c.conrelid::regclass::text AS table, c.confrelid::regclass::text AS references,
    (
      SELECT string_agg(a.attname, ', ' ORDER BY k.ordinality)
      FROM unnest(c.conkey) WITH ORDINALITY k(attnum, ordinality)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
    ) AS columns
  FROM pg_constraint c
  WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
  ORDER BY 1, 2, 3`;

let migrated: TestDatabase;
let server: Client;
const described = `test_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  migrated = await createTestDatabase();
  server = new Client({ connectionString: testServerUrl() });
  await server.connect();
  await server.query(`CREATE DATABASE ${described}`);
  const pool = new Pool({ connectionString: databaseUrl(testServerUrl(), described) });
  const sequences = await read(migrated.url, `SELECT sequencename AS name FROM pg_sequences ORDER BY 1`);
  // Sequences that tables share stand in the migrations only.
  for (const { name } of sequences) await pool.query(`CREATE SEQUENCE ${String(name)}`);
  await pool.query(await sqlOfPrismaSchema(pool));
  await pool.end();
});

afterAll(async () => {
  await server.query(`DROP DATABASE ${described} WITH (FORCE)`);
  await server.end();
  await migrated.drop();
});

test.each([
  ['columns', columnsSql],
  ['keys and indexes', indexesSql],
  ['foreign keys', foreignKeysSql],
])('schema.prisma and the migrations agree on %s', async (_title, sql) => {
  const inMigrations = await read(migrated.url, sql);
  expect(inMigrations.length).toBeGreaterThan(10);
  expect(await read(databaseUrl(testServerUrl(), described), sql)).toEqual(inMigrations);
});

async function read(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
