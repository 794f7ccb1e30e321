import type { PrismaService } from '../database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { loadSampleCatalogue } from './sample-catalogue.js';

describe('the sample catalogue', () => {
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

  test('loads', async () => {
    const t0 = Date.now();
    const report = await loadSampleCatalogue(prisma);
    console.log(Date.now() - t0, JSON.stringify(report));
    console.log(await prisma.seat.count(), await prisma.inventory.count(), await prisma.flight.count());
    console.log(await prisma.flight.findFirst({ orderBy: { listingId: 'asc' }, include: { cabins: true } }));
    console.log(
      await prisma.$queryRaw`select aircraft_code, a.name, a.seats, count(*)::int from flight join aircraft a on a.code=aircraft_code group by 1,2,3 order by 3`,
    );
    const t1 = Date.now();
    const again = await loadSampleCatalogue(prisma);
    console.log(Date.now() - t1, JSON.stringify(again));
  }, 120_000);
});
