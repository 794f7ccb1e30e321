import fc from 'fast-check';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import {
  createFlight,
  createHotel,
  decide,
  firstNight,
  holdTaker,
  tally,
  wish,
} from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { noOverbookingCap } from './explained-night.js';
import { setOverbooking, setTotal, setTotalRuns } from './ledger.queries.js';
import { addDays } from '../stays/night.js';

let database: TestDatabase;
let prisma: PrismaService;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

test('the limit is the less of percentage, rounded down, and cap, and never below what there is', async () => {
  const cases = fc.sample(
    fc.record({
      total: fc.nat(10_000),
      percent: fc.nat(100),
      cap: fc.oneof(fc.nat(50), fc.constant(noOverbookingCap)),
    }),
    500,
  );
  const { rows } = await prisma.pool.query<{ may_sell: number }>(
    `SELECT inventory_limit(k.total, k.percent, k.cap) AS may_sell
     FROM unnest($1::integer[], $2::integer[], $3::integer[]) WITH ORDINALITY AS k(total, percent, cap, n) ORDER BY n`,
    [cases.map(({ total }) => total), cases.map(({ percent }) => percent), cases.map(({ cap }) => cap)],
  );
  expect(rows.map(({ may_sell }) => may_sell)).toEqual(
    cases.map(({ total, percent, cap }) =>
      Math.min(Math.floor((total * (100 + percent)) / 100), total + cap),
    ),
  );
});

test.each([
  [{ percent: 50 }, 15],
  [{ percent: 50, cap: 2 }, 12],
  [{ percent: 10, cap: 2 }, 11],
  [{ cap: 0 }, 10],
  [{ percent: 100, cap: noOverbookingCap }, 20],
])('with ten rooms and %o as many can be held as that allows', async (bounds, most) => {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [10] });
  const dates = { startDate: firstNight, endDate: null };
  expect(await setOverbooking(prisma, { listingId, skuIds, ...dates, ...bounds, isStandard: true })).toBe(5);
  expect(await setOverbooking(prisma, { listingId, skuIds, ...dates, ...bounds, isStandard: true })).toBe(0);
  const asked = Array.from({ length: 25 }, () =>
    wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 1 }], nights: 3 }),
  );
  expect(tally(await decide(holdTaker(prisma), asked))).toEqual({ held: most, sold_out: 25 - most });
});

test('a range of nights can have its own, and the rest keeps what it had', async () => {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [10, 10] });
  const range = { startDate: addDays(firstNight, 1), endDate: addDays(firstNight, 3) };
  expect(await setOverbooking(prisma, { listingId, skuIds, ...range, percent: 0, isStandard: false })).toBe(
    4,
  );
  const rows = await prisma.inventory.findMany({
    where: { listingId, skuId: skuIds[0] ?? 0 },
    orderBy: { date: 'asc' },
  });
  expect(rows.map(({ overbookingPercent }) => overbookingPercent)).toEqual([10, 0, 0, 10, 10]);
  expect(await prisma.sku.findFirst({ where: { listingId } })).toMatchObject({ overbookingPercent: 10 });
});

test('dates that are opened later begin with what was set for good', async () => {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [10] });
  const bounds = { startDate: firstNight, endDate: null, percent: 30, cap: 1, isStandard: true };
  await setOverbooking(prisma, { listingId, skuIds, ...bounds });
  await prisma.$queryRaw`
    SELECT ledger_set_totals(
      ${listingId}::integer, ${[...skuIds]}::integer[], ARRAY[10], ${addDays(firstNight, 50)}::date,
      ${addDays(firstNight, 51)}::date
    )`;
  const last = await prisma.inventory.findFirst({ where: { listingId }, orderBy: { date: 'desc' } });
  expect(last).toMatchObject({ overbookingPercent: 30, overbookingCap: 1 });
});

/** Percentage and cap of each night, from the first one there is. */
async function boundsOf(listingId: number): Promise<number[][]> {
  const rows = await prisma.inventory.findMany({ where: { listingId }, orderBy: { date: 'asc' } });
  return rows.map(({ overbookingPercent, overbookingCap }) => [overbookingPercent, overbookingCap]);
}

/** Its second night is not sold over, and its third by one at most. */
async function hotelWithOwnNights() {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [10] });
  const own = { listingId, skuIds, isStandard: false };
  const [second, third, fourth] = [1, 2, 3].map((day) => addDays(firstNight, day)) as [
    string,
    string,
    string,
  ];
  await setOverbooking(prisma, { ...own, startDate: second, endDate: third, percent: 0 });
  await setOverbooking(prisma, { ...own, startDate: third, endDate: fourth, cap: 1 });
  return { listingId, skuId: skuIds[0] ?? 0 };
}

test('setting totals leaves each night the overbooking it was given, and new ones get the usual', async () => {
  const { listingId, skuId } = await hotelWithOwnNights();
  const week = { listingId, skuId, startDate: firstNight, endDate: addDays(firstNight, 6), total: 8 };
  const expected = [
    [10, noOverbookingCap],
    [0, noOverbookingCap],
    [10, 1],
    [10, noOverbookingCap],
    [10, noOverbookingCap],
    [10, noOverbookingCap],
  ];
  expect(await setTotal(prisma, week)).toBe(6);
  expect(await boundsOf(listingId)).toEqual(expected);
  expect(await setTotalRuns(prisma, [{ ...week, total: 9 }])).toBe(6);
  expect(await boundsOf(listingId)).toEqual(expected);
  expect((await prisma.inventory.findMany({ where: { listingId } })).map(({ total }) => total)).toEqual(
    Array.from({ length: 6 }, () => 9),
  );
});

test('a percentage that comes with a total is for all of its nights; their caps stay', async () => {
  const { listingId, skuId } = await hotelWithOwnNights();
  const endDate = addDays(firstNight, 3);
  await setTotal(prisma, {
    listingId,
    skuId,
    startDate: firstNight,
    endDate,
    total: 8,
    overbookingPercent: 30,
  });
  expect(await boundsOf(listingId)).toEqual([
    [30, noOverbookingCap],
    [30, noOverbookingCap],
    [30, 1],
    [10, noOverbookingCap],
    [10, noOverbookingCap],
  ]);
});

test('a file that says nothing of overbooking leaves it, and leaves nights that are past alone', async () => {
  const { listingId, skuId } = await hotelWithOwnNights();
  const longAgo = addDays(firstNight, -5);
  await setTotal(prisma, {
    listingId,
    skuId,
    startDate: longAgo,
    endDate: addDays(firstNight, -3),
    total: 3,
  });
  const load = (percent: number | null, cap: number | null) => prisma.$queryRaw`
    SELECT ledger_set_nights(
      ${listingId}::integer, ${skuId}::integer, ${longAgo}::date, ${addDays(firstNight, 3)}::date, 4, NULL,
      ${percent}::integer, ${cap}::integer
    )`;
  await load(null, null);
  const rows = await prisma.inventory.findMany({ where: { listingId }, orderBy: { date: 'asc' } });
  // Two of long ago, today's, which was not there, and the five the hotel has.
  expect(rows.map(({ total }) => total)).toEqual([3, 3, 4, 4, 4, 4, 10, 10]);
  expect((await boundsOf(listingId)).slice(3, 6)).toEqual([
    [10, noOverbookingCap],
    [0, noOverbookingCap],
    [10, 1],
  ]);
  await load(5, null);
  await load(null, 2);
  expect((await boundsOf(listingId)).slice(3, 6)).toEqual([
    [5, 2],
    [5, 2],
    [5, 2],
  ]);
});

test('a seat is sold once, whatever is asked', async () => {
  const { listingId, skuIds } = await createFlight(prisma, 2);
  const bounds = { startDate: firstNight, endDate: null, percent: 100, cap: 5, isStandard: true };
  expect(await setOverbooking(prisma, { listingId, skuIds, ...bounds })).toBe(0);
});
