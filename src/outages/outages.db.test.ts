import { commandLineActor } from '../audit/actor.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { checkIn, checkOut, payFor } from '../../test/support/front-desk.js';
import { createHotelWithRooms, type TestHotel } from '../../test/support/hotel.js';
import { decide, holdTaker, ledgerDifferences, wish } from '../../test/support/ledger.js';
import { RoomsService } from '../catalog/admin/rooms.service.js';
import { AppConfig } from '../config/app-config.js';
import type { PrismaService } from '../database/prisma.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { LedgerCheckService } from '../inventory/ledger-check.service.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { addDays, nightIn, type Night } from '../stays/night.js';
import { addOutages, endOutage } from './outages.queries.js';
import { OutagesService } from './outages.service.js';

const today = nightIn('UTC', new Date());
const night = (day: number): Night => addDays(today, day);

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestHotel;
let roomIds: number[];
let inventory: InventoryService;

/** Opens the nights up to so many days ahead. */
function rollForward(nightsAhead: number): Promise<unknown> {
  return prisma.$queryRaw`SELECT horizon_roll_forward(0, ${nightsAhead}::integer, 90, 10000)::text`;
}

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  hotel = await createHotelWithRooms(prisma, { rooms: [4, 3] });
  inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
  await rollForward(20);
  const rooms = await prisma.room.findMany({
    where: { skuId: hotel.skuIds[0] ?? 0 },
    orderBy: { roomId: 'asc' },
  });
  roomIds = rooms.map(({ roomId }) => roomId);
});
afterEach(async () => {
  expect(await ledgerDifferences(prisma)).toEqual([]);
  await prisma.close();
  await database.drop();
});

function takeOut(rooms: readonly number[] | { floor: number }, from: number, to: number) {
  return addOutages(prisma, {
    hotelId: hotel.listingId,
    roomIds: 'floor' in rooms ? [] : rooms,
    floor: 'floor' in rooms ? rooms.floor : undefined,
    startDate: night(from),
    endDate: night(to),
    reason: 'Burst pipe',
  });
}

/** Totals of a room type from today on. */
async function totals(days: number, type = 0): Promise<number[]> {
  const rows = await prisma.inventory.findMany({
    where: { skuId: hotel.skuIds[type] ?? 0, date: { gte: new Date(today) } },
    orderBy: { date: 'asc' },
    take: days,
  });
  return rows.map(({ total }) => total);
}

test('rooms out of order are off the totals of their nights, and of no other', async () => {
  const added = await takeOut(roomIds.slice(0, 2), 1, 3);
  expect(added).toHaveLength(2);
  expect(added[0]).toMatchObject({ nightsChanged: 2, number: '1-1', startDate: night(1), endDate: night(3) });
  expect(await totals(5)).toEqual([4, 2, 2, 4, 4]);
  expect(await totals(5, 1)).toEqual([3, 3, 3, 3, 3]);
});

test('a whole floor goes at once', async () => {
  expect(await takeOut({ floor: 1 }, 0, 2)).toHaveLength(4);
  expect(await totals(3)).toEqual([0, 0, 4]);
});

test('outages of a room that overlap count once, also when one of them ends', async () => {
  await takeOut(roomIds.slice(0, 1), 0, 4);
  const [second] = await takeOut(roomIds.slice(0, 1), 2, 6);
  expect(await totals(7)).toEqual([3, 3, 3, 3, 3, 3, 4]);
  await endOutage(prisma, { hotelId: hotel.listingId, outageId: second?.outageId ?? 0, from: night(0) });
  expect(await totals(7)).toEqual([3, 3, 3, 3, 4, 4, 4]);
});

test('the same again changes nothing, and neither does ending it twice', async () => {
  const [first] = await takeOut(roomIds.slice(0, 1), 0, 4);
  const [again] = await takeOut(roomIds.slice(0, 1), 0, 4);
  expect(again).toMatchObject({ outageId: first?.outageId, nightsChanged: 0 });
  const end = () =>
    endOutage(prisma, { hotelId: hotel.listingId, outageId: first?.outageId ?? 0, from: night(2) });
  expect([await end(), await end()]).toEqual([2, 0]);
  expect(await totals(5)).toEqual([3, 3, 4, 4, 4]);
  expect(
    await endOutage(prisma, { hotelId: hotel.listingId, outageId: 999, from: night(2) }),
  ).toBeUndefined();
});

test('one that is ended to the nights of another becomes that one', async () => {
  await takeOut(roomIds.slice(0, 1), 0, 2);
  const [longer] = await takeOut(roomIds.slice(0, 1), 0, 4);
  await endOutage(prisma, { hotelId: hotel.listingId, outageId: longer?.outageId ?? 0, from: night(2) });
  expect(await prisma.roomOutage.count()).toBe(1);
  expect(await totals(4)).toEqual([3, 3, 4, 4]);
});

test('a night that is sold out is oversold, and a new hold is refused', async () => {
  const [skuId = 0] = hotel.skuIds;
  const ask = () => wish({ listingId: hotel.listingId, items: [{ skuId, quantity: 4 }] });
  expect(await decide(holdTaker(prisma), [ask()])).toMatchObject([{ outcome: 'held' }]);
  await takeOut(roomIds, 0, 5);
  expect(await decide(holdTaker(prisma), [ask()])).toMatchObject([{ outcome: 'sold_out' }]);
  const nights = await explainNights(prisma, {
    listingId: hotel.listingId,
    startDate: night(1),
    endDate: night(2),
  });
  expect(nights.get(skuId)).toMatchObject([
    { rooms: 4, outOfOrder: 4, total: 0, held: 4, oversoldBy: 4, short: 0 },
  ]);
});

/** Takes rooms out of order as an administrator does. */
function lose(hotelId: number, roomId: number, from: number, to: number) {
  return new OutagesService(prisma, inventory).add(
    hotelId,
    { roomIds: [roomId], startDate: night(from), endDate: night(to), reason: 'Burst pipe' },
    commandLineActor(),
  );
}

test('guests who are left without a room are told of, also where overbooking allowed to sell as many', async () => {
  const large = await createHotelWithRooms(prisma, { rooms: [20] });
  await rollForward(20);
  await payFor(prisma, large, { quantities: [20], nights: 1 });
  const { listingId, skuIds } = large;
  const room = await prisma.room.findFirstOrThrow({ where: { listingId } });
  const { oversold } = await lose(listingId, room.roomId, 0, 2);
  expect(oversold).toEqual([{ roomTypeId: skuIds[0], date: today, oversoldBy: 0, short: 1 }]);
});

test('guests who sleep in the rooms on those nights are named, and so is who should have left and has not', async () => {
  const [first = 0, second = 0] = roomIds;
  const guest = await payFor(prisma, hotel, { nights: 3 });
  await checkIn(prisma, guest, [first]);
  const named = async (roomId: number, from: number, to: number) =>
    (await lose(hotel.listingId, roomId, from, to)).occupied.map(({ number, reservationId, endDate }) => [
      number,
      reservationId,
      endDate,
    ]);
  const inFirst = [['1-1', guest.reservationId, night(3)]];
  expect(await named(first, 2, 5)).toEqual(inFirst);
  expect(await named(first, 2, 5)).toEqual(inFirst);
  expect(await named(first, 3, 5)).toEqual([]);
  expect(await named(second, 0, 5)).toEqual([]);
  // Until yesterday, says the desk; the key is not back.
  await prisma.$executeRaw`
    UPDATE room_assignment SET start_date = ${night(-2)}::date, end_date = ${night(-1)}::date`;
  expect(await named(first, 0, 1)).toEqual([['1-1', guest.reservationId, night(-1)]]);
  expect(await named(first, 1, 2)).toEqual([]);
  await checkOut(prisma, guest);
  expect(await named(first, 0, 2)).toEqual([]);
});

test('a total set by hand keeps its distance to the rooms there are', async () => {
  const [skuId = 0] = hotel.skuIds;
  await takeOut(roomIds.slice(0, 1), 0, 3);
  await inventory.setTotal({
    listingId: hotel.listingId,
    skuId,
    startDate: night(0),
    endDate: night(2),
    total: 1,
  });
  await takeOut(roomIds.slice(1, 4), 0, 2);
  expect(await totals(3)).toEqual([0, 0, 3]); // two below nothing is nothing, and is not forgotten
  await prisma.$executeRaw`DELETE FROM room_outage`;
  await prisma.$queryRaw`SELECT ledger_follow_rooms(${hotel.listingId}::integer, ARRAY[${skuId}::integer])`;
  expect(await totals(3)).toEqual([2, 2, 4]);
});

test('a room out of order that goes out of service, and comes back, is missed once', async () => {
  const [roomId = 0] = roomIds;
  const { listingId: hotelId } = hotel;
  const rooms = new RoomsService(prisma, inventory);
  const by = { actor: commandLineActor() };
  await takeOut([roomId], 0, 2);
  expect(await rooms.changeRoom(hotelId, roomId, { isAvailable: false }, by)).toMatchObject({
    isAvailable: false,
  });
  expect(await totals(3)).toEqual([3, 3, 3]);
  await rooms.changeRoom(hotelId, roomId, { isAvailable: true }, by);
  expect(await totals(3)).toEqual([3, 3, 4]);
  await rooms.removeRoom(hotelId, roomId, by);
  expect(await totals(3)).toEqual([3, 3, 3]);
  expect(await prisma.roomOutage.count()).toBe(0);
  const [roomTypeId = 0] = hotel.skuIds;
  await rooms.addRoom(hotelId, { roomTypeId, floor: 9, number: '901', name: '' }, by.actor);
  expect(await totals(3)).toEqual([4, 4, 4]);
});

test('a night that is opened later has what is out of order then', async () => {
  await takeOut(roomIds.slice(0, 1), 0, 200);
  await rollForward(100);
  const rows = await prisma.inventory.findMany({ where: { skuId: hotel.skuIds[0] ?? 0 } });
  expect(rows.length).toBeGreaterThan(100);
  expect(new Set(rows.map(({ total }) => total))).toEqual(new Set([3]));
});

test('a total that does not follow from the rooms is found, and set right', async () => {
  await takeOut(roomIds.slice(0, 1), 0, 2);
  await prisma.$executeRaw`
    UPDATE inventory SET total = 9 WHERE sku_id = ${hotel.skuIds[0]} AND date = ${today}::date`;
  const check = new LedgerCheckService(prisma);
  const difference = {
    skuId: hotel.skuIds[0],
    date: today,
    total: 9,
    expectedTotal: 3,
    held: 0,
    expectedHeld: 0,
  };
  expect(await check.verify()).toEqual([expect.objectContaining(difference)]);
  expect(await check.repair(commandLineActor())).toHaveLength(1);
  expect(await totals(2)).toEqual([3, 3]);
});
