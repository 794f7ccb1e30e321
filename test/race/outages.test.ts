import type { PrismaService } from '../../src/database/prisma.service.js';
import { rollForward } from '../../src/horizon/horizon.queries.js';
import { setTotal } from '../../src/inventory/ledger.queries.js';
import { addOutages, endOutage } from '../../src/outages/outages.queries.js';
import { changeRoomAvailability } from '../../src/catalog/admin/rooms.queries.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createHotelWithRooms, type TestHotel } from '../support/hotel.js';
import { concurrently, deadlocksIn, holdTaker, ledgerDifferences, wish } from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

const today = nightIn('UTC', new Date());

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestHotel;
let roomIds: number[];

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 16 });
  hotel = await createHotelWithRooms(prisma, { rooms: [6, 6] });
  await rollForward(prisma, { afterListingId: 0, nightsAhead: 10, nightsKept: 90, maxRows: 10_000 });
  roomIds = (await prisma.room.findMany({ orderBy: { roomId: 'asc' } })).map(({ roomId }) => roomId);
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** Rooms go out of order and service and come back, totals are set and rooms sold, all at once. */
async function changeEverything(attempts: number): Promise<void> {
  const { listingId: hotelId, skuIds } = hotel;
  const taker = holdTaker(prisma);
  await concurrently({ count: attempts, clients: 12 }, async (index) => {
    const roomId = roomIds[index % roomIds.length] ?? 0;
    const skuId = skuIds[index % 2] ?? 0;
    const startDate = addDays(today, index % 5);
    switch (index % 6) {
      case 0:
      case 1:
        await addOutages(prisma, {
          hotelId,
          roomIds: [roomId],
          floor: undefined,
          startDate,
          endDate: addDays(startDate, 3),
          reason: 'x',
        });
        break;
      case 2: {
        const known = await prisma.roomOutage.findFirst({ where: { roomId } });
        await endOutage(prisma, { hotelId, outageId: known?.outageId ?? 0, from: startDate });
        break;
      }
      case 3:
        await changeRoomAvailability(prisma, { hotelId, roomId, isAvailable: index % 12 === 3 });
        break;
      case 4:
        await setTotal(prisma, {
          listingId: hotelId,
          skuId,
          startDate,
          endDate: addDays(startDate, 2),
          total: index % 9,
        });
        break;
      default:
        await taker.decide([wish({ listingId: hotelId, items: [{ skuId, quantity: 1 }], nights: 3 })]);
    }
  });
}

test('however rooms and totals change at once, each total follows from the rooms, and nobody waits for ever', async () => {
  await changeEverything(600);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

async function assertSomebodyWaits(): Promise<void> {
  const { rows } = await prisma.pool.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  expect(rows).toHaveLength(1);
}

/** Two rooms go out of order at once; neither transaction sees the other's outage before it has its total. */
async function takeTwoOut(): Promise<number | undefined> {
  const first = await prisma.pool.connect();
  try {
    await first.query('BEGIN');
    const out = 'SELECT * FROM room_outage_add($1, $2, NULL, $3, $4, $5)';
    const stay = [today, addDays(today, 1), 'x'];
    await first.query(out, [hotel.listingId, [roomIds[0]], ...stay]);
    const second = prisma.pool.query(out, [hotel.listingId, [roomIds[1]], ...stay]);
    await Promise.race([second, eventually(assertSomebodyWaits)]);
    await first.query('COMMIT');
    await second;
  } finally {
    first.release();
  }
  const row = await prisma.inventory.findFirst({
    where: { skuId: hotel.skuIds[0] ?? 0 },
    orderBy: { date: 'asc' },
  });
  return row?.total;
}

test('two rooms that go out of order in the same moment are both missed', async () => {
  expect(await takeTwoOut()).toBe(4);
});

test('control: without the lock of the hotel one of them is not', async () => {
  await weaken(
    prisma,
    ['hotel_rooms_lock'],
    /SELECT pg_advisory_xact_lock\(1, p_listing_id\)/g,
    'SELECT NULL::void',
  );
  expect(await takeTwoOut()).toBe(5);
});
