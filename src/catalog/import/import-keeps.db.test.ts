import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { readCatalogue } from '../../../test/support/read-catalogue.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { addDays, nightIn } from '../../stays/night.js';
import { importCatalogue } from './import-catalogue.js';

const horizonDays = 6;
const today = nightIn('Europe/Lisbon', new Date());
const flightCode = `TP1-${addDays(today, 3)}`;

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await load({
    'airports.csv':
      'iata,name,city,country,latitude,longitude,timezone\nLIS,Portela,Lisbon,PT,38,-9,Europe/Lisbon\nFRA,Main,Frankfurt,DE,50,8,Europe/Berlin\n',
    'airlines.csv': 'iata,name,country\nTP,TAP,Portugal\n',
    'equipment.csv': 'iata,name,seats\n320,Airbus A320,171\nXYZ,Of one kind,9\n',
  });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function load(files: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-keeps-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    const { problems } = await importCatalogue(prisma, { folder, horizonDays });
    expect(problems).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Cells = Readonly<Record<string, string>>;

/** One line with these columns. */
function csv(cells: Cells): string {
  return `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`;
}

const needed: Record<string, Cells> = {
  'hotels.csv': {
    code: 'H',
    name: 'Hotel',
    city: 'Faro',
    country: 'PT',
    timezone: 'Europe/Lisbon',
    currency: 'EUR',
  },
  'cancellation_policies.csv': { hotel_code: 'H', code: 'late', name: 'Late', steps: '100%' },
  'room_types.csv': {
    hotel_code: 'H',
    code: 'DBL',
    name: 'Double',
    max_guests: '2',
    base_price: '90',
    rooms: '',
  },
  'rooms.csv': { hotel_code: 'H', room_type_code: 'DBL', number: '101', floor: '1' },
  'flights.csv': {
    airline: 'TP',
    number: '1',
    origin: 'LIS',
    destination: 'FRA',
    departs_at: `${addDays(today, 3)}T09:30:00Z`,
    arrives_at: `${addDays(today, 3)}T12:00:00Z`,
    aircraft: '320',
    currency: 'EUR',
  },
  'cabins.csv': { flight_code: flightCode, class: 'business', seating: 'assigned', price: '200' },
  'seats.csv': { flight_code: flightCode, cabin: 'business', seat: '1A', position: 'window', price: '210' },
};

const said: Record<string, Cells> = {
  'hotels.csv': {
    description: 'By the sea',
    address: 'Quay 1',
    check_in: '16:30',
    check_out: '10:15',
    overbooking_percent: '3',
    overbooking_cap: '4',
    held_weight_percent: '70',
    occupancy_rules: '50:1.2',
    is_active: 'no',
    free_cancellation_hours: '12',
    cancellation_fee_nights: '2',
  },
  'cancellation_policies.csv': { no_show_fee: '30%' },
  'room_types.csv': {
    description: 'A double bed',
    min_price: '50',
    max_price: '120',
    overbooking_percent: '7',
    overbooking_cap: '1',
    occupancy_rules: '80:1.5',
    is_active: 'no',
  },
  'rooms.csv': { name: 'Corner', is_available: 'no' },
  'flights.csv': { held_weight_percent: '20', is_active: 'no' },
  'cabins.csv': { min_price: '150', max_price: '900', seats_left_rules: '3:1.4', is_active: 'no' },
  'seats.csv': { is_available: 'no', is_active: 'no' },
};

const allOf = (file: string): string => csv({ ...needed[file], ...said[file] });
const columns = Object.entries(said).flatMap(([file, cells]) =>
  Object.keys(cells).map((column) => [file, column] as const),
);

describe('what a file does not say stays', () => {
  let before: unknown;
  beforeAll(async () => {
    await load(Object.fromEntries(Object.keys(needed).map((file) => [file, allOf(file)])));
    before = await readCatalogue(prisma);
  });

  test('when all its columns but those it needs are missing', async () => {
    await load(Object.fromEntries(Object.entries(needed).map(([file, cells]) => [file, csv(cells)])));
    expect(await readCatalogue(prisma)).toEqual(before);
  });

  test.each(columns)('when in %s the column %s is empty', async (file, column) => {
    await load({ [file]: csv({ ...needed[file], ...said[file], [column]: '' }) });
    expect(await readCatalogue(prisma)).toEqual(before);
  });
});

test('of what is new each column that is empty has its default', async () => {
  await load({
    'hotels.csv': csv({ ...needed['hotels.csv'], code: 'NEW' }),
    'room_types.csv': csv({ ...needed['room_types.csv'], hotel_code: 'NEW' }),
    'rooms.csv': csv({ ...needed['rooms.csv'], hotel_code: 'NEW' }),
  });
  const made = await prisma.listing.findUniqueOrThrow({
    where: { code: 'NEW' },
    include: { hotel: { include: { roomTypes: { include: { sku: true, rooms: true } } } } },
  });
  expect(made).toMatchObject({
    heldWeightPercent: 50,
    isActive: true,
    hotel: {
      description: '',
      address: '',
      checkInTime: '15:00',
      checkOutTime: '11:00',
      overbookingPercent: 10,
      overbookingCap: 10_000,
      roomTypes: [
        {
          description: '',
          sku: { overbookingPercent: 10, overbookingCap: 10_000, isActive: true, minPriceMinor: null },
          rooms: [{ number: '101', name: '', isAvailable: true }],
        },
      ],
    },
  });
});

test('a cabin with open seating keeps what is sold beyond it', async () => {
  const cells = { ...needed['cabins.csv'], class: 'economy', seating: 'open', capacity: '100' };
  await load({ 'cabins.csv': csv({ ...cells, overbooking_percent: '4', overbooking_cap: '2' }) });
  const before = await readCatalogue(prisma);
  for (const column of ['overbooking_percent', 'overbooking_cap']) {
    const other = { overbooking_percent: '4', overbooking_cap: '2', [column]: '' };
    await load({ 'cabins.csv': csv({ ...cells, ...other }) });
    expect(await readCatalogue(prisma)).toEqual(before);
  }
});

test('a policy that somebody renamed keeps its name and its fee for who does not come', async () => {
  const { listingId } = await prisma.listing.findUniqueOrThrow({ where: { code: 'H' } });
  await prisma.$queryRaw`
    SELECT cancellation_policy_set(${listingId}::integer, 'standard', 'House rules',
      '[{"until": {"hours": 12}, "fee": {"percent": 0}}, {"fee": {"nights": 2}}]', '{"percent": 90}', interval '0')`;
  await load({ 'hotels.csv': csv({ ...needed['hotels.csv'], free_cancellation_hours: '6' }) });
  const [{ policy } = { policy: {} }] = await prisma.$queryRaw<{ policy: object }[]>`
    SELECT cancellation_policy_at(${listingId}::integer, 'standard', 'infinity') AS policy`;
  expect(policy).toMatchObject({
    name: 'House rules',
    steps: [{ until: { hours: 6 } }, { fee: { nights: 2 } }],
    noShowFee: { percent: 90 },
  });
  const late = { ...needed['cancellation_policies.csv'], no_show_fee: 'none' };
  await load({ 'cancellation_policies.csv': csv(late) });
  const newest = await prisma.cancellationPolicy.findFirstOrThrow({
    where: { listingId, code: 'late' },
    orderBy: { version: 'desc' },
  });
  expect(newest.noShowFee).toBeNull();
});

test('airports, airlines and aircraft keep what a file leaves empty', async () => {
  const read = async () => [
    await prisma.airport.findMany({ orderBy: { iata: 'asc' } }),
    await prisma.airline.findMany(),
    await prisma.aircraft.findMany({ orderBy: { code: 'asc' } }),
  ];
  const before = await read();
  await load({
    'airports.csv':
      'iata,name,city,country,latitude,longitude,timezone\nLIS,Portela,,PT,38,-9,Europe/Lisbon\n',
    'airlines.csv': 'iata,name\nTP,TAP\n',
    // One that nobody knows the seats of, and one that usually has others.
    'equipment.csv': 'iata,name,seats\n320,Airbus A320,\nXYZ,Of one kind,\n',
  });
  expect(await read()).toEqual(before);
  await load({
    'equipment.csv': 'iata,name\n320,Airbus A320\n',
    'aircraft-seats.csv': 'model,seats\nA320-214,182\n',
  });
  expect(await prisma.aircraft.findUnique({ where: { code: '320' } })).toMatchObject({ seats: 182 });
});

test('the nights of a room type follow its overbooking, but for those that were given their own', async () => {
  const type = (cells: Cells): string =>
    csv({ ...needed['room_types.csv'], code: 'OVER', rooms: '4', ...cells });
  const read = () => prisma.roomType.findFirstOrThrow({ where: { code: 'OVER' }, include: { sku: true } });
  const boundsOf = (of: { overbookingPercent: number; overbookingCap: number }): number[] => [
    of.overbookingPercent,
    of.overbookingCap,
  ];
  const standard = async () => boundsOf((await read()).sku);
  const nights = async () => {
    const { listingId, skuId } = await read();
    const rows = await prisma.inventory.findMany({ where: { listingId, skuId }, orderBy: { date: 'asc' } });
    return rows.map(boundsOf);
  };
  await load({ 'room_types.csv': type({ overbooking_percent: '20', overbooking_cap: '3' }) });
  const own = `H,OVER,${addDays(today, 2)},${addDays(today, 3)},0,0,3\n`;
  await load({
    'inventory.csv': `hotel_code,room_type_code,start_date,end_date,added,overbooking_percent,overbooking_cap\n${own}`,
  });
  const others = horizonDays - 3;
  expect(await nights()).toEqual([
    [20, 3],
    [20, 3],
    [0, 3],
    ...Array.from({ length: others }, () => [20, 3]),
  ]);

  // What the line does not say stays, of the room type and of its nights.
  await load({ 'room_types.csv': type({}) });
  expect([await standard(), (await nights())[0]]).toEqual([
    [20, 3],
    [20, 3],
  ]);

  await load({ 'room_types.csv': type({ overbooking_percent: '50', overbooking_cap: '1' }) });
  expect(await standard()).toEqual([50, 1]);
  expect(await nights()).toEqual([
    [50, 1],
    [50, 1],
    [0, 1],
    ...Array.from({ length: others }, () => [50, 1]),
  ]);
});
