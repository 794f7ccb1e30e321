import fc from 'fast-check';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { lineAmountMinor, occupancyFactorBp } from './pricing.rules.js';
import { priceLines } from './pricing.views.js';

const date = '2027-03-14';
const otherDate = '2027-03-15';

let database: TestDatabase;
let prisma: PrismaService;
let listingId: number;
let skuId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  const listing = await prisma.listing.create({
    data: {
      kind: 'hotel',
      code: 'PRICED',
      currency: 'EUR',
      timezone: 'Europe/Lisbon',
      cancellationFeePercent: 100,
      hotel: { create: { name: 'Priced', city: 'Faro', country: 'PT' } },
      skus: { create: { kind: 'room_type', basePriceMinor: 10_000, overbookingPercent: 10 } },
    },
    include: { skus: true },
  });
  listingId = listing.listingId;
  skuId = listing.skus[0]?.skuId ?? 0;
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

const factor = fc.integer({ min: 1, max: 100_000 });
const night = fc
  .record({
    total: fc.integer({ min: 0, max: 200 }),
    reserved: fc.integer({ min: 0, max: 220 }),
    held: fc.integer({ min: 0, max: 100 }),
    heldWeightPercent: fc.integer({ min: 0, max: 100 }),
    base: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.constant(1_000_000_000)),
    rateBp: factor,
    quantity: fc.integer({ min: 1, max: 10 }),
    thresholds: fc.uniqueArray(
      fc.record({ thresholdPercent: fc.integer({ min: 0, max: 120 }), factorBp: factor }),
      { selector: (rule) => rule.thresholdPercent, maxLength: 4 },
    ),
  })
  .chain((state) =>
    fc.record({ state: fc.constant(state), credit: fc.integer({ min: 0, max: state.held }) }),
  );

test('the database prices every line to the last minor unit as the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(night, async ({ state, credit }) => {
      const { total, reserved, held, heldWeightPercent, base, rateBp, quantity, thresholds } = state;
      await prisma.$transaction([
        prisma.listing.update({ where: { listingId }, data: { heldWeightPercent } }),
        prisma.sku.update({
          where: { listingId_skuId: { listingId, skuId } },
          data: { basePriceMinor: base },
        }),
        prisma.occupancyRule.deleteMany({ where: { listingId } }),
        prisma.occupancyRule.createMany({ data: thresholds.map((rule) => ({ listingId, ...rule })) }),
        prisma.$executeRaw`DELETE FROM rate`,
        prisma.$executeRaw`
          INSERT INTO rate (listing_id, date, multiplier_bp) VALUES (${listingId}, ${date}::date, ${rateBp}::integer)`,
        prisma.$executeRaw`DELETE FROM inventory`,
        prisma.$executeRaw`
          INSERT INTO inventory (listing_id, sku_id, date, total, held, reserved, overbooking_percent)
          VALUES (
            ${listingId}, ${skuId}, ${date}::date, ${total}::smallint, ${held}::smallint, ${reserved}::smallint, 10
          )`,
      ]);
      const [line] = await priceLines(prisma, listingId, [{ skuId, date, quantity, credit }]);
      const occupancyBp = occupancyFactorBp({ total, reserved, held, credit, heldWeightPercent }, thresholds);
      const expected = { baseMinor: base, quantity, rateBp, occupancyBp };
      expect(line).toEqual({ skuId, date, ...expected, amountMinor: Number(lineAmountMinor(expected)) });
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('a night without a rate or inventory costs its base price', async () => {
  await prisma.sku.update({
    where: { listingId_skuId: { listingId, skuId } },
    data: { basePriceMinor: 10_000 },
  });
  await expect(priceLines(prisma, listingId, [{ skuId, date: otherDate, quantity: 2 }])).resolves.toEqual([
    {
      skuId,
      date: otherDate,
      quantity: 2,
      baseMinor: 10_000,
      rateBp: 10_000,
      occupancyBp: 10_000,
      amountMinor: 20_000,
    },
  ]);
});

test('a SKU of another listing has no price', async () => {
  await expect(priceLines(prisma, listingId + 1, [{ skuId, date, quantity: 1 }])).resolves.toEqual([]);
});
