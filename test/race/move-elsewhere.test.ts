import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { moveElsewhere, type MoveRow } from '../../src/oversold/moves.queries.js';
import { findOrphanedHolds } from '../../src/reconciliation/booking-checks.views.js';
import { addDays } from '../../src/stays/night.js';
import { Booking, saveCard } from '../support/booking.js';
import { changeCurrency } from '../support/currency.js';
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
import { whileOpen } from '../support/while-open.js';

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

/** A paid reservation of one room of a hotel's first type, for three nights from the first on. */
async function bookPaid({ listingId, skuIds }: TestListing): Promise<Booking> {
  const items = [{ skuId: skuIds[0] ?? 0, quantity: 1 }];
  const request = wish({ listingId, items, nights: 3, guestId: 'ada' });
  expect(await decide(holdTaker(prisma), [request])).toMatchObject([{ outcome: 'held' }]);
  const booking = new Booking(prisma, request);
  for (const step of ['begin', 'authorise', 'capture'] as const) await booking.do(step);
  return booking;
}

function move(
  from: TestListing,
  to: TestListing,
  { reservationId }: Pick<Booking, 'reservationId'>,
): Promise<MoveRow> {
  return moveElsewhere(prisma, {
    listingId: from.listingId,
    reservationId,
    fromRoomTypeId: from.skuIds[0] ?? 0,
    toHotelId: to.listingId,
    toRoomTypeId: to.skuIds[0] ?? 0,
    toHoldId: mintListingUuid(to.listingId),
  });
}

const moveStatement = 'SELECT * FROM reservation_move_elsewhere($1, $2, $3, $4, $5, $6, $7)';

/** For a move in a transaction of the test's own. */
function moveValues(from: TestListing, to: TestListing, { reservationId }: Booking): unknown[] {
  const toHoldId = mintListingUuid(to.listingId);
  return [
    from.listingId,
    reservationId,
    from.skuIds[0],
    to.listingId,
    to.skuIds[0],
    toHoldId,
    'moved_by_admin',
  ];
}

/** Reserved of the first type on each of the first four nights. */
async function reserved({ listingId, skuIds }: TestListing): Promise<number[]> {
  const rows = await prisma.inventory.findMany({
    where: { listingId, skuId: skuIds[0] ?? 0 },
    orderBy: { date: 'asc' },
    take: 4,
  });
  return rows.map((row) => row.reserved);
}

const orphans = () => findOrphanedHolds(prisma, { from: 1, to: 2_000_000_000 });

test('a guest who is taken to another hotel has rooms there, and the first one has them back', async () => {
  const [full, other] = [
    await createHotel(prisma, { totals: [1] }),
    await createHotel(prisma, { totals: [1] }),
  ];
  const booking = await bookPaid(full);
  expect(await move(full, other, booking)).toEqual({ outcome: 'moved', blocking: null });
  expect([await reserved(full), await reserved(other)]).toEqual([
    [0, 0, 0, 0],
    [1, 1, 1, 0],
  ]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await orphans()).toEqual([]);
  const reservation = await prisma.reservation.findFirstOrThrow();
  expect(reservation).toMatchObject({ status: 'paid', totalMinor: 30_000n, movedListingId: other.listingId });
  expect(await prisma.hold.findFirst({ where: { listingId: other.listingId } })).toMatchObject({
    holdId: reservation.movedHoldId,
    guestId: 'ada',
    status: 'confirmed',
    replacesHoldId: booking.holdId,
  });
  expect(await prisma.event.findFirst({ where: { type: 'reservation.moved' } })).toMatchObject({
    subjectId: booking.reservationId,
    data: {
      fromRoomTypeId: full.skuIds[0],
      toHotelId: other.listingId,
      toRoomTypeId: other.skuIds[0],
      quantity: 1,
    },
  });
});

test('canceling it frees the rooms of the other hotel, and gives back what the first one’s policy says', async () => {
  const [full, other] = [
    await createHotel(prisma, { totals: [1] }),
    await createHotel(prisma, { totals: [1] }),
  ];
  const booking = await bookPaid(full);
  await move(full, other, booking);
  await prisma.$executeRaw`UPDATE reservation SET free_cancellation_until = 'infinity'`;
  expect(await booking.do('cancel')).toBe('canceled');
  expect(await booking.do('cancel')).toBe('already_canceled');
  expect([await reserved(full), await reserved(other)]).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  expect(await prisma.refund.findMany()).toMatchObject([{ listingId: full.listingId, amountMinor: 30_000n }]);
  expect(await booking.do('refundSucceeded')).toBe('succeeded');
  expect(await prisma.reservation.findFirst()).toMatchObject({ status: 'refunded' });
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await orphans()).toEqual([]);
});

test('moving again changes nothing, nor does moving rooms the guest has not any more', async () => {
  const [full, other, third] = [
    await createHotel(prisma, { totals: [1] }),
    await createHotel(prisma, { totals: [2] }),
    await createHotel(prisma, { totals: [2] }),
  ];
  const booking = await bookPaid(full);
  await move(full, other, booking);
  const before = await booking.everything();
  expect(await move(full, other, booking)).toMatchObject({ outcome: 'repeated' });
  expect(await move(full, third, booking)).toMatchObject({ outcome: 'not_reserved' });
  expect(await booking.everything()).toEqual(before);
  expect([await reserved(other), await reserved(third)]).toEqual([
    [1, 1, 1, 0],
    [0, 0, 0, 0],
  ]);
});

test('without a room there on every night, in another currency, or without such rooms nobody is moved', async () => {
  const [full, other] = [
    await createHotel(prisma, { totals: [1] }),
    await createHotel(prisma, { totals: [10] }),
  ];
  const booking = await bookPaid(full);
  const items = [{ skuId: other.skuIds[0] ?? 0, quantity: 10 }];
  await decide(holdTaker(prisma), [wish({ listingId: other.listingId, items, from: 2 })]);
  const before = await booking.everything();
  expect(await move(full, other, booking)).toEqual({
    outcome: 'sold_out',
    blocking: [{ date: addDays(firstNight, 2), available: 0 }],
  });
  expect(await move({ ...full, skuIds: [999_999] }, other, booking)).toMatchObject({
    outcome: 'not_reserved',
  });
  const abroad = await createHotel(prisma, { totals: [10] });
  await changeCurrency(prisma, abroad.listingId, 'USD');
  expect(await move(full, abroad, booking)).toMatchObject({ outcome: 'other_currency' });
  expect(await booking.everything()).toEqual(before);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

/** Two hotels with six guests and three free rooms each, all of whom are to be moved to the other at once. */
async function moveBothWays(): Promise<Record<string, number>> {
  const hotels = [
    await createHotel(prisma, { totals: [9] }),
    await createHotel(prisma, { totals: [9] }),
  ] as const;
  const bookings: { booking: Booking; from: TestListing; to: TestListing }[] = [];
  for (const [from, to] of [hotels, hotels.toReversed()] as [TestListing, TestListing][]) {
    for (let count = 0; count < 9; count += 1) bookings.push({ booking: await bookPaid(from), from, to });
  }
  for (const { booking } of bookings.filter((_, index) => index % 3 === 0)) await booking.do('cancel');
  const outcomes: MoveRow[] = [];
  await concurrently({ count: 2 * bookings.length, clients: 16 }, async (index) => {
    const { booking, from, to } = bookings[(index * 7) % bookings.length] ?? {};
    if (booking === undefined || from === undefined || to === undefined) return;
    outcomes.push(await move(from, to, booking));
    if (index % 5 === 0) await booking.do('cancel');
  });
  for (const { listingId } of hotels) {
    const rows = await prisma.inventory.findMany({ where: { listingId } });
    for (const { total, reserved: taken } of rows) expect(taken).toBeLessThanOrEqual(total);
  }
  return tally(outcomes);
}

test('guests who are moved in both directions at once, and cancel, block nobody, and no room is given twice', async () => {
  const outcomes = await moveBothWays();
  expect(outcomes['moved']).toBeGreaterThan(3);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await orphans()).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

/** One of two guests of a hotel is moved to another while a move to a third is not committed yet; what the second move came to. */
async function moveTwoWays(): Promise<string> {
  const [full, other, third] = [
    await createHotel(prisma, { totals: [2] }),
    await createHotel(prisma, { totals: [2] }),
    await createHotel(prisma, { totals: [2] }),
  ];
  const [booking] = [await bookPaid(full), await bookPaid(full)];
  const again = await whileOpen(
    prisma,
    (client) => client.query(moveStatement, moveValues(full, third, booking)),
    () => move(full, other, booking),
  );
  return again.outcome;
}

test('who is moved twice at once is moved once', async () => {
  expect(await moveTwoWays()).toBe('not_reserved');
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await orphans()).toEqual([]);
});

test('control: without row locks the guest is moved twice', async () => {
  await weaken(prisma, ['stay_lock', 'reservation_move_elsewhere'], rowLocks);
  expect(await moveTwoWays()).toBe('moved');
  expect((await ledgerDifferences(prisma)).length + (await orphans()).length).toBeGreaterThan(0);
});

test('a move that is killed in the middle has moved nothing', async () => {
  const [full, other] = [
    await createHotel(prisma, { totals: [1] }),
    await createHotel(prisma, { totals: [1] }),
  ];
  const booking = await bookPaid(full);
  const before = await booking.everything();
  const victim = await prisma.pool.connect();
  const died = new Promise((resolve) => victim.on('error', resolve));
  await victim.query('BEGIN');
  await victim.query(moveStatement, moveValues(full, other, booking));
  const { rows } = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await prisma.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await died;
  victim.release(true);
  expect(await booking.everything()).toEqual(before);
  expect(await reserved(other)).toEqual([0, 0, 0, 0]);
  expect(await move(full, other, booking)).toMatchObject({ outcome: 'moved' });
});
