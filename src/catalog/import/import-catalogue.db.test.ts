import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { importCatalogue } from './import-catalogue.js';
import type { ImportReport } from './import-report.js';

const horizonDays = 10;
const hotelHeader = 'code,name,city,country,timezone,currency,overbooking_percent,occupancy_rules\n';
const roomTypeHeader = 'hotel_code,code,name,max_guests,base_price,rooms\n';

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-import-'));
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function load(files: Record<string, string>): Promise<ImportReport> {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return importCatalogue(prisma, { folder, horizonDays, flightStartDate: '2027-03-27', flightDays: 2 });
}

async function totals(): Promise<number[]> {
  const rows = await prisma.inventory.findMany({ orderBy: [{ skuId: 'asc' }, { date: 'asc' }] });
  return rows.map((row) => row.total);
}

test('bad lines are reported with file, line and reason, and the good ones are loaded', async () => {
  const report = await load({
    'hotels.csv':
      hotelHeader +
      'GOOD,Good hotel,Faro,PT,Europe/Lisbon,EUR,0,50:1.10\n' +
      'NOZONE,Bad hotel,Faro,PT,Europe/Atlantis,EUR,0,\n' +
      'GOOD,The same again,Faro,PT,Europe/Lisbon,EUR,0,\n' +
      'SHORT,Cut off\n' +
      '"LAST","Last, with a ""comma""",Faro,PT,Europe/Lisbon,EUR,,\n',
    'room_types.csv':
      roomTypeHeader + 'GOOD,DBL,Double,2,90.50,3\nNOWHERE,DBL,Double,2,90,3\nGOOD,SGL,Single,1,1.234,1\n',
    'rates.csv':
      'hotel_code,start_date,end_date,multiplier\nGOOD,2027-01-01,2027-01-04,1.5\nGOOD,2027-01-01,yesterday,2\n',
  });
  expect(report.problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)).toEqual([
    {
      file: 'hotels.csv',
      line: 3,
      column: 'timezone',
      value: 'Europe/Atlantis',
      reason: 'timezone "Europe/Atlantis" is unknown',
    },
    { file: 'hotels.csv', line: 4, reason: '"GOOD" stands on line 2 already' },
    { file: 'hotels.csv', line: 5, reason: expect.stringContaining('not a record') },
    {
      file: 'rates.csv',
      line: 3,
      column: 'end_date',
      value: 'yesterday',
      reason: expect.stringContaining('end_date'),
    },
    {
      file: 'room_types.csv',
      line: 3,
      column: 'hotel_code',
      value: 'NOWHERE',
      reason: 'there is no hotel "NOWHERE"',
    },
    {
      file: 'room_types.csv',
      line: 4,
      column: 'base_price',
      value: '1.234',
      reason: expect.stringContaining('base_price'),
    },
  ]);
  expect(report.counts).toMatchObject({ hotels: 2, roomTypes: 1, roomsAdded: 3, rates: 3 });
  await expect(prisma.hotel.findMany({ orderBy: { listingId: 'asc' } })).resolves.toMatchObject([
    { name: 'Good hotel', overbookingPercent: 0 },
    { name: 'Last, with a "comma"', overbookingPercent: 10 },
  ]);
  await expect(prisma.sku.findMany()).resolves.toMatchObject([
    { basePriceMinor: 9_050, overbookingPercent: 0 },
  ]);
  expect(await totals()).toEqual(Array(horizonDays).fill(3));
});

test('more or fewer rooms move the totals of all nights, and keep what was set by hand in its distance', async () => {
  const hotels = `${hotelHeader}H,Hotel,Faro,PT,Europe/Lisbon,EUR,,\n`;
  await load({ 'hotels.csv': hotels, 'room_types.csv': `${roomTypeHeader}H,DBL,Double,2,90,3\n` });
  const first = await prisma.inventory.findFirstOrThrow({ orderBy: { date: 'asc' } });
  const night = first.date.toISOString().slice(0, 10);
  await prisma.$queryRaw`
    SELECT ledger_set_total(${first.listingId}, ${first.skuId}, ${night}::date, ${night}::date + 1, 1)`;
  const more = await load({ 'room_types.csv': `${roomTypeHeader}H,DBL,Double,2,90,5\n` });
  expect(more.counts).toMatchObject({ roomsAdded: 2, roomsRemoved: 0 });
  expect(await totals()).toEqual([3, ...Array<number>(horizonDays - 1).fill(5)]);
  const fewer = await load({ 'room_types.csv': `${roomTypeHeader}H,DBL,Double,2,90,4\n` });
  expect(fewer.counts).toMatchObject({ roomsAdded: 0, roomsRemoved: 1 });
  expect(await totals()).toEqual([2, ...Array<number>(horizonDays - 1).fill(4)]);
  const rooms = await prisma.room.findMany({ orderBy: { roomId: 'asc' } });
  expect(rooms.map((room) => room.number)).toEqual(['101', '102', '103', '104']);
});

test('a bound of overbooking is in every night, and stays when a later file says nothing of it', async () => {
  const hotels = `${hotelHeader}H,Hotel,Faro,PT,Europe/Lisbon,EUR,50,\n`;
  const capped = 'hotel_code,code,name,max_guests,base_price,rooms,overbooking_cap\nH,DBL,Double,2,90,4,1\n';
  await load({ 'hotels.csv': hotels, 'room_types.csv': capped });
  await load({ 'room_types.csv': `${roomTypeHeader}H,DBL,Double,2,95,4\n` });
  await expect(prisma.sku.findMany()).resolves.toMatchObject([{ basePriceMinor: 9_500, overbookingCap: 1 }]);
  const nights = await prisma.inventory.findMany();
  expect(nights.map(({ overbookingCap }) => overbookingCap)).toEqual(Array(horizonDays).fill(1));
});

test('the currency of a hotel that exists stays, and the line says so', async () => {
  await load({ 'hotels.csv': `${hotelHeader}H,Hotel,Faro,PT,Europe/Lisbon,EUR,,\n` });
  const report = await load({ 'hotels.csv': `${hotelHeader}H,Hotel renamed,Faro,PT,Europe/Lisbon,USD,,\n` });
  expect(report.problems).toEqual([
    {
      file: 'hotels.csv',
      line: 2,
      column: 'currency',
      value: 'USD',
      reason: expect.stringContaining('stays EUR'),
    },
  ]);
  await expect(prisma.listing.findFirst({ include: { hotel: true } })).resolves.toMatchObject({
    currency: 'EUR',
    hotel: { name: 'Hotel renamed' },
  });
});

const flightFiles = {
  'airports.csv':
    'iata,name,city,country,latitude,longitude,timezone\n' +
    'LIS,Lisbon,Lisbon,Portugal,38.7813,-9.13592,Europe/Lisbon\n' +
    'FRA,Frankfurt,Frankfurt,Germany,50.0333,8.5706,Europe/Berlin\n',
  'airlines.csv': 'iata,name,country\nTP,TAP,Portugal\n',
  'equipment.csv': 'iata,name\n320,Airbus A320\n\\N,Some Aircraft\n',
  'aircraft-seats.csv': 'manufacturer,model,seats\nAIRBUS,A320-214,182\n',
  'routes.csv': 'airline,origin,destination,equipment\nTP,LIS,FRA,32S 320\nTP,LIS,XXX,320\nTP,FRA,LIS,777\n',
};

test('flights leave at the local time of their airport, across the change to summer time', async () => {
  const report = await load(flightFiles);
  expect(report.problems.map(({ file, line }) => [file, line])).toEqual([
    ['equipment.csv', 3],
    ['routes.csv', 3],
    ['routes.csv', 4],
  ]);
  const flights = await prisma.$queryRaw<
    { code: string; date: string; local: string; utc: string; minutes: number }[]
  >`
    SELECT l.code, f.departure_date::text AS date,
      to_char(f.departs_at AT TIME ZONE l.timezone, 'HH24:MI') AS local,
      to_char(f.departs_at AT TIME ZONE 'UTC', 'HH24:MI') AS utc,
      (extract(epoch FROM f.arrives_at - f.departs_at) / 60)::integer AS minutes
    FROM flight f JOIN listing l USING (listing_id) ORDER BY f.departure_date`;
  const [winter, summer] = flights;
  expect(flights).toHaveLength(2);
  // Summer time begins in Lisbon on 28 March 2027.
  expect([winter?.date, summer?.date]).toEqual(['2027-03-27', '2027-03-28']);
  expect(winter?.local).toBe(summer?.local);
  expect(winter?.utc).toBe(winter?.local);
  expect(summer?.utc).not.toBe(summer?.local);
  expect(winter?.minutes).toBe(175);
  expect(summer?.code).toMatch(/^TP\d+-2027-03-28$/);
});

test('a flight that is there keeps its cabins and prices when it is loaded again', async () => {
  await load(flightFiles);
  await prisma.sku.updateMany({ data: { basePriceMinor: 4_200 } });
  const before = await prisma.sku.count();
  const again = await load(flightFiles);
  expect(again.counts).toMatchObject({ flightsAdded: 0, flightsUpdated: 2 });
  expect(await prisma.sku.count()).toBe(before);
  expect(await prisma.sku.count({ where: { basePriceMinor: 4_200 } })).toBe(before);
});

test('a folder with nothing to load is an error, not an empty import', async () => {
  await expect(load({})).rejects.toMatchObject({ code: 'import_folder_not_found' });
  await expect(
    importCatalogue(prisma, { folder: path.join(folder, 'nowhere'), horizonDays }),
  ).rejects.toMatchObject({ code: 'import_folder_not_found' });
});

test('a file without a needed column is refused as a whole', async () => {
  const report = await load({ 'hotels.csv': 'code,name\nH,Hotel\n' });
  expect(report.problems).toEqual([
    { file: 'hotels.csv', line: 1, reason: 'the header has no column city, country, timezone, currency' },
  ]);
});
