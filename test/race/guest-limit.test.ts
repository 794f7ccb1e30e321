import type { PrismaService } from '../../src/database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { createHotel, decide, holdTaker, ledgerDifferences, tally, wish } from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

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

/** Forty requests of one guest at once, in two hotels, through two processes. */
async function fortyOfOneGuest(guestId: string): Promise<Record<string, number>> {
  const takers = processes.map((prisma) => holdTaker(prisma, 5));
  const hotels = await Promise.all(processes.map((prisma) => createHotel(prisma, { totals: [100] })));
  const verdicts = await Promise.all(
    Array.from({ length: 40 }, (_, index) => {
      const hotel = hotels[(index >> 1) % 2];
      const taker = takers[index % 2];
      if (hotel === undefined || taker === undefined) throw new Error('no hotel');
      const items = [{ skuId: hotel.skuIds[0] ?? 0, quantity: 1 }];
      return decide(taker, [wish({ listingId: hotel.listingId, items, guestId })]);
    }),
  );
  return tally(verdicts.flat());
}

test('a guest’s limit holds across hotels and processes', async () => {
  expect(await fortyOfOneGuest('greedy')).toEqual({ held: 5, too_many_holds: 35 });
  for (const prisma of processes) expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('control: without the guest’s lock the limit is passed', async () => {
  for (const prisma of processes.slice(0, 1))
    await weaken(prisma, ['holds_take'], /pg_advisory_xact_lock\(keys\.key\)/g, 'keys.key');
  let held = 0;
  for (let round = 0; round < 30 && held <= 5; round += 1)
    held = (await fortyOfOneGuest(`greedy ${round}`))['held'] ?? 0;
  expect(held).toBeGreaterThan(5);
});
