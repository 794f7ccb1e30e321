import { Client } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { followAllPrices } from '../../test/support/follow-prices.js';
import { createHotel, firstNight } from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';

// What is planned while tables are small is kept, and has to do when they have grown.

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** Index entries and rows of listed prices that were visited so far. */
async function visited(): Promise<number> {
  await prisma.pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await prisma.pool.query<{ visited: string }>(
    `SELECT sum(idx_tup_read) + (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'listed_price') AS visited
     FROM pg_stat_user_indexes WHERE relname = 'listed_price'`,
  );
  return Number(rows[0]?.visited);
}

test('a price is looked up by itself, however many others there are of that night', async () => {
  // Whatever looks at a table while it is filled finds it empty; what is planned then takes one index for as good as another.
  await prisma.$executeRaw`ALTER TABLE listed_price SET (autovacuum_enabled = off)`;
  const filling = new Client({ connectionString: database.url });
  await filling.connect();
  try {
    await filling.query('BEGIN');
    await filling.query(
      `INSERT INTO listed_price (listing_id, sku_id, date, unit_minor)
       SELECT 1000000 + n, 1000000 + n, $1::date + d, 1 FROM generate_series(1, 4000) AS n, generate_series(0, 4) AS d`,
      [firstNight],
    );
    await prisma.$executeRaw`ANALYZE listed_price`;
    await filling.query('COMMIT');
  } finally {
    await filling.end();
  }

  await createHotel(prisma, { totals: [4, 4], nights: 5 });
  const before = await visited();
  await followAllPrices(prisma);
  expect((await visited()) - before).toBeLessThan(100);
  expect(await prisma.listedPrice.count({ where: { listingId: { lt: 1_000_000 } } })).toBe(10);
});
