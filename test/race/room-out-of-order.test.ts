import type { PoolClient } from 'pg';
import { commandLineActor } from '../../src/audit/actor.js';
import { AppConfig } from '../../src/config/app-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import type { NewOutageAnswerDto } from '../../src/outages/outages.dto.js';
import { addOutages, endOutage } from '../../src/outages/outages.queries.js';
import { OutagesService } from '../../src/outages/outages.service.js';
import { addDays } from '../../src/stays/night.js';
import type { Booking } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  atDesk,
  checkIn,
  checkOut,
  openFrontDesk,
  payFor,
  today,
  undoCheckIn,
  type Desk,
} from '../support/front-desk.js';
import type { TestHotel } from '../support/hotel.js';
import { concurrently, deadlocksIn, ledgerDifferences } from '../support/ledger.js';
import { weaken } from '../support/weaken.js';
import { whileOpen } from '../support/while-open.js';

const tomorrow = addDays(today, 1);
const roomsLock = /PERFORM hotel_rooms_lock\(v_place\);/g;

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestHotel;
let roomIds: number[];
let booking: Booking;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 16 });
  hotel = await openFrontDesk(prisma, { rooms: [3] });
  const rooms = await prisma.room.findMany({ orderBy: { roomId: 'asc' } });
  roomIds = rooms.map(({ roomId }) => roomId);
  booking = await payFor(prisma, hotel, { nights: 1 });
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** What happens to a room, told by its id, in a transaction that stays open. */
type Mishap = (client: PoolClient, roomId: number | undefined) => Promise<unknown>;

const goesOutOfOrder: Mishap = (client, roomId) =>
  client.query(`SELECT * FROM room_outage_add($1, $2, NULL, $3, $4, 'Burst pipe')`, [
    hotel.listingId,
    [roomId],
    today,
    tomorrow,
  ]);

const goesOutOfService: Mishap = async (client, roomId) => {
  await client.query('SELECT hotel_rooms_lock($1)', [hotel.listingId]);
  await client.query('UPDATE room SET is_available = false WHERE room_id = $1', [roomId]);
  await client.query('SELECT ledger_follow_rooms($1, $2)', [hotel.listingId, hotel.skuIds]);
};

/** A guest arrives while the lowest room that is free, which would be given, is being lost. */
function arriveMeanwhile(mishap: Mishap): Promise<Desk> {
  return whileOpen(
    prisma,
    (client) => mishap(client, roomIds[0]),
    () => checkIn(prisma, booking),
  );
}

/** A guest who has the first room is given another one, while the next is being lost. */
async function changeRoomMeanwhile(): Promise<Desk> {
  expect((await checkIn(prisma, booking)).rooms).toEqual(['1-1']);
  return whileOpen(
    prisma,
    (client) => goesOutOfOrder(client, roomIds[1]),
    () => atDesk(prisma, booking, 'stay_change_room($1, $2, $3, NULL)', [roomIds[0]]),
  );
}

describe('a room that is being lost', () => {
  test.each([
    ['goes out of order', goesOutOfOrder],
    ['goes out of service', goesOutOfService],
  ])('and %s is not given to a guest who arrives at that moment', async (_how, mishap) => {
    expect(await arriveMeanwhile(mishap)).toMatchObject({ outcome: 'checked_in', rooms: ['1-2'] });
  });

  test('control: without the lock of the hotel’s rooms it is', async () => {
    await weaken(prisma, ['stay_check_in'], roomsLock);
    expect(await arriveMeanwhile(goesOutOfOrder)).toMatchObject({ outcome: 'checked_in', rooms: ['1-1'] });
  });

  test('is refused to whoever names it', async () => {
    const named = await whileOpen(
      prisma,
      (client) => goesOutOfOrder(client, roomIds[0]),
      () => checkIn(prisma, booking, roomIds.slice(0, 1)),
    );
    expect(named).toMatchObject({
      outcome: 'no_room',
      faults: [{ number: '1-1', reason: 'out_of_order' }],
      rooms: [],
    });
  });

  test('is not the other room a guest is given at that moment', async () => {
    expect(await changeRoomMeanwhile()).toMatchObject({ outcome: 'changed', rooms: ['1-3'] });
  });

  test('control: without the lock of the hotel’s rooms it is', async () => {
    await weaken(prisma, ['stay_change_room'], roomsLock);
    expect(await changeRoomMeanwhile()).toMatchObject({ outcome: 'changed', rooms: ['1-2'] });
  });
});

/** A room goes out of order while a guest is being given it. Who the answer says is in it. */
async function loseRoomMeanwhile(): Promise<NewOutageAnswerDto['occupied']> {
  const inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
  const outages = new OutagesService(prisma, inventory);
  const outage = { roomIds: [...roomIds], startDate: today, endDate: tomorrow, reason: 'Burst pipe' };
  const { listingId, reservationId } = booking;
  const { occupied } = await whileOpen(
    prisma,
    (client) => client.query(`SELECT * FROM stay_check_in($1, $2, '{}')`, [listingId, reservationId]),
    () => outages.add(hotel.listingId, outage, commandLineActor()),
  );
  return occupied;
}

test('whoever takes a room out of order is told of the guest who is being given it', async () => {
  const { reservationId } = booking;
  const guest = { roomId: roomIds[0], number: '1-1', reservationId, startDate: today, endDate: tomorrow };
  expect(await loseRoomMeanwhile()).toEqual([{ ...guest, guestId: expect.any(String) }]);
});

test('control: without the lock of the hotel’s rooms nobody is told', async () => {
  await weaken(prisma, ['stay_check_in'], roomsLock);
  expect(await loseRoomMeanwhile()).toEqual([]);
});

test('guests who arrive, change rooms and leave while rooms come and go block nobody', async () => {
  const bookings = [booking];
  for (let guest = 0; guest < 5; guest += 1) bookings.push(await payFor(prisma, hotel, { nights: 1 }));
  await concurrently({ count: 180, clients: 12 }, async (index) => {
    const guest = bookings[index % bookings.length] ?? booking;
    const roomId = roomIds[index % 3] ?? 0;
    switch (index % 5) {
      case 0:
        await addOutages(prisma, {
          hotelId: hotel.listingId,
          roomIds: [roomId],
          floor: undefined,
          startDate: today,
          endDate: tomorrow,
          reason: 'x',
        });
        break;
      case 1: {
        const known = await prisma.roomOutage.findFirst({ where: { roomId } });
        await endOutage(prisma, { hotelId: hotel.listingId, outageId: known?.outageId ?? 0, from: today });
        break;
      }
      case 2:
        await checkIn(prisma, guest);
        break;
      case 3:
        await atDesk(prisma, guest, 'stay_change_room($1, $2, $3, NULL)', [roomId]);
        break;
      default:
        await (index < 150 ? undoCheckIn(prisma, guest) : checkOut(prisma, guest));
    }
  });
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});
