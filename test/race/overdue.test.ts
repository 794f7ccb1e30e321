import type { PrismaService } from '../../src/database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  createHotel,
  decide,
  holdTaker,
  ledgerDifferences,
  letPass,
  tally,
  wish,
} from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

let database: TestDatabase;
let processes: PrismaService[];
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 20 });
  processes = [prisma, openPrisma(database.url, { databasePoolSize: 20 })];
});

afterEach(async () => {
  for (const each of processes) await each.close();
  await database.drop();
});

/** A hotel whose every room is under a hold that is past its deadline, and nobody has swept. */
async function hotelOfOverdueHolds(rooms: number) {
  // Nine sell as nine: below ten rooms there is nothing to overbook, above it the limit is what counts.
  const { listingId, skuIds } = await createHotel(prisma, { totals: [rooms] });
  const limit = Math.floor((rooms * 110) / 100);
  const ask = () => wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 1 }] });
  const old = Array.from({ length: limit }, ask);
  await decide(holdTaker(prisma), old);
  await letPass(
    prisma,
    old.map(({ holdId }) => holdId),
  );
  return { listingId, limit, ask, old };
}

test.each([1, 9, 300])(
  '%i rooms under overdue holds are sold again although nothing swept them',
  async (rooms) => {
    const { limit, ask } = await hotelOfOverdueHolds(rooms);
    const takers = processes.map((each) => holdTaker(each));
    const verdicts = await Promise.all(
      Array.from({ length: limit + 20 }, async (_, index) => {
        const taker = takers[index % 2];
        return taker === undefined ? [] : decide(taker, [ask()]);
      }),
    );
    expect(tally(verdicts.flat())).toEqual({ held: limit, sold_out: 20 });
    expect(await ledgerDifferences(prisma)).toEqual([]);
  },
);

test('two thousand overdue holds on one row are cleared by the requests that need the room', async () => {
  const { limit, ask } = await hotelOfOverdueHolds(2_000);
  const verdicts = await decide(holdTaker(prisma), [
    ask(),
    { ...ask(), items: ask().items.map((item) => ({ ...item, quantity: limit - 1 })) },
    ask(),
  ]);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['held', 'held', 'sold_out']);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('requests, sweep and jobs that free the same overdue holds at once free each of them once', async () => {
  const { limit, ask, old } = await hotelOfOverdueHolds(100);
  const holdIds = old.map(({ holdId }) => holdId);
  const taker = holdTaker(prisma);
  const freed = await Promise.all([
    ...Array.from({ length: 4 }, () => prisma.$queryRaw<unknown[]>`SELECT holds_expire_overdue(500)::text`),
    ...Array.from(
      { length: 4 },
      () => prisma.$queryRaw<unknown[]>`SELECT holds_expire(${holdIds}::uuid[])::text`,
    ),
    ...Array.from({ length: limit }, () => decide(taker, [ask()])),
  ]);
  expect(tally(freed.slice(8).flat() as { outcome: string }[])).toEqual({ held: limit });
  const events = await prisma.event.groupBy({ by: ['type'], _count: true, orderBy: { type: 'asc' } });
  expect(events).toEqual([
    { type: 'hold.created', _count: 2 * limit },
    { type: 'hold.expired', _count: limit },
  ]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('around its deadline a hold is either still there or free, never in between', async () => {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [1], nights: 40 });
  const taker = holdTaker(prisma);
  const ask = (from: number) => wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 1 }], from });
  const nights = Array.from({ length: 40 }, (_, from) => from);
  await decide(taker, nights.map(ask));
  // All deadlines within the next tenth of a second, while someone asks for every room without pause.
  await prisma.$executeRaw`
    UPDATE hold SET expires_at = clock_timestamp() + (start_date - (SELECT min(start_date) FROM hold)) * interval '2.5 ms'
    WHERE listing_id = ${listingId}`;
  await Promise.all(
    nights.map(async (from) => {
      for (;;) {
        const [verdict] = await decide(taker, [ask(from)]);
        if (verdict?.outcome === 'held') return;
        expect(verdict).toMatchObject({ outcome: 'sold_out', blocking: [{ available: 0, held: 1 }] });
      }
    }),
  );
  const early = await prisma.$queryRaw`
    SELECT 1 FROM hold h JOIN event e ON e.subject_id = h.hold_id AND e.type = 'hold.expired'
    WHERE e.occurred_at < h.expires_at`;
  expect(early).toEqual([]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('control: a ledger that leaves expiry to the sweep refuses rooms that are free', async () => {
  await weaken(prisma, ['ledger_take'], /p_reclaim OR v_scarce/g, 'false');
  await weaken(prisma, ['ledger_take'], /v_overdue_left THEN 'retry'/g, "false THEN 'retry'");
  const { ask } = await hotelOfOverdueHolds(1);
  expect(await decide(holdTaker(prisma), [ask()])).toMatchObject([{ outcome: 'sold_out' }]);
});
