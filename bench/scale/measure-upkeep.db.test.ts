import { Client, Pool } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { ledgerDifferences } from '../../test/support/ledger.js';
import { buildCatalogue } from './build-catalogue.js';
import { measureRollForward, measureSize } from './measure-upkeep.js';
import type { ScaleDatabase } from './scale-database.js';
import type { ScaleWorld } from './scale-world.js';

const shape = { hotels: 57, roomTypesPerHotel: 2, nights: 70, reservations: 0 };

let scratch: TestDatabase;
let database: ScaleDatabase;

beforeAll(async () => {
  scratch = await createTestDatabase();
  const client = new Client({ connectionString: scratch.url });
  await client.connect();
  await buildCatalogue(client, shape, () => {});
  await client.end();
  const pool = new Pool({ connectionString: scratch.url });
  database = { label: 'large', url: scratch.url, shape, pool, buildSeconds: 1 };
});
afterAll(async () => {
  await database.pool.end();
  await scratch.drop();
});

test('a day rolls a twenty-eighth of the hotels by a run, and what is left is whole', async () => {
  const world = { progress: () => {} } as unknown as ScaleWorld;
  const lines = await measureRollForward(world, database);
  expect(lines.map(({ rounds }) => rounds.length)).toEqual([3, 3, 3]);
  expect(lines.flatMap(({ checks }) => checks)).toEqual(
    lines.map(() => expect.objectContaining({ isHeld: true })),
  );
  const prisma = openPrisma(scratch.url);
  try {
    const nights = await prisma.$queryRaw<{ nights: number }[]>`
      SELECT DISTINCT count(*)::integer AS nights FROM inventory GROUP BY sku_id ORDER BY 1`;
    for (const { nights: count } of nights) expect(count % 28).toBe(0);
    expect(await ledgerDifferences(prisma)).toEqual([]);
  } finally {
    await prisma.close();
  }
});

test('bytes of a night are told', async () => {
  const lines = await measureSize(database);
  const bytes = lines.find(({ part }) => part === 'bytes of a night');
  expect(bytes?.rounds[0]?.ours).toBeGreaterThan(44);
});
