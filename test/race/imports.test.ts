import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importCatalogue } from '../../src/catalog/import/import-catalogue.js';
import type { ImportReport } from '../../src/catalog/import/import-report.js';
import { replaceTypeTables, setTypeLimits } from '../../src/catalog/import/price-import.queries.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { setTotal } from '../../src/inventory/ledger.queries.js';
import { lockPricing } from '../../src/pricing/admin/pricing-tables.queries.js';
import { addDays } from '../../src/stays/night.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import {
  concurrently,
  deadlocksIn,
  firstNight,
  holdTaker,
  ledgerDifferences,
  wish,
} from '../support/ledger.js';

const hotels = 6;
const horizonDays = 8;

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 20 });
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-race-'));
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const codes = Array.from({ length: hotels }, (_, index) => `H${index}`);

/** Hotels whose prices, tables, rooms and names differ from one `round` to the next, in another order each time. */
function writeFiles(round: number, { withHotels = true }: { withHotels?: boolean } = {}): void {
  const order = round % 2 === 0 ? codes : codes.toReversed();
  const write = (name: string, header: string, lines: readonly string[]): void =>
    writeFileSync(path.join(folder, name), `${[header, ...lines].join('\n')}\n`);
  rmSync(path.join(folder, 'hotels.csv'), { force: true });
  if (withHotels) {
    write(
      'hotels.csv',
      'code,name,city,country,timezone,currency,occupancy_rules',
      order.map((code) => `${code},Hotel ${round},Faro,PT,UTC,EUR,50:1.${10 + round}`),
    );
  }
  write(
    'room_types.csv',
    'hotel_code,code,name,max_guests,base_price,rooms,min_price,max_price,occupancy_rules',
    order.map(
      (code) =>
        `${code},A,Room ${round},2,${100 + round}.00,${4 + (round % 3)},50.00,${900 + round}.00,60:1.${20 + round}`,
    ),
  );
}

const load = (): Promise<ImportReport> => importCatalogue(prisma, { folder, horizonDays });

async function loadedTypes() {
  return prisma.roomType.findMany({
    orderBy: { listingId: 'asc' },
    select: { listingId: true, skuId: true },
  });
}

/**
 * Somebody changes the price limits of a hotel: locks it, and before the price itself is written `work` has begun and come to
 * where it waits.
 */
async function changePricesDuring(listingId: number, work: () => Promise<unknown>) {
  let working: Promise<unknown> = Promise.resolve();
  const changing = prisma.$transaction(async (tx) => {
    await lockPricing(tx, listingId);
    working = work();
    working.catch(() => {});
    await eventually(async () => {
      const [waiting] = await prisma.$queryRaw<{ count: number }[]>`
        SELECT count(*)::integer AS count FROM pg_stat_activity a
        WHERE a.datname = current_database() AND a.wait_event_type = 'Lock'`;
      expect(waiting?.count).toBe(1);
    });
    await tx.sku.updateMany({ where: { listingId }, data: { minPriceMinor: 1_000 } });
  });
  const [changed] = await Promise.allSettled([changing]);
  const [worked] = await Promise.allSettled([working]);
  return { changed: changed.status, worked: worked.status };
}

test('an import and whoever changes the prices of one of its hotels wait for each other', async () => {
  writeFiles(0);
  await load();
  const [{ listingId } = { listingId: 0 }] = await loadedTypes();
  writeFiles(1, { withHotels: false });
  expect(await changePricesDuring(listingId, load)).toEqual({ changed: 'fulfilled', worked: 'fulfilled' });
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: an import that does not lock its hotels first waits crosswise', async () => {
  writeFiles(0);
  await load();
  const [type = { listingId: 0, skuId: 0 }] = await loadedTypes();
  const unordered = (): Promise<unknown> =>
    prisma.$transaction(async (tx) => {
      const limits = { minMinor: 7_000, maxMinor: 90_000, keepsMin: false, keepsMax: false };
      await setTypeLimits(tx, [{ ...type, ...limits, line: 2 }]);
      await replaceTypeTables(tx, [{ ...type, rules: [{ thresholdPercent: 70, factorBp: 15_000 }] }]);
    });
  const ended = await changePricesDuring(type.listingId, unordered);
  expect(Object.values(ended).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(deadlocksIn(database.url)).toBe(1);
});

test('holds and changes by hand go on beside imports in either order, and nothing fails', async () => {
  writeFiles(0);
  await load();
  const types = await loadedTypes();
  const taker = holdTaker(prisma);
  let round = 1;
  const importing = { isOver: false };
  const loading = (async () => {
    for (; round <= 8; round += 1) {
      writeFiles(round);
      expect((await load()).problems).toEqual([]);
    }
  })().finally(() => (importing.isOver = true));
  let held = 0;
  let index = 0;
  const selling = concurrently({ count: 4, clients: 4 }, async () => {
    while (!importing.isOver) {
      index += 1;
      const type = types[index % types.length] ?? { listingId: 0, skuId: 0 };
      if (index % 7 === 0) {
        const startDate = addDays(firstNight, index % 5);
        await setTotal(prisma, { ...type, startDate, endDate: addDays(startDate, 2), total: 3 });
      } else if (index % 7 === 1) {
        await prisma.$transaction(async (tx) => {
          await lockPricing(tx, type.listingId);
          await tx.sku.updateMany({ where: { listingId: type.listingId }, data: { minPriceMinor: index } });
        });
      } else {
        const requests = types.map(({ listingId, skuId }) =>
          wish({ listingId, items: [{ skuId, quantity: 1 }], from: index % 4, nights: 2 }),
        );
        const decided = await taker.decide(index % 2 === 0 ? requests : requests.toReversed());
        for (const verdict of decided) {
          if (verdict.status === 'rejected') throw verdict.reason;
          if (verdict.value.outcome === 'held') held += 1;
        }
      }
    }
  });
  await Promise.all([loading, selling]);
  expect(held).toBeGreaterThan(0);
  expect(deadlocksIn(database.url)).toBe(0);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});
