import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { addDays, listNights, nightIn } from '../../stays/night.js';
import { importCatalogue } from './import-catalogue.js';

const today = nightIn('UTC', new Date());
const day = (number: number): string => addDays(today, number);

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function load(horizonDays: number, file: string, ...lines: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-nights-'));
  writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
  const { problems } = await importCatalogue(prisma, { folder, horizonDays });
  rmSync(folder, { recursive: true, force: true });
  expect(problems).toEqual([]);
}

const loadHotel = (code: string, isActive: 'yes' | 'no') =>
  load(
    0,
    'hotels.csv',
    'code,name,city,country,timezone,currency,is_active',
    `${code},Hotel,Faro,PT,UTC,EUR,${isActive}`,
  );

/** Three doubles. */
const loadType = (horizonDays: number, code: string, isActive: 'yes' | 'no') =>
  load(
    horizonDays,
    'room_types.csv',
    'hotel_code,code,name,max_guests,base_price,rooms,is_active',
    `${code},DBL,Double,2,90,3,${isActive}`,
  );

const setTotal = (code: string, night: number, total: number) =>
  load(
    0,
    'inventory.csv',
    'hotel_code,room_type_code,start_date,end_date,total',
    `${code},DBL,${day(night)},${day(night + 1)},${total}`,
  );

/** Date by total. */
async function nightsOf(code: string): Promise<Map<string, number>> {
  const { listingId } = await prisma.listing.findFirstOrThrow({ where: { code } });
  const rows = await prisma.inventory.findMany({ where: { listingId }, orderBy: { date: 'asc' } });
  return new Map(rows.map(({ date, total }) => [date.toISOString().slice(0, 10), total]));
}

test('a room type that is brought back gets every night it misses, also before one that was set meanwhile', async () => {
  await loadHotel('N1', 'yes');
  await loadType(10, 'N1', 'yes');
  await loadType(10, 'N1', 'no');
  await setTotal('N1', 20, 7);
  await loadType(30, 'N1', 'yes');
  const nights = await nightsOf('N1');
  expect([...nights.keys()]).toEqual(listNights(today, day(30)));
  expect([nights.get(day(19)), nights.get(day(20)), nights.get(day(21))]).toEqual([3, 7, 3]);
});

test('a night far ahead that was set leaves no gap before it, and what was closed stays closed', async () => {
  await loadHotel('N2', 'yes');
  await loadType(5, 'N2', 'yes');
  await setTotal('N2', 2, 0);
  await setTotal('N2', 12, 0);
  await setTotal('N2', 40, 4);
  await loadType(15, 'N2', 'yes');
  const nights = await nightsOf('N2');
  expect([...nights.keys()]).toEqual([...listNights(today, day(15)), day(40)]);
  expect([...nights].filter(([, total]) => total !== 3)).toEqual([
    [day(2), 0],
    [day(12), 0],
    [day(40), 4],
  ]);
});

test('no further nights of room types in a retired hotel are opened before it is brought back', async () => {
  await loadHotel('N3', 'no');
  await loadType(10, 'N3', 'yes');
  // As it had where it comes from.
  expect([...(await nightsOf('N3')).keys()]).toEqual(listNights(today, day(10)));
  await loadType(20, 'N3', 'yes');
  expect((await nightsOf('N3')).size).toBe(10);
  await loadHotel('N3', 'yes');
  await loadType(20, 'N3', 'yes');
  expect([...(await nightsOf('N3')).keys()]).toEqual(listNights(today, day(20)));
});
