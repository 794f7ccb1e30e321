import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { Booking } from '../../test/support/booking.js';
import { checkIn, noShow, openFrontDesk, payFor, today } from '../../test/support/front-desk.js';
import type { TestHotel } from '../../test/support/hotel.js';
import { ledgerDifferences } from '../../test/support/ledger.js';
import { followAllPrices } from '../../test/support/follow-prices.js';
import type { PrismaService } from '../database/prisma.service.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { listOccupancy } from '../occupancy/occupancy.views.js';
import { findContradictions, findOrphanedHolds } from '../reconciliation/booking-checks.views.js';
import { findReservation, listReservations } from '../reservations/reservations.views.js';
import { addDays } from '../stays/night.js';
import { moveElsewhere, moveReservation } from './moves.queries.js';
import { listRoomsNow } from './rooms-now.views.js';

const nights = 3;
const range = { startDate: today, endDate: addDays(today, nights) };

let database: TestDatabase;
let prisma: PrismaService;
let booked: TestHotel;
let second: TestHotel;
let third: TestHotel;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
beforeEach(async () => {
  booked = await openFrontDesk(prisma, { rooms: [2, 1] });
  second = await openFrontDesk(prisma, { rooms: [2, 1] });
  third = await openFrontDesk(prisma, { rooms: [1], sellable: 1 });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** A hotel and its n-th room type. */
type Place = readonly [TestHotel, number];

const typeOf = ([{ skuIds }, type]: Place) => skuIds[type] ?? 0;

async function go({ listingId, reservationId }: Booking, from: Place, to: Place): Promise<string> {
  const command = { listingId, reservationId, fromRoomTypeId: typeOf(from), toRoomTypeId: typeOf(to) };
  const toHotelId = to[0].listingId;
  const { outcome } =
    toHotelId === from[0].listingId
      ? await moveReservation(prisma, command)
      : await moveElsewhere(prisma, { ...command, toHotelId, toHoldId: mintListingUuid(toHotelId) });
  return outcome;
}

/** What is explained as reserved on the first night, by hotel and room type; each night has the same. */
async function reserved(): Promise<number[][]> {
  const all: number[][] = [];
  for (const { listingId, skuIds } of [booked, second, third]) {
    const explained = await explainNights(prisma, { listingId, ...range });
    const counts = skuIds.map((skuId) => explained.get(skuId)?.map((night) => night.reserved) ?? []);
    for (const [count = 0, ...others] of counts) expect(others).toEqual([count, count]);
    all.push(counts.map(([count = 0]) => count));
  }
  return all;
}

/** Everything that counts rooms or money says the same, and the reservation is where it should be. */
async function expectAt(booking: Booking, place: Place): Promise<void> {
  const { listingId, reservationId } = booking;
  const [{ listingId: hotelId }, type] = place;
  expect(await reserved()).toEqual(
    [booked, second, third].map((hotel) =>
      hotel.skuIds.map((_, index) => (hotel === place[0] && index === type ? 1 : 0)),
    ),
  );
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await findOrphanedHolds(prisma, { from: 1, to: 2_000_000_000 })).toEqual([]);
  expect(await findContradictions(prisma, [booking])).toEqual([]);
  expect(await listRoomsNow(prisma, booking)).toEqual([{ hotelId, roomTypeId: typeOf(place), quantity: 1 }]);
  const sold = await listOccupancy(prisma, {
    hotelIds: [booked, second, third].map((hotel) => hotel.listingId),
    ...range,
  });
  const [first] = sold.filter((row) => row.sold > 0);
  expect(first).toMatchObject({ hotelId, sold: 1 });
  expect(sold.filter((row) => row.revenueMinor > 0n).map((row) => [row.hotelId, row.revenueMinor])).toEqual(
    Array.from({ length: nights }, () => [booked.listingId, 10_000n]),
  );
  expect(await findReservation(prisma, { reservationId })).toMatchObject({
    listingId,
    status: 'paid',
    totalMinor: '30000',
    refundMinor: null,
    movedTo: hotelId === listingId ? null : { hotelId, roomTypeId: typeOf(place), quantity: 1 },
  });
}

test('a guest is moved to another hotel, there to another type, on to a third hotel, and back to the first', async () => {
  const booking = await payFor(prisma, booked, { nights });
  const way: Place[] = [
    [booked, 0],
    [second, 0],
    [second, 1],
    [third, 0],
    [second, 1],
    [booked, 1],
    [booked, 0],
    [third, 0],
  ];
  await expectAt(booking, [booked, 0]);
  for (const [index, to] of way.slice(1).entries()) {
    const from = way[index] ?? to;
    expect(await go(booking, from, to)).toBe('moved');
    expect(await go(booking, from, to)).toBe('repeated');
    await expectAt(booking, to);
  }
  const story = await findReservation(prisma, { reservationId: booking.reservationId });
  const told = story?.timeline.filter(({ type }) => type === 'reservation.moved').map(({ data }) => data);
  expect(told).toEqual(
    way.slice(1).map((to, index) => {
      const from = way[index] ?? to;
      const isAtHome = from[0] === booked && to[0] === booked;
      return {
        fromRoomTypeId: typeOf(from),
        toRoomTypeId: typeOf(to),
        quantity: 1,
        ...(isAtHome ? {} : { fromHotelId: from[0].listingId, toHotelId: to[0].listingId }),
      };
    }),
  );
  // What was left ended; the money is still with the first attempt.
  expect(
    await prisma.hold.findMany({
      where: { listingId: { in: [second.listingId, third.listingId] } },
      select: { listingId: true, status: true, endCause: true },
      orderBy: { createdAt: 'asc' },
    }),
  ).toEqual([
    ...[second, third, second].map(({ listingId }) => ({
      listingId,
      status: 'canceled',
      endCause: 'moved_by_admin',
    })),
    { listingId: third.listingId, status: 'confirmed', endCause: null },
  ]);
  expect(await prisma.payment.count({ where: { reservationId: booking.reservationId } })).toBe(1);

  expect(await booking.do('cancel')).toBe('canceled');
  expect(await reserved()).toEqual([[0, 0], [0, 0], [0]]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(await go(booking, [third, 0], [second, 0])).toBe('not_paid');
});

test('the quote keeps its prices on the way, and names what was booked once the guest is back', async () => {
  const booking = await payFor(prisma, booked, { nights });
  const quoteOf = async () =>
    (await findReservation(prisma, { reservationId: booking.reservationId }))?.quote;
  const before = await quoteOf();
  const pricesIn = (quote: unknown) => (quote as unknown[][]).map((line) => line.slice(1, 7));
  await go(booking, [booked, 0], [second, 0]);
  await go(booking, [second, 0], [second, 1]);
  expect(await quoteOf()).toEqual(before);
  const there = await prisma.hold.findFirstOrThrow({ where: { listingId: second.listingId } });
  expect(pricesIn(there.quote)).toEqual(pricesIn(before));
  expect((there.quote as unknown[][]).map(([skuId]) => skuId)).toEqual(
    Array.from({ length: nights }, () => second.skuIds[1]),
  );
  await go(booking, [second, 1], [booked, 0]);
  expect(await quoteOf()).toEqual(before);
});

test('nobody is moved from rooms they have not any more, nor where none are left, and then nothing changes', async () => {
  const booking = await payFor(prisma, booked, { nights });
  await go(booking, [booked, 0], [second, 0]);
  for (const [from, to] of [
    [
      [booked, 0],
      [third, 0],
    ],
    [
      [booked, 0],
      [booked, 1],
    ],
    [
      [second, 1],
      [third, 0],
    ],
    [
      [third, 0],
      [booked, 0],
    ],
  ] as [Place, Place][]) {
    expect(await go(booking, from, to)).toBe('not_reserved');
  }
  const other = await payFor(prisma, third, { nights: 1 });
  expect(await go(booking, [second, 0], [third, 0])).toBe('sold_out');
  await other.do('cancel');
  await expectAt(booking, [second, 0]);
});

test('rooms that were only added by hand, and cannot be slept in, take nobody in', async () => {
  const booking = await payFor(prisma, booked, { nights });
  // One room each, of which fifty may be sold.
  await payFor(prisma, booked, { nights: 1, quantities: [0, 1] });
  await payFor(prisma, second, { nights: 1, quantities: [0, 1] });
  expect(await go(booking, [booked, 0], [booked, 1])).toBe('sold_out');
  expect(await go(booking, [booked, 0], [second, 1])).toBe('sold_out');
  expect(await go(booking, [booked, 0], [second, 0])).toBe('moved');
  expect(await go(booking, [second, 0], [second, 1])).toBe('sold_out');
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('a hotel’s list has the reservations that were made with it, and those whose guests it has', async () => {
  const listed = async ({ listingId }: TestHotel) =>
    (await listReservations(prisma, { listingId, limit: 10 })).map(({ reservationId }) => reservationId);
  const own = await payFor(prisma, second, { nights: 1 });
  const booking = await payFor(prisma, booked, { nights });
  expect(await listed(second)).toEqual([own.reservationId]);
  await go(booking, [booked, 0], [second, 0]);
  expect(await listed(second)).toEqual([booking.reservationId, own.reservationId]);
  await go(booking, [second, 0], [third, 0]);
  expect([await listed(booked), await listed(second), await listed(third)]).toEqual([
    [booking.reservationId],
    [own.reservationId],
    [booking.reservationId],
  ]);
});

test('who is checked in is moved nowhere; a mark that the guest has not come goes along to every place', async () => {
  const booking = await payFor(prisma, booked, { nights });
  await noShow(prisma, booking, true);
  await go(booking, [booked, 0], [second, 0]);
  await go(booking, [second, 0], [third, 0]);
  await go(booking, [third, 0], [booked, 0]);
  expect(await prisma.stay.findMany({ where: { reservationId: booking.reservationId } })).toMatchObject([
    { listingId: booked.listingId, holdId: booking.holdId, status: 'no_show' },
  ]);
  await go(booking, [booked, 0], [second, 0]);
  expect(await checkIn(prisma, booking)).toMatchObject({ outcome: 'checked_in', rooms: ['1-1'] });
  expect(await go(booking, [second, 0], [third, 0])).toBe('stay_begun');
  expect(await go(booking, [second, 0], [booked, 0])).toBe('stay_begun');
  expect(await go(booking, [second, 0], [second, 1])).toBe('stay_begun');
});

test('prices that follow how full a hotel is follow a guest within the second hotel, and out of it', async () => {
  for (const { listingId } of [second, third]) {
    await prisma.occupancyRule.create({ data: { listingId, thresholdPercent: 1, factorBp: 20_000 } });
  }
  const booking = await payFor(prisma, booked, { nights: 1 });
  await followAllPrices(prisma);
  const pricesAfter = async (from: Place, to: Place) => {
    expect(await go(booking, from, to)).toBe('moved');
    await followAllPrices(prisma);
    const rows = await prisma.listedPrice.findMany({ where: { date: new Date(today) } });
    const priceOf = new Map(rows.map(({ skuId, unitMinor }) => [skuId, Number(unitMinor)]));
    return [...second.skuIds, ...third.skuIds].map((skuId) => priceOf.get(skuId));
  };
  expect(await pricesAfter([booked, 0], [second, 0])).toEqual([20_000, 10_000, 10_000]);
  expect(await pricesAfter([second, 0], [second, 1])).toEqual([10_000, 20_000, 10_000]);
  expect(await pricesAfter([second, 1], [third, 0])).toEqual([10_000, 10_000, 20_000]);
  expect(await pricesAfter([third, 0], [booked, 0])).toEqual([10_000, 10_000, 10_000]);
});
