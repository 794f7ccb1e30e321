import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { whileOpen } from '../../../test/support/while-open.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { addDays, nightIn } from '../../stays/night.js';
import { importCatalogue } from './import-catalogue.js';

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-locks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

function load(file: string, ...lines: string[]) {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
  writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
  return importCatalogue(prisma, { folder, horizonDays: 10 });
}

/** A hotel in euros; returns its id. */
async function addHotel(code: string): Promise<number> {
  await load('hotels.csv', 'code,name,city,country,timezone,currency', `${code},Hotel,Faro,PT,UTC,EUR`);
  const { listingId } = await prisma.listing.findFirstOrThrow({ where: { code } });
  return listingId;
}

/** Loads lines while somebody who has the rooms' lock has done this to the hotel, and not committed it yet. */
function loadWhile(listingId: number, statements: readonly string[], file: string, ...lines: string[]) {
  return whileOpen(
    prisma,
    async (client) => {
      await client.query('SELECT hotel_rooms_lock($1)', [listingId]);
      for (const statement of statements) await client.query(statement, [listingId]);
    },
    () => load(file, ...lines),
  );
}

const date = addDays(nightIn('UTC', new Date()), 5);

/** A flight in euros, without cabins. */
async function addFlight(number: number): Promise<{ listingId: number; code: string }> {
  const airports = ['LIS,L,L,PT,38,-9,UTC', 'FRA,F,F,DE,50,8,UTC'];
  await load('airports.csv', 'iata,name,city,country,latitude,longitude,timezone', ...airports);
  await load('airlines.csv', 'iata,name', 'TP,TAP');
  await load('equipment.csv', 'iata,name,seats', '320,A320,180');
  const head = 'airline,number,origin,destination,departs_at,arrives_at,aircraft,currency';
  await load('flights.csv', head, `TP,${number},LIS,FRA,${date}T09:30:00Z,${date}T12:00:00Z,320,EUR`);
  const code = `TP${number}-${date}`;
  const { listingId } = await prisma.listing.findFirstOrThrow({ where: { code } });
  return { listingId, code };
}

const inYen = [`UPDATE listing SET currency = 'JPY' WHERE listing_id = $1`];

/** Removes a room type without rooms. */
const typeRemoval = (code: string) => [
  `DELETE FROM inventory i USING room_type t
   WHERE i.listing_id = $1 AND t.listing_id = i.listing_id AND t.sku_id = i.sku_id AND t.code = '${code}'`,
  `DELETE FROM room_type t WHERE t.listing_id = $1 AND t.code = '${code}'`,
  `DELETE FROM sku s WHERE s.listing_id = $1
     AND NOT EXISTS (SELECT 1 FROM room_type t WHERE t.listing_id = s.listing_id AND t.sku_id = s.sku_id)`,
];

test('prices are in the currency the hotel has when they are written', async () => {
  const listingId = await addHotel('L1');
  const head = 'hotel_code,code,name,max_guests,base_price,rooms';
  const { problems } = await loadWhile(listingId, inYen, 'room_types.csv', head, 'L1,DBL,Double,2,125.50,3');
  expect(problems).toMatchObject([{ line: 2, column: 'base_price' }]);
  expect(await prisma.sku.count({ where: { listingId } })).toBe(0);
});

test('fees are in the currency the hotel has when they are written', async () => {
  const listingId = await addHotel('L2');
  const head = 'hotel_code,code,name,steps';
  const line = 'L2,strict,Strict,48h=0%;30.00';
  const { problems } = await loadWhile(listingId, inYen, 'cancellation_policies.csv', head, line);
  expect(problems).toMatchObject([{ line: 2 }]);
  expect(await prisma.cancellationPolicy.count({ where: { listingId, code: 'strict' } })).toBe(0);
});

test('rooms of a type that is just being removed are left out, and the others are loaded', async () => {
  const listingId = await addHotel('L3');
  const head = 'hotel_code,code,name,max_guests,base_price,rooms';
  await load('room_types.csv', head, 'L3,DBL,Double,2,90,0', 'L3,STE,Suite,2,90,0');
  const lines = ['hotel_code,room_type_code,number,floor', 'L3,DBL,101,1', 'L3,STE,201,2'];
  const { problems } = await loadWhile(listingId, typeRemoval('STE'), 'rooms.csv', ...lines);
  expect(problems).toMatchObject([{ line: 3, value: 'STE', reason: expect.stringContaining('was removed') }]);
  const rooms = await prisma.room.findMany({ where: { listingId } });
  expect(rooms.map(({ number }) => number)).toEqual(['101']);
});

test('the room of a line whose type is just being removed stays', async () => {
  const listingId = await addHotel('L4');
  const head = 'hotel_code,code,name,max_guests,base_price,rooms';
  await load('room_types.csv', head, 'L4,DBL,Double,2,90,0', 'L4,STE,Suite,2,90,0');
  const file = (type: string) => [
    'hotel_code,room_type_code,number,floor',
    'L4,DBL,101,1',
    `L4,${type},102,1`,
  ];
  await load('rooms.csv', ...file('DBL'));
  const { problems } = await loadWhile(listingId, typeRemoval('STE'), 'rooms.csv', ...file('STE'));
  expect(problems).toMatchObject([{ line: 3, reason: expect.stringContaining('was removed') }]);
  const rooms = await prisma.room.findMany({ where: { listingId }, orderBy: { number: 'asc' } });
  expect(rooms.map(({ number }) => number)).toEqual(['101', '102']);
});

const cabinHead = 'flight_code,class,seating,capacity,price';

test('prices of cabins are in the currency the flight has when they are written', async () => {
  const { listingId, code } = await addFlight(1);
  const line = `${code},economy,open,100,80.50`;
  const { problems } = await loadWhile(listingId, inYen, 'cabins.csv', cabinHead, line);
  expect(problems).toMatchObject([{ line: 2, column: 'price', value: '80.50' }]);
  expect(await prisma.sku.count({ where: { listingId } })).toBe(0);
});

test('prices of seats are in the currency the flight has when they are written', async () => {
  const { listingId, code } = await addFlight(2);
  await load('cabins.csv', cabinHead, `${code},business,assigned,,200`);
  // No cabin has a price while the currency changes.
  const anew = [
    'DELETE FROM cabin WHERE listing_id = $1',
    'DELETE FROM sku WHERE listing_id = $1',
    ...inYen,
    `WITH made AS (
       INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent) VALUES ($1, 'cabin', 30000, 0) RETURNING listing_id, sku_id
     )
     INSERT INTO cabin (listing_id, sku_id, class, seating) SELECT listing_id, sku_id, 'business', 'assigned' FROM made`,
  ];
  const lines = [`${code},business,1A,window,210`, `${code},business,1B,aisle,210.50`];
  const head = 'flight_code,cabin,seat,position,price';
  const { problems } = await loadWhile(listingId, anew, 'seats.csv', head, ...lines);
  expect(problems).toMatchObject([{ line: 3, column: 'price', value: '210.50' }]);
  const seats = await prisma.sku.findMany({ where: { listingId, kind: 'seat' } });
  expect(seats.map(({ basePriceMinor }) => basePriceMinor)).toEqual([210]);
});

test('cabins of a flight that is just being removed are left out, and the others are loaded', async () => {
  const [gone, there] = [await addFlight(3), await addFlight(4)];
  const removal = ['DELETE FROM flight WHERE listing_id = $1', 'DELETE FROM listing WHERE listing_id = $1'];
  const lines = [gone, there].map(({ code }) => `${code},economy,open,100,80`);
  const { problems } = await loadWhile(gone.listingId, removal, 'cabins.csv', cabinHead, ...lines);
  expect(problems).toMatchObject([{ line: 2, column: 'flight_code', value: gone.code }]);
  expect(await prisma.cabin.count({ where: { listingId: there.listingId } })).toBe(1);
});

test('rules of a hotel with a room type that is just being removed are left out, and the others are loaded', async () => {
  const [gone, there] = [await addHotel('L5'), await addHotel('L6')];
  const types = ['L5,DBL,Double,2,90,0', 'L5,STE,Suite,2,90,0', 'L6,STE,Suite,2,90,0'];
  await load('room_types.csv', 'hotel_code,code,name,max_guests,base_price,rooms', ...types);
  const lines = ['L5,Doubles,1.1,DBL', 'L5,Suites,1.2,STE', 'L6,Suites,1.2,STE'];
  const head = 'hotel_code,name,factor,room_type_code';
  const { problems } = await loadWhile(gone, typeRemoval('STE'), 'pricing_rules.csv', head, ...lines);
  const reason = expect.stringContaining('no room type STE') as string;
  expect(problems).toMatchObject([
    { line: 2, reason },
    { line: 3, column: 'room_type_code', value: 'STE', reason },
  ]);
  const rules = await prisma.pricingRule.findMany();
  expect(rules).toMatchObject([{ listingId: there, name: 'Suites' }]);
});

test('rates of a hotel that is just being removed are left out, and the others are loaded', async () => {
  const [gone, there] = [await addHotel('L7'), await addHotel('L8')];
  const removal = ['hotel', 'listing'].map((table) => `DELETE FROM ${table} WHERE listing_id = $1`);
  const lines = ['L7', 'L8'].map((code) => `${code},1.1,${date},${addDays(date, 1)}`);
  const head = 'hotel_code,multiplier,start_date,end_date';
  const { problems } = await loadWhile(gone, removal, 'rates.csv', head, ...lines);
  expect(problems).toMatchObject([{ line: 2, column: 'hotel_code', value: 'L7' }]);
  expect(await prisma.rate.count({ where: { listingId: there } })).toBe(1);
});

test('totals of a type that is just being removed are reported, and the others are loaded', async () => {
  const listingId = await addHotel('L9');
  const types = ['L9,DBL,Double,2,90,0', 'L9,STE,Suite,2,90,0'];
  await load('room_types.csv', 'hotel_code,code,name,max_guests,base_price,rooms', ...types);
  const lines = ['STE', 'DBL'].map((code) => `L9,${code},${date},${addDays(date, 1)},7`);
  const head = 'hotel_code,room_type_code,start_date,end_date,total';
  const { problems } = await loadWhile(listingId, typeRemoval('STE'), 'inventory.csv', head, ...lines);
  expect(problems).toMatchObject([{ line: 2, column: 'room_type_code', value: 'STE' }]);
  expect(await prisma.inventory.count({ where: { listingId, total: 7 } })).toBe(1);
});
