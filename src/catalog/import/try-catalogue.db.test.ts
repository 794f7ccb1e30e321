import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { readCatalogue } from '../../../test/support/read-catalogue.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { addDays, nightIn } from '../../stays/night.js';
import { importCatalogue } from './import-catalogue.js';
import { importFiles } from './import-steps.js';
import { tryCatalogue } from './try-catalogue.js';

const horizonDays = 5;
const tomorrow = addDays(nightIn('UTC', new Date()), 1);
const codes = Array.from({ length: 24 }, (_, index) => `H${String(index).padStart(2, '0')}`);

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-try-'));
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function write(name: string, header: string, lines: readonly string[]): void {
  writeFileSync(path.join(folder, name), `${[header, ...lines].join('\n')}\n`);
}

const isAlone = (): void => {};
const tryIt = (isStillAlone: () => void = isAlone) =>
  tryCatalogue(prisma, isStillAlone, { folder, horizonDays, flightDays: 2, flightLimit: 5 });
const load = () => importCatalogue(prisma, { folder, horizonDays, flightDays: 2, flightLimit: 5 });

/** Hotels in several parts, each with something of every file, and bad lines all over. */
function writeHotels(rooms = 2): void {
  write(
    'hotels.csv',
    'code,name,city,country,timezone,currency,occupancy_rules',
    codes.map((code, index) => `${code},Hotel,Faro,PT,${index === 17 ? 'Mars' : 'UTC'},EUR,50:1.2`),
  );
  write(
    'room_types.csv',
    'hotel_code,code,name,max_guests,base_price,rooms',
    // In another order, so that no file has its parts in runs.
    codes.toReversed().map((code, index) => `${code},A,Standard,${index === 3 ? 'none' : 2},80,${rooms}`),
  );
  write(
    'rates.csv',
    'hotel_code,start_date,end_date,multiplier',
    [...codes, 'NOWHERE'].map((code) => `${code},${tomorrow},${addDays(tomorrow, 2)},1.5`),
  );
  write('pricing_rules.csv', 'hotel_code,name,factor', [
    ...codes.map((code) => `${code},Weekend,1.2`),
    'H05,Bad,0',
  ]);
}

function writeFlights(): void {
  const flights = [1, 2, 3].flatMap((number) =>
    [3, 4].map((days) => ({ number, date: addDays(tomorrow, days) })),
  );
  write('airports.csv', 'iata,name,city,country,latitude,longitude,timezone', [
    'LIS,L,L,PT,38,-9,UTC',
    'FRA,F,F,DE,50,8,UTC',
  ]);
  write('airlines.csv', 'iata,name', ['TP,TAP']);
  write('equipment.csv', 'iata,name,seats', ['320,A320,30', '321,Unknown,']);
  write(
    'flights.csv',
    'airline,number,origin,destination,departs_at,arrives_at,aircraft,currency',
    flights.map(({ number, date }) => `TP,${number},LIS,FRA,${date}T09:30:00Z,${date}T12:00:00Z,320,EUR`),
  );
  write(
    'cabins.csv',
    'flight_code,class,seating,price',
    flights.map(({ number, date }) => `TP${number}-${date},economy,assigned,80`),
  );
  write('seats.csv', 'flight_code,cabin,seat,position,price', [
    ...flights.map(({ number, date }) => `TP${number}-${date},economy,1A,window,80`),
    `TP9-${tomorrow},economy,1A,window,80`,
  ]);
  write('routes.csv', 'airline,origin,destination,equipment', ['TP,LIS,FRA,320', 'TP,LIS,XXX,320']);
}

test('what is tried in parts is reported as what is loaded, line by line, and nothing of it stays', async () => {
  writeHotels();
  writeFlights();
  const before = await readCatalogue(prisma);
  const tried = await tryIt();
  expect(await readCatalogue(prisma)).toEqual(before);
  const loaded = await load();
  expect(tried).toEqual(loaded);
  expect(tried.problems.map(({ file, line }) => `${file} ${line}`)).toEqual([
    'hotels.csv 19',
    'room_types.csv 5',
    'room_types.csv 8',
    'rates.csv 19',
    'rates.csv 26',
    'pricing_rules.csv 7',
    'pricing_rules.csv 19',
    'pricing_rules.csv 26',
    'equipment.csv 3',
    'seats.csv 8',
    'routes.csv 3',
  ]);
  expect(tried.counts).toMatchObject({ hotels: 23, roomTypes: 22, seats: 6, routes: 1 });
  expect(tried.counts.flightsAdded).toBeGreaterThan(6);

  // Of what is there as well: some of it goes, and some is as it was.
  writeHotels(1);
  const again = await tryIt();
  expect(again.counts).toMatchObject({ roomsRemoved: 22, roomsAdded: 0, flightsAdded: 0 });
  expect(again).toEqual(await load());
});

test('hotels that were tried are nobody waits for, while others are being tried', async () => {
  writeHotels();
  await load();
  writeHotels(3);
  const idOf = async (code = ''): Promise<number> =>
    (await prisma.listing.findUniqueOrThrow({ where: { code } })).listingId;
  const [first, last] = [await idOf(codes[0]), await idOf(codes.at(-1))];
  const somebody = await prisma.pool.connect();
  try {
    await somebody.query('BEGIN');
    await somebody.query('SELECT hotel_rooms_lock($1)', [last]);
    const trying = tryIt();
    await eventually(async () => {
      const { rowCount } = await prisma.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    });
    const { rows } = await prisma.pool.query<{ rooms: boolean }>(
      'SELECT pg_try_advisory_xact_lock(1, $1) AS rooms',
      [first],
    );
    expect(rows).toEqual([{ rooms: true }]);
    // Neither is a row of it locked.
    await prisma.pool.query('SELECT 1 FROM listing WHERE listing_id = $1 FOR UPDATE NOWAIT', [first]);
    await prisma.pool.query('SELECT 1 FROM inventory WHERE listing_id = $1 FOR UPDATE NOWAIT', [first]);
    await somebody.query('COMMIT');
    expect((await trying).counts).toMatchObject({ roomsAdded: 22 });
  } finally {
    somebody.release();
  }
});

test('a record that cannot be read may be of any hotel, and spares the rooms of each', async () => {
  writeHotels();
  await load();
  for (const file of importFiles) rmSync(path.join(folder, file), { force: true });
  write('rooms.csv', 'hotel_code,room_type_code,number,floor', [
    ...codes.map((code) => `${code},A,101,1`),
    'H00,A',
  ]);
  const tried = await tryIt();
  expect(tried.counts).toMatchObject({ roomsRemoved: 0 });
  expect(tried).toEqual(await load());
});

test('pictures are looked at when the hotels they are of are locked no more', async () => {
  writeHotels();
  await load();
  const seen: string[] = [];
  write('pictures.csv', 'hotel_code,url,caption', [
    ...codes.map((code) => `${code},https://example.com/${code}.jpg,Of ${code}`),
    'NOWHERE,https://example.com/x.jpg,Lost',
  ]);
  const checkPictures = async (wanted: readonly { readonly caption: string | null }[]): Promise<number> => {
    await prisma.pool.query('SELECT 1 FROM listing FOR UPDATE NOWAIT');
    seen.push(...wanted.map(({ caption }) => caption ?? ''));
    return wanted.length;
  };
  const { counts, problems } = await tryCatalogue(prisma, isAlone, { folder, horizonDays, checkPictures });
  expect(counts).toMatchObject({ pictures: 23 });
  expect(seen).toHaveLength(23);
  expect(problems.filter(({ file }) => file === 'pictures.csv').map(({ line }) => line)).toEqual([19, 26]);
});

test('one that may not be the only import any more ends before its next statement', async () => {
  writeHotels();
  let asked = 0;
  const lost = (): void => {
    asked += 1;
    if (asked > 20) throw new Error('the lock is lost');
  };
  await expect(tryIt(lost)).rejects.toThrow('the lock is lost');
});

test('of hotels alone neither flights nor what they refer to are tried', async () => {
  writeHotels();
  writeFlights();
  const { counts } = await tryCatalogue(prisma, isAlone, { folder, horizonDays, onlyHotels: true });
  expect(counts).toMatchObject({ hotels: 23 });
  for (const counter of ['airports', 'flightsAdded', 'routes']) expect(counts).not.toHaveProperty(counter);
});
