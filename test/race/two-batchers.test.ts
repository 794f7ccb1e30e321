import { AppConfig } from '../../src/config/app-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { createHotel, deadlocksIn, ledgerDifferences, wish, type TestListing } from '../support/ledger.js';

let database: TestDatabase;
let processes: PrismaService[];
let hotel: TestListing;

beforeEach(async () => {
  database = await createTestDatabase();
  processes = [openPrisma(database.url), openPrisma(database.url)];
  const [prisma] = processes;
  if (prisma === undefined) throw new Error('no process');
  hotel = await createHotel(prisma, { totals: [9_000, 9_000], nights: 3 });
});

afterEach(async () => {
  for (const prisma of processes) await prisma.close();
  await database.drop();
});

const guestsPerProcess = 32;
const seconds = 2;

interface Served {
  held: number;
  failures: unknown[];
}

/**
 * Two processes as far as the database can tell, each with guests who take the same hot stay and give it back as fast as
 * they are answered.
 *
 * @param sizes of the largest batch of each
 */
async function contend(sizes: readonly [number, number]): Promise<Served[]> {
  const { listingId, skuIds } = hotel;
  // Named in either order, over both room types and all nights.
  const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
  const end = performance.now() + seconds * 1_000;
  return Promise.all(
    processes.map(async (prisma, index) => {
      const config = new AppConfig().with({
        batchMaxSize: sizes[index] ?? 1,
        maxActiveHoldsPerGuest: 1_000_000,
      });
      const inventory = new InventoryService(prisma, config, new MetricsService());
      const served: Served = { held: 0, failures: [] };
      const guest = async (number: number) => {
        while (performance.now() < end) {
          const named = number % 2 === 0 ? items : items.toReversed();
          const request = wish({ listingId, items: named, nights: 3, guestId: `${index}-${number}` });
          try {
            const { outcome } = await inventory.take(request);
            if (outcome !== 'held') throw new Error(outcome);
            served.held += 1;
            if (number % 4 !== 0) await inventory.release(request);
          } catch (error) {
            served.failures.push(error);
            return;
          }
        }
      };
      await Promise.all(Array.from({ length: guestsPerProcess }, (_, number) => guest(number)));
      return served;
    }),
  );
}

function smallerShare(served: readonly Served[]): number {
  const held = served.map((each) => each.held);
  return Math.min(...held) / held.reduce((sum, each) => sum + each, 0);
}

test('the batches of two processes on one hot stay never deadlock, and neither process starves', async () => {
  const served = await contend([128, 128]);
  expect(served.flatMap(({ failures }) => failures)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
  expect(smallerShare(served)).toBeGreaterThan(0.3);
  for (const prisma of processes) expect(await ledgerDifferences(prisma)).toEqual([]);
  // Whatever was answered, and nothing else.
  const stored = await processes[0]?.hold.count();
  expect(stored).toBe(served.reduce((sum, each) => sum + each.held, 0));
});

test('control: a process that decides one request at a time gets far less beside one that gathers them', async () => {
  expect(smallerShare(await contend([128, 1]))).toBeLessThan(0.25);
});
