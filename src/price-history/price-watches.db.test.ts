import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createFlightWithCabins, departureDate } from '../../test/support/flight.js';
import { followAllPrices } from '../../test/support/follow-prices.js';
import { createHotel, firstNight } from '../../test/support/ledger.js';
import { commandLineActor } from '../audit/actor.js';
import { inTransaction } from '../database/in-transaction.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays } from '../stays/night.js';
import { resolveBySystem, WebhookSender } from '../webhooks/webhook-sender.js';
import { WebhookSubscriptionsService } from '../webhooks/webhook-subscriptions.service.js';
import type { MadePriceWatchDto, NewPriceWatchDto } from './price-watches.dto.js';
import { findLowestPrice, findWatch, insertWatch } from './price-watches.queries.js';
import { PriceWatchesService } from './price-watches.service.js';

let database: TestDatabase;
let prisma: PrismaService;
let watches: PriceWatchesService;
let subscriptionId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  const sender = new WebhookSender({ allowPrivate: false, timeoutMs: 1_000, resolve: resolveBySystem });
  watches = new PriceWatchesService(prisma, new WebhookSubscriptionsService(prisma, sender));
  ({ subscriptionId } = await prisma.webhookSubscription.create({
    data: { url: 'https://hooks.example', eventTypes: ['price.changed'], secret: 'x' },
  }));
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

function watch(wanted: NewPriceWatchDto, operationId?: string): Promise<MadePriceWatchDto> {
  return watches.add(subscriptionId, wanted, { actor: commandLineActor(), operationId });
}

const money = (amount: number, currency = 'EUR') => ({ amount, currency });

/** Two room types on five nights, the second cheaper on the third. */
async function openHotel() {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [4, 4] });
  const [roomTypeId = 0, other = 0] = skuIds;
  await prisma.$executeRaw`
    INSERT INTO hotel (listing_id, name, city, country) VALUES (${listingId}::integer, 'H', 'Faro', 'PT')`;
  for (const skuId of skuIds) {
    await prisma.$executeRaw`
      INSERT INTO room_type (listing_id, sku_id, code, name)
      VALUES (${listingId}::integer, ${skuId}::integer, ${String(skuId)}, 'A')`;
  }
  await prisma.$executeRaw`
    UPDATE sku SET base_price_minor = 9000 WHERE listing_id = ${listingId}::integer AND sku_id = ${other}::integer`;
  await prisma.$executeRaw`
    INSERT INTO rate (listing_id, date, multiplier_bp)
    VALUES (${listingId}::integer, ${addDays(firstNight, 2)}::date, 5000)`;
  await followAllPrices(prisma);
  return { hotelId: listingId, roomTypeId, other };
}

describe('who makes a watch is told of the lowest price there is', () => {
  test('of what is watched, on the dates that are', async () => {
    const { hotelId, roomTypeId, other } = await openHotel();
    const night = addDays(firstNight, 2);
    const below = money(8_000);
    expect(await watch({ hotelId, below })).toMatchObject({
      below,
      lowest: { roomTypeId: other, date: night, price: money(4_500) },
    });
    expect((await watch({ hotelId, roomTypeId })).lowest).toEqual({
      roomTypeId,
      date: night,
      price: money(5_000),
    });
    expect((await watch({ hotelId, roomTypeId, endDate: night })).lowest).toMatchObject({
      date: firstNight,
      price: money(10_000),
    });
    expect((await watch({ hotelId, startDate: addDays(firstNight, 99) })).lowest).toBeNull();
  });

  test('of a cabin with assigned seats the cheapest seat that is for sale', async () => {
    const { flightId, cabins } = await createFlightWithCabins(prisma, [
      { class: 'economy', seating: 'assigned', baseMinor: 5_000, seatsMinor: [6_000, 4_000, 5_000] },
      { class: 'business', seating: 'open', baseMinor: 1_000, seatsMinor: [1_000] },
    ]);
    await followAllPrices(prisma);
    const [, cheapest = 0] = cabins.get('economy')?.seatSkuIds ?? [];
    await prisma.$executeRaw`UPDATE sku SET is_active = false WHERE sku_id = ${cheapest}::integer`;
    expect((await watch({ flightId, cabin: 'economy' })).lowest).toEqual({
      cabin: 'economy',
      seat: '3A',
      date: departureDate,
      price: money(5_000),
    });
    expect((await watch({ flightId })).lowest).toMatchObject({ cabin: 'business', price: money(1_000) });
  });

  /** A price has fallen, and whoever found it has not committed yet, while a watch is made. */
  async function whileFalling(
    make: (hotelId: number, roomTypeId: number) => Promise<number | undefined>,
  ): Promise<{ lowest: number | undefined; told: number }> {
    const { hotelId, roomTypeId } = await openHotel();
    await prisma.$executeRaw`UPDATE sku SET base_price_minor = 100 WHERE listing_id = ${hotelId}::integer`;
    const follower = await prisma.pool.connect();
    try {
      await follower.query('BEGIN');
      await follower.query('SELECT outcome FROM price_follow(100, 1000000, 1000, 1000, 3600)');
      const making = make(hotelId, roomTypeId);
      const isMade = making.then(() => true);
      for (let waits = 0; waits === 0;) {
        const { rowCount } = await prisma.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        waits = rowCount ?? 0;
        if (await Promise.race([isMade, Promise.resolve(false)])) break;
      }
      await follower.query('COMMIT');
      const lowest = await making;
      await followAllPrices(prisma);
      return { lowest, told: await prisma.webhookDelivery.count() };
    } finally {
      follower.release();
    }
  }

  test('also of one that falls at that moment: it is either answered or told', async () => {
    const made = await whileFalling(async (hotelId, roomTypeId) => {
      const { lowest } = await watch({ hotelId, roomTypeId, below: money(1_000) });
      return lowest?.price.amount;
    });
    expect(made).toEqual({ lowest: 50, told: 0 });
  });

  test('control: without waiting for whoever follows prices it is neither', async () => {
    const made = await whileFalling((listingId, skuId) =>
      inTransaction(prisma, async (tx) => {
        const dates = { startDate: null, endDate: null };
        const bounds = { belowMinor: 1_000, operationId: undefined, maxWatches: 1 };
        const inserted = await insertWatch(tx, { subscriptionId, listingId, skuId, ...dates, ...bounds });
        const row = await findWatch(tx, { subscriptionId, watchId: inserted?.watchId ?? '' });
        const lowest = row === undefined ? undefined : await findLowestPrice(tx, row);
        return lowest === undefined ? undefined : Number(lowest.unitMinor);
      }),
    );
    expect(made).toEqual({ lowest: 5_000, told: 0 });
  });
});

test('a limit is in the currency of what is watched, and in no other', async () => {
  const { hotelId } = await openHotel();
  await expect(watch({ hotelId, below: money(120, 'JPY') })).rejects.toMatchObject({
    code: 'invalid_request',
    details: { errors: [{ field: 'below.currency', code: 'other_currency' }] },
  });
  expect(await prisma.priceWatch.count()).toBe(0);
});

test('what was removed a moment ago is not found, also where it is still remembered', async () => {
  const { hotelId, other } = await openHotel();
  await watch({ hotelId });
  await prisma.pool.query('SELECT catalogue_remove_skus($1, $2)', [hotelId, [other]]);
  await expect(watch({ hotelId, roomTypeId: other })).rejects.toMatchObject({ code: 'room_type_not_found' });
  await prisma.pool.query('SELECT catalogue_remove_listing($1)', [hotelId]);
  await expect(watch({ hotelId })).rejects.toMatchObject({ code: 'hotel_not_found' });
  expect(await prisma.priceWatch.count()).toBe(0);
});

test('who makes and ends a watch is in the audit trail, a repeat is not', async () => {
  const { hotelId } = await openHotel();
  const operationId = '019c2f40-7e1a-7d11-9c3e-5f2a00000001';
  const made = await watch({ hotelId, below: money(8_000) }, operationId);
  expect(await watch({ hotelId, below: money(8_000) }, operationId)).toEqual(made);
  await watches.remove(subscriptionId, made.watchId, commandLineActor());
  const entries = await prisma.auditEntry.findMany({ orderBy: { occurredAt: 'asc' } });
  const subject = { kind: 'price_watch', subjectId: made.watchId, listingId: hotelId, via: 'command_line' };
  expect(entries).toMatchObject([
    { ...subject, action: 'created', changes: { belowMinor: { to: 8_000 } } },
    { ...subject, action: 'removed', changes: { belowMinor: { from: 8_000 } } },
  ]);
});
