import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { Booking, saveCard } from '../../test/support/booking.js';
import { changeCurrency } from '../../test/support/currency.js';
import { moveTo } from '../../test/support/front-desk.js';
import {
  createHotel,
  decide,
  firstNight,
  holdTaker,
  wish,
  type TestListing,
} from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays } from '../stays/night.js';
import { OccupancyService } from './occupancy.service.js';
import { occupancyQuery } from './occupancy.views.js';

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestListing;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await saveCard(prisma, 'ada');
  hotel = await createHotel(prisma, { totals: [6, 2] });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function book(from: number, nights: number, quantity = 1, of = hotel, type = 0): Promise<Booking> {
  const { listingId, skuIds } = of;
  const items = [{ skuId: skuIds[type] ?? 0, quantity }];
  const request = wish({ listingId, items, from, nights, guestId: 'ada' });
  expect(await decide(holdTaker(prisma), [request])).toMatchObject([{ outcome: 'held' }]);
  return new Booking(prisma, request);
}

async function pay(booking: Booking): Promise<Booking> {
  for (const step of ['begin', 'authorise', 'capture'] as const) await booking.do(step);
  return booking;
}

const report = (days: number, { listingId } = hotel) =>
  new OccupancyService(prisma).report([listingId], {
    startDate: firstNight,
    endDate: addDays(firstNight, days),
  });

test('a night has what is paid for it by the frozen quotes; holds, and what waits for its money, do not count', async () => {
  await book(0, 2);
  await (await book(1, 1)).do('begin');
  await pay(await book(0, 2, 2));
  await pay(await book(1, 3));
  expect(await report(6)).toMatchObject([
    { rooms: 8, sold: 2, occupancyPercent: 25, revenueMinor: 20_000, averageRateMinor: 10_000 },
    { rooms: 8, sold: 3, revenueMinor: 30_000, revenuePerRoomMinor: 3_750 },
    { sold: 1, revenueMinor: 10_000 },
    { sold: 1, revenueMinor: 10_000 },
    { rooms: 8, sold: 0, occupancyPercent: 0, averageRateMinor: null },
    { rooms: null, sold: 0, occupancyPercent: null },
  ]);
});

test('what is kept of a canceled reservation stands on the night it would have begun, and is no revenue', async () => {
  const before = await report(5);
  const booking = await pay(await book(3, 2));
  // Nothing is free to cancel any more, and half of it is kept.
  await prisma.$executeRaw`
    UPDATE reservation SET free_cancellation_until = '-infinity', cancellation_fee_percent = 50
    WHERE reservation_id = ${booking.reservationId}::uuid`;
  expect(await booking.do('cancel')).toBe('canceled');
  const after = await report(5);
  expect(after).toEqual(before.map((night, day) => ({ ...night, keptMinor: day === 3 ? 10_000 : 0 })));
});

test('who was moved counts as sold where the rooms are, as revenue where it was paid; nights given back are not sold', async () => {
  const other = await createHotel(prisma, { totals: [4] });
  const before = await report(3);
  const booking = await pay(await book(0, 3));
  expect(await moveTo(prisma, booking, { from: hotel, to: other })).toBe('moved');
  const sold = async () => {
    const range = { startDate: firstNight, endDate: addDays(firstNight, 3) };
    const nights = await new OccupancyService(prisma).report([other.listingId], range);
    return nights.map((night) => [night.sold, night.revenueMinor]);
  };
  expect(await report(3)).toMatchObject(
    before.map((night) => ({ sold: night.sold, revenueMinor: night.revenueMinor + 10_000 })),
  );
  expect(await sold()).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
  await prisma.$executeRaw`
    SELECT ledger_shorten(r.moved_listing_id, r.moved_hold_id, ${addDays(firstNight, 1)}::date)
    FROM reservation r WHERE r.reservation_id = ${booking.reservationId}::uuid`;
  expect((await sold()).map(([rooms]) => rooms)).toEqual([1, 0, 0]);
});

test('rooms of a retired type count until it was retired, and from then on as far as they are sold', async () => {
  const closing = await createHotel(prisma, { totals: [6, 2] });
  await pay(await book(1, 1, 1, closing, 1));
  await prisma.sku.updateMany({ where: { skuId: closing.skuIds[1] ?? 0 }, data: { isActive: false } });
  const retiredSince = (night: string) =>
    prisma.$executeRaw`
      UPDATE sku SET retired_at = ${night}::timestamp AT TIME ZONE 'UTC' WHERE sku_id = ${closing.skuIds[1]}`;
  const rooms = async () => (await report(4, closing)).map((night) => night.rooms);
  expect(await rooms()).toEqual([6, 7, 6, 6]);
  await retiredSince(addDays(firstNight, 1));
  expect(await rooms()).toEqual([8, 7, 6, 6]);
  await retiredSince(addDays(firstNight, 3));
  expect(await rooms()).toEqual([8, 8, 8, 6]);
  await prisma.sku.updateMany({ where: { skuId: closing.skuIds[1] ?? 0 }, data: { isActive: true } });
  expect(await rooms()).toEqual([8, 8, 8, 8]);
});

test('what was paid in another currency is no revenue in that of the hotel', async () => {
  const moved = await createHotel(prisma, { totals: [6] });
  await pay(await book(0, 1, 1, moved));
  // As it could be before currencies stayed.
  await changeCurrency(prisma, moved.listingId, 'JPY');
  expect(await report(1, moved)).toMatchObject([{ currency: 'JPY', sold: 1, revenueMinor: 0 }]);
});

test('a hotel that does not exist, a flight, and a range that cannot be are refused', async () => {
  const service = new OccupancyService(prisma);
  const range = { startDate: firstNight, endDate: addDays(firstNight, 1) };
  await expect(service.report([hotel.listingId, 999], range)).rejects.toMatchObject({
    code: 'hotel_not_found',
  });
  await expect(service.report([4_000_000_000], range)).rejects.toMatchObject({ code: 'hotel_not_found' });
  for (const days of [0, -1, 367]) {
    const wrong = { ...range, endDate: addDays(firstNight, days) };
    await expect(service.report([hotel.listingId], wrong)).rejects.toMatchObject({ code: 'invalid_request' });
  }
});

test('it reads what these hotels have by key, and nothing of others', async () => {
  await prisma.pool.query(`
    INSERT INTO listing (listing_id, kind, code, currency, timezone, cancellation_fee_percent)
    SELECT 1000000 + n, 'hotel', 'bulk' || n, 'EUR', 'UTC', 100 FROM generate_series(1, 200) AS n;
    INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent)
    SELECT 1000000 + n, 1, 'room_type', 1, 10 FROM generate_series(1, 200) AS n;
    INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
    SELECT 1000000 + n, 1, '${firstNight}'::date + d, 100, 10 FROM generate_series(1, 200) AS n, generate_series(0, 99) AS d;
    CREATE TEMP TABLE bulk AS
    SELECT 1000000 + n AS listing_id, gen_random_uuid() AS id, '${firstNight}'::date + k % 90 AS start_date
    FROM generate_series(1, 200) AS n, generate_series(1, 150) AS k;
    INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency,
      total_minor, quote)
    SELECT listing_id, id, 'ada', 'confirmed', start_date, start_date + 1, now(), now(), 'EUR', 1, '[]' FROM bulk;
    INSERT INTO reservation (listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency,
      total_minor, free_cancellation_until, created_at, paid_at)
    SELECT listing_id, id, 'ada', id, 'paid', start_date, start_date + 1, 'EUR', 1, now(), now(), now() FROM bulk;
    ANALYZE;
  `);
  const { text, values } = occupancyQuery({
    hotelIds: [1_000_007, 1_000_008],
    startDate: firstNight,
    endDate: addDays(firstNight, 30),
  });
  const { rows } = await prisma.pool.query<{ 'QUERY PLAN': object }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  );
  const plan = JSON.stringify(rows[0]?.['QUERY PLAN']);
  expect(plan).not.toMatch(/"Node Type":"Seq Scan"[^{}]*"Relation Name":"(reservation|hold|inventory)"/);
  const read = [
    ...plan.matchAll(
      /"Relation Name":"(?:reservation|hold|inventory)"[^{}]*?"Actual Rows":([\d.]+),"Actual Loops":([\d.]+)/g,
    ),
  ];
  expect(read.length).toBeGreaterThan(2);
  for (const [, found = '', loops = ''] of read) expect(Number(found) * Number(loops)).toBeLessThan(1_000);
});

test('a hotel that has had guests for years is read by the nights that are asked for', async () => {
  const old = 1_000_001;
  await prisma.pool.query(`
    DELETE FROM reservation WHERE listing_id >= 1000000;
    DELETE FROM hold WHERE listing_id >= 1000000;
    CREATE TEMP TABLE years AS
    SELECT gen_random_uuid() AS id, '${firstNight}'::date - 3600 + k / 5 AS start_date FROM generate_series(0, 17999) AS k;
    INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency,
      total_minor, quote)
    SELECT ${old}, id, 'ada', 'confirmed', start_date, start_date + 2, now(), now(), 'EUR', 1, '[]' FROM years;
    INSERT INTO reservation (listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency,
      total_minor, free_cancellation_until, created_at, paid_at)
    SELECT ${old}, id, 'ada', id, 'paid', start_date, start_date + 2, 'EUR', 1, now(), now(), now() FROM years;
    ANALYZE;
  `);
  const range = { startDate: addDays(firstNight, -10), endDate: addDays(firstNight, 20) };
  const { text, values } = occupancyQuery({ hotelIds: [old], ...range });
  const { rows } = await prisma.pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  );
  const nodes = nodesOf(rows[0]?.['QUERY PLAN'][0].Plan);
  const read = nodes
    .filter((node) => ['reservation', 'hold'].includes(node['Relation Name'] ?? ''))
    .map((node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']);
  expect(read.length).toBeGreaterThan(2);
  // Sixty nights before the range and the range, five guests a night.
  expect(Math.max(...read)).toBeLessThan(450);
  expect(nodes.map((node) => node['Index Name'])).toContain('reservation_start_idx');
});

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode | undefined): PlanNode[] {
  return node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
