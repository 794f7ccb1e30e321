import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importCatalogue } from '../../src/catalog/import/import-catalogue.js';
import { deleteRooms, lockRooms } from '../../src/catalog/import/room-import.queries.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { sqlState, sqlStates } from '../../src/database/sql-error.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { checkIn, checkOut, openFrontDesk, payFor } from '../support/front-desk.js';
import type { TestHotel } from '../support/hotel.js';
import { ledgerDifferences } from '../support/ledger.js';

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;
let hotel: TestHotel;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-desk-'));
  hotel = await openFrontDesk(prisma, { rooms: [3, 1] });
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function load(name: string, header: string, lines: readonly string[]) {
  const { code } = await prisma.listing.findUniqueOrThrow({ where: { listingId: hotel.listingId } });
  const text = [header, ...lines.map((line) => `${code},${line}`)].join('\n');
  writeFileSync(path.join(folder, name), `${text}\n`);
  const { problems, counts } = await importCatalogue(prisma, { folder, horizonDays: 10 });
  rmSync(path.join(folder, name));
  return { problems, counts };
}

const loadRooms = (...lines: string[]) => load('rooms.csv', 'hotel_code,room_type_code,number,floor', lines);
const loadTypes = (count: number) =>
  load('room_types.csv', 'hotel_code,code,name,max_guests,base_price,rooms', [`T1,Standard,2,100,${count}`]);

/** The numbers of the rooms of each type. */
async function rooms(): Promise<string[][]> {
  const all = await prisma.room.findMany({
    where: { listingId: hotel.listingId },
    orderBy: { number: 'asc' },
  });
  return hotel.skuIds.map((skuId) => all.filter((room) => room.skuId === skuId).map(({ number }) => number));
}

const roomId = async (number: string): Promise<number> =>
  (await prisma.room.findFirstOrThrow({ where: { listingId: hotel.listingId, number } })).roomId;

test('a room with a guest in it is not removed by rooms.csv, nor made one of another type, and both are reported', async () => {
  const staying = await payFor(prisma, hotel);
  expect((await checkIn(prisma, staying, [await roomId('1-2')])).outcome).toBe('checked_in');
  const { problems, counts } = await loadRooms('T1,1-1,1');
  expect(problems).toEqual([
    {
      file: 'rooms.csv',
      line: 0,
      column: 'number',
      value: '1-2',
      reason: expect.stringContaining('a guest has it'),
    },
  ]);
  expect(counts).toMatchObject({ roomsRemoved: 1 });
  expect(await rooms()).toEqual([['1-1', '1-2'], ['2-1']]);

  const moved = await loadRooms('T2,1-2,1', 'T2,1-1,1', 'T2,2-1,1');
  expect(moved.problems).toMatchObject([{ line: 2, column: 'room_type_code', value: 'T2' }]);
  expect(await rooms()).toEqual([['1-2'], ['1-1', '2-1']]);
  expect(await ledgerDifferences(prisma)).toEqual([]);

  await checkOut(prisma, staying);
  expect((await loadRooms('T2,1-2,1', 'T2,1-1,1', 'T2,2-1,1')).problems).toEqual([]);
  expect(await rooms()).toEqual([[], ['1-1', '1-2', '2-1']]);
});

test('of a room type that is to have fewer rooms those with guests stay, and the line says so', async () => {
  for (const number of ['1-2', '1-3']) {
    expect((await checkIn(prisma, await payFor(prisma, hotel), [await roomId(number)])).outcome).toBe(
      'checked_in',
    );
  }
  const { problems, counts } = await loadTypes(0);
  expect(problems).toMatchObject([
    {
      file: 'room_types.csv',
      line: 2,
      column: 'rooms',
      value: '0',
      reason: expect.stringContaining('1-2, 1-3'),
    },
  ]);
  expect(counts).toMatchObject({ roomTypes: 1, roomsRemoved: 1 });
  expect(await rooms()).toEqual([['1-2', '1-3'], ['2-1']]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

/** A guest is given the only room that is to go, and `work` has begun before that is committed. */
async function whileGuestArrives<Result>(work: () => Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const booking = await payFor(prisma, hotel);
  const desk = await prisma.pool.connect();
  try {
    await desk.query('BEGIN');
    const { rows } = await desk.query<{ outcome: string }>('SELECT outcome FROM stay_check_in($1, $2, $3)', [
      booking.listingId,
      booking.reservationId,
      [await roomId('1-3')],
    ]);
    expect(rows).toEqual([{ outcome: 'checked_in' }]);
    const working = Promise.allSettled([work()]);
    await eventually(async () => {
      const { rowCount } = await prisma.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    });
    await desk.query('COMMIT');
    const [worked] = await working;
    return worked;
  } finally {
    desk.release();
  }
}

test.each([
  ['rooms.csv', () => loadRooms('T1,1-1,1', 'T1,1-2,1')],
  ['room_types.csv', () => loadTypes(2)],
])('a guest who arrives while %s takes the room away keeps it', async (_file, work) => {
  const worked = await whileGuestArrives(work);
  expect(worked).toMatchObject({ status: 'fulfilled', value: { problems: [{}] } });
  expect(await rooms()).toEqual([['1-1', '1-2', '1-3'], ['2-1']]);
});

test('control: an import that does not keep the front desk waiting fails', async () => {
  const { listingId } = hotel;
  const worked = await whileGuestArrives(() =>
    prisma.$transaction(async (tx) => {
      const free = (await lockRooms(tx, [listingId])).filter(({ isOccupied }) => !isOccupied);
      await deleteRooms(
        tx,
        free.filter(({ number }) => number === '1-3'),
      );
    }),
  );
  expect(worked.status === 'rejected' && sqlState(worked.reason)).toBe(sqlStates.foreignKeyViolation);
});
