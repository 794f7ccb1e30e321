import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { HousekeepingService } from './housekeeping.service.js';

let database: TestDatabase;
let prisma: PrismaService;
let housekeeping: HousekeepingService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  housekeeping = new HousekeepingService(prisma);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

test('answers past their time are forgotten, however many, and no other', async () => {
  await prisma.$executeRaw`
    INSERT INTO idempotency_key (guest_id, key, request_hash, state, status_code, locked_until, expires_at)
    SELECT 'guest:alice', n::text, '', 'done', 201, now(), now() + make_interval(secs => n - 2500)
    FROM generate_series(1, 2600) AS n`;
  await housekeeping.purgeIdempotencyKeys();
  const left = await prisma.idempotencyKey.aggregate({ _count: true, _min: { expiresAt: true } });
  expect(left._count).toBeLessThanOrEqual(100);
  expect(left._count).toBeGreaterThan(50);
  expect(left._min.expiresAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test('partitions of the event table that are missing are made, those that are there stay', async () => {
  const partitions = async (): Promise<string[]> => {
    const rows = await prisma.$queryRaw<{ name: string }[]>`
      SELECT inhrelid::regclass::text AS name FROM pg_inherits
      WHERE inhparent = 'event'::regclass ORDER BY name`;
    return rows.map(({ name }) => name);
  };
  const before = await partitions();
  const lastMonth = before.filter((name) => name !== 'event_default').at(-1) ?? '';
  expect(lastMonth).toMatch(/^event_\d{4}_\d{2}$/);
  await prisma.$executeRawUnsafe(`DROP TABLE ${lastMonth}`);
  await housekeeping.ensureEventPartitions();
  expect(await partitions()).toEqual(before);
  await housekeeping.ensureEventPartitions();
  expect(await partitions()).toEqual(before);
});

describe('who was to fly', () => {
  const traveller = {
    passengerId: 'pas_1',
    givenName: 'Amelia',
    familyName: 'Earhart',
    bornOn: '1987-07-24',
  };
  const offer = { offerId: 'off_1', slices: [] };

  /** A hold of an offer that became `status` and ended, or flies, so many days from now; with an order, if it has one. */
  async function hold(
    status: string,
    {
      endedDays = null,
      departsDays,
      order,
    }: { endedDays?: number | null; departsDays: number; order?: string },
  ): Promise<string> {
    const [lane] = await prisma.$queryRaw<{ listingId: number }[]>`
      SELECT l AS "listingId" FROM supplier_listings('duffel', 1) AS l`;
    const listingId = lane?.listingId ?? 0;
    const holdId = mintListingUuid(listingId);
    await prisma.$executeRaw`
      INSERT INTO hold (
        listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, ended_at, end_cause, currency,
        total_minor, quote
      ) SELECT ${listingId}::integer, ${holdId}::uuid, 'ada', ${status}, d, d + 1, now() - interval '90 days',
        now() - interval '90 days', now() + make_interval(days => ${endedDays}::integer),
        CASE WHEN ${endedDays}::integer IS NOT NULL THEN 'deadline_passed' END, 'EUR', 100, '[]'
      FROM (SELECT current_date + ${departsDays}::integer AS d) AS x`;
    await prisma.$executeRaw`
      INSERT INTO supplier_hold (
        listing_id, hold_id, supplier, offer_id, offer_expires_at, offer, passengers, max_total_minor, created_at
      ) VALUES (
        ${listingId}::integer, ${holdId}::uuid, 'duffel', 'off_1', now(), ${JSON.stringify(offer)}::jsonb,
        ${JSON.stringify([traveller])}::jsonb, 100, now() - interval '90 days'
      )`;
    if (order !== undefined) {
      await prisma.$executeRaw`
        INSERT INTO supplier_order (
          listing_id, hold_id, attempt, kind, status, reference, order_id, refused_message, created_at, updated_at
        ) VALUES (
          ${listingId}::integer, ${holdId}::uuid, 1, 'hold', ${order}, ${holdId}, 'ord_1', 'Earhart is no name', now(), now()
        )`;
    }
    return holdId;
  }

  test('is forgotten when the flight, or a hold that came to nothing, is over for so many days; not before', async () => {
    const due = [
      await hold('confirmed', { departsDays: -31, order: 'booked' }),
      await hold('expired', { endedDays: -31, departsDays: 200 }),
      await hold('released', { endedDays: -31, departsDays: 200, order: 'refused' }),
      await hold('canceled', { endedDays: -31, departsDays: 200, order: 'canceled' }),
    ];
    const kept = [
      await hold('confirmed', { departsDays: -30, order: 'booked' }),
      await hold('confirmed', { departsDays: 200, order: 'booked' }),
      await hold('expired', { endedDays: -29, departsDays: -40 }),
      await hold('expired', { endedDays: -31, departsDays: -31, order: 'releasing' }),
      await hold('active', { departsDays: -40 }),
    ];
    await Promise.all([housekeeping.purgeTravellers(30), housekeeping.purgeTravellers(30)]);
    await housekeeping.purgeTravellers(30);
    const left = await prisma.supplierHold.findMany();
    const of = (ids: string[]) => left.filter(({ holdId }) => ids.includes(holdId));
    expect(of(due).map(({ passengers, offer: shown }) => [passengers, shown])).toEqual(
      due.map(() => [[], offer]),
    );
    expect(of(kept).map(({ passengers }) => passengers)).toEqual(kept.map(() => [traveller]));
    const orders = await prisma.supplierOrder.findMany({ where: { holdId: { in: due } } });
    expect(orders.map(({ refusedMessage }) => refusedMessage)).toEqual([null, null, null]);
  });
});
