import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import type { Database } from '../../database/database-client.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { addDays, nightIn } from '../../stays/night.js';
import { importCatalogue } from './import-catalogue.js';
import type { ImportDatabase } from './import-database.js';
import { asRun, summaryOf } from './import-trail.js';

const horizonDays = 6;
const tomorrow = addDays(nightIn('UTC', new Date()), 1);
const flightCode = `TP1-${addDays(tomorrow, 2)}`;

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-trail-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

interface Entry {
  readonly action: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly listingId: number;
  readonly changes: unknown;
}

function run(files: Readonly<Record<string, string>>, db: ImportDatabase = prisma) {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const actor = asRun({ name: 'ada', via: 'command_line' });
  const done = importCatalogue(db, { folder, horizonDays, actor, flightLimit: 12 });
  return { done, entries: () => entriesOf(actor.requestId ?? '') };
}

/** Loads files, and returns the entries of that run in their order. */
async function load(files: Readonly<Record<string, string>>): Promise<Entry[]> {
  const { done, entries } = run(files);
  expect((await done).problems).toEqual([]);
  return entries();
}

async function entriesOf(requestId: string): Promise<Entry[]> {
  return prisma.auditEntry.findMany({
    where: { requestId, actor: 'ada', via: 'command_line' },
    orderBy: [{ occurredAt: 'asc' }, { entryId: 'asc' }],
    select: { action: true, kind: true, subjectId: true, listingId: true, changes: true },
  });
}

/** Without the beginning and the end of the run. */
function inner(entries: readonly Entry[]): Entry[] {
  expect([entries.at(0), entries.at(-1)]).toMatchObject([
    { action: 'imported', kind: 'catalogue', subjectId: 'import', changes: { state: { to: 'begun' } } },
    { action: 'imported', kind: 'catalogue', subjectId: 'import', changes: { state: { to: 'ended' } } },
  ]);
  return entries.slice(1, -1);
}

const hotelHeader = 'code,name,city,country,timezone,currency,description,occupancy_rules,is_active';
const hotel = (name: string, rest = ',,'): string => `${hotelHeader}\nH,${name},Faro,PT,UTC,EUR,${rest}\n`;
const types = (price: string, rooms: string): string =>
  `hotel_code,code,name,max_guests,base_price,rooms\nH,DBL,Double,2,${price},${rooms}\n`;
const range = `${tomorrow},${addDays(tomorrow, 2)}`;

/** Everything a file can have, and what of it another file changes. */
const steps: [string, string, string, Partial<Entry>[], Partial<Entry>[]][] = [
  [
    'hotels.csv',
    hotel('Inn', 'Old,50:1.1,'),
    hotel('Inn', ',none,no'),
    [{ action: 'created', kind: 'hotel', changes: { name: { to: 'Inn' }, description: { to: 'Old' } } }],
    [
      {
        action: 'retired',
        kind: 'hotel',
        changes: {
          isActive: { from: true, to: false },
          occupancyRules: { from: '50:1.1000', to: null },
        },
      },
    ],
  ],
  [
    'cancellation_policies.csv',
    'hotel_code,code,name,steps,no_show_fee,default\nH,late,Late,100%,,yes\n',
    'hotel_code,code,name,steps,no_show_fee,default\nH,late,Later,100%,,yes\n',
    [{ action: 'created', kind: 'cancellation_policy', subjectId: 'late' }],
    [{ action: 'changed', subjectId: 'late', changes: { name: { from: 'Late', to: 'Later' } } }],
  ],
  [
    'room_types.csv',
    types('90', '2'),
    types('95', '1'),
    [
      { action: 'set', kind: 'room', subjectId: 'rooms', changes: { added: { to: ['101', '102'] } } },
      { action: 'created', kind: 'room_type', changes: expect.objectContaining({ rooms: { to: 2 } }) },
    ],
    [
      { action: 'set', kind: 'room', changes: { removed: { from: ['102'] } } },
      {
        action: 'changed',
        kind: 'room_type',
        changes: {
          rooms: { from: 2, to: 1 },
          basePrice: { from: { amount: 9_000, currency: 'EUR' }, to: { amount: 9_500, currency: 'EUR' } },
        },
      },
    ],
  ],
  [
    'rooms.csv',
    'hotel_code,room_type_code,number,floor\nH,DBL,101,1\nH,DBL,7,0\n',
    'hotel_code,room_type_code,number,floor\nH,DBL,101,2\n',
    [{ action: 'set', kind: 'room', subjectId: 'rooms', changes: { added: { to: ['7'] } } }],
    [
      {
        action: 'set',
        changes: {
          removed: { from: ['7'] },
          'room 101': {
            from: expect.objectContaining({ floor: 1 }),
            to: expect.objectContaining({ floor: 2 }),
          },
        },
      },
    ],
  ],
  [
    'outages.csv',
    `hotel_code,room_number,start_date,end_date,reason\nH,101,${range},Paint\n`,
    `hotel_code,room_number,start_date,end_date,reason\nH,101,${range},Mould\n`,
    [{ action: 'created', kind: 'room_outage', changes: expect.objectContaining({ number: { to: '101' } }) }],
    [{ action: 'changed', kind: 'room_outage', changes: { reason: { from: 'Paint', to: 'Mould' } } }],
  ],
  [
    'inventory.csv',
    `hotel_code,room_type_code,start_date,end_date,added\nH,DBL,${range},2\n`,
    `hotel_code,room_type_code,start_date,end_date,added\nH,DBL,${range},3\n`,
    [
      {
        action: 'set',
        kind: 'inventory',
        changes: { ranges: { to: [expect.objectContaining({ added: 2 })] } },
      },
    ],
    [
      {
        action: 'set',
        kind: 'inventory',
        changes: { ranges: { to: [expect.objectContaining({ added: 3 })] } },
      },
    ],
  ],
  [
    'rates.csv',
    `hotel_code,start_date,end_date,multiplier,cancellation_policy\nH,${range},1.5,late\n`,
    `hotel_code,start_date,end_date,multiplier,cancellation_policy\nH,${range},2,late\n`,
    [
      { action: 'set', kind: 'rate', changes: expect.objectContaining({ nightsChanged: { to: 2 } }) },
      { action: 'set', kind: 'cancellation_policy', subjectId: 'nights' },
    ],
    [{ action: 'set', kind: 'rate', changes: { ranges: expect.anything(), nightsChanged: { to: 2 } } }],
  ],
  [
    'pricing_rules.csv',
    'hotel_code,name,factor\nH,Weekend,1.2\nH,Summer,1.3\n',
    'hotel_code,name,factor\nH,Weekend,1.2\n',
    [
      {
        action: 'created',
        kind: 'pricing_rule',
        changes: expect.objectContaining({ name: { to: 'Weekend' } }),
      },
      {
        action: 'created',
        kind: 'pricing_rule',
        changes: expect.objectContaining({ name: { to: 'Summer' } }),
      },
    ],
    [
      {
        action: 'removed',
        kind: 'pricing_rule',
        changes: expect.objectContaining({ name: { from: 'Summer' } }),
      },
    ],
  ],
  [
    'airports.csv',
    'iata,name,city,country,latitude,longitude,timezone\nLIS,L,L,PT,38,-9,UTC\nFRA,F,F,DE,50,8,UTC\n',
    'iata,name,city,country,latitude,longitude,timezone\nLIS,Portela,L,PT,38,-9,UTC\n',
    [{ action: 'set', kind: 'catalogue', subjectId: 'airports', changes: { added: { to: ['FRA', 'LIS'] } } }],
    [{ action: 'set', changes: { 'airport LIS': expect.objectContaining({ from: expect.anything() }) } }],
  ],
  [
    'airlines.csv',
    'iata,name,country\nTP,TAP,PT\n',
    'iata,name,country\nTP,TAP Air,PT\n',
    [{ action: 'set', kind: 'catalogue', subjectId: 'airlines' }],
    [{ action: 'set', kind: 'catalogue', subjectId: 'airlines' }],
  ],
  [
    'equipment.csv',
    'iata,name,seats\n320,A320,180\n',
    'iata,name,seats\n320,A320,171\n',
    [{ action: 'created', kind: 'aircraft', subjectId: '320' }],
    [{ action: 'changed', kind: 'aircraft', changes: { seats: { from: 180, to: 171 } } }],
  ],
  [
    'seat_maps.csv',
    'code,aircraft,name,class,seating,capacity\nM,320,Map,economy,open,100\n',
    'code,aircraft,name,class,seating,capacity\nM,320,Map,economy,open,90\n',
    [{ action: 'created', kind: 'seat_map', subjectId: 'M' }],
    [{ action: 'changed', kind: 'seat_map', changes: { cabins: expect.anything() } }],
  ],
  [
    'flights.csv',
    flight('09:30'),
    flight('10:30'),
    [{ action: 'created', kind: 'flight', changes: expect.objectContaining({ code: { to: flightCode } }) }],
    [{ action: 'changed', kind: 'flight', changes: { departsAt: expect.anything() } }],
  ],
  [
    'cabins.csv',
    `flight_code,class,seating,price\n${flightCode},economy,assigned,80\n`,
    `flight_code,class,seating,price\n${flightCode},economy,assigned,85\n`,
    [{ action: 'created', kind: 'cabin', subjectId: 'economy' }],
    [{ action: 'changed', kind: 'cabin', changes: { priceMinor: { from: 8_000, to: 8_500 } } }],
  ],
  [
    'seats.csv',
    `flight_code,cabin,seat,position,price\n${flightCode},economy,1A,window,80\n${flightCode},economy,1B,aisle,80\n`,
    `flight_code,cabin,seat,position,price,is_available\n${flightCode},economy,1A,window,80,no\n`,
    [{ action: 'set', kind: 'seat', subjectId: 'seats', changes: { added: { to: ['1A', '1B'] } } }],
    [{ action: 'set', kind: 'seat', changes: { 'seat 1A': expect.anything() } }],
  ],
  [
    'flight_policies.csv',
    `flight_code,code,name,steps\n${flightCode},flex,Flex,100%\n`,
    `flight_code,code,name,steps\n${flightCode},flex,Flexible,100%\n`,
    [{ action: 'created', kind: 'cancellation_policy', subjectId: 'flex' }],
    [{ action: 'changed', kind: 'cancellation_policy', subjectId: 'flex' }],
  ],
];

function flight(time: string): string {
  const day = addDays(tomorrow, 2);
  return (
    'airline,number,origin,destination,departs_at,arrives_at,aircraft,currency\n' +
    `TP,1,LIS,FRA,${day}T${time}:00Z,${day}T12:00:00Z,320,EUR\n`
  );
}

test.each(steps)(
  'what %s makes and changes has its entries, and the same again has none',
  async (file, first, second, made, changed) => {
    const sorted = (entries: readonly Entry[]): Entry[] =>
      entries.toSorted((one, other) => one.kind.localeCompare(other.kind));
    expect(sorted(inner(await load({ [file]: first })))).toMatchObject(sorted(made as Entry[]));
    expect(inner(await load({ [file]: first }))).toEqual([]);
    expect(sorted(inner(await load({ [file]: second })))).toMatchObject(sorted(changed as Entry[]));
  },
);

test('flights that are made of routes have an entry each, and so has one whose time changes', async () => {
  const routes = 'airline,origin,destination,equipment\nTP,LIS,FRA,320\n';
  const made = inner(await load({ 'routes.csv': routes }));
  expect(made.length).toBeGreaterThan(10);
  expect(new Set(made.map(({ action, kind }) => `${action} ${kind}`))).toEqual(new Set(['created flight']));
  await prisma.$executeRaw`
    UPDATE flight SET departs_at = departs_at - interval '1 minute' WHERE listing_id = ${made[0]?.listingId}`;
  expect(inner(await load({ 'routes.csv': routes }))).toMatchObject([
    { action: 'changed', kind: 'flight', listingId: made[0]?.listingId },
  ]);
});

test('the entries of a transaction that fails are gone with it, and the run says that it failed', async () => {
  const { done, entries } = run(
    { 'hotels.csv': hotel('Other'), 'room_types.csv': types('1', '3') },
    failing(),
  );
  await expect(done).rejects.toThrow('the machine goes down');
  expect(await entries()).toMatchObject([
    { changes: { state: { to: 'begun' }, files: { to: ['hotels.csv', 'room_types.csv'] } } },
    { action: 'changed', kind: 'hotel', changes: { name: { from: 'Inn', to: 'Other' } } },
    { action: 'imported', changes: { state: { to: 'failed' }, hotels: { to: 1 } } },
  ]);
  expect(await prisma.sku.findFirst({ where: { kind: 'room_type' } })).toMatchObject({
    basePriceMinor: 9_500,
  });
});

/** The database; the second transaction fails when all of it is done. */
function failing(): ImportDatabase {
  let transactions = 0;
  const $transaction = (work: (tx: Database) => Promise<unknown>): Promise<unknown> =>
    prisma.$transaction(async (tx) => {
      const result = await work(tx);
      transactions += 1;
      if (transactions === 2) throw new Error('the machine goes down');
      return result;
    });
  return new Proxy<ImportDatabase>(prisma, {
    get: (target, name): unknown => (name === '$transaction' ? $transaction : Reflect.get(target, name)),
  });
}

test('without somebody who is named there are no entries', async () => {
  const before = await prisma.auditEntry.count();
  writeFileSync(path.join(folder, 'hotels.csv'), hotel('Unnamed'));
  await importCatalogue(prisma, { folder, horizonDays });
  expect(await prisma.auditEntry.count()).toBe(before);
  expect(await prisma.hotel.count({ where: { name: 'Unnamed' } })).toBe(1);
});

test('of many that have changed an entry has the names alone', () => {
  const states = (floor: number) =>
    new Map(Array.from({ length: 101 }, (_, index) => [String(index), { floor }]));
  const { before, after } = summaryOf({ kind: 'room', noun: 'room', listingId: 1 }, states(1), states(2));
  expect([before, after]).toEqual([{}, { changed: [...states(1).keys()] }]);
});
