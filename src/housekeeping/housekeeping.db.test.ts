import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
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
