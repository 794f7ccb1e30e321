import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotelWithRooms, type TestHotel } from '../../test/support/hotel.js';
import { decide, holdTaker, ledgerDifferences, wish } from '../../test/support/ledger.js';
import { openMissingNights } from '../../test/support/open-nights.js';
import { commandLineActor, jobActor } from '../audit/actor.js';
import { AppConfig } from '../config/app-config.js';
import type { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { addDays, countNights, listNights, nightIn, type Night } from '../stays/night.js';
import { HorizonMetrics } from './horizon-metrics.js';
import { HorizonService } from './horizon.service.js';
import { rollForward } from './horizon.queries.js';

const horizonDays = 40;
/** One more than can be booked. */
const nightsAhead = horizonDays + 1;
const keptDays = 90;
/** Nights come and go in runs of four weeks. */
const runNights = 28;
const actor = commandLineActor();
const today = nightIn('UTC', new Date());

/** The first night of the run that this night is in: 1 January 1900 begins one for hotel 28. */
function runStart({ listingId }: TestHotel, night: Night): Night {
  return addDays(night, -((countNights('1900-01-01', night) + listingId) % runNights));
}

/** The night after the last one that is open, when the hotel was rolled on `day`. */
function openUntil(hotel: TestHotel, day: Night = today): Night {
  return runStart(hotel, addDays(day, nightsAhead + runNights - 1));
}

/** How many nights that are. */
function openNights(hotel: TestHotel, day: Night = today): number {
  return countNights(day, openUntil(hotel, day));
}

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

function horizon(metrics = new MetricsService()): HorizonService {
  const config = new AppConfig().with({ bookingHorizonDays: horizonDays, inventoryKeptDays: keptDays });
  return new HorizonService(prisma, config, new HorizonMetrics(prisma, metrics, config));
}

/** The nights of a hotel's room type: date by total. */
async function nightsOf({ listingId, skuIds }: TestHotel, roomType = 0): Promise<Map<Night, number>> {
  const rows = await prisma.inventory.findMany({
    where: { listingId, skuId: skuIds[roomType] ?? 0 },
    orderBy: { date: 'asc' },
  });
  return new Map(rows.map((row) => [row.date.toISOString().slice(0, 10), row.total]));
}

async function lastNightOf(hotel: TestHotel): Promise<Night | undefined> {
  return [...(await nightsOf(hotel)).keys()].at(-1);
}

function setTotal(hotel: TestHotel, from: Night, to: Night, total: number): Promise<unknown> {
  return prisma.$queryRaw`
    SELECT ledger_set_total(
      ${hotel.listingId}::integer, ${hotel.skuIds[0] ?? 0}::integer, ${from}::date, ${to}::date, ${total}::integer
    )`;
}

/** As the job would have rolled at that instant. */
async function rollAt(instant: string): Promise<{ opened: number; retired: number }> {
  const [row] = await prisma.$queryRaw<{ opened: number; retired: number }[]>`
    SELECT r.opened, r.retired FROM horizon_roll_forward(
      0, ${nightsAhead}::integer, ${keptDays}::integer, 1000000, ${instant}::text::timestamptz
    ) r`;
  return row ?? { opened: 0, retired: 0 };
}

test('every room type gets each night up to the horizon: as many units as rooms in service, with its overbooking', async () => {
  const hotel = await createHotelWithRooms(prisma, { rooms: [3, 5] });
  await prisma.$executeRaw`UPDATE room SET is_available = false WHERE number = '2-1'`;
  await prisma.$executeRaw`UPDATE sku SET overbooking_percent = 25 WHERE sku_id = ${hotel.skuIds[1]}`;
  expect(await horizon().rollForward(actor)).toEqual({
    hotels: 1,
    nightsOpened: 2 * openNights(hotel),
    nightsRetired: 0,
    hotelsLeft: 0,
  });
  expect([...(await nightsOf(hotel)).keys()]).toEqual(listNights(today, openUntil(hotel)));
  expect(openNights(hotel)).toBeGreaterThanOrEqual(nightsAhead);
  expect(openNights(hotel)).toBeLessThan(nightsAhead + runNights);
  const kinds = await prisma.inventory.groupBy({
    by: ['skuId', 'total', 'overbookingPercent'],
    _count: true,
  });
  expect(kinds.toSorted((a, b) => a.skuId - b.skuId)).toEqual([
    { skuId: hotel.skuIds[0], total: 3, overbookingPercent: 10, _count: openNights(hotel) },
    { skuId: hotel.skuIds[1], total: 4, overbookingPercent: 25, _count: openNights(hotel) },
  ]);
});

test('a run that did something leaves one entry of who ran it, and one that did nothing none', async () => {
  const hotels = [await createHotelWithRooms(prisma, { rooms: [3, 5] }), await createHotelWithRooms(prisma)];
  const nightsOpened = 2 * openNights(hotels[0] as TestHotel) + openNights(hotels[1] as TestHotel);
  for (let run = 0; run < 2; run += 1) await horizon().rollForward(jobActor('roll-horizon-forward'));
  expect(await prisma.auditEntry.findMany()).toEqual([
    expect.objectContaining({
      actor: 'roll-horizon-forward',
      via: 'job',
      action: 'set',
      kind: 'inventory',
      subjectId: 'horizon',
      changes: { hotels: { to: 2 }, nightsOpened: { to: nightsOpened }, nightsRetired: { to: 0 } },
    }),
  ]);
});

test('a run that fails half way leaves an entry of the half', async () => {
  const [, second] = [await createHotelWithRooms(prisma), await createHotelWithRooms(prisma)];
  const failing = horizon().rollForward(actor, {
    onProgress: () => {
      throw new Error('stopped');
    },
  });
  await expect(failing).rejects.toThrow('stopped');
  expect(await prisma.inventory.count({ where: { listingId: second.listingId } })).toBeGreaterThan(0);
  expect(await prisma.auditEntry.findMany()).toMatchObject([{ actor: actor.name, subjectId: 'horizon' }]);
});

test('a night that is there stays as it was set, and one far ahead leaves no gap before it', async () => {
  const hotel = await createHotelWithRooms(prisma);
  await setTotal(hotel, addDays(today, 1), addDays(today, 3), 9);
  await setTotal(hotel, addDays(openUntil(hotel), 5), addDays(openUntil(hotel), 6), 7);
  await horizon().rollForward(actor);
  const nights = await nightsOf(hotel);
  expect([...nights.values()].slice(0, 4)).toEqual([2, 9, 9, 2]);
  expect([...nights.keys()].slice(0, -1)).toEqual(listNights(today, openUntil(hotel)));
  await prisma.$executeRaw`UPDATE hotel_horizon SET nights_until = nights_until - 28`;
  await prisma.$executeRaw`DELETE FROM inventory WHERE date = ${addDays(openUntil(hotel), -3)}::date`;
  expect(await horizon().rollForward(actor)).toMatchObject({ nightsOpened: 1 });
});

test('a second run finds nothing to do, and two at once open each night once', async () => {
  let nights = 0;
  for (let index = 0; index < 30; index += 1) {
    nights += 3 * openNights(await createHotelWithRooms(prisma, { rooms: [1, 2, 3] }));
  }
  const [first, second] = await Promise.all([horizon().rollForward(actor), horizon().rollForward(actor)]);
  expect(first.nightsOpened + second.nightsOpened).toBe(nights);
  expect([first.hotelsLeft, second.hotelsLeft]).toEqual([0, 0]);
  expect(await prisma.inventory.count()).toBe(nights);
  expect(await horizon().rollForward(actor)).toEqual({
    hotels: 0,
    nightsOpened: 0,
    nightsRetired: 0,
    hotelsLeft: 0,
  });
});

test('a run killed in the middle leaves whole hotels, and the next one does the rest', async () => {
  const hotels: TestHotel[] = [];
  for (let index = 0; index < 6; index += 1) hotels.push(await createHotelWithRooms(prisma));
  const nights = hotels.map((hotel) => openNights(hotel));
  const step = { nightsAhead, nightsKept: keptDays, maxRows: 1 };
  const done = await rollForward(prisma, { ...step, afterListingId: 0 });
  expect(done).toMatchObject({ hotels: 1, opened: nights[0], lastListingId: hotels[0]?.listingId });
  const victim = await prisma.pool.connect();
  const died = new Promise((resolve) => victim.on('error', resolve));
  await victim.query('BEGIN');
  await victim.query('SELECT * FROM horizon_roll_forward($1, $2, $3, $4)', [
    hotels[0]?.listingId,
    nightsAhead,
    keptDays,
    200,
  ]);
  const { rows } = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await prisma.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await died;
  victim.release(true);
  expect(await prisma.inventory.count()).toBe(nights[0]);
  await horizon().rollForward(actor);
  expect(await prisma.inventory.count()).toBe(nights.reduce((sum, count) => sum + count, 0));
});

test('nights missed while nothing ran are opened at once, after weeks or after months', async () => {
  const hotel = await createHotelWithRooms(prisma);
  const opened = await rollAt('2027-01-01T12:00:00Z');
  expect(opened).toMatchObject({ opened: openNights(hotel, '2027-01-01') });
  const later = countNights(openUntil(hotel, '2027-01-01'), openUntil(hotel, '2027-02-05'));
  expect([runNights, 2 * runNights]).toContain(later);
  expect(await rollAt('2027-02-05T12:00:00Z')).toMatchObject({ opened: later });
  // Nobody can book a day that is past, so what was missed before the day itself stays closed.
  expect(await rollAt('2027-06-01T12:00:00Z')).toMatchObject({ opened: openNights(hotel, '2027-06-01') });
  const nights = [...(await nightsOf(hotel)).keys()];
  expect(nights.filter((night) => night >= openUntil(hotel, '2027-02-05'))[0]).toBe('2027-06-01');
});

test('a closed hotel gets no nights, and all that are missing when it is opened again', async () => {
  const hotel = await createHotelWithRooms(prisma, { isActive: false });
  expect(await horizon().rollForward(actor)).toMatchObject({ nightsOpened: 0 });
  await prisma.listing.updateMany({ data: { isActive: true } });
  expect(await horizon().rollForward(actor)).toMatchObject({ nightsOpened: openNights(hotel) });
  expect(await lastNightOf(hotel)).toBe(addDays(openUntil(hotel), -1));
});

test('a night that was set while the hotel was closed leaves no gap before it', async () => {
  const hotel = await createHotelWithRooms(prisma, { isActive: false });
  await horizon().rollForward(actor);
  await setTotal(hotel, addDays(openUntil(hotel), 1 - runNights - 2), openUntil(hotel), 9);
  await prisma.listing.updateMany({ data: { isActive: true } });
  await horizon().rollForward(actor);
  const nights = await nightsOf(hotel);
  expect([...nights.keys()]).toEqual(listNights(today, openUntil(hotel)));
  expect([...nights.values()].filter((total) => total === 9)).toHaveLength(runNights + 1);
});

test('a room type that comes to a closed hotel gets its nights by the first run after that is opened again', async () => {
  const hotel = await createHotelWithRooms(prisma, { rooms: [3, 5] });
  await horizon().rollForward(actor);
  const [listingId, skuId] = [hotel.listingId, hotel.skuIds[1] ?? 0];
  await prisma.inventory.deleteMany({ where: { skuId } });
  await prisma.listing.updateMany({ data: { isActive: false } });
  expect(await openMissingNights(prisma, [{ listingId, skuId }], horizonDays)).toBe(0);
  await prisma.listing.updateMany({ data: { isActive: true } });
  expect(await horizon().rollForward(actor)).toMatchObject({ nightsOpened: openNights(hotel) });
  expect([...(await nightsOf(hotel, 1)).keys()]).toEqual([...(await nightsOf(hotel)).keys()]);
});

test('a room type that is retired gets no nights, and all it misses when it is brought back', async () => {
  const hotel = await createHotelWithRooms(prisma, { rooms: [3, 5] });
  const retire = (isRetired: boolean) =>
    prisma.sku.updateMany({ where: { skuId: hotel.skuIds[1] ?? 0 }, data: { isActive: !isRetired } });
  await rollAt('2027-01-01T12:00:00Z');
  const open = await nightsOf(hotel, 1);
  await retire(true);
  const later = countNights(openUntil(hotel, '2027-01-01'), openUntil(hotel, '2027-02-05'));
  expect(await rollAt('2027-02-05T12:00:00Z')).toMatchObject({ opened: later });
  // What it has stays, with what is booked on it.
  expect(await nightsOf(hotel, 1)).toEqual(open);
  await retire(false);
  await prisma.$executeRaw`UPDATE hotel_horizon SET nights_until = nights_until - 28`;
  expect(await rollAt('2027-02-05T12:00:00Z')).toMatchObject({ opened: later });
  expect([...(await nightsOf(hotel, 1)).keys()]).toEqual([...(await nightsOf(hotel)).keys()]);
});

test.each([
  ['Europe/Lisbon', '2027-03-26T00:00:00Z', '2027-03-28'],
  ['Europe/Lisbon', '2027-10-29T00:00:00Z', '2027-10-31'],
  ['America/Sao_Paulo', '2027-10-29T00:00:00Z', '2027-10-31'],
  ['Australia/Lord_Howe', '2027-04-02T00:00:00Z', '2027-04-04'],
  ['Pacific/Kiritimati', '2027-03-26T00:00:00Z', '2027-03-28'],
])(
  'hour by hour in %s from %s, the night after a run is opened at the hotel’s own midnight',
  async (timezone, start) => {
    const hotel = await createHotelWithRooms(prisma, { timezone });
    await rollAt(start);
    const first = nightIn(timezone, new Date(start));
    // So that one run is full on the second of these days, whatever the hotel's id.
    await prisma.$executeRaw`
    UPDATE hotel_horizon SET nights_until = ${addDays(first, nightsAhead + 1)}::date`;
    await prisma.$executeRaw`DELETE FROM inventory WHERE date > ${addDays(first, nightsAhead)}::date`;
    const hoursOfOpening = [];
    for (let hour = 0; hour <= 96; hour += 1) {
      const instant = new Date(Date.parse(start) + hour * 3_600_000);
      const { opened } = await rollAt(instant.toISOString());
      const night = nightIn(timezone, instant);
      const isFirstOfDay = night !== nightIn(timezone, new Date(instant.getTime() - 3_600_000));
      if (opened > 0) hoursOfOpening.push(isFirstOfDay);
      expect(countNights(night, (await lastNightOf(hotel)) ?? '')).toBeGreaterThanOrEqual(nightsAhead - 1);
    }
    expect([[true], [true, true]]).toContainEqual(hoursOfOpening);
    const nights = [...(await nightsOf(hotel)).keys()];
    expect(nights).toEqual(listNights(first, addDays(nights.at(-1) ?? '', 1)));
  },
);

test('a new night has the rate of the same date a year before, and none when there is none', async () => {
  const hotel = await createHotelWithRooms(prisma);
  await rollAt('2027-10-01T12:00:00Z');
  await prisma.$executeRaw`
    INSERT INTO rate (listing_id, date, multiplier_bp)
    VALUES (${hotel.listingId}, '2027-02-28', 12000), (${hotel.listingId}, '2028-03-02', 15000),
      (${hotel.listingId}, '2027-03-02', 9000)`;
  await rollAt('2028-02-01T12:00:00Z');
  const rates = await prisma.rate.findMany({
    where: { date: { gte: new Date('2028-02-01') } },
    orderBy: { date: 'asc' },
  });
  expect(rates.map((rate) => [rate.date.toISOString().slice(0, 10), rate.multiplierBp])).toEqual([
    ['2028-02-28', 12_000],
    ['2028-02-29', 12_000],
    ['2028-03-02', 15_000], // set by hand, and stays
  ]);
});

describe('nights past', () => {
  const longAgo = addDays(today, -keptDays - 2 * runNights);

  test('are retired when they are older than what is kept, and nothing is expected of them', async () => {
    const hotel = await createHotelWithRooms(prisma);
    await setTotal(hotel, longAgo, today, 2);
    const taken = await decide(holdTaker(prisma), [
      { ...ask(hotel, longAgo, addDays(longAgo, 10)) },
      { ...ask(hotel, longAgo, addDays(longAgo, 10)) },
    ]);
    expect(taken).toMatchObject([{ outcome: 'held' }, { outcome: 'held' }]);
    await prisma.$executeRaw`UPDATE hold SET status = 'confirmed'`;
    await prisma.$executeRaw`UPDATE inventory SET reserved = held, held = 0 WHERE held > 0`;
    expect(await ledgerDifferences(prisma)).toEqual([]);
    expect(await horizon().rollForward(actor)).toMatchObject({
      nightsRetired: countNights(longAgo, keptFrom(hotel)),
      nightsOpened: openNights(hotel),
    });
    expect([...(await nightsOf(hotel)).keys()][0]).toBe(keptFrom(hotel));
    expect(await ledgerDifferences(prisma)).toEqual([]);
    const [hold] = await prisma.hold.findMany({ take: 1 });
    await prisma.$queryRaw`
      SELECT ledger_settle(${hotel.listingId}::integer, ARRAY[${hold?.holdId}::uuid], 'confirmed', 'canceled', NULL)`;
    expect(await ledgerDifferences(prisma)).toEqual([]);
  });

  test('stay while a hold on them is live', async () => {
    const hotel = await createHotelWithRooms(prisma);
    await setTotal(hotel, longAgo, today, 2);
    const request = ask(hotel, addDays(longAgo, 2), addDays(longAgo, 4));
    await decide(holdTaker(prisma), [request]);
    expect(await horizon().rollForward(actor)).toMatchObject({ nightsRetired: 2 });
    expect(await ledgerDifferences(prisma)).toEqual([]);
    await prisma.$queryRaw`
      SELECT ledger_settle(${hotel.listingId}::integer, ARRAY[${request.holdId}::uuid], 'active', 'released', NULL)`;
    expect(await horizon().rollForward(actor)).toMatchObject({
      nightsRetired: countNights(longAgo, keptFrom(hotel)) - 2,
    });
  });

  test('of other hotels and of flights are left alone', async () => {
    const hotel = await createHotelWithRooms(prisma);
    const other = await createHotelWithRooms(prisma, { timezone: 'Asia/Tokyo' });
    const [flight] = await prisma.$queryRaw<{ listingId: number }[]>`
      INSERT INTO listing (kind, code, currency, timezone, cancellation_fee_percent)
      VALUES ('flight', 'F', 'EUR', 'UTC', 100) RETURNING listing_id AS "listingId"`;
    await prisma.$executeRaw`
      INSERT INTO inventory (listing_id, sku_id, date, total, overbooking_percent)
      VALUES (${flight?.listingId}, 1, ${longAgo}::date, 1, 0)`;
    await setTotal(hotel, longAgo, today, 2);
    await setTotal(other, addDays(today, -10), today, 2);
    expect(await horizon().rollForward(actor)).toMatchObject({
      nightsRetired: countNights(longAgo, keptFrom(hotel)),
    });
    expect(await prisma.inventory.count({ where: { listingId: flight?.listingId ?? 0 } })).toBe(1);
    expect((await nightsOf(other)).has(addDays(today, -10))).toBe(true);
  });

  /** The first night that is kept: whole runs are retired. */
  function keptFrom(hotel: TestHotel): Night {
    const from = runStart(hotel, addDays(today, -keptDays));
    expect(countNights(from, today)).toBeGreaterThanOrEqual(keptDays);
    return from;
  }

  function ask(hotel: TestHotel, startDate: Night, endDate: Night) {
    const { listingId, skuIds } = hotel;
    return { ...wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 1 }] }), startDate, endDate };
  }
});

test('how far ahead every active hotel is open, and what was done for it, is in the metrics', async () => {
  const metrics = new MetricsService();
  const service = horizon(metrics);
  const read = async (name: string) =>
    (await metrics.registry.getSingleMetricAsString(`holdfast_horizon_${name}`)).split('\n').at(-1);
  expect(await read('open_nights')).toBe('holdfast_horizon_open_nights Nan');
  const hotel = await createHotelWithRooms(prisma);
  await createHotelWithRooms(prisma, { isActive: false });
  await service.rollForward(actor);
  expect(await read('open_nights')).toBe(`holdfast_horizon_open_nights ${openNights(hotel)}`);
  expect(await read('nights_opened_total')).toBe(`holdfast_horizon_nights_opened_total ${openNights(hotel)}`);
  await prisma.$executeRaw`UPDATE hotel_horizon SET nights_until = nights_until - 3`;
  expect(await read('open_nights')).toBe(`holdfast_horizon_open_nights ${openNights(hotel) - 3}`);
});
