import { AppConfig } from '../../src/config/app-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { createHotel, ledgerDifferences, tally, wish } from '../support/ledger.js';
import { rowLocks, weaken } from '../support/weaken.js';

let database: TestDatabase;
let processes: PrismaService[];

beforeEach(async () => {
  database = await createTestDatabase();
  processes = [openPrisma(database.url), openPrisma(database.url)];
});

afterEach(async () => {
  for (const prisma of processes) await prisma.close();
  await database.drop();
});

/** Two processes as far as the database can tell: each has its own pool and gathers its own requests. */
async function rush(requests: number, batchMaxSize = 128) {
  const config = new AppConfig().with({ batchMaxSize });
  const services = processes.map((prisma) => new InventoryService(prisma, config, new MetricsService()));
  const [prisma] = processes;
  if (prisma === undefined) throw new Error('no process');
  const { listingId, skuIds } = await createHotel(prisma, { totals: [1] });
  const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
  const verdicts = await Promise.all(
    Array.from({ length: requests }, async (_, index) =>
      services[index % services.length]?.take(wish({ listingId, items })),
    ),
  );
  return tally(verdicts.flatMap((verdict) => verdict ?? []));
}

test('of 200 who want the last room through two processes, one gets it', async () => {
  expect(await rush(200)).toEqual({ held: 1, sold_out: 199 });
  for (const prisma of processes) expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('control: without row locks the last room is sold more than once', async () => {
  for (const prisma of processes.slice(0, 1)) await weaken(prisma, ['ledger_take'], rowLocks);
  let held = 0;
  for (let round = 0; round < 100 && held <= round; round += 1) held += (await rush(20, 1))['held'] ?? 0;
  // `rush` opened one room each time; the loop ended because one was sold twice.
  expect(held).toBeGreaterThan(1);
});
