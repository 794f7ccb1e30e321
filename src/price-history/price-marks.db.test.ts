import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { eventually } from '../../test/support/eventually.js';
import { createFlightWithCabins } from '../../test/support/flight.js';
import { followAllPrices } from '../../test/support/follow-prices.js';
import {
  createHotel,
  decide,
  firstNight,
  holdTaker,
  wish,
  type TestListing,
} from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { followPrices, type FollowStep } from './price-follower.queries.js';
import { PriceFollowerService } from './price-follower.service.js';

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

function follow({ rows = 1_000 } = {}): Promise<FollowStep> {
  const bounds = { events: 100, transactions: 1_000_000, openedRows: 1_000, lifetimeSeconds: 3_600 };
  return followPrices(prisma, { ...bounds, rows });
}

/** Until nothing is left to look at. */
async function catchUp(bounds: { rows?: number } = {}): Promise<void> {
  await eventually(async () => {
    expect((await follow(bounds)).outcome).toBe('caught_up');
    expect(await prisma.priceStale.count()).toBe(0);
  });
}

/** A hotel whose prices are known, dearer by a tenth from half full on. */
async function openHotel(types = 1, nights = 5): Promise<TestListing> {
  const totals = Array.from({ length: types }, () => 4);
  const hotel = await createHotel(prisma, { totals, nights });
  const { listingId } = hotel;
  await prisma.$executeRaw`
    INSERT INTO hotel (listing_id, name, city, country) VALUES (${listingId}::integer, 'H', 'Faro', 'PT')`;
  for (const skuId of hotel.skuIds) {
    await prisma.$executeRaw`
      INSERT INTO room_type (listing_id, sku_id, code, name)
      VALUES (${listingId}::integer, ${skuId}::integer, ${String(skuId)}, 'A')`;
  }
  await prisma.occupancyRule.create({ data: { listingId, thresholdPercent: 50, factorBp: 11_000 } });
  await catchUp();
  return hotel;
}

/** From now on no price of this listing can be written: `what` happens instead. */
async function breakPrices({ listingId }: TestListing, what: string): Promise<() => Promise<void>> {
  await prisma.pool.query(`
    CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.listing_id = ${listingId} THEN ${what}; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER broken BEFORE INSERT ON listed_price FOR EACH ROW EXECUTE FUNCTION broken();`);
  return async () => {
    await prisma.pool.query('DROP TRIGGER broken ON listed_price; DROP FUNCTION broken()');
  };
}

const cannot = `RAISE EXCEPTION 'it cannot be priced'`;

async function setBase({ listingId }: TestListing, amount: number): Promise<void> {
  await prisma.$executeRaw`
    UPDATE sku SET base_price_minor = ${amount}::integer WHERE listing_id = ${listingId}::integer`;
}

function countChanges({ listingId }: TestListing): Promise<number> {
  return prisma.priceChange.count({ where: { listingId } });
}

/** Lets the time pass for which marks were put off. */
async function letComeDue(): Promise<void> {
  await prisma.$executeRaw`UPDATE price_stale SET due_at = now()`;
}

function holdAll({ listingId, skuIds }: TestListing) {
  const items = skuIds.map((skuId) => ({ skuId, quantity: 4 }));
  return decide(holdTaker(prisma), [wish({ listingId, items, nights: 5 })]);
}

test('what cannot be priced is put off, longer each time, and holds up nothing else', async () => {
  const [broken, other] = [await openHotel(), await openHotel()];
  const mend = await breakPrices(broken, cannot);
  await setBase(broken, 5_000);
  await setBase(other, 5_000);
  const failed = { listingId: broken.listingId, skuId: broken.skuIds[0], cause: 'base', failures: 1 };
  expect(await follow()).toMatchObject({
    outcome: 'caught_up',
    changes: 5,
    failed: [{ ...failed, error: 'it cannot be priced' }],
  });
  await letComeDue();
  expect((await follow()).failed).toMatchObject([{ ...failed, failures: 2 }]);
  const [mark] = await prisma.$queryRaw<{ seconds: number; error: string }[]>`
    SELECT extract(epoch FROM due_at - now())::integer AS seconds, last_error AS error FROM price_stale`;
  expect(mark?.error).toBe('it cannot be priced');
  expect(mark?.seconds).toBeGreaterThan(1);
  await mend();
  await letComeDue();
  await catchUp();
  expect([await countChanges(broken), await countChanges(other)]).toEqual([5, 5]);
});

test('each failure is counted for whoever watches the process', async () => {
  const broken = await openHotel();
  await breakPrices(broken, cannot);
  await setBase(broken, 5_000);
  const metrics = new MetricsService();
  const follower = new PriceFollowerService(prisma, metrics);
  await follower.follow();
  await letComeDue();
  await follower.follow();
  expect(await metrics.registry.metrics()).toMatch(/^holdfast_price_marks_failed_total 2$/m);
});

test('what takes too long is put off, too: the next look goes on with the others', async () => {
  const [slow, other] = [await openHotel(), await openHotel()];
  await breakPrices(slow, 'PERFORM pg_sleep(20)');
  await setBase(slow, 5_000);
  await setBase(other, 5_000);
  const [step] = await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL statement_timeout = '1s'`;
    return tx.$queryRaw<FollowStep[]>`
      SELECT outcome, events, changes, failed FROM price_follow(100, 1000000, 1000, 1000, 3600)`;
  });
  expect(step?.failed).toMatchObject([{ listingId: slow.listingId, failures: 1 }]);
  await prisma.$executeRaw`
    UPDATE price_stale SET due_at = now() + interval '1 hour' WHERE listing_id = ${slow.listingId}::integer`;
  expect(await follow()).toMatchObject({ changes: 5, failed: [] });
  expect([await countChanges(slow), await countChanges(other)]).toEqual([0, 5]);
});

test('a large mark is worked off in slices of dates, and others take their turn between them', async () => {
  const [large, other] = [await openHotel(2, 30), await openHotel()];
  await setBase(large, 5_000);
  await setBase(other, 5_000);
  expect(await follow({ rows: 10 })).toMatchObject({ outcome: 'more', changes: 10 });
  await follow({ rows: 10 });
  expect(await countChanges(other)).toBe(5);
  expect(await countChanges(large)).toBeLessThan(20);
  await catchUp({ rows: 10 });
  const rows = await prisma.priceChange.findMany({ where: { listingId: large.listingId } });
  expect([
    rows.length,
    new Set(rows.map(({ skuId, date }) => `${skuId} ${date.toISOString()}`)).size,
  ]).toEqual([60, 60]);
});

test('a mark of some dates stays within them, also in slices', async () => {
  const hotel = await openHotel();
  await prisma.$executeRaw`
    INSERT INTO rate (listing_id, date, multiplier_bp)
    SELECT ${hotel.listingId}::integer, ${firstNight}::date + n, 20000 FROM generate_series(1, 3) AS n`;
  await catchUp({ rows: 1 });
  expect(await countChanges(hotel)).toBe(3);
});

test('marks about the same are worked off together, not one after the other', async () => {
  const hotel = await openHotel(2, 30);
  for (const amount of [7_000, 6_000, 5_000]) await setBase(hotel, amount);
  expect(await prisma.priceStale.count()).toBe(3);
  expect(await follow({ rows: 10 })).toMatchObject({ outcome: 'more', changes: 10 });
  expect(await prisma.priceStale.count()).toBe(1);
  await catchUp({ rows: 10 });
  const rows = await prisma.priceChange.findMany({ where: { listingId: hotel.listingId } });
  expect([rows.length, new Set(rows.map(({ unitMinor }) => unitMinor))]).toEqual([60, new Set([5_000n])]);
});

test('a mark of few dates leaves one of more dates to be worked off', async () => {
  const hotel = await openHotel();
  const setRates = (from: number, to: number) => prisma.$executeRaw`
    INSERT INTO rate (listing_id, date, multiplier_bp)
    SELECT ${hotel.listingId}::integer, ${firstNight}::date + n, 20000
    FROM generate_series(${from}::integer, ${to}::integer) AS n
    ON CONFLICT (listing_id, date) DO NOTHING`;
  await setRates(2, 2);
  await setRates(0, 4);
  await catchUp();
  expect(await countChanges(hotel)).toBe(5);
});

test('events about more prices than one step may look at are left to the next, and none becomes a mark', async () => {
  const hotel = await openHotel(8);
  for (const skuId of hotel.skuIds) await holdAll({ ...hotel, skuIds: [skuId] });
  const steps: FollowStep[] = [];
  await eventually(async () => {
    steps.push(await follow({ rows: 10 }));
    expect(await prisma.priceStale.count()).toBe(0);
    expect(steps.at(-1)?.outcome).toBe('caught_up');
  });
  expect(Math.max(...steps.map(({ changes }) => changes))).toBeLessThanOrEqual(10);
  expect(await countChanges(hotel)).toBe(8 * 5);
});

test('an event about more prices than one step may look at is worked off in slices', async () => {
  const hotel = await openHotel();
  await holdAll(hotel);
  await eventually(async () => {
    await follow({ rows: 2 });
    expect(await countChanges(hotel)).toBe(5);
  });
  const rows = await prisma.priceChange.findMany({ where: { listingId: hotel.listingId } });
  expect(new Set(rows.map(({ cause }) => cause))).toEqual(new Set(['occupancy']));
  await catchUp();
});

test('events about what cannot be priced do not hold up later ones', async () => {
  const [broken, other] = [await openHotel(), await openHotel()];
  const mend = await breakPrices(broken, cannot);
  await holdAll(broken);
  await holdAll(other);
  await eventually(async () => {
    await follow();
    expect(await countChanges(other)).toBe(5);
  });
  await mend();
  await letComeDue();
  await catchUp();
  expect([await countChanges(broken), await countChanges(other)]).toEqual([5, 5]);
});

describe('what is removed', () => {
  async function watch(listingId: number, skuId: number | null): Promise<void> {
    const { subscriptionId } = await prisma.webhookSubscription.create({
      data: { url: 'https://hooks.example', eventTypes: ['price.changed'], secret: 'x' },
    });
    await prisma.priceWatch.create({ data: { subscriptionId, listingId, skuId } });
  }

  async function left({ listingId }: TestListing): Promise<Record<string, number>> {
    const where = { where: { listingId } };
    return {
      listed: await prisma.listedPrice.count(where),
      watches: await prisma.priceWatch.count(where),
      revisions: await prisma.priceRevision.count(where),
    };
  }

  test('leaves no price, no watch and no revision behind; of a room type only its own', async () => {
    const hotel = await openHotel(2);
    const { listingId, skuIds } = hotel;
    const [first = 0, second = 0] = skuIds;
    for (const skuId of [first, second, null]) await watch(listingId, skuId);
    expect(await left(hotel)).toEqual({ listed: 10, watches: 3, revisions: 1 });
    await prisma.pool.query('SELECT catalogue_remove_skus($1, $2)', [listingId, [second]]);
    await catchUp({ rows: 3 });
    expect(await left(hotel)).toEqual({ listed: 5, watches: 2, revisions: 1 });
    await prisma.pool.query('SELECT catalogue_remove_listing($1)', [listingId]);
    await catchUp({ rows: 3 });
    expect(await left(hotel)).toEqual({ listed: 0, watches: 0, revisions: 0 });
  });

  test('is not listed again by a look that began before', async () => {
    const hotel = await openHotel();
    await setBase(hotel, 5_000);
    await prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT outcome FROM price_follow(100, 1000000, 1000, 1000, 3600)`;
      const { rows } = await prisma.pool.query('SELECT catalogue_remove_listing($1) AS outcome', [
        hotel.listingId,
      ]);
      expect(rows).toEqual([{ outcome: 'removed' }]);
    });
    await catchUp();
    expect((await left(hotel))['listed']).toBe(0);
  });

  test('makes the seats that are left dearer, if it was one', async () => {
    const flight = await createFlightWithCabins(prisma, [
      { class: 'economy', seating: 'assigned', baseMinor: 5_000, seatsMinor: [5_000, 5_000, 5_000] },
    ]);
    const cabinSkuId = flight.cabins.get('economy')?.skuId ?? 0;
    const [seatSkuId] = flight.cabins.get('economy')?.seatSkuIds ?? [];
    await prisma.seatsLeftRule.create({
      data: { listingId: flight.flightId, cabinSkuId, seatsLeft: 2, factorBp: 20_000 },
    });
    await followAllPrices(prisma);
    await prisma.pool.query('SELECT catalogue_remove_skus($1, $2)', [flight.flightId, [seatSkuId]]);
    await catchUp();
    const rows = await prisma.priceChange.findMany({ where: { listingId: flight.flightId } });
    expect(rows.map(({ unitMinor, cause }) => [unitMinor, cause])).toEqual([
      [10_000n, 'total'],
      [10_000n, 'total'],
    ]);
  });
});
