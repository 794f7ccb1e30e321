import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { moveElsewhere, moveReservation } from '../../src/oversold/moves.queries.js';
import { listRoomsNow } from '../../src/oversold/rooms-now.views.js';
import { findOrphanedHolds } from '../../src/reconciliation/booking-checks.views.js';
import type { Booking } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { moveTo, openFrontDesk, payFor, reservedFrom } from '../support/front-desk.js';
import type { TestHotel } from '../support/hotel.js';
import { concurrently, deadlocksIn, ledgerDifferences } from '../support/ledger.js';
import { rowLocks, weaken } from '../support/weaken.js';
import { whileOpen } from '../support/while-open.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 16 });
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

const orphans = () => findOrphanedHolds(prisma, { from: 1, to: 2_000_000_000 });

interface Settled {
  readonly outcome: string;
  /** Rooms reserved on the first night in the second, third and fourth hotel. */
  readonly reserved: readonly number[];
  readonly orphans: number;
}

interface Moved {
  readonly booking: Booking;
  readonly hotels: readonly [TestHotel, TestHotel, TestHotel, TestHotel];
}

/** A guest who was moved from the first hotel to the second. */
async function movedOnce(): Promise<Moved> {
  const open = () => openFrontDesk(prisma, { rooms: [2] });
  const hotels = [await open(), await open(), await open(), await open()] as const;
  const booking = await payFor(prisma, hotels[0], { nights: 1 });
  expect(await moveTo(prisma, booking, { from: hotels[0], to: hotels[1] })).toBe('moved');
  return { booking, hotels };
}

async function settled(outcome: string, { hotels: [, ...others] }: Moved): Promise<Settled> {
  const reserved: number[] = [];
  for (const hotel of others) reserved.push(...(await reservedFrom(prisma, hotel, 1)));
  expect(await ledgerDifferences(prisma)).toEqual([]);
  return { outcome, reserved, orphans: (await orphans()).length };
}

/** One administrator moves the guest on to the third hotel, and another one at that moment to the fourth. */
async function moveToTwoHotels(): Promise<Settled> {
  const guest = await movedOnce();
  const { booking, hotels } = guest;
  const [, second, third, fourth] = hotels;
  const outcome = await whileOpen(
    prisma,
    (client) =>
      client.query(`SELECT * FROM reservation_move_elsewhere($1, $2, $3, $4, $5, $6, 'moved_by_admin')`, [
        booking.listingId,
        booking.reservationId,
        second.skuIds[0],
        third.listingId,
        third.skuIds[0],
        mintListingUuid(third.listingId),
      ]),
    () => moveTo(prisma, booking, { from: second, to: fourth }),
  );
  return settled(outcome, guest);
}

test('of two administrators who move a guest on at once, one does, and the other is told', async () => {
  expect(await moveToTwoHotels()).toEqual({ outcome: 'not_reserved', reserved: [0, 1, 0], orphans: 0 });
});

test('control: without the lock of the reservation’s hold the guest has rooms in two hotels', async () => {
  await weaken(prisma, ['stay_lock'], rowLocks);
  expect(await moveToTwoHotels()).toEqual({ outcome: 'moved', reserved: [0, 1, 1], orphans: 1 });
});

/** The guest cancels while being moved on. */
async function moveWhileCanceled(): Promise<Settled> {
  const guest = await movedOnce();
  const { booking, hotels } = guest;
  const outcome = await whileOpen(
    prisma,
    (client) =>
      client.query(`SELECT * FROM reservation_cancel($1, $2, NULL, $3, 'canceled_by_admin')`, [
        booking.listingId,
        booking.reservationId,
        mintListingUuid(booking.listingId),
      ]),
    () => moveTo(prisma, booking, { from: hotels[1], to: hotels[2] }),
  );
  return settled(outcome, guest);
}

test('a guest who is being canceled is not moved on', async () => {
  expect(await moveWhileCanceled()).toEqual({ outcome: 'not_paid', reserved: [0, 0, 0], orphans: 0 });
});

test('control: without the lock of the reservation’s hold a canceled guest has rooms', async () => {
  await weaken(prisma, ['stay_lock'], rowLocks);
  expect(await moveWhileCanceled()).toEqual({ outcome: 'moved', reserved: [0, 1, 0], orphans: 1 });
});

test('a guest who is being moved on and cancels has rooms nowhere', async () => {
  const guest = await movedOnce();
  const { booking, hotels } = guest;
  const [, second, third] = hotels;
  const outcome = await whileOpen(
    prisma,
    (client) =>
      client.query(`SELECT * FROM reservation_move_elsewhere($1, $2, $3, $4, $5, $6, 'moved_by_admin')`, [
        booking.listingId,
        booking.reservationId,
        second.skuIds[0],
        third.listingId,
        third.skuIds[0],
        mintListingUuid(third.listingId),
      ]),
    () => booking.do('cancel'),
  );
  expect(await settled(outcome, guest)).toEqual({ outcome: 'canceled', reserved: [0, 0, 0], orphans: 0 });
});

test('guests who are moved to and fro among full hotels, and cancel, block nobody and have rooms once', async () => {
  const hotels: TestHotel[] = [];
  for (let count = 0; count < 3; count += 1) {
    hotels.push(await openFrontDesk(prisma, { rooms: [3, 3], sellable: 3 }));
  }
  const bookings: Booking[] = [];
  for (let count = 0; count < 9; count += 1) {
    const hotel = hotels[count % 3];
    if (hotel !== undefined) bookings.push(await payFor(prisma, hotel, { nights: 2 }));
  }
  const seen = new Map<string, number>();
  await concurrently({ count: 120, clients: 12 }, async (index) => {
    const booking = bookings[index % 9];
    const target = hotels[(index * 5 + Math.floor(index / 9)) % 3];
    if (booking === undefined || target === undefined) return;
    if (index > 100 && index % 9 < 2) return void (await booking.do('cancel'));
    const { listingId, reservationId } = booking;
    const [now] = await listRoomsNow(prisma, booking);
    if (now === undefined) return;
    const toRoomTypeId = target.skuIds[Math.floor(index / 3) % 2] ?? 0;
    const command = { listingId, reservationId, fromRoomTypeId: now.roomTypeId, toRoomTypeId };
    const toHotelId = target.listingId;
    if (toHotelId === now.hotelId && toRoomTypeId === now.roomTypeId) return;
    const { outcome } =
      toHotelId === now.hotelId
        ? await moveReservation(prisma, command)
        : await moveElsewhere(prisma, { ...command, toHotelId, toHoldId: mintListingUuid(toHotelId) });
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  });
  expect(seen.get('moved')).toBeGreaterThan(10);
  for (const booking of bookings) {
    const rooms = await listRoomsNow(prisma, booking);
    const reservation = await prisma.reservation.findFirstOrThrow({
      where: { reservationId: booking.reservationId },
    });
    expect(rooms.map(({ quantity }) => quantity)).toEqual(reservation.status === 'paid' ? [1] : []);
  }
  const rows = await prisma.inventory.findMany({ where: { reserved: { gt: 3 } } });
  expect(rows).toEqual([]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await orphans()).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});
