import fc from 'fast-check';
import { changeCurrency } from '../../test/support/currency.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotelWithRooms } from '../../test/support/hotel.js';
import type { PrismaService } from '../database/prisma.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { chargeStepOf } from './currency.js';
import type { PricedLine } from './pricing.rules.js';
import { lineAmountMinor, settledStages } from './pricing.rules.js';
import { findPriceRevision, priceLines, type WantedLine } from './pricing.views.js';

const date = '2027-03-14'; // a Sunday
const otherDate = '2027-03-15';

let database: TestDatabase;
let prisma: PrismaService;
let listingId: number;
let skuId: number;
let otherSkuId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  const sku = { kind: 'room_type', basePriceMinor: 10_000, overbookingPercent: 10 };
  const listing = await prisma.listing.create({
    data: {
      kind: 'hotel',
      code: 'PRICED',
      currency: 'EUR',
      timezone: 'Europe/Lisbon',
      cancellationFeePercent: 100,
      hotel: { create: { name: 'Priced', city: 'Faro', country: 'PT' } },
      skus: { create: [sku, sku] },
    },
    include: { skus: { orderBy: { skuId: 'asc' } } },
  });
  listingId = listing.listingId;
  [skuId = 0, otherSkuId = 0] = listing.skus.map((each) => each.skuId);
  for (const [place, id] of [skuId, otherSkuId].entries()) {
    await prisma.roomType.create({ data: { listingId, skuId: id, code: `T${place}`, name: 'Type' } });
  }
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

const factor = fc.integer({ min: 1, max: 100_000 });
const steps = (highest: number) =>
  fc.uniqueArray(fc.record({ step: fc.integer({ min: 0, max: highest }), factorBp: factor }), {
    selector: (each) => each.step,
    maxLength: 4,
  });
const limit = fc.option(fc.integer({ min: 0, max: 1_000_000_000 }));
const night = fc.option(fc.constantFrom('2027-03-13', date, otherDate, '2027-03-20'));
const rule = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }),
    isOfType: fc.option(fc.boolean()),
    startDate: night,
    endDate: night,
    weekdays: fc.integer({ min: 1, max: 127 }),
    factorBp: factor,
    priority: fc.integer({ min: -2, max: 2 }),
    isFinal: fc.boolean(),
  })
  .filter(({ startDate, endDate }) => startDate === null || endDate === null || startDate < endDate);
const counts = fc.record({
  total: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }) }, fc.constant(0)),
  reserved: fc.integer({ min: 0, max: 220 }),
  /** Held by others, by whoever asks, and by holds past their deadline. */
  others: fc.nat({ max: 60 }),
  own: fc.nat({ max: 40 }),
  lapsed: fc.nat({ max: 40 }),
});
const world = fc.record({
  counts,
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'MGA'),
  heldWeightPercent: fc.integer({ min: 0, max: 100 }),
  base: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.constant(1_000_000_000)),
  rateBp: factor,
  quantity: fc.integer({ min: 1, max: 10 }),
  hotelTable: steps(120),
  typeTable: steps(120),
  rules: fc.array(rule, { maxLength: 5 }),
  limits: fc.record({ min: limit, max: limit }),
});

/** The line made again by the rules, from what the database has frozen of it. */
async function madeAgain(line: PricedLine, currency: string): Promise<PricedLine> {
  const step = chargeStepOf(currency);
  if (line.inputs === undefined) return { ...line, amountMinor: Number(lineAmountMinor(line, step)) };
  const { revision } = line.inputs;
  const settings = await findPriceRevision(prisma, listingId, revision);
  if (settings === undefined) throw new Error(`there is no revision ${revision}`);
  const stages = { ...line, ...settledStages(line, settings, { counts: line.inputs.counts, kind: 'hotel' }) };
  return { ...stages, amountMinor: Number(lineAmountMinor(stages, step)) };
}

async function priceOne(wanted: WantedLine, guestId?: string): Promise<PricedLine> {
  const [line] = await priceLines(prisma, listingId, [wanted], { guestId });
  if (line === undefined) throw new Error('no line');
  return line;
}

/** A hold of so many on the night, an hour before its deadline or after it; its rows' counters are the test's. */
function holdOf(guestId: string, { quantity, hoursLeft }: { quantity: number; hoursLeft: number }) {
  const holdId = mintListingUuid(listingId);
  return prisma.$executeRaw`
    WITH made AS (
      INSERT INTO hold (
        listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency, total_minor, quote
      )
      SELECT ${listingId}::integer, ${holdId}::uuid, ${guestId}, 'active', ${date}::date, ${otherDate}::date, now(),
        now() + make_interval(hours => ${hoursLeft}::integer), 'EUR', 0, '[]'
      WHERE ${quantity}::integer > 0
      RETURNING listing_id, hold_id
    )
    INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity)
    SELECT m.listing_id, m.hold_id, ${skuId}::integer, ${quantity}::smallint FROM made m`;
}

test('the database prices every line to the last minor unit as the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ limits: { min, max }, ...given }) => {
      const { currency, heldWeightPercent, base, rateBp, quantity, hotelTable, typeTable, rules } = given;
      const { total, reserved, others, own, lapsed } = given.counts;
      await changeCurrency(prisma, listingId, currency);
      const isOrdered = min === null || max === null || min <= max;
      await prisma.$transaction([
        prisma.$executeRaw`DELETE FROM hold_item`,
        prisma.$executeRaw`DELETE FROM hold`,
        prisma.listing.update({ where: { listingId }, data: { heldWeightPercent } }),
        prisma.sku.update({
          where: { listingId_skuId: { listingId, skuId } },
          data: {
            basePriceMinor: base,
            minPriceMinor: isOrdered ? min : max,
            maxPriceMinor: isOrdered ? max : min,
          },
        }),
        prisma.occupancyRule.deleteMany({ where: { listingId } }),
        prisma.occupancyRule.createMany({
          data: [
            ...hotelTable.map(({ step, factorBp }) => ({ listingId, thresholdPercent: step, factorBp })),
            ...typeTable.map(({ step, factorBp }) => ({
              listingId,
              skuId,
              thresholdPercent: step,
              factorBp,
            })),
          ],
        }),
        prisma.pricingRule.deleteMany({ where: { listingId } }),
        prisma.pricingRule.createMany({
          data: rules.map(({ isOfType, startDate, endDate, ...each }) => ({
            ...each,
            listingId,
            skuId: isOfType === null ? null : isOfType ? skuId : otherSkuId,
            startDate: startDate === null ? null : new Date(startDate),
            endDate: endDate === null ? null : new Date(endDate),
          })),
        }),
        prisma.$executeRaw`DELETE FROM rate`,
        prisma.$executeRaw`
          INSERT INTO rate (listing_id, date, multiplier_bp) VALUES (${listingId}, ${date}::date, ${rateBp}::integer)`,
        prisma.$executeRaw`DELETE FROM inventory`,
        prisma.$executeRaw`
          INSERT INTO inventory (listing_id, sku_id, date, total, held, reserved, overbooking_percent)
          VALUES (
            ${listingId}, ${skuId}, ${date}::date, ${total}::smallint, ${others + own + lapsed}::smallint,
            ${reserved}::smallint, 10
          )`,
        holdOf('asker', { quantity: own, hoursLeft: 1 }),
        holdOf('other', { quantity: lapsed, hoursLeft: -1 }),
      ]);
      const line = await priceOne({ skuId, date, quantity }, 'asker');
      expect(line).toMatchObject({ skuId, date, quantity, baseMinor: base, rateBp });
      // Which holds there are is looked at only where prices go by it.
      const counted =
        hotelTable.length + typeTable.length > 0
          ? { total, reserved, held: others + own, credit: own }
          : { total, reserved, held: others + own + lapsed, credit: 0 };
      expect(line.inputs?.counts ?? counted).toEqual(counted);
      expect(line).toEqual(await madeAgain(line, currency));
      expect(line.amountMinor % chargeStepOf(currency)).toBe(0);
    }),
    { numRuns: 150 },
  );
});

test('a unit costs what the exact product rounds to, also where a quotient would have been cut off', async () => {
  await reset();
  await prisma.sku.update({
    where: { listingId_skuId: { listingId, skuId } },
    data: { basePriceMinor: 999_999_999 },
  });
  await prisma.pricingRule.createMany({
    data: [99_999, 99_991, 1, 9_999].map((factorBp) => ({ listingId, name: 'x', factorBp })),
  });
  const line = await priceOne({ skuId, date, quantity: 1 });
  expect(BigInt(line.amountMinor)).toBe(lineAmountMinor(line));
});

test('a night without a rate, a rule or inventory costs its base price, and keeps nothing to make it from', async () => {
  const plain = await createHotelWithRooms(prisma);
  const [plainSku = 0] = plain.skuIds;
  const lines = await priceLines(prisma, plain.listingId, [
    { skuId: plainSku, date: otherDate, quantity: 2 },
  ]);
  expect(lines).toEqual([
    {
      skuId: plainSku,
      pricedAsSkuId: plainSku,
      date: otherDate,
      quantity: 2,
      baseMinor: 10_000,
      rateBp: 10_000,
      rules: [],
      occupancyBp: 10_000,
      minMinor: null,
      maxMinor: null,
      amountMinor: 20_000,
      cabinSkuId: null,
      inputs: undefined,
    },
  ]);
});

async function reset(): Promise<void> {
  await prisma.$executeRaw`DELETE FROM hold_item`;
  await prisma.$executeRaw`DELETE FROM hold`;
  await changeCurrency(prisma, listingId, 'EUR');
  await prisma.pricingRule.deleteMany({ where: { listingId } });
  await prisma.occupancyRule.deleteMany({ where: { listingId } });
  await prisma.$executeRaw`DELETE FROM rate`;
  await prisma.sku.update({
    where: { listingId_skuId: { listingId, skuId } },
    data: { basePriceMinor: 10_000, minPriceMinor: null, maxPriceMinor: null },
  });
}

test('a SKU of another listing has no price', async () => {
  await expect(priceLines(prisma, listingId + 1_000, [{ skuId, date, quantity: 1 }])).resolves.toEqual([]);
});
