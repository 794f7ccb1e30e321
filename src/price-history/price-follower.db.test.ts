import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { eventually } from '../../test/support/eventually.js';
import { createHotel, decide, firstNight, holdTaker, wish } from '../../test/support/ledger.js';
import { commandLineActor } from '../audit/actor.js';
import type { PrismaService } from '../database/prisma.service.js';
import { LedgerCheckService } from '../inventory/ledger-check.service.js';
import { addDays } from '../stays/night.js';
import { listPriceChanges } from './price-changes.views.js';
import { followPrices, type FollowStep } from './price-follower.queries.js';

let database: TestDatabase;
let prisma: PrismaService;
let listingId: number;
let skuId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** Four rooms on five nights, dearer by a tenth from half full on. Its prices are known. */
beforeEach(async () => {
  const hotel = await createHotel(prisma, { totals: [4] });
  listingId = hotel.listingId;
  [skuId = 0] = hotel.skuIds;
  await prisma.$executeRaw`INSERT INTO hotel (listing_id, name, city, country) VALUES (${listingId}, 'H', 'Faro', 'PT')`;
  await prisma.$executeRaw`
    INSERT INTO room_type (listing_id, sku_id, code, name) VALUES (${listingId}, ${skuId}, 'A', 'A')`;
  await prisma.occupancyRule.create({ data: { listingId, thresholdPercent: 50, factorBp: 11_000 } });
  await catchUp();
});

function follow(bounds: { events?: number; rows?: number } = {}): Promise<FollowStep> {
  return followPrices(prisma, {
    events: 100,
    transactions: 1_000_000,
    rows: 1_000,
    openedRows: 1_000,
    lifetimeSeconds: 3_600,
    ...bounds,
  });
}

async function catchUp(): Promise<void> {
  await eventually(async () => {
    expect((await follow()).outcome).toBe('caught_up');
    expect(await prisma.priceStale.count()).toBe(0);
  });
}

/** What has been written down, oldest first: `[nights from the first, price, price before, cause]`. */
async function changes(): Promise<unknown[]> {
  const rows = await listPriceChanges(prisma, {
    listingId,
    skuIds: undefined,
    date: undefined,
    from: undefined,
    to: undefined,
    before: undefined,
    limit: 1_000,
  });
  return rows
    .toReversed()
    .map((row) => [
      (Date.parse(row.date) - Date.parse(firstNight)) / 86_400_000,
      row.unitMinor,
      row.previousMinor,
      row.cause,
    ]);
}

function hold(quantity: number, from = 0) {
  return decide(holdTaker(prisma), [wish({ listingId, items: [{ skuId, quantity }], from })]);
}

const dearer = [0, 11_000, 10_000, 'occupancy'];

test('a hold that makes a night dearer is written down once, however many look at the same time', async () => {
  await hold(4);
  const steps = await Promise.all(Array.from({ length: 8 }, () => follow()));
  expect(steps.reduce((sum, step) => sum + step.changes, 0)).toBe(1);
  await catchUp();
  expect(await changes()).toEqual([dearer]);
});

test('holds that leave the price as it is are no change', async () => {
  await hold(1);
  await catchUp();
  expect(await changes()).toEqual([]);
});

test('what the ledger is set right to is a change of the price like any other, with no hold that tells of it', async () => {
  await hold(4);
  await prisma.$executeRaw`
    UPDATE inventory SET held = 0 WHERE listing_id = ${listingId} AND date = ${firstNight}::date`;
  await catchUp();
  expect(await changes()).toEqual([]);
  await new LedgerCheckService(prisma).repair(commandLineActor());
  await catchUp();
  expect(await changes()).toEqual([dearer]);
});

test('a hold whose transaction ends after later ones is not passed over', async () => {
  let settle = (): void => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const late = prisma.$transaction(async (tx) => {
    const holdId = `00000001-0000-8000-8000-0000${listingId.toString(16).padStart(8, '0')}`;
    await tx.$executeRaw`UPDATE inventory SET held = 4 WHERE listing_id = ${listingId} AND date = ${firstNight}::date`;
    await tx.$executeRaw`
      INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency, total_minor, quote)
      VALUES (${listingId}, ${holdId}::uuid, 'late', 'active', ${firstNight}::date, ${firstNight}::date + 1, now(),
        now() + interval '1 hour', 'EUR', 0, '[]')`;
    await tx.$executeRaw`
      INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) VALUES (${listingId}, ${holdId}::uuid, ${skuId}, 4)`;
    await tx.$executeRaw`
      INSERT INTO event (listing_id, subject_id, type) VALUES (${listingId}, ${holdId}::uuid, 'hold.created')`;
    await settled;
  });
  await eventually(async () => {
    const [row] = await prisma.$queryRaw<{ count: number }[]>`
      SELECT count(*)::integer AS count FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'idle in transaction'`;
    expect(row?.count).toBeGreaterThan(0);
  });
  await hold(4, 1);
  await follow();
  const before = await changes();
  settle();
  await late;
  await catchUp();
  expect(before).not.toContainEqual(dearer);
  expect(await changes()).toEqual(expect.arrayContaining([dearer, [1, 11_000, 10_000, 'occupancy']]));
});

test('a look that comes to nothing is taken again: neither lost nor told twice', async () => {
  await hold(4);
  await expect(
    prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT outcome FROM price_follow(100, 1000000, 1000, 1000, 3600)`;
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  expect(await changes()).toEqual([]);
  await catchUp();
  expect(await changes()).toEqual([dearer]);
});

test('what is changed in the catalogue is written down with its cause', async () => {
  await prisma.$executeRaw`
    INSERT INTO rate (listing_id, date, multiplier_bp) VALUES (${listingId}, ${addDays(firstNight, 2)}::date, 20000)`;
  await catchUp();
  await prisma.$executeRaw`UPDATE sku SET base_price_minor = 5000 WHERE listing_id = ${listingId}`;
  await catchUp();
  await prisma.pricingRule.create({
    data: { listingId, name: 'x', factorBp: 20_000, endDate: new Date(addDays(firstNight, 1)) },
  });
  await catchUp();
  await hold(1, 1);
  await catchUp();
  await prisma.$executeRaw`
    UPDATE inventory SET total = 1 WHERE listing_id = ${listingId} AND date = ${addDays(firstNight, 1)}::date`;
  await catchUp();
  expect(await changes()).toEqual([
    [2, 20_000, 10_000, 'rate'],
    [0, 5_000, 10_000, 'base'],
    [1, 5_000, 10_000, 'base'],
    [2, 10_000, 20_000, 'base'],
    [3, 5_000, 10_000, 'base'],
    [4, 5_000, 10_000, 'base'],
    [0, 10_000, 5_000, 'rules'],
    [1, 5_500, 5_000, 'total'],
  ]);
});

test('marks are worked off in bounded steps, changes before new dates', async () => {
  const other = await createHotel(prisma, { totals: [1, 1] });
  await prisma.$executeRaw`UPDATE sku SET base_price_minor = 5000 WHERE listing_id = ${listingId}`;
  await prisma.$executeRaw`UPDATE sku SET base_price_minor = 5000 WHERE listing_id = ${other.listingId}`;
  expect(await follow({ rows: 1 })).toMatchObject({ outcome: 'more', changes: 1 });
  await catchUp();
  expect(await changes()).toHaveLength(5);
  expect(await prisma.listedPrice.count({ where: { listingId: other.listingId } })).toBe(10);
});

test('on another server, or a database that was set back, everything is looked at again', async () => {
  await hold(4);
  await prisma.$executeRaw`UPDATE price_cursor SET system_identifier = system_identifier + 1`;
  expect(await follow()).toMatchObject({ outcome: 'restarted' });
  await catchUp();
  expect(await changes()).toEqual([[0, 11_000, 10_000, 'checked']]);
});

describe('a webhook subscription', () => {
  let subscriptionId: string;
  beforeEach(async () => {
    await prisma.webhookSubscription.updateMany({ data: { status: 'deleted' } });
    const made = await prisma.webhookSubscription.create({
      data: { url: 'https://hooks.example', eventTypes: ['price.changed'], secret: 'x' },
    });
    ({ subscriptionId } = made);
  });

  async function told(): Promise<unknown[]> {
    const rows = await prisma.webhookDelivery.findMany({
      where: { subscriptionId },
      orderBy: { occurredAt: 'asc' },
    });
    return rows.map((row) => (row.payload as { data: { data: unknown } }).data.data);
  }

  async function setBase(amount: number): Promise<void> {
    await prisma.$executeRaw`UPDATE sku SET base_price_minor = ${amount}::integer WHERE listing_id = ${listingId}`;
    await catchUp();
  }

  test('is told when a price falls below its limit, and again when it has been above', async () => {
    const night = { startDate: new Date(firstNight), endDate: new Date(addDays(firstNight, 1)) };
    await prisma.priceWatch.create({
      data: { subscriptionId, listingId, skuId, ...night, belowMinor: 8_000 },
    });
    for (const amount of [9_000, 8_000, 7_999, 7_000, 12_000, 1_000]) await setBase(amount);
    const money = (amount: number) => ({ amount, currency: 'EUR' });
    expect(await told()).toMatchObject([
      {
        hotelId: listingId,
        below: money(8_000),
        changes: [{ roomTypeId: skuId, date: firstNight, price: money(7_999), previousPrice: money(8_000) }],
      },
      { changes: [{ price: money(1_000), previousPrice: money(12_000) }] },
    ]);
  });

  test('is told of what changed together in one message, and of nothing while it watches nothing', async () => {
    await setBase(9_000);
    await prisma.priceWatch.create({ data: { subscriptionId, listingId } });
    await setBase(9_500);
    expect(await told()).toMatchObject([{ changes: Array.from({ length: 5 }, () => expect.anything()) }]);
  });
});
