import { PrismaService } from '../../src/database/prisma.service.js';
import { AppConfig } from '../../src/config/app-config.js';
import { removeListing, removeSkus, type RemovalOutcome } from '../../src/catalog/admin/removal.queries.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { checkIn, checkOut, moveTo, openFrontDesk, payFor } from '../support/front-desk.js';
import { createHotel, firstNight, wish, type TestListing } from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;
let inventory: InventoryService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  inventory = new InventoryService(prisma, new AppConfig(), new MetricsService());
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

type Remove = (hotel: TestListing) => Promise<RemovalOutcome>;
const removals: [string, Remove][] = [
  ['a hotel', ({ listingId }) => removeListing(prisma, listingId)],
  ['a room type', ({ listingId, skuIds }) => removeSkus(prisma, listingId, skuIds)],
];

function take({ listingId, skuIds }: TestListing) {
  return inventory.take(wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 1 }] }));
}

/** A hold that has its rows and has not committed yet, while somebody removes what it is of. */
async function holdWhileRemoving(hotel: TestListing, remove: Remove): Promise<RemovalOutcome> {
  const guest = await prisma.pool.connect();
  try {
    const { listingId, skuIds } = hotel;
    const request = wish({ listingId, items: [] });
    await guest.query('BEGIN');
    await guest.query(
      `SELECT * FROM ledger_take(
        $1, ARRAY[$2::uuid], ARRAY['guest'], ARRAY[$3::date], ARRAY[$3::date + 1], ARRAY[NULL::uuid],
        ARRAY[NULL::bigint], ARRAY[1], ARRAY[$4::integer], ARRAY[1], 600
      )`,
      [listingId, request.holdId, firstNight, skuIds[0]],
    );
    const removing = remove(hotel);
    await waitsOrIsDone(removing);
    await guest.query('COMMIT');
    return await removing;
  } finally {
    guest.release();
  }
}

/** Until somebody waits for a lock, or `work`, which nothing stood in the way of, is over. */
async function waitsOrIsDone(work: Promise<unknown>): Promise<void> {
  const isDone = work.then(() => true);
  for (let waits = 0; waits === 0;) {
    const { rowCount } = await prisma.pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    waits = rowCount ?? 0;
    if (await Promise.race([isDone, Promise.resolve(false)])) break;
  }
}

/** Holds of something that is not there any more. */
async function orphans(): Promise<number> {
  const { rows } = await prisma.pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM hold_item x
     WHERE NOT EXISTS (SELECT 1 FROM sku s WHERE s.listing_id = x.listing_id AND s.sku_id = x.sku_id)`,
  );
  return rows[0]?.n ?? -1;
}

describe.each(removals)('%s', (_what, remove) => {
  test('that somebody is booking at this moment is not removed', async () => {
    const hotel = await createHotel(prisma, { totals: [3] });
    expect(await holdWhileRemoving(hotel, remove)).toBe('booked');
    expect(await orphans()).toBe(0);
  });

  test('control: without the locks of its nights, and the second look, it would be', async () => {
    await weaken(prisma, ['listing_lock_nights'], /FOR UPDATE/g);
    await weaken(
      prisma,
      ['catalogue_remove_listing', 'catalogue_remove_skus'],
      /RAISE EXCEPTION[^;]*;/g,
      'NULL;',
    );
    const hotel = await createHotel(prisma, { totals: [3] });
    expect(await holdWhileRemoving(hotel, remove)).toBe('removed');
    expect(await orphans()).toBe(1);
  });

  test('that is removed while guests ask for it leaves no hold behind, whoever comes first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const hotel = await createHotel(prisma, { totals: [50] });
      const [outcome, ...verdicts] = await Promise.all([
        remove(hotel).catch(() => 'again' as const),
        ...Array.from({ length: 20 }, () => take(hotel)),
      ]);
      const held = verdicts.filter((verdict) => verdict.outcome === 'held').length;
      expect(outcome === 'removed').toBe(held === 0);
    }
    expect(await orphans()).toBe(0);
  });

  test('that was booked once and is not any more keeps its history', async () => {
    const hotel = await createHotel(prisma, { totals: [3] });
    const verdict = await take(hotel);
    if (verdict.outcome !== 'held') throw new Error('there was room');
    const { rows } = await prisma.pool.query<{ hold_id: string }>('SELECT hold_id::text FROM hold');
    await inventory.release({ listingId: hotel.listingId, holdId: rows[0]?.hold_id ?? '' });
    expect(await remove(hotel)).toBe('has_history');
  });
});

describe('a room type nobody has rooms of any more', () => {
  test('stays while a guest who paid for it sleeps in another hotel, and as history after that', async () => {
    const [full, other] = [await openFrontDesk(prisma), await openFrontDesk(prisma)];
    const booking = await payFor(prisma, full, { from: 3 });
    expect(await moveTo(prisma, booking, { from: full, to: other })).toBe('moved');
    expect(await prisma.holdItem.count({ where: { listingId: full.listingId } })).toBe(0);
    expect(await removeSkus(prisma, full.listingId, full.skuIds)).toBe('booked');
    await prisma.$executeRaw`
      UPDATE hold SET start_date = start_date - 30, end_date = end_date - 30 WHERE listing_id = ${full.listingId}`;
    expect(await removeSkus(prisma, full.listingId, full.skuIds)).toBe('has_history');
  });

  test('stays when its guest has left on the day of arrival', async () => {
    const hotel = await openFrontDesk(prisma);
    const booking = await payFor(prisma, hotel);
    expect((await checkIn(prisma, booking)).outcome).toBe('checked_in');
    expect((await checkOut(prisma, booking)).outcome).toBe('checked_out');
    expect(await prisma.holdItem.count({ where: { listingId: hotel.listingId } })).toBe(0);
    expect(await removeSkus(prisma, hotel.listingId, hotel.skuIds)).toBe('booked');
  });

  test('goes when quotes name other types only', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [3, 3] });
    const other = await openFrontDesk(prisma);
    await moveTo(prisma, await payFor(prisma, hotel, { from: 3 }), { from: hotel, to: other });
    expect(await removeSkus(prisma, hotel.listingId, hotel.skuIds.slice(1))).toBe('removed');
  });
});

const set = (listingId: number, terms: { currency?: string; timezone?: string }) =>
  prisma.listing.update({ where: { listingId }, data: terms });

describe('the time zone of a hotel', () => {
  test('stays while somebody is booked, whoever writes it', async () => {
    const hotel = await createHotel(prisma, { totals: [3] });
    await set(hotel.listingId, { timezone: 'Asia/Tokyo' });
    await take(hotel);
    await expect(set(hotel.listingId, { timezone: 'UTC' })).rejects.toThrow('listing_terms_stay');
    // The same again is no change.
    await set(hotel.listingId, { timezone: 'Asia/Tokyo' });
  });

  const change: Remove = async ({ listingId }) => {
    try {
      await set(listingId, { timezone: 'Asia/Tokyo' });
      return 'removed';
    } catch {
      return 'booked';
    }
  };

  test('does not change under a hold that is being taken', async () => {
    const hotel = await createHotel(prisma, { totals: [3] });
    expect(await holdWhileRemoving(hotel, change)).toBe('booked');
  });

  test('control: without the locks of the nights it would', async () => {
    await weaken(prisma, ['listing_lock_nights'], /FOR UPDATE/g);
    const hotel = await createHotel(prisma, { totals: [3] });
    expect(await holdWhileRemoving(hotel, change)).toBe('removed');
    expect(await prisma.hold.count()).toBe(1);
  });
});

describe('the currency of a hotel', () => {
  async function createEmpty(): Promise<number> {
    const data = { kind: 'hotel', code: 'EMPTY', currency: 'EUR', timezone: 'UTC' };
    const { listingId } = await prisma.listing.create({ data });
    return listingId;
  }

  const setPolicy = (listingId: number, fee: object) =>
    prisma.$queryRaw`
      SELECT cancellation_policy_set(
        ${listingId}::integer, 'standard', 'Standard', ${JSON.stringify([{ fee }])}::jsonb, NULL, interval '0'
      )`;

  test('is chosen while it has neither prices nor fees that are amounts, and stays from then on', async () => {
    const listingId = await createEmpty();
    await setPolicy(listingId, { percent: 50 });
    await set(listingId, { currency: 'JPY' });
    await setPolicy(listingId, { amountMinor: 5_000 });
    await expect(set(listingId, { currency: 'EUR' })).rejects.toThrow('listing_currency_stays');
    await setPolicy(listingId, { nights: 1 });
    await set(listingId, { currency: 'EUR' });
    const hotel = await createHotel(prisma, { totals: [3] });
    await expect(set(hotel.listingId, { currency: 'USD' })).rejects.toThrow('listing_currency_stays');
    await set(hotel.listingId, { currency: 'EUR' });
  });

  test('stays with the history of what was removed', async () => {
    const listingId = await createEmpty();
    await prisma.$executeRaw`
      INSERT INTO price_change (listing_id, sku_id, date, unit_minor, previous_minor, cause)
      VALUES (${listingId}, 1, ${firstNight}::date, 2, 1, 'base')`;
    await expect(set(listingId, { currency: 'USD' })).rejects.toThrow('listing_currency_stays');
  });

  /** A room type that is being added, as administrators add one, while somebody changes the currency. */
  async function addTypeWhileChanging(listingId: number): Promise<string> {
    const admin = await prisma.pool.connect();
    try {
      await admin.query('BEGIN');
      await admin.query('SELECT hotel_rooms_lock($1)', [listingId]);
      await admin.query(
        `INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent) VALUES ($1, 'room_type', 12500, 0)`,
        [listingId],
      );
      const changing = set(listingId, { currency: 'JPY' }).then(
        () => 'changed',
        () => 'refused',
      );
      await waitsOrIsDone(changing);
      await admin.query('COMMIT');
      return await changing;
    } finally {
      admin.release();
    }
  }

  test('does not change under a room type that is being added', async () => {
    expect(await addTypeWhileChanging(await createEmpty())).toBe('refused');
  });

  test('control: without the lock of the hotel’s rooms it would', async () => {
    await weaken(prisma, ['listing_terms_stay'], /PERFORM hotel_rooms_lock\([^;]*;/g);
    expect(await addTypeWhileChanging(await createEmpty())).toBe('changed');
  });
});
