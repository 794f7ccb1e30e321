import type { PoolClient } from 'pg';
import { commandLineActor } from '../../src/audit/actor.js';
import { changeRoomType } from '../../src/catalog/admin/rooms.queries.js';
import { RoomsService } from '../../src/catalog/admin/rooms.service.js';
import { AppConfig } from '../../src/config/app-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { checkIn, checkOut, openFrontDesk, payFor } from '../support/front-desk.js';
import type { TestHotel } from '../support/hotel.js';
import { ledgerDifferences } from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestHotel;
let roomId: number;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  hotel = await openFrontDesk(prisma, { rooms: [1, 2] });
  roomId = (await prisma.room.findFirstOrThrow({ where: { skuId: hotel.skuIds[0] ?? 0 } })).roomId;
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

const change = () =>
  changeRoomType(prisma, { hotelId: hotel.listingId, roomId, roomTypeId: hotel.skuIds[1] ?? 0 });

/** Does `second` while `first` is done but not committed, and commits as soon as that has ended or waits for a lock. */
async function whileOpen<Result>(
  first: (client: PoolClient) => Promise<unknown>,
  second: () => Promise<Result>,
): Promise<Result> {
  const client = await prisma.pool.connect();
  try {
    await client.query('BEGIN');
    await first(client);
    let isOver = false;
    const doing = second().finally(() => {
      isOver = true;
    });
    doing.catch(() => undefined); // awaited below
    await eventually(async () => {
      const { rows } = await prisma.pool.query<{ waiting: number }>(
        `SELECT count(*)::integer AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(isOver || (rows[0]?.waiting ?? 0) > 0).toBe(true);
    });
    await client.query('COMMIT');
    return await doing;
  } finally {
    client.release();
  }
}

/** The room gets another type while a guest of its type is given it. What came of it, and how many sleep in another type. */
async function changeWhileArriving(): Promise<{ outcome: string; wrongRooms: number }> {
  const { listingId, reservationId } = await payFor(prisma, hotel);
  const { outcome } = await whileOpen(
    (client) => client.query(`SELECT * FROM stay_check_in($1, $2, '{}')`, [listingId, reservationId]),
    change,
  );
  const { rows } = await prisma.pool.query<{ wrong: number }>(
    `SELECT count(*)::integer AS wrong
     FROM room_assignment a
     JOIN room r ON r.listing_id = a.listing_id AND r.room_id = a.room_id
     JOIN stay s ON s.listing_id = a.listing_id AND s.reservation_id = a.reservation_id
     WHERE NOT EXISTS (
       SELECT 1 FROM hold_item hi
       WHERE hi.listing_id = s.listing_id AND hi.hold_id = s.hold_id AND hi.sku_id = r.sku_id
     )`,
  );
  return { outcome, wrongRooms: rows[0]?.wrong ?? -1 };
}

test('a room that is being given to a guest keeps its type', async () => {
  expect(await changeWhileArriving()).toEqual({ outcome: 'occupied', wrongRooms: 0 });
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('control: without the locks before, its guest sleeps in a room of another type', async () => {
  await weaken(
    prisma,
    ['room_change_type'],
    /PERFORM (hotel_rooms_lock\(p_listing_id\)|1 FROM hotel x [^;]*);/g,
  );
  expect(await changeWhileArriving()).toEqual({ outcome: 'changed', wrongRooms: 1 });
});

test('a guest who arrives while the room changes its type is given another one, or none', async () => {
  const booking = await payFor(prisma, hotel);
  const arrived = await whileOpen(
    (client) =>
      client.query('SELECT * FROM room_change_type($1, $2, $3)', [hotel.listingId, roomId, hotel.skuIds[1]]),
    () => checkIn(prisma, booking),
  );
  expect([arrived.outcome, arrived.rooms]).toEqual(['no_room', []]);
});

test('a room keeps its type while a guest has it, whatever else is asked of it, and may change it after that', async () => {
  const inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
  const rooms = new RoomsService(prisma, inventory);
  const booking = await payFor(prisma, hotel);
  expect((await checkIn(prisma, booking, [roomId])).outcome).toBe('checked_in');
  const [from = 0, to = 0] = hotel.skuIds;
  const set = (roomTypeId: number) =>
    rooms.changeRoom(hotel.listingId, roomId, { roomTypeId, name: 'Renamed' }, { actor: commandLineActor() });
  await expect(set(to)).rejects.toMatchObject({ code: 'room_occupied' });
  expect(await prisma.room.findFirst({ where: { roomId } })).toMatchObject({ skuId: from, name: '' });
  expect(await set(from)).toMatchObject({ name: 'Renamed', nightsChanged: 0 });
  await checkOut(prisma, booking);
  expect(await set(to)).toMatchObject({ roomTypeId: to, nightsChanged: 60 });
});

test('the totals of both types follow from today on, once', async () => {
  const totals = async () => {
    const rows = await prisma.inventory.groupBy({
      by: ['skuId', 'total'],
      where: { listingId: hotel.listingId },
      orderBy: [{ skuId: 'asc' }, { total: 'asc' }],
      _count: true,
    });
    return rows.map(({ skuId, total, _count }) => [hotel.skuIds.indexOf(skuId), total, _count]);
  };
  // Nights from five days ago on, thirty to come; what is past stays.
  expect(await totals()).toEqual([
    [0, 50, 35],
    [1, 50, 35],
  ]);
  expect(await change()).toEqual({ outcome: 'changed', nightsChanged: 60 });
  expect(await change()).toEqual({ outcome: 'repeated', nightsChanged: 0 });
  expect(await totals()).toEqual([
    [0, 49, 30],
    [0, 50, 5],
    [1, 50, 5],
    [1, 51, 30],
  ]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});
