import { commandLineActor } from '../../src/audit/actor.js';
import { listAuditEntries } from '../../src/audit/audit.views.js';
import { InventoryEditService } from '../../src/catalog/admin/inventory-edit.service.js';
import { AppConfig } from '../../src/config/app-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { addDays } from '../../src/stays/night.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createHotelWithRooms } from '../support/hotel.js';
import { firstNight } from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

const actor = commandLineActor();

let database: TestDatabase;
let prisma: PrismaService;
let edits: InventoryEditService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  edits = new InventoryEditService(
    prisma,
    new InventoryService(prisma, new AppConfig(), new MetricsService()),
  );
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

const night = { startDate: firstNight, endDate: addDays(firstNight, 1) };

/** What the trail says a night had and got, entry by entry. */
async function told(field: string): Promise<{ before: unknown; after: unknown }[]> {
  const newestFirst = await listAuditEntries(prisma, { limit: 100 });
  return newestFirst.toReversed().map(({ changes }) => {
    const ranges = changes['nights']?.from as Record<string, unknown>[] | undefined;
    return { before: ranges?.[0]?.[field], after: changes[field]?.to };
  });
}

/** Two administrators who set one night at once, while somebody else keeps its row locked. */
async function setTotalsAtOnce(): Promise<{ before: unknown; after: unknown }[]> {
  const { listingId, skuIds } = await createHotelWithRooms(prisma, { rooms: [2] });
  const [roomTypeId = 0] = skuIds;
  await prisma.$queryRaw`
    SELECT ledger_open_nights(
      ${listingId}::integer, ${roomTypeId}::integer, ${night.startDate}::date, ${night.endDate}::date
    )`;
  const guest = await prisma.pool.connect();
  try {
    await guest.query('BEGIN');
    await guest.query('SELECT 1 FROM inventory WHERE listing_id = $1 FOR UPDATE', [listingId]);
    const edit = { hotelId: listingId, roomTypeId, ...night };
    const set = (total: number) => edits.setTotals({ ...edit, total }, actor);
    const done = Promise.all([set(5), set(7)]);
    await eventually(async () => {
      const { rows } = await prisma.pool.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(2);
    });
    await guest.query('COMMIT');
    await done;
  } finally {
    guest.release();
  }
  return told('total');
}

test('of two who set the total of one night at once, the second is told to have changed what the first has set', async () => {
  const [first, second] = await setTotalsAtOnce();
  expect(first?.before).toBe(2);
  expect(second?.before).toBe(first?.after);
});

test('control: without the lock of the hotel’s rooms both would say what there was before either', async () => {
  await weaken(prisma, ['hotel_rooms_lock'], /pg_advisory_xact_lock\(1, p_listing_id\)/g, 'pg_sleep(0)');
  expect((await setTotalsAtOnce()).map(({ before }) => before)).toEqual([2, 2]);
});

test('each of many who set the rate of one night at once is told to have changed what another has set', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  const wanted = [1, 2, 3, 4, 5, 6, 7, 8];
  await Promise.all(wanted.map((multiplier) => edits.setRates(listingId, { ...night, multiplier }, actor)));
  const rate = await prisma.rate.findFirstOrThrow({ where: { listingId } });
  const befores = (await told('multiplier')).map(({ before }) => before);
  expect(befores).toHaveLength(wanted.length);
  const replaced = wanted.filter((multiplier) => multiplier !== rate.multiplierBp / 10_000);
  expect(new Set(befores)).toEqual(new Set([null, ...replaced]));
});
