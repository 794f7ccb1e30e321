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
import { setOverbooking } from './ledger.queries.js';
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

test('a seat is sold once, whatever is asked', async () => {
  const { listingId, skuIds } = await createFlight(prisma, 2);
  const bounds = { startDate: firstNight, endDate: null, percent: 100, cap: 5, isStandard: true };
  expect(await setOverbooking(prisma, { listingId, skuIds, ...bounds })).toBe(0);
});
