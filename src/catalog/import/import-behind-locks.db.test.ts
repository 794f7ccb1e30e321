import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { whileOpen } from '../../../test/support/while-open.js';
import type { PrismaService } from '../../database/prisma.service.js';
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
  for (const name of ['hotels.csv', 'room_types.csv', 'rooms.csv', 'cancellation_policies.csv'])
    rmSync(path.join(folder, name), { force: true });
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

const inYen = [`UPDATE listing SET currency = 'JPY' WHERE listing_id = $1`];

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
  const suites = `(SELECT sku_id FROM room_type WHERE listing_id = $1 AND code = 'STE')`;
  const removal = [
    `DELETE FROM inventory WHERE listing_id = $1 AND sku_id = ${suites}`,
    `WITH gone AS (DELETE FROM room_type WHERE listing_id = $1 AND code = 'STE' RETURNING sku_id)
     SELECT sku_id FROM gone`,
    `DELETE FROM sku s WHERE s.listing_id = $1
       AND NOT EXISTS (SELECT 1 FROM room_type t WHERE t.listing_id = s.listing_id AND t.sku_id = s.sku_id)`,
  ];
  const lines = ['hotel_code,room_type_code,number,floor', 'L3,DBL,101,1', 'L3,STE,201,2'];
  const { problems } = await loadWhile(listingId, removal, 'rooms.csv', ...lines);
  expect(problems).toMatchObject([{ line: 3, value: 'STE', reason: expect.stringContaining('was removed') }]);
  const rooms = await prisma.room.findMany({ where: { listingId } });
  expect(rooms.map(({ number }) => number)).toEqual(['101']);
});
