import { deleteRoom, insertRoom } from '../../src/catalog/admin/rooms.queries.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { rollForward } from '../../src/horizon/horizon.queries.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createHotelWithRooms, type TestHotel } from '../support/hotel.js';
import { weaken } from '../support/weaken.js';

const nights = 10;
const step = { afterListingId: 0, nightsAhead: nights, nightsKept: 90, maxRows: 1_000 };

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestHotel;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  hotel = await createHotelWithRooms(prisma, { rooms: [2] });
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** The totals that occur on the hotel's nights, of which there are as many as were asked for at least. */
async function totals(): Promise<number[]> {
  const rows = await prisma.inventory.findMany({ where: { listingId: hotel.listingId } });
  expect(rows.length).toBeGreaterThanOrEqual(nights);
  return [...new Set(rows.map((row) => row.total))];
}

function addRoom() {
  const { listingId: hotelId, skuIds } = hotel;
  return insertRoom(prisma, { hotelId, roomTypeId: skuIds[0] ?? 0, floor: 9, number: '901', name: '' });
}

/** Adds a room while nights are being opened and nobody has committed yet. */
async function addRoomWhileNightsOpen(): Promise<void> {
  const rolling = await prisma.pool.connect();
  try {
    await rolling.query('BEGIN');
    await rolling.query('SELECT * FROM horizon_roll_forward(0, $1, 90, 1000)', [nights]);
    const adding = addRoom();
    const addedAtOnce = adding.then(() => true);
    await Promise.race([addedAtOnce, eventually(assertSomebodyWaits)]);
    await rolling.query('COMMIT');
    await adding;
  } finally {
    rolling.release();
  }
}

async function assertSomebodyWaits(): Promise<void> {
  const { rows } = await prisma.pool.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  expect(rows).toHaveLength(1);
}

test('a room added while nights are being opened is on every one of them', async () => {
  await addRoomWhileNightsOpen();
  expect(await totals()).toEqual([3]);
});

test('control: without the lock it is missing on the new nights', async () => {
  await weaken(
    prisma,
    ['hotel_rooms_lock'],
    /SELECT pg_advisory_xact_lock\(1, p_listing_id\)/g,
    'SELECT NULL::void',
  );
  await addRoomWhileNightsOpen();
  expect(await totals()).toEqual([2]);
});

test('a hotel whose rooms are being changed is passed over, and has its nights when that is done', async () => {
  const other = await createHotelWithRooms(prisma);
  const changing = await prisma.pool.connect();
  try {
    await changing.query('BEGIN');
    await changing.query('SELECT hotel_rooms_lock($1)', [hotel.listingId]);
    expect(await rollForward(prisma, step)).toMatchObject({ hotels: 1, busy: 1 });
    expect(await prisma.inventory.count({ where: { listingId: hotel.listingId } })).toBe(0);
    expect(await prisma.inventory.count({ where: { listingId: other.listingId } })).toBeGreaterThan(0);
    await changing.query('COMMIT');
  } finally {
    changing.release();
  }
  expect(await rollForward(prisma, step)).toMatchObject({ hotels: 1, busy: 0 });
  expect(await totals()).toEqual([2]);
});

test('a room removed is on no night', async () => {
  const room = await addRoom();
  await rollForward(prisma, step);
  await deleteRoom(prisma, { hotelId: hotel.listingId, roomId: room?.roomId ?? 0 });
  expect(await totals()).toEqual([2]);
});
