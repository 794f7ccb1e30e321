import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotelWithRooms } from '../../test/support/hotel.js';
import type { PrismaService } from '../database/prisma.service.js';
import { findPriceRevision } from './pricing.views.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

describe('the revision of a listing', () => {
  let listingId: number;
  beforeEach(async () => {
    ({ listingId } = await createHotelWithRooms(prisma));
  });

  const revisionOf = async () =>
    (await prisma.listing.findUniqueOrThrow({ where: { listingId } })).pricingRevision;

  test('moves with each statement that changes a table or rule, and with none that leaves them as they are', async () => {
    await prisma.pricingRule.create({ data: { listingId, name: 'Weekend', factorBp: 12_000 } });
    const before = await revisionOf();
    await prisma.pricingRule.updateMany({ where: { listingId }, data: { updatedAt: new Date() } });
    await expect(revisionOf()).resolves.toBe(before);
    await prisma.pricingRule.updateMany({ where: { listingId }, data: { factorBp: 13_000 } });
    await expect(revisionOf()).resolves.toBe(before + 1);
    await expect(findPriceRevision(prisma, listingId, before)).resolves.toMatchObject({
      rules: [{ name: 'Weekend', factorBp: 12_000 }],
    });
  });

  test('has both of two changes that are made at the same time', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        prisma.occupancyRule.create({ data: { listingId, thresholdPercent: n, factorBp: 10_000 + n } }),
      ),
    );
    const settings = await findPriceRevision(prisma, listingId, await revisionOf());
    expect(settings?.occupancy).toHaveLength(8);
  });
});
