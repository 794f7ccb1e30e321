import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { addDays, nightIn } from '../../stays/night.js';
import { importCatalogue } from './import-catalogue.js';
import { tryCatalogue } from './try-catalogue.js';

const horizonDays = 30;
const today = nightIn('UTC', new Date());
const day = (number: number): string => addDays(today, number);

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-lines-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await prisma.close();
  await database.drop();
});

function write(file: string, lines: readonly string[]): { folder: string; horizonDays: number } {
  rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-lines-'));
  writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
  return { folder, horizonDays };
}

const load = (file: string, ...lines: string[]) => importCatalogue(prisma, write(file, lines));

const typeHead = 'hotel_code,code,name,max_guests,base_price,rooms,is_active';
const rateHead = 'hotel_code,multiplier,start_date,end_date,cancellation_policy';

/** A hotel with three rooms of one type; returns its id. */
async function addHotel(code: string, { isActive = 'yes' } = {}): Promise<number> {
  await load('hotels.csv', 'code,name,city,country,timezone,currency', `${code},Hotel,Faro,PT,UTC,EUR`);
  await load('room_types.csv', typeHead, `${code},DBL,Double,2,90,3,${isActive}`);
  const { listingId } = await prisma.listing.findFirstOrThrow({ where: { code } });
  return listingId;
}

test('of policies for one night the later line wins, however PostgreSQL joins the lines', async () => {
  // So many that it reads them all and looks up the lines, the last of a hotel first.
  await prisma.$executeRaw`
    INSERT INTO listing (kind, code, currency, timezone)
    SELECT 'hotel', 'Z' || n, 'EUR', 'UTC' FROM generate_series(1, 3000) AS n`;
  const listingId = await addHotel('W1');
  await prisma.$executeRaw`ANALYZE listing`;
  const policies = ['a', 'b', 'c'].map((code) => `W1,${code},${code},48h=0%;50%`);
  await load('cancellation_policies.csv', 'hotel_code,code,name,steps', ...policies);
  const lines = ['b', 'a', 'c'].map((code) => `W1,,${day(3)},${day(4)},${code}`);
  expect((await load('rates.csv', rateHead, ...lines)).problems).toEqual([]);
  const { rows } = await prisma.pool.query<{ code: string }>(
    `SELECT cancellation_policy_of($1, $2::date, 'infinity') ->> 'code' AS code`,
    [listingId, day(3)],
  );
  expect(rows).toEqual([{ code: 'c' }]);
});

test('of totals for one night that of the line that begins later wins, however far apart they stand', async () => {
  const listingId = await addHotel('W2');
  const head = 'hotel_code,room_type_code,start_date,end_date,total';
  const narrow = `W2,DBL,${day(5)},${day(6)},9`;
  const wide = `W2,DBL,${day(1)},${day(10)},4`;
  const others = Array.from({ length: 250 }, () => `W2,DBL,${day(20)},${day(21)},3`);
  const total = async () => {
    const date = new Date(day(5));
    return (await prisma.inventory.findFirstOrThrow({ where: { listingId, date } })).total;
  };
  for (const lines of [
    [narrow, wide],
    [narrow, ...others, wide],
    [wide, ...others, narrow],
  ]) {
    await load('inventory.csv', head, wide);
    await load('inventory.csv', head, ...lines);
    expect(await total()).toBe(9);
  }
  await load('inventory.csv', head, narrow, ...others, `W2,DBL,${day(5)},${day(7)},2`);
  expect(await total()).toBe(2);
});

test('a line whose policy there is not sets no multiplier either', async () => {
  const listingId = await addHotel('W3');
  const { problems, counts } = await load('rates.csv', rateHead, `W3,3.0,${day(1)},${day(2)},nope`);
  expect(problems).toMatchObject([{ line: 2, column: 'cancellation_policy', value: 'nope' }]);
  expect(counts.rates ?? 0).toBe(0);
  expect(await prisma.rate.count({ where: { listingId } })).toBe(0);
});

test('no further nights of a room type that is retired are opened', async () => {
  const listingId = await addHotel('W4', { isActive: 'no' });
  const nights = () => prisma.inventory.count({ where: { listingId } });
  await prisma.inventory.deleteMany({ where: { listingId, date: { gt: new Date(day(9)) } } });
  await load('room_types.csv', typeHead, 'W4,DBL,Double,2,95,3,');
  expect(await nights()).toBe(10);
  await load('room_types.csv', typeHead, 'W4,DBL,Double,2,95,3,yes');
  expect(await nights()).toBe(horizonDays);
});

test.each([
  ['with a quotation mark that is never closed', 'X1,"Hotel,Faro,PT,UTC,EUR'],
  ['that is too long', `X1,${'n'.repeat(20_000)},Faro,PT,UTC,EUR`],
])('a record %s is reported together with all that comes after it', async (_which, line) => {
  const head = 'code,name,city,country,timezone,currency';
  const { problems, counts } = await load('hotels.csv', head, line, 'X2,Hotel,Faro,PT,UTC,EUR');
  expect(counts.hotels ?? 0).toBe(0);
  expect(problems).toMatchObject([{ reason: expect.stringContaining('nothing after it was read') }]);
});

test('a code that no text can have is reported by a dry run as by the import', async () => {
  const lines = [rateHead, `A\0B,1.1,${day(1)},${day(2)},`];
  const { problems } = await load('rates.csv', ...lines);
  expect(problems).toMatchObject([{ line: 2 }]);
  const dry = await tryCatalogue(prisma, () => {}, write('rates.csv', lines));
  expect(dry.problems).toEqual(problems);
});
