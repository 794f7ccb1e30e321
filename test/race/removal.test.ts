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
    const isDone = removing.then(() => true);
    for (let waits = 0; waits === 0;) {
      const { rowCount } = await prisma.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      waits = rowCount ?? 0;
      if (await Promise.race([isDone, Promise.resolve(false)])) break;
    }
    await guest.query('COMMIT');
    return await removing;
  } finally {
    guest.release();
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

describe('the currency and time zone of a hotel', () => {
  const set = (listingId: number, terms: { currency?: string; timezone?: string }) =>
    prisma.listing.update({ where: { listingId }, data: terms });

  test('stay while somebody is booked, whoever writes them', async () => {
    const hotel = await createHotel(prisma, { totals: [3] });
    await set(hotel.listingId, { currency: 'USD', timezone: 'Asia/Tokyo' });
    await take(hotel);
    await expect(set(hotel.listingId, { currency: 'EUR' })).rejects.toThrow('listing_terms_stay');
    await expect(set(hotel.listingId, { timezone: 'UTC' })).rejects.toThrow('listing_terms_stay');
    // The same again is no change.
    await set(hotel.listingId, { currency: 'USD', timezone: 'Asia/Tokyo' });
  });

  test('do not change under a hold that is being taken', async () => {
    const hotel = await createHotel(prisma, { totals: [3] });
    const change: Remove = async ({ listingId }) => {
      try {
        await set(listingId, { currency: 'USD' });
        return 'removed';
      } catch {
        return 'booked';
      }
    };
    expect(await holdWhileRemoving(hotel, change)).toBe('booked');
  });

  test('control: without the locks of the nights they would', async () => {
    await weaken(prisma, ['listing_lock_nights'], /FOR UPDATE/g);
    const hotel = await createHotel(prisma, { totals: [3] });
    await holdWhileRemoving(hotel, async ({ listingId }) => {
      await set(listingId, { currency: 'USD' });
      return 'removed';
    });
    const { currency } = await prisma.hold.findFirstOrThrow();
    const listing = await prisma.listing.findUniqueOrThrow({ where: { listingId: hotel.listingId } });
    expect([currency, listing.currency]).toEqual(['EUR', 'USD']);
  });
});
