import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { eventually } from '../../test/support/eventually.js';
import {
  createFlight,
  createHotel,
  decide,
  firstNight,
  holdTaker,
  ledgerDifferences,
  letPass,
  tally,
  wish,
} from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { HoldTaker } from './hold-taker.js';
import { setOverbooking, setTotal } from './ledger.queries.js';

let database: TestDatabase;
let prisma: PrismaService;
let taker: HoldTaker;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  taker = holdTaker(prisma);
});

afterEach(async () => expect(await ledgerDifferences(prisma)).toEqual([]));

afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** One room of one type, and a request for `quantity` of it on the first night. */
async function oneRoomType(total: number) {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [total] });
  const [skuId = 0] = skuIds;
  const ask = (quantity = 1) => wish({ listingId, items: [{ skuId, quantity }] });
  return { listingId, skuId, ask };
}

describe('requests decided by one call', () => {
  test('the second gets what a swap before it has left', async () => {
    const { listingId, skuIds } = await createHotel(prisma, { totals: [1, 1] });
    const [harbour = 0, garden = 0] = skuIds;
    const first = wish({ listingId, items: [{ skuId: harbour, quantity: 1 }] });
    await decide(taker, [first]);
    const swap = wish({
      listingId,
      items: [{ skuId: garden, quantity: 1 }],
      guestId: first.guestId,
      replacesHoldId: first.holdId,
    });
    const other = wish({ listingId, items: [{ skuId: harbour, quantity: 1 }] });
    expect((await decide(taker, [swap, other])).map(({ outcome }) => outcome)).toEqual(['held', 'held']);
  });

  test('one refused before a swap made room is told what refused it', async () => {
    const { listingId, skuIds } = await createHotel(prisma, { totals: [1, 1] });
    const [harbour = 0, garden = 0] = skuIds;
    const first = wish({ listingId, items: [{ skuId: harbour, quantity: 1 }] });
    await decide(taker, [first]);
    const swap = wish({
      listingId,
      items: [{ skuId: garden, quantity: 1 }],
      guestId: first.guestId,
      replacesHoldId: first.holdId,
    });
    const other = wish({ listingId, items: [{ skuId: harbour, quantity: 1 }] });
    expect(await decide(taker, [other, swap])).toMatchObject([
      { outcome: 'sold_out', blocking: [{ skuId: harbour, date: firstNight, available: 0 }] },
      { outcome: 'held' },
    ]);
  });

  test('a large one is not passed over by a smaller one behind it while overdue holds are in the way', async () => {
    const { ask } = await oneRoomType(3);
    const overdue = ask();
    await decide(taker, [overdue]);
    await letPass(prisma, [overdue.holdId]);
    const verdicts = await decide(taker, [ask(1), ask(2), ask(1)]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['held', 'held', 'sold_out']);
  });
});

describe('a total that no card can be charged', () => {
  const totalLimits = { leastMinor: 15_000, mostMinor: 25_000 };

  test('is refused for itself alone, and takes nothing', async () => {
    const { listingId, skuId, ask } = await oneRoomType(5);
    const verdicts = await decide(
      taker,
      [1, 2, 3].map((quantity) => ({ ...ask(quantity), totalLimits })),
    );
    expect(verdicts).toMatchObject([
      { outcome: 'not_chargeable', currency: 'EUR', totalMinor: 10_000 },
      { outcome: 'held', quote: { totalMinor: 20_000 } },
      { outcome: 'not_chargeable', currency: 'EUR', totalMinor: 30_000 },
    ]);
    const [row] = await prisma.inventory.findMany({ where: { listingId, skuId }, orderBy: { date: 'asc' } });
    expect(row?.held).toBe(2);
    expect(await decide(taker, [ask(1), ask(3)])).toMatchObject([
      { outcome: 'held' },
      { outcome: 'sold_out' },
    ]);
  });

  test('leaves the hold it would have replaced as it was', async () => {
    const { listingId, skuId, ask } = await oneRoomType(5);
    const first = { ...ask(2), totalLimits };
    await decide(taker, [first]);
    const items = [{ skuId, quantity: 3 }];
    const swap = wish({ listingId, items, guestId: first.guestId, replacesHoldId: first.holdId });
    expect(await decide(taker, [{ ...swap, totalLimits }])).toMatchObject([{ outcome: 'not_chargeable' }]);
    expect(await prisma.hold.findMany({ where: { listingId } })).toMatchObject([
      { holdId: first.holdId, status: 'active' },
    ]);
  });

  test('is none of 0: nothing is charged for it', async () => {
    const { listingId, skuId, ask } = await oneRoomType(1);
    await prisma.sku.update({
      where: { listingId_skuId: { listingId, skuId } },
      data: { basePriceMinor: 0 },
    });
    expect(await decide(taker, [{ ...ask(), totalLimits }])).toMatchObject([
      { outcome: 'held', quote: { totalMinor: 0 } },
    ]);
  });
});

describe('an overdue hold that someone else is releasing right now', () => {
  test('does not make a room look sold out', async () => {
    const { listingId, ask } = await oneRoomType(1);
    const overdue = ask();
    await decide(taker, [overdue]);
    await letPass(prisma, [overdue.holdId]);
    const other = await prisma.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query(
        `SELECT ledger_settle($1, $2::uuid[], 'active', 'expired', 'deadline_passed', true)`,
        [listingId, [overdue.holdId]],
      );
      let isAnswered = false;
      const answer = decide(taker, [ask()]).finally(() => (isAnswered = true));
      await eventually(async () => {
        const { rowCount } = await prisma.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rowCount === 1 || isAnswered).toBe(true);
      });
      await other.query('COMMIT');
      expect(await answer).toMatchObject([{ outcome: 'held' }]);
    } finally {
      other.release();
    }
  });
});

describe('nothing is sold', () => {
  test('in a listing that does not exist, also as a swap', async () => {
    const items = [{ skuId: 1, quantity: 1 }];
    const verdicts = await decide(taker, [
      wish({ listingId: 2_147_483_647, items }),
      wish({ listingId: 2_147_483_647, items, replacesHoldId: wish({ listingId: 1, items }).holdId }),
    ]);
    expect(verdicts).toMatchObject([
      {
        outcome: 'sold_out',
        blocking: [{ skuId: 1, date: firstNight, available: 0, held: 0, nextReleaseAt: null }],
      },
      { outcome: 'replaced_not_found' },
    ]);
  });

  test('of a SKU that was taken off sale while its nights stayed', async () => {
    const { listingId, skuIds } = await createHotel(prisma, { totals: [5, 5] });
    const [gone = 0, kept = 0] = skuIds;
    const hold = wish({ listingId, items: [{ skuId: kept, quantity: 1 }] });
    await decide(taker, [hold]);
    await prisma.$executeRaw`DELETE FROM sku WHERE listing_id = ${listingId} AND sku_id = ${gone}`;
    const items = [
      { skuId: gone, quantity: 1 },
      { skuId: kept, quantity: 1 },
    ];
    const verdicts = await decide(taker, [
      wish({ listingId, items }),
      wish({ listingId, items, guestId: hold.guestId, replacesHoldId: hold.holdId }),
      wish({ listingId, items: items.slice(1) }),
    ]);
    const refused = { outcome: 'sold_out', blocking: [{ skuId: gone, date: firstNight, available: 0 }] };
    expect(verdicts).toMatchObject([refused, refused, { outcome: 'held' }]);
  });

  test('of a hotel without a directory entry', async () => {
    const { listingId, ask } = await oneRoomType(5);
    await prisma.$executeRaw`DELETE FROM sku WHERE listing_id = ${listingId}`;
    await prisma.$executeRaw`DELETE FROM listing WHERE listing_id = ${listingId}`;
    expect(await decide(taker, [ask()])).toMatchObject([{ outcome: 'sold_out' }]);
  });

  test('on a night that was never opened, though every other night of the stay is free', async () => {
    const { listingId, skuIds } = await createHotel(prisma, { totals: [5], nights: 3 });
    const [skuId = 0] = skuIds;
    const [verdict] = await decide(taker, [
      wish({ listingId, items: [{ skuId, quantity: 1 }], from: 2, nights: 2 }),
    ]);
    expect(verdict).toMatchObject({ outcome: 'sold_out', blocking: [{ skuId, available: 0, held: 0 }] });
  });

  test('to a request for nothing, no nights, or nights backwards', async () => {
    const { listingId, skuId, ask } = await oneRoomType(5);
    const verdicts = await decide(taker, [
      wish({ listingId, items: [] }),
      { ...ask(), endDate: firstNight },
      { ...ask(), endDate: '2000-01-01' },
      wish({ listingId, items: [{ skuId, quantity: 1 }] }),
    ]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['sold_out', 'sold_out', 'sold_out', 'held']);
    expect(await taker.decide([])).toEqual([]);
  });

  test('to a request for more than there can be', async () => {
    const { listingId, skuId, ask } = await oneRoomType(10_000);
    const most = { skuId, quantity: 2_147_483_647 };
    const verdicts = await decide(taker, [
      ask(2_147_483_647),
      wish({ listingId, items: [most, most, most] }),
      ask(11_001),
      ask(11_000),
    ]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['sold_out', 'sold_out', 'sold_out', 'held']);
  });
});

test.each([0, -1])('a request for %i rooms fails alone', async (quantity) => {
  const { ask } = await oneRoomType(5);
  const decided = await taker.decide([ask(), ask(quantity), ask()]);
  expect(decided.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

describe('totals', () => {
  test('a row lowered below what is sold refuses, and lets go of everything without an error', async () => {
    const { listingId, skuId, ask } = await oneRoomType(10);
    const held = Array.from({ length: 8 }, () => ask());
    await decide(taker, held);
    const lowered = { listingId, skuId, startDate: firstNight, endDate: held[0]?.endDate ?? '' };
    expect(await setTotal(prisma, { ...lowered, total: 2 })).toBe(1);
    expect(await decide(taker, [ask()])).toMatchObject([
      { outcome: 'sold_out', blocking: [{ available: 0, held: 8 }] },
    ]);
    const oversoldFor = async (hold: string, to: string) =>
      prisma.$queryRaw<unknown[]>`
        SELECT ledger_settle(${listingId}::integer, ARRAY[${hold}::uuid], 'active', ${to}, NULL)::text`;
    for (const { holdId } of held.slice(0, 7)) expect(await oversoldFor(holdId, 'released')).toHaveLength(1);
    expect(await decide(taker, [ask(), ask()])).toMatchObject([{ outcome: 'held' }, { outcome: 'sold_out' }]);
  });

  test('a seat is there once, whatever total or overbooking it is given', async () => {
    const { listingId, skuIds } = await createFlight(prisma, 1);
    const [skuId = 0] = skuIds;
    const ask = () => wish({ listingId, items: [{ skuId, quantity: 1 }] });
    const range = { listingId, skuId, startDate: firstNight, endDate: ask().endDate };
    await setTotal(prisma, { ...range, total: 5, overbookingPercent: 100 });
    const bounds = { percent: 100, cap: 10, isStandard: true };
    const dates = { startDate: firstNight, endDate: null };
    expect(await setOverbooking(prisma, { listingId, skuIds: [skuId], ...dates, ...bounds })).toBe(0);
    await prisma.$queryRaw`
      SELECT ledger_set_totals(${listingId}::integer, ARRAY[${skuId}::integer], ARRAY[7], ${firstNight}::date, ${range.endDate}::date)`;
    expect(tally(await decide(taker, [ask(), ask(), ask()]))).toEqual({ held: 1, sold_out: 2 });
  });
});

test('the lines of a quote stand in order of SKU and night, however many requests share the call', async () => {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [500, 500, 500], nights: 30 });
  const requests = Array.from({ length: 40 }, (_, index) =>
    wish({ listingId, items: skuIds.map((skuId) => ({ skuId, quantity: 1 })), from: index % 20, nights: 7 }),
  );
  for (const verdict of await decide(taker, requests)) {
    if (verdict.outcome !== 'held') throw new Error(`expected a hold, got ${verdict.outcome}`);
    const keys = verdict.quote.lines.map(([skuId, date]) => `${skuId} ${date}`);
    expect(keys).toEqual(keys.toSorted());
    expect(keys).toHaveLength(21);
  }
});

test('a limit of holds counts what was granted, not what was asked', async () => {
  const { listingId, skuId } = await oneRoomType(50);
  const limited = holdTaker(prisma, 2);
  const ask = (quantity = 1) => wish({ listingId, items: [{ skuId, quantity }], guestId: 'frequent' });
  const verdicts = await decide(limited, [ask(1_000), ask(), ask(1_000), ask(), ask(), ask()]);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual([
    'sold_out',
    'held',
    'sold_out',
    'held',
    'too_many_holds',
    'too_many_holds',
  ]);
});

test('a guest at the limit may swap, and an overdue hold does not count', async () => {
  const { listingId, skuId } = await oneRoomType(50);
  const limited = holdTaker(prisma, 2);
  const ask = (replacesHoldId?: string) =>
    wish({ listingId, items: [{ skuId, quantity: 1 }], guestId: 'swapper', replacesHoldId });
  const [first, second] = [ask(), ask()];
  await decide(limited, [first, second]);
  expect(tally(await decide(limited, [ask(first.holdId), ask()]))).toEqual({ held: 1, too_many_holds: 1 });
  await letPass(prisma, [second.holdId]);
  expect(tally(await decide(limited, [ask(), ask()]))).toEqual({ held: 1, too_many_holds: 1 });
});
