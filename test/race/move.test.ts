import type { PrismaService } from '../../src/database/prisma.service.js';
import { setTotal } from '../../src/inventory/ledger.queries.js';
import { moveReservation, type MoveRow } from '../../src/oversold/moves.queries.js';
import { addDays } from '../../src/stays/night.js';
import { Booking, saveCard } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createHotel,
  deadlocksIn,
  decide,
  firstNight,
  holdTaker,
  ledgerDifferences,
  tally,
  wish,
  type TestListing,
} from '../support/ledger.js';
import { rowLocks, weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 16 });
  await saveCard(prisma, 'ada');
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** A paid reservation of `quantity` rooms of the hotel's first type, for three nights from the first on. */
async function bookPaid({ listingId, skuIds }: TestListing, quantity = 1): Promise<Booking> {
  const request = wish({
    listingId,
    items: [{ skuId: skuIds[0] ?? 0, quantity }],
    nights: 3,
    guestId: 'ada',
  });
  expect(await decide(holdTaker(prisma), [request])).toMatchObject([{ outcome: 'held' }]);
  const booking = new Booking(prisma, request);
  for (const step of ['begin', 'authorise', 'capture'] as const) await booking.do(step);
  return booking;
}

function move(hotel: TestListing, { reservationId }: Pick<Booking, 'reservationId'>): Promise<MoveRow> {
  const [fromRoomTypeId = 0, toRoomTypeId = 0] = hotel.skuIds;
  return moveReservation(prisma, { listingId: hotel.listingId, reservationId, fromRoomTypeId, toRoomTypeId });
}

/** Reserved on the first night, by room type. */
async function reserved({ listingId }: TestListing): Promise<number[]> {
  const rows = await prisma.inventory.findMany({
    where: { listingId, date: new Date(firstNight) },
    orderBy: { skuId: 'asc' },
  });
  return rows.map((row) => row.reserved);
}

test('a reservation that is moved has rooms of the other type, at its price, and those it had are free', async () => {
  const hotel = await createHotel(prisma, { totals: [3, 3] });
  const booking = await bookPaid(hotel, 2);
  expect(await reserved(hotel)).toEqual([2, 0]);
  expect(await move(hotel, booking)).toEqual({ outcome: 'moved', blocking: null });
  expect(await reserved(hotel)).toEqual([0, 2]);
  const [skuId = 0, otherSkuId = 0] = hotel.skuIds;
  const hold = await prisma.hold.findFirstOrThrow();
  expect(hold).toMatchObject({ status: 'confirmed', totalMinor: 60_000n });
  expect(hold.quote).toEqual(
    [0, 1, 2].map((day) => [otherSkuId, addDays(firstNight, day), 2, 10_000, 10_000, 10_000, 20_000]),
  );
  expect(await prisma.holdItem.findMany()).toMatchObject([{ skuId: otherSkuId, quantity: 2 }]);
  expect(await prisma.event.findFirst({ where: { type: 'reservation.moved' } })).toMatchObject({
    subjectId: booking.reservationId,
    cause: 'moved_by_admin',
    data: { fromRoomTypeId: skuId, toRoomTypeId: otherSkuId, quantity: 2 },
  });
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await booking.do('cancel')).toBe('canceled');
  expect(await reserved(hotel)).toEqual([0, 0]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('moving again changes nothing', async () => {
  const hotel = await createHotel(prisma, { totals: [3, 3] });
  const booking = await bookPaid(hotel);
  await move(hotel, booking);
  const before = await booking.everything();
  expect(await move(hotel, booking)).toMatchObject({ outcome: 'repeated' });
  expect(await booking.everything()).toEqual(before);
});

test('what is free only by overbooking takes nobody in, and nothing changes', async () => {
  const hotel = await createHotel(prisma, { totals: [3, 10] });
  const [, toSku = 0] = hotel.skuIds;
  const booking = await bookPaid(hotel);
  const all = wish({ listingId: hotel.listingId, items: [{ skuId: toSku, quantity: 10 }], from: 1 });
  expect(await decide(holdTaker(prisma), [all])).toMatchObject([{ outcome: 'held' }]);
  const before = await booking.everything();
  expect(await move(hotel, booking)).toEqual({
    outcome: 'sold_out',
    blocking: [{ date: addDays(firstNight, 1), available: 0 }],
  });
  expect(await booking.everything()).toEqual(before);
});

test('a hold that is overdue keeps nobody from being moved', async () => {
  const hotel = await createHotel(prisma, { totals: [3, 1] });
  const booking = await bookPaid(hotel);
  const overdue = wish({ listingId: hotel.listingId, items: [{ skuId: hotel.skuIds[1] ?? 0, quantity: 1 }] });
  await decide(holdTaker(prisma), [overdue]);
  await prisma.$executeRaw`
    UPDATE hold SET expires_at = clock_timestamp() - interval '1 second' WHERE hold_id = ${overdue.holdId}::uuid`;
  expect(await move(hotel, booking)).toMatchObject({ outcome: 'moved' });
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('only a paid reservation whose stay is to come, and that has such rooms, is moved', async () => {
  const hotel = await createHotel(prisma, { totals: [5, 5] });
  const stranger = { reservationId: '00000000-0000-8000-8000-000000000001' };
  expect(await move(hotel, stranger)).toMatchObject({ outcome: 'not_found' });
  const canceled = await bookPaid(hotel);
  await canceled.do('cancel');
  expect(await move(hotel, canceled)).toMatchObject({ outcome: 'not_paid' });
  const booking = await bookPaid(hotel);
  const { listingId, skuIds } = hotel;
  const other = { listingId, skuIds: [skuIds[1] ?? 0, 999_999] };
  expect(await move(other, booking)).toMatchObject({ outcome: 'not_reserved' });
  await prisma.$executeRaw`UPDATE hold SET start_date = current_date - 1 WHERE hold_id = ${booking.holdId}::uuid`;
  expect(await move(hotel, booking)).toMatchObject({ outcome: 'stay_begun' });
});

/** Twelve who are to be moved to four rooms, while others hold, cancel and let go. */
async function moveWhileSelling(): Promise<{ moved: number; free: number }> {
  const hotel = await createHotel(prisma, { totals: [12, 4] });
  const { listingId, skuIds } = hotel;
  const [, toSku = 0] = skuIds;
  const bookings: Booking[] = [];
  for (let count = 0; count < 12; count += 1) bookings.push(await bookPaid(hotel));
  const outcomes: MoveRow[] = [];
  const taker = holdTaker(prisma);
  await concurrently({ count: 60, clients: 16 }, async (index) => {
    const booking = bookings[index % 12];
    if (index % 5 < 3 && booking !== undefined) outcomes.push(await move(hotel, booking));
    else if (index % 5 === 3) {
      const request = wish({ listingId, items: [{ skuId: toSku, quantity: 1 }], nights: 3 });
      await taker.decide([request]);
      await prisma.$queryRaw`
        SELECT ledger_settle(${listingId}::integer, ARRAY[${request.holdId}::uuid], 'active', 'released', NULL)::text`;
    } else
      await setTotal(prisma, {
        listingId,
        skuId: toSku,
        startDate: firstNight,
        endDate: addDays(firstNight, 3),
        total: 4,
      });
  });
  for (const booking of bookings) outcomes.push(await move(hotel, booking));
  const row = await prisma.inventory.findFirstOrThrow({
    where: { skuId: toSku, date: new Date(firstNight) },
  });
  return { moved: tally(outcomes)['moved'] ?? 0, free: row.total - row.reserved - row.held };
}

test('as many are moved as there are rooms, however many are to be moved at once while others book', async () => {
  expect(await moveWhileSelling()).toEqual({ moved: 4, free: 0 });
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: without row locks more are moved than there are rooms', async () => {
  await weaken(prisma, ['reservation_move'], rowLocks);
  let tooMany = false;
  for (let round = 0; round < 20 && !tooMany; round += 1) {
    const { moved } = await moveWhileSelling().catch(() => ({ moved: 5 }));
    tooMany = moved > 4 || (await ledgerDifferences(prisma)).length > 0;
  }
  expect(tooMany).toBe(true);
});

test('a move that is killed in the middle has moved nothing, and can be made again', async () => {
  const hotel = await createHotel(prisma, { totals: [3, 3] });
  const booking = await bookPaid(hotel);
  const before = await booking.everything();
  const victim = await prisma.pool.connect();
  const died = new Promise((resolve) => victim.on('error', resolve));
  await victim.query('BEGIN');
  await victim.query('SELECT * FROM reservation_move($1, $2, $3, $4, $5)', [
    hotel.listingId,
    booking.reservationId,
    ...hotel.skuIds,
    'moved_by_admin',
  ]);
  const { rows } = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await prisma.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await died;
  victim.release(true);
  expect(await booking.everything()).toEqual(before);
  expect(await move(hotel, booking)).toMatchObject({ outcome: 'moved' });
  expect(await ledgerDifferences(prisma)).toEqual([]);
});
