import type { PrismaService } from '../../src/database/prisma.service.js';
import { setOverbooking, setTotal } from '../../src/inventory/ledger.queries.js';
import { addDays } from '../../src/stays/night.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createHotel,
  deadlocksIn,
  holdTaker,
  ledgerDifferences,
  wish,
} from '../support/ledger.js';
import { firstNight } from '../support/ledger.js';
import { rowLocks, weaken } from '../support/weaken.js';

const nights = 7;

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 20 });
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/**
 * Sells and frees rooms while totals go up and down, and returns every moment a hold was granted although the row
 * was over its limit: each change of a row is written down by a trigger, in the order in which they were made.
 */
async function sellWhileTotalsMove(attempts: number): Promise<{ overLimit: unknown[]; failures: unknown[] }> {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [10, 10], nights });
  await prisma.pool.query(`
    CREATE TABLE IF NOT EXISTS granted_over_limit (held integer, reserved integer, was_held integer, may_sell integer);
    CREATE OR REPLACE FUNCTION watch_limit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF new.held > old.held
        AND new.held + new.reserved > inventory_limit(new.total, new.overbooking_percent, new.overbooking_cap) THEN
        INSERT INTO granted_over_limit
        VALUES (new.held, new.reserved, old.held, inventory_limit(new.total, new.overbooking_percent, new.overbooking_cap));
      END IF;
      RETURN new;
    END $$;
    CREATE OR REPLACE TRIGGER watch_limit BEFORE UPDATE ON inventory FOR EACH ROW EXECUTE FUNCTION watch_limit();
  `);
  const taker = holdTaker(prisma);
  const failures: unknown[] = [];
  const live: string[] = [];
  await concurrently({ count: attempts, clients: 16 }, async (index) => {
    const skuId = skuIds[index % 2] ?? 0;
    try {
      if (index % 10 === 0) {
        const total = Math.floor(Math.random() * 12);
        const startDate = addDays(firstNight, index % 5);
        await setTotal(prisma, { listingId, skuId, startDate, endDate: addDays(startDate, 2), total });
      } else if (index % 10 === 5) {
        const startDate = addDays(firstNight, index % nights);
        const bounds = index % 20 === 5 ? { percent: 50, cap: 1 } : { percent: 20, cap: 10_000 };
        await setOverbooking(prisma, {
          listingId,
          skuIds,
          startDate,
          endDate: null,
          isStandard: false,
          ...bounds,
        });
      } else if (index % 3 === 0 && live.length > 0) {
        const ended = live.splice(0, 1 + (index % 3));
        // No release may ever fail, however far below the sold rooms the total has been put.
        await prisma.$queryRaw`
          SELECT ledger_settle(${listingId}::integer, ${ended}::uuid[], 'active', 'released', 'released_by_admin')`;
      } else {
        const request = wish({
          listingId,
          items: skuIds.map((each) => ({ skuId: each, quantity: 1 })),
          from: index % 5,
          nights: 1 + (index % 3),
        });
        const [result] = await taker.decide([request]);
        if (result?.status !== 'fulfilled') throw result?.reason;
        if (result.value.outcome === 'held') live.push(request.holdId);
      }
    } catch (error) {
      failures.push(error);
    }
  });
  const { rows } = await prisma.pool.query<Record<string, unknown>>('SELECT * FROM granted_over_limit');
  return { overLimit: rows, failures };
}

test('no hold is granted over the limit of its moment while totals move, and nothing fails', async () => {
  expect(await sellWhileTotalsMove(1_500)).toEqual({ overLimit: [], failures: [] });
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: without row locks holds are granted over the limit', async () => {
  await weaken(prisma, ['ledger_take'], rowLocks);
  let granted = 0;
  for (let round = 0; round < 20 && granted === 0; round += 1)
    granted = (await sellWhileTotalsMove(200)).overLimit.length;
  expect(granted).toBeGreaterThan(0);
});
