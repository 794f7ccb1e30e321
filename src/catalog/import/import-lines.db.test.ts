import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { checkIn, payFor, openFrontDesk } from '../../../test/support/front-desk.js';
import { readCatalogue } from '../../../test/support/read-catalogue.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { addDays, nightIn } from '../../stays/night.js';
import { importCatalogue } from './import-catalogue.js';
import type { ImportReport } from './import-report.js';
import { tryCatalogue } from './try-catalogue.js';

const horizonDays = 20;
const today = nightIn('Europe/Lisbon', new Date());
const [first, later] = [addDays(today, 3), addDays(today, 6)];

const base = {
  'hotels.csv':
    'code,name,city,country,timezone,currency\nH,Hotel,Faro,PT,Europe/Lisbon,EUR\nI,Inn,Faro,PT,Europe/Lisbon,EUR\n',
  'room_types.csv': 'hotel_code,code,name,max_guests,base_price,rooms\nH,DBL,Double,2,90,3\n',
  'airports.csv':
    'iata,name,city,country,latitude,longitude,timezone\nLIS,L,L,PT,38,-9,Europe/Lisbon\nFRA,F,F,DE,50,8,Europe/Berlin\n',
  'airlines.csv': 'iata,name,country\nTP,TAP,Portugal\n',
  'equipment.csv': 'iata,name,seats\n320,Anything,180\n321,Anything,\n',
  'flights.csv':
    'airline,number,origin,destination,departs_at,arrives_at,aircraft,currency\n' +
    `TP,1,LIS,FRA,${later}T09:30:00Z,${later}T12:00:00Z,320,EUR\n`,
  'cabins.csv': `flight_code,class,seating,capacity,price\nTP1-${later},economy,open,100,80\nTP1-${later},business,assigned,,200\n`,
  'seats.csv': `flight_code,cabin,seat,position,price\nTP1-${later},business,1A,window,210\n`,
};

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-import-'));
  const report = await load(base);
  rmSync(folder, { recursive: true, force: true });
  expect(report.problems).toMatchObject([{ file: 'equipment.csv', line: 3 }]);
  expect(report.counts).toMatchObject({ flightsAdded: 1, cabins: 2, seats: 1 });
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
}

async function load(files: Readonly<Record<string, string>>): Promise<ImportReport> {
  write(files);
  return importCatalogue(prisma, { folder, horizonDays });
}

/** Which lines of a file are refused, by the column that is at fault. */
async function faults(file: string, header: string, lines: readonly string[]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { problems } = await load({ [file]: `${[header, ...lines].join('\n')}\n` });
  return problems.map(({ line, column = '' }) => `${line} ${column}`.trim());
}

test('a room whose line is bad stays as it was; one that is not in the file is removed', async () => {
  const header = 'hotel_code,room_type_code,number,floor,name,is_available';
  const numbers = async () =>
    (await prisma.room.findMany({ orderBy: { roomId: 'asc' } })).map(({ number }) => number);
  expect(
    await faults('rooms.csv', header, ['H,DBL,101,1,,yes', 'H,DBL,102,high,,yes', 'H,SGL,103,1,,yes']),
  ).toEqual(['3 floor', '4 room_type_code']);
  expect(await numbers()).toEqual(['101', '102', '103']);
  expect(await faults('rooms.csv', header, ['H,DBL,101,1,,yes', 'H,DBL'])).toEqual(['3']);
  expect(await numbers()).toEqual(['101', '102', '103']);
  const all = ['101', '102', '103', '104'].map((number) => `H,DBL,${number},1,,yes`);
  expect(await faults('rooms.csv', header, all)).toEqual([]);
  expect(await faults('rooms.csv', header, all.slice(0, 3))).toEqual([]);
  expect(await numbers()).toEqual(['101', '102', '103']);
});

test('an outage that cannot be is refused, and the others take rooms off their nights', async () => {
  const header = 'hotel_code,room_number,start_date,end_date,reason';
  const refused = await faults('outages.csv', header, [
    `H,101,${first},${later},Paint`,
    `H,999,${first},${later},Paint`,
    `X,101,${first},${later},Paint`,
    `H,102,${later},${first},Paint`,
    `H,102,${first},soon,Paint`,
    `H,102,${first},${addDays(first, 2_000)},Paint`,
    `H,102,${first},${later},`,
    `H,102,${first},${later},${'x'.repeat(501)}`,
    `H,101,${first},${later},Paint again`,
  ]);
  expect(refused.toSorted()).toEqual(
    [
      '3 room_number',
      '4 room_number',
      '5 end_date',
      '6 end_date',
      '7 end_date',
      '8 reason',
      '9 reason',
      '10',
    ].toSorted(),
  );
  const nights = await prisma.inventory.findMany({ where: { total: 2 }, orderBy: { date: 'asc' } });
  expect(nights.map(({ date }) => date.toISOString().slice(0, 10))).toEqual([
    first,
    addDays(first, 1),
    addDays(first, 2),
  ]);
});

test('nights say how many there are in one of two ways, and may have overbooking of their own', async () => {
  const header =
    'hotel_code,room_type_code,start_date,end_date,total,added,overbooking_percent,overbooking_cap';
  const night = (days: number): string => `${addDays(today, days)},${addDays(today, days + 1)}`;
  const refused = await faults('inventory.csv', header, [
    `H,DBL,${night(3)},,-1,20,1`,
    `H,DBL,${night(8)},1,,,`,
    `H,DBL,${night(9)},1,1,,`,
    `H,DBL,${night(10)},,,20,`,
    `H,DBL,${night(11)},,10001,,`,
    `H,DBL,${night(12)},1,,101,`,
    `H,DBL,${night(13)},1,,,10001`,
    `H,SGL,${night(14)},1,,,`,
  ]);
  expect(refused.toSorted()).toEqual(
    [
      '4 total',
      '5 total',
      '6 added',
      '7 overbooking_percent',
      '8 overbooking_cap',
      '9 room_type_code',
    ].toSorted(),
  );
  const changed = await prisma.inventory.findMany({
    where: { totalOffset: { not: 0 } },
    orderBy: { date: 'asc' },
  });
  // Of three rooms one is out of order on the first of the two nights.
  expect(changed).toMatchObject([
    { total: 1, totalOffset: -1, overbookingPercent: 20, overbookingCap: 1 },
    { total: 1, totalOffset: -2, overbookingPercent: 10, overbookingCap: 10_000 },
  ]);
});

test('a room type has limits and a table of its own; empty cells leave them, and "none" takes them away', async () => {
  const header = 'hotel_code,code,name,max_guests,base_price,rooms,min_price,max_price,occupancy_rules';
  const set = (cells: string) => faults('room_types.csv', header, [`H,DBL,Double,2,90,3,${cells}`]);
  const state = async () => [
    (await prisma.sku.findMany({ where: { kind: 'room_type' } })).map((sku) => [
      sku.minPriceMinor,
      sku.maxPriceMinor,
    ]),
    await prisma.occupancyRule.count({ where: { skuId: { gt: 0 } } }),
  ];
  expect(await set('50,120.5,10:1.1;80:1.25')).toEqual([]);
  expect(await state()).toEqual([[[5_000, 12_050]], 2]);
  expect(await set(',,')).toEqual([]);
  expect(await set('120,50,')).toEqual(['2 min_price']);
  expect(await set('1.234,,')).toEqual(['2 min_price']);
  expect(await set(',,201:1')).toEqual(['2 occupancy_rules']);
  expect(await state()).toEqual([[[5_000, 12_050]], 2]);
  expect(await set('130,,')).toEqual(['2']);
  expect(await set('60,,')).toEqual([]);
  expect(await state()).toEqual([[[6_000, 12_050]], 2]);
  expect(await set(',none,none')).toEqual([]);
  expect(await state()).toEqual([[[6_000, null]], 0]);
  expect(await set('none,,')).toEqual([]);
  expect(await state()).toEqual([[[null, null]], 0]);
});

test('a room type gets no more rooms than there is place for up to the highest floor', async () => {
  const header = 'hotel_code,code,name,max_guests,base_price,rooms,first_floor,rooms_per_floor';
  const before = await prisma.room.count();
  expect(
    await faults('room_types.csv', header, [
      'I,HIGH,High,2,90,10000,,',
      'I,TOP,Top,2,90,2,300,1',
      'I,NONE,None,2,90,1,301,',
    ]),
  ).toEqual(['2 rooms', '3 rooms', '4 first_floor']);
  expect(await prisma.room.count()).toBe(before);
  expect(await faults('room_types.csv', header, ['I,TOP,Top,2,90,2,299,1'])).toEqual([]);
  expect((await prisma.room.findMany({ where: { floor: { gt: 100 } } })).map(({ number }) => number)).toEqual(
    ['29901', '30001'],
  );
});

const ruleHeader = 'hotel_code,room_type_code,name,start_date,end_date,weekdays,factor,priority,final';
const rules = async () =>
  (await prisma.pricingRule.findMany({ orderBy: { ruleId: 'asc' } })).map(({ ruleId, name }) => ({
    ruleId,
    name,
  }));

test('the rules of a hotel are loaded as they are, and those that stay keep their ids', async () => {
  const [weekend, summer] = ['H,,Weekend,,,fri sat,1.2,,', `H,DBL,Summer,${first},${later},,1.3,5,yes`];
  expect(await faults('pricing_rules.csv', ruleHeader, [weekend, summer])).toEqual([]);
  const before = await rules();
  expect(before.map(({ name }) => name)).toEqual(['Weekend', 'Summer']);
  expect(await faults('pricing_rules.csv', ruleHeader, [weekend, summer])).toEqual([]);
  expect(await rules()).toEqual(before);
  expect(await faults('pricing_rules.csv', ruleHeader, [summer])).toEqual([]);
  expect(await rules()).toEqual(before.slice(1));
});

test.each([
  ['H,,Bad,,,,0,,', ['2 factor']],
  ['H,,Bad,,,,1.23456,,', ['2 factor']],
  [`H,,Bad,${later},${first},,1.1,,`, ['2 end_date']],
  ['H,,Bad,,,someday,1.1,,', ['2 weekdays']],
  ['H,,Bad,,,,1.1,1001,', ['2 priority']],
  ['H,,Bad,,,,1.1,,maybe', ['2 final']],
  [`H,,${'x'.repeat(81)},,,,1.1,,`, ['2 name']],
  ['H,SGL,Bad,,,,1.1,,', ['2 room_type_code']],
  ['H,,short', ['2']],
])('with the line %j none of the rules of its hotel are loaded', async (line, fault) => {
  const before = await rules();
  const refused = await faults('pricing_rules.csv', ruleHeader, [line, 'H,,Other,,,,1.1,,']);
  expect(refused).toEqual([...fault, '3']);
  expect(await rules()).toEqual(before);
});

test('the rules of another hotel are loaded beside a bad line', async () => {
  expect(await faults('pricing_rules.csv', ruleHeader, ['H,,Bad,,,,0,,', 'I,,Good,,,,1.1,,'])).toEqual([
    '2 factor',
  ]);
  expect((await rules()).map(({ name }) => name)).toContain('Good');
  const many = Array.from({ length: 51 }, (_, index) => `I,,Rule ${index},,,,1.1,,`);
  expect(await faults('pricing_rules.csv', ruleHeader, many)).toHaveLength(51);
});

test('a policy that is not known, or too much, is refused where it is named', async () => {
  const header = 'hotel_code,code,name,steps,no_show_fee,default';
  const refused = await faults('cancellation_policies.csv', header, [
    'H,flexible,Flexible,24h=0%;1n,,yes',
    'X,flexible,Flexible,24h=0%;1n,,yes',
    'H,Capital,Capital,100%,,',
    'H,strange,Strange,never,,',
    'H,strange,Strange,100%,200%,',
  ]);
  expect(refused.toSorted()).toEqual(['3 hotel_code', '4 code', '5 steps', '6'].toSorted());
  expect(
    await faults('rates.csv', 'hotel_code,start_date,end_date,multiplier,cancellation_policy', [
      `H,${first},${later},,flexible`,
      `H,${first},${later},,`,
      `H,${first},${later},,unknown`,
    ]),
  ).toEqual(['3 multiplier', '4 cancellation_policy']);
});

test('a seat map is all of its cabins or none', async () => {
  const header = 'code,aircraft,name,class,seating,capacity,first_row,last_row,letters,without,front_rows';
  const refused = await faults('seat_maps.csv', header, [
    'GOOD,320,Good,business,assigned,,1,3,AC DF,1A 1C,1',
    'GOOD,320,Good,economy,open,150,,,,,',
    'BAD,320,Bad,business,open,,,,,,',
    'BAD,320,Bad,economy,open,150,,,,,',
    'TWICE,320,Twice,economy,open,10,,,,,',
    'TWICE,320,Twice,economy,open,20,,,,,',
    'LOST,999,Lost,economy,open,20,,,,,',
    'ROWS,320,Rows,economy,open,20,1,,,,',
    'SEATS,320,Seats,economy,assigned,,1,3,AC DF,1A 1A,1',
  ]);
  expect(refused.toSorted()).toEqual(
    ['4 capacity', '5', '6', '7', '8 aircraft', '9 first_row', '10 without'].toSorted(),
  );
  await expect(prisma.seatMap.findMany()).resolves.toMatchObject([
    {
      code: 'GOOD',
      cabins: [
        { class: 'business', without: ['1A', '1C'] },
        { class: 'economy', capacity: 150 },
      ],
    },
  ]);
});

test('a flight that is delayed past midnight is found by its code, and stays under its date', async () => {
  const header = 'code,airline,number,origin,destination,departs_at,arrives_at,aircraft,currency';
  const code = `TP1-${later}`;
  const leaving = (days: number, time: string) =>
    `${code},TP,1,LIS,FRA,${addDays(later, days)}T${time}:00Z,${addDays(later, days)}T23:00:00Z,320,EUR`;
  const find = () =>
    prisma.flight.findFirst({
      where: { listing: { code } },
      select: { departureDate: true, departsAt: true },
    });
  expect(await faults('flights.csv', header, [leaving(1, '02:30')])).toEqual([]);
  const delayed = {
    departureDate: new Date(later),
    departsAt: new Date(`${addDays(later, 1)}T02:30:00Z`),
  };
  expect(await find()).toEqual(delayed);
  expect(await faults('flights.csv', header, [leaving(2, '02:30')])).toEqual(['2 code']);
  expect(await faults('flights.csv', header, [leaving(-1, '02:30')])).toEqual(['2 code']);
  expect(await find()).toEqual(delayed);
  expect(await faults('flights.csv', header, [leaving(0, '09:30')])).toEqual([]);
});

test('a flight that cannot be is refused; of one that is there times and state change, and nothing else', async () => {
  const header = 'code,airline,number,origin,destination,departs_at,arrives_at,aircraft,currency,is_active';
  const times = `${later}T10:00:00Z,${later}T12:30:00Z`;
  const refused = await faults('flights.csv', header, [
    `,TP,1,LIS,FRA,${times},320,USD,no`,
    `,XX,2,LIS,FRA,${times},320,EUR,`,
    `,TP,0,LIS,FRA,${times},320,EUR,`,
    `,TP,3,LIS,XXX,${times},320,EUR,`,
    `,TP,4,LIS,LIS,${times},320,EUR,`,
    `,TP,5,LIS,FRA,${later}T10:00:00Z,${later}T10:00:00Z,320,EUR,`,
    `,TP,6,LIS,FRA,${later} 10:00,${later}T12:00:00Z,320,EUR,`,
    `,TP,7,LIS,FRA,${times},999,EUR,`,
    `,TP,8,LIS,FRA,${times},320,XYZ,`,
    `TP9-2027-01-01,TP,9,LIS,FRA,${times},320,EUR,`,
  ]);
  expect(refused.toSorted()).toEqual(
    [
      '2 currency',
      '3 airline',
      '4 number',
      '5 destination',
      '6 destination',
      '7 arrives_at',
      '8 departs_at',
      '9 aircraft',
      '10 currency',
      '11 code',
    ].toSorted(),
  );
  await expect(
    prisma.listing.findMany({ where: { kind: 'flight' }, include: { flight: true } }),
  ).resolves.toMatchObject([
    { currency: 'EUR', isActive: false, flight: { departsAt: new Date(`${later}T10:00:00Z`) } },
  ]);
});

test('cabins and seats that cannot be are refused; those that are there get prices and state', async () => {
  const code = `TP1-${later}`;
  const cabins =
    'flight_code,class,seating,capacity,price,min_price,max_price,overbooking_percent,overbooking_cap,seats_left_rules,is_active';
  expect(
    await faults('cabins.csv', cabins, [
      `${code},economy,open,120,85,50,90,5,3,5:1.5,no`,
      `${code},business,open,10,200,,,,,,`,
      `${code},first,assigned,10,200,,,,,,`,
      `${code},steerage,open,10,200,,,,,,`,
      `TP2-${later},economy,open,10,200,,,,,,`,
      `${code},premium_economy,open,10,200,90,80,,,,`,
      `${code},first,open,10,200,,,,,x,`,
    ]),
  ).toEqual(['3 seating', '4 capacity', '5 class', '6 flight_code', '7 min_price', '8 seats_left_rules']);
  await expect(
    prisma.sku.findMany({ where: { kind: 'cabin', cabin: { class: 'economy' } } }),
  ).resolves.toMatchObject([
    {
      basePriceMinor: 8_500,
      minPriceMinor: 5_000,
      maxPriceMinor: 9_000,
      overbookingPercent: 5,
      overbookingCap: 3,
      isActive: false,
    },
  ]);
  const limits = [`${code},business,assigned,,200,100,,,,,`];
  expect(await faults('cabins.csv', cabins, limits)).toEqual([]);
  expect(
    await faults('seats.csv', 'flight_code,cabin,seat,position,price,is_available,is_active', [
      `${code},business,1A,window,220,no,`,
      `${code},business,1C,aisle,200,,`,
      `${code},economy,2A,window,200,,`,
      `${code},business,A1,window,200,,`,
      `${code},business,2A,roof,200,,`,
      `${code},business,2C,aisle,free,,`,
      `${code},business,1C,aisle,200,,`,
    ]),
  ).toEqual(['4 cabin', '5 seat', '6 position', '7 price', '8']);
  const seats = await prisma.$queryRaw`
    SELECT t.label, s.base_price_minor AS price, s.min_price_minor AS least, i.total::integer AS total
    FROM seat t JOIN sku s USING (listing_id, sku_id) JOIN inventory i USING (listing_id, sku_id) ORDER BY 1`;
  expect(seats).toEqual([
    { label: '1A', price: 22_000, least: 10_000, total: 0 },
    { label: '1C', price: 20_000, least: 10_000, total: 1 },
  ]);
});

test('a picture names its file or its address, and what it shows', async () => {
  const told: string[] = [];
  write({
    'pictures.csv':
      'hotel_code,room_type_code,file,url,caption\nH,,pool.jpg,,Pool\nH,DBL,,https://example.com/bed.jpg,Bed\n' +
      'H,,,,Nothing\nH,,../secret,,Out\nH,,,ftp://example.com/x,Old\nX,,a.jpg,,Lost\nH,SGL,a.jpg,,Lost\n',
  });
  const pictures = (
    scope: { roomTypeId?: number | undefined },
    wanted: readonly { caption: string | null }[],
  ) => {
    told.push(
      ...wanted.map(
        ({ caption }) => `${caption} of ${scope.roomTypeId === undefined ? 'hotel' : 'room type'}`,
      ),
    );
    return Promise.resolve(wanted.length);
  };
  const { problems, counts } = await importCatalogue(prisma, { folder, horizonDays, pictures });
  expect(told).toEqual(['Pool of hotel', 'Bed of room type']);
  expect(counts).toMatchObject({ pictures: 2 });
  expect(problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
    '4 file',
    '5 file',
    '6 url',
    '7 hotel_code',
    '8 room_type_code',
  ]);
});

test('a dry run of every file says what loading them would, and leaves everything as it was', async () => {
  const files = {
    ...base,
    'pricing_rules.csv': `${ruleHeader}\nH,,Tried,,,,1.5,,\n`,
    'outages.csv': `hotel_code,room_number,start_date,end_date,reason\nH,103,${first},${later},Tried\n`,
  };
  const before = await readCatalogue(prisma);
  write(files);
  const tried = await tryCatalogue(prisma, () => {}, { folder, horizonDays });
  expect(await readCatalogue(prisma)).toEqual(before);
  const loaded = await importCatalogue(prisma, { folder, horizonDays });
  expect(tried).toEqual(loaded);
  expect(await readCatalogue(prisma)).not.toEqual(before);
});

test('a hotel has a cap of overbooking; an empty cell leaves it, and new room types begin with it', async () => {
  const hotelHeader = 'code,name,city,country,timezone,currency,overbooking_cap';
  const typeHeader = 'hotel_code,code,name,max_guests,base_price,rooms';
  const hotel = (cap: string) =>
    faults('hotels.csv', hotelHeader, [`I,Inn,Faro,PT,Europe/Lisbon,EUR,${cap}`]);
  const type = () => faults('room_types.csv', typeHeader, ['I,CAP,Capped,2,90,1']);
  const caps = async () => [
    (await prisma.hotel.findFirstOrThrow({ where: { listing: { code: 'I' } } })).overbookingCap,
    (await prisma.sku.findFirst({ where: { roomType: { code: 'CAP' } } }))?.overbookingCap,
  ];
  expect([await hotel('4'), await hotel('')]).toEqual([[], []]);
  expect(await type()).toEqual([]);
  expect(await caps()).toEqual([4, 4]);
  expect([await hotel('10000'), await type(), await hotel('10001')]).toEqual([[], [], ['2 overbooking_cap']]);
  expect(await caps()).toEqual([10_000, 4]);
});

test('a room that a guest has keeps its type, and is not removed, whatever its line says; other lines hold', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [2, 1] });
  const { listingId } = hotel;
  const { code } = await prisma.listing.findUniqueOrThrow({ where: { listingId } });
  expect(await checkIn(prisma, await payFor(prisma, hotel))).toMatchObject({ rooms: ['1-1'] });
  const header = 'hotel_code,room_type_code,number,floor';
  const lines = ['T1,1-3,1', 'T2,1-1,1', 'T2,1-2,1', 'T2,2-1,2'].map((line) => `${code},${line}`);
  expect(await faults('rooms.csv', header, lines)).toEqual(['3 room_type_code']);
  const rooms = await prisma.room.findMany({ where: { listingId }, orderBy: { number: 'asc' } });
  const [one, two] = hotel.skuIds;
  expect(rooms.map(({ number, skuId }) => [number, skuId])).toEqual([
    ['1-1', one],
    ['1-2', two],
    ['1-3', one],
    ['2-1', two],
  ]);
});
