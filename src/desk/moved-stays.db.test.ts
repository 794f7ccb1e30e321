import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { Booking } from '../../test/support/booking.js';
import {
  atDesk,
  checkIn,
  checkOut,
  moveTo,
  moveWithin,
  noShow,
  openFrontDesk,
  payFor,
  reservedFrom,
  today,
  undoCheckIn,
} from '../../test/support/front-desk.js';
import type { TestHotel } from '../../test/support/hotel.js';
import { ledgerDifferences } from '../../test/support/ledger.js';
import { setPolicy } from '../../test/support/policy.js';
import type { PrismaService } from '../database/prisma.service.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { listMoveCandidates } from '../oversold/move-candidates.views.js';
import { findOrphanedHolds } from '../reconciliation/booking-checks.views.js';
import { findCancellationNow, findReservation } from '../reservations/reservations.views.js';
import { addDays } from '../stays/night.js';

let database: TestDatabase;
let prisma: PrismaService;
let full: TestHotel;
let other: TestHotel;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
beforeEach(async () => {
  full = await openFrontDesk(prisma, { rooms: [1] });
  other = await openFrontDesk(prisma, { rooms: [3] });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function moved(nights = 3): Promise<Booking> {
  const booking = await payFor(prisma, full, { nights });
  expect(await moveTo(prisma, booking, { from: full, to: other })).toBe('moved');
  return booking;
}

async function agrees(): Promise<void> {
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await findOrphanedHolds(prisma, { from: 1, to: 2_000_000_000 })).toEqual([]);
}

test('a guest who was moved arrives at the other hotel, has its rooms, and leaves it', async () => {
  const booking = await moved();
  const [wrong] = await prisma.room.findMany({ where: { listingId: full.listingId } });
  expect((await checkIn(prisma, booking, [wrong?.roomId ?? 0])).faults).toMatchObject([
    { reason: 'unknown' },
  ]);
  expect(await checkIn(prisma, booking)).toMatchObject({ outcome: 'checked_in', rooms: ['1-1'] });
  expect((await checkIn(prisma, booking)).outcome).toBe('repeated');
  expect(
    await prisma.roomAssignment.findMany({ where: { reservationId: booking.reservationId } }),
  ).toMatchObject([{ listingId: other.listingId }]);
  const { reservationId } = booking;
  expect(await findReservation(prisma, { reservationId })).toMatchObject({
    movedTo: { hotelId: other.listingId },
    stay: { status: 'checked_in', rooms: [{ number: '1-1' }] },
  });
  // The rooms of the first hotel are for its own guests, those of the other for the next.
  expect((await checkIn(prisma, await payFor(prisma, full))).rooms).toEqual(['1-1']);
  expect((await checkIn(prisma, await payFor(prisma, other))).rooms).toEqual(['1-2']);
  expect((await checkOut(prisma, booking)).outcome).toBe('checked_out');
  expect((await checkIn(prisma, booking)).outcome).toBe('stay_over');
  expect(
    await prisma.event.findFirst({ where: { type: 'stay.checked_out', subjectId: reservationId } }),
  ).toMatchObject({
    listingId: full.listingId,
    data: { hotelId: other.listingId, rooms: ['1-1'], freeFrom: today },
  });
  expect(await reservedFrom(prisma, other, 3)).toEqual([1, 1, 0]);
  await agrees();
});

test('once arrived neither guest nor administrator cancels, and undoing it makes that possible again', async () => {
  const booking = await moved();
  const { listingId, reservationId } = booking;
  expect(await findCancellationNow(prisma, { listingId, reservationId })).toBeDefined();
  await checkIn(prisma, booking);
  expect(await findCancellationNow(prisma, { listingId, reservationId })).toBeUndefined();
  expect(await booking.do('cancel')).toBe('stay_begun');
  expect((await undoCheckIn(prisma, booking)).outcome).toBe('undone');
  expect(await booking.do('cancel')).toBe('canceled');
  expect(await reservedFrom(prisma, other, 3)).toEqual([0, 0, 0]);
  await agrees();
});

test('who was moved and does not come pays what was agreed with the first hotel; the rooms of the other are free', async () => {
  await setPolicy({ prisma }, full.listingId, { freeHours: 24, feeNights: 1 });
  const booking = await moved();
  expect((await noShow(prisma, booking, true)).outcome).toBe('no_show');
  expect(await reservedFrom(prisma, other, 3)).toEqual([1, 1, 1]);
  expect((await noShow(prisma, booking)).outcome).toBe('no_show');
  expect((await noShow(prisma, booking)).outcome).toBe('repeated');
  expect(await reservedFrom(prisma, other, 3)).toEqual([0, 0, 0]);
  expect(await prisma.hold.findFirst({ where: { listingId: other.listingId } })).toMatchObject({
    status: 'canceled',
    endCause: 'no_show',
  });
  expect(await prisma.refund.findMany({ where: { reservationId: booking.reservationId } })).toMatchObject([
    { listingId: full.listingId, amountMinor: 20_000n },
  ]);
  await agrees();
});

test('it is the clock of the other hotel that says whether it is the day', async () => {
  // Twelve hours behind it is still yesterday before noon, fourteen ahead it is tomorrow by then.
  const isMorning = new Date().getUTCHours() < 11;
  const zone = isMorning ? 'Etc/GMT+12' : 'Pacific/Kiritimati';
  await prisma.$executeRaw`UPDATE listing SET timezone = ${zone} WHERE listing_id = ${other.listingId}`;
  const booking = await payFor(prisma, full, { from: isMorning ? 0 : 1 });
  await moveTo(prisma, booking, { from: full, to: other });
  expect((await checkIn(prisma, booking)).outcome).toBe(isMorning ? 'too_early' : 'checked_in');
});

test('a guest who has arrived is moved nowhere', async () => {
  const two = await openFrontDesk(prisma, { rooms: [1, 2] });
  const booking = await payFor(prisma, two);
  await checkIn(prisma, booking);
  expect(await moveTo(prisma, booking, { from: two, to: other })).toBe('stay_begun');
  expect(await moveWithin(prisma, booking, two)).toBe('stay_begun');
  await undoCheckIn(prisma, booking);
  expect(await moveWithin(prisma, booking, two)).toBe('moved');
  await agrees();
});

test('a mark that the guest has not come goes along, and who comes after all is let in', async () => {
  const booking = await payFor(prisma, full);
  await noShow(prisma, booking, true);
  expect(await moveTo(prisma, booking, { from: full, to: other })).toBe('moved');
  expect(await prisma.stay.findMany({ where: { reservationId: booking.reservationId } })).toMatchObject([
    { listingId: other.listingId, status: 'no_show' },
  ]);
  expect((await checkIn(prisma, booking)).outcome).toBe('checked_in');
});

test('a guest who was moved gets a room of another type there by a move, and not by a change of rooms', async () => {
  other = await openFrontDesk(prisma, { rooms: [2, 1] });
  const rooms = await prisma.room.findMany({ where: { listingId: other.listingId } });
  const idOf = new Map(rooms.map(({ number, roomId }) => [number, roomId]));
  const changeRoom = (from: string, to: string) =>
    atDesk(prisma, booking, 'stay_change_room($1, $2, $3, $4)', [idOf.get(from), idOf.get(to)]);
  const booking = await moved();
  expect((await checkIn(prisma, booking)).rooms).toEqual(['1-1']);
  expect((await changeRoom('1-1', '1-2')).rooms).toEqual(['1-2']);
  expect(await changeRoom('1-2', '2-1')).toMatchObject({
    outcome: 'no_room',
    faults: [{ number: '2-1', reason: 'other_room_type' }],
    rooms: ['1-2'],
  });
  expect(await moveWithin(prisma, booking, other)).toBe('stay_begun');
  expect((await undoCheckIn(prisma, booking)).outcome).toBe('undone');
  expect(await moveWithin(prisma, booking, other)).toBe('moved');
  expect((await checkIn(prisma, booking)).rooms).toEqual(['2-1']);
  expect(await reservedFrom(prisma, other, 3)).toEqual([0, 0, 0]);
  await agrees();
});

test('both hotels explain what they have, and rank a guest where the rooms are', async () => {
  const arrived = await payFor(prisma, full);
  await checkIn(prisma, arrived);
  const staying = await moved(2);
  await checkIn(prisma, staying);
  const explain = async ({ listingId, skuIds }: TestHotel) => {
    const nights = await explainNights(prisma, { listingId, startDate: today, endDate: addDays(today, 2) });
    return nights.get(skuIds[0] ?? 0)?.map(({ reserved }) => reserved);
  };
  expect([await explain(full), await explain(other)]).toEqual([
    [1, 1],
    [1, 1],
  ]);
  const candidates = async ({ listingId, skuIds: [roomTypeId = 0] }: TestHotel) => {
    const short = [{ roomTypeId, date: today }];
    return (await listMoveCandidates(prisma, { hotelId: listingId, short, today })).rows;
  };
  expect(await candidates(full)).toMatchObject([{ reservationId: arrived.reservationId, hasBegun: true }]);
  expect(await candidates(other)).toMatchObject([
    { reservationId: staying.reservationId, hasBegun: true, movedFromHotelId: full.listingId },
  ]);
  // Who has left is in nobody's way.
  await checkOut(prisma, arrived);
  expect(await candidates(full)).toEqual([]);
});
