import { Booking, saveCard } from '../../test/support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { openFrontDesk } from '../../test/support/front-desk.js';
import { decide, firstNight, holdTaker, letPass, wish } from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { HoldTaker } from '../inventory/hold-taker.js';
import type { TakeRequest } from '../inventory/take.js';
import { PriceExplanationsService, type ExplainedPrice } from './price-explanations.service.js';
import { priceLines } from './pricing.views.js';

// Which holds make a night dearer for whom.

let database: TestDatabase;
let prisma: PrismaService;
let taker: HoldTaker;
let listingId: number;
let skuId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  taker = holdTaker(prisma);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** Ten rooms, each for 100.00, half as much again once three of them are reserved or held. */
beforeEach(async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [1], sellable: 10 });
  listingId = hotel.listingId;
  [skuId = 0] = hotel.skuIds;
  await prisma.listing.update({ where: { listingId }, data: { heldWeightPercent: 100 } });
  await prisma.occupancyRule.create({ data: { listingId, thresholdPercent: 30, factorBp: 15_000 } });
});

function ask(guestId: string, quantity: number, more: Partial<Parameters<typeof wish>[0]> = {}): TakeRequest {
  return wish({ listingId, items: [{ skuId, quantity }], guestId, ...more });
}

async function hold(guestId: string, quantity: number, more: Parameters<typeof ask>[2] = {}) {
  const request = ask(guestId, quantity, more);
  const [verdict] = await decide(taker, [request]);
  if (verdict?.outcome !== 'held') throw new Error(`not held: ${verdict?.outcome}`);
  return { ...request, totalMinor: verdict.quote.totalMinor };
}

/** What one room would cost each guest, by refusals of one call: nothing is taken. */
async function prices(...guestIds: string[]): Promise<number[]> {
  const asked = guestIds.map((guestId) => ask(guestId, 1, { expectedTotalMinor: 1 }));
  return (await decide(taker, asked)).map((verdict) => {
    if (verdict.outcome !== 'price_changed') throw new Error(`not refused: ${verdict.outcome}`);
    return verdict.quote.totalMinor;
  });
}

function explain(id: string): Promise<ExplainedPrice> {
  return new PriceExplanationsService(prisma).explain(id);
}

async function countsOf(holdId: string): Promise<unknown[]> {
  const explained = await explain(holdId);
  expect(explained).toMatchObject({ agrees: true, isComplete: true });
  return explained.lines.map(({ counts }) => counts);
}

describe('a hold past its deadline that nothing has released yet', () => {
  test('makes no night dearer, neither for others nor for whoever had it', async () => {
    const lapsed = await hold('ada', 3);
    expect(await prices('bob')).toEqual([15_000]);
    await letPass(prisma, [lapsed.holdId]);
    expect(await prices('bob', 'ada')).toEqual([10_000, 10_000]);
    const [shown] = await priceLines(prisma, listingId, [{ skuId, date: firstNight, quantity: 1 }]);
    expect(shown).toMatchObject({ amountMinor: 10_000, inputs: { counts: { held: 0 } } });

    const taken = await hold('ada', 1, { expectedTotalMinor: 10_000 });
    expect(await countsOf(taken.holdId)).toEqual([{ total: 10, reserved: 0, held: 0, credit: 0 }]);
    const { status } = await prisma.hold.findFirstOrThrow({ where: { holdId: lapsed.holdId } });
    expect(status).toBe('active');
  });

  test('is left out of its own nights, and of what others hold there', async () => {
    const lapsed = await hold('ada', 3, { from: 0, nights: 2 });
    await hold('bob', 3, { from: 1, nights: 2 });
    await letPass(prisma, [lapsed.holdId]);
    const taken = await hold('cyd', 1, { nights: 3 });
    expect(taken.totalMinor).toBe(10_000 + 15_000 + 15_000);
    expect(await countsOf(taken.holdId)).toMatchObject([{ held: 0 }, { held: 3 }, { held: 3 }]);
  });

  test('counts while its payment is under way', async () => {
    await saveCard(prisma, 'payer');
    const request = await hold('payer', 3);
    expect(await new Booking(prisma, request).do('begin')).toBe('begun');
    await letPass(prisma, [request.holdId]);
    expect(await prices('bob', 'payer')).toEqual([15_000, 10_000]);
  });
});

describe("a guest's own hold does not raise that guest's price", () => {
  test('whether it is replaced or not; those asked with the same call have their own', async () => {
    await hold('ada', 3);
    expect(await prices('bob', 'ada', 'bob', 'ada')).toEqual([15_000, 10_000, 15_000, 10_000]);
    const more = await hold('ada', 1, { expectedTotalMinor: 10_000 });
    expect(await countsOf(more.holdId)).toEqual([{ total: 10, reserved: 0, held: 3, credit: 3 }]);
    const swapped = await hold('ada', 2, { replacesHoldId: more.holdId, expectedTotalMinor: 20_000 });
    expect(await countsOf(swapped.holdId)).toMatchObject([{ held: 4, credit: 4 }]);
  });

  test('on the nights it has, and only there', async () => {
    await hold('ada', 3);
    await hold('bob', 3, { from: 1 });
    const own = await hold('ada', 1, { nights: 2 });
    expect(own.totalMinor).toBe(10_000 + 15_000);
    expect(await countsOf(own.holdId)).toMatchObject([
      { held: 3, credit: 3 },
      { held: 3, credit: 0 },
    ]);
  });

  test('but a reservation does: it is no hold any more', async () => {
    await saveCard(prisma, 'booked');
    const booking = new Booking(prisma, await hold('booked', 3));
    for (const step of ['begin', 'authorise', 'capture'] as const) await booking.do(step);
    expect(await prices('booked')).toEqual([15_000]);
  });

  test('while one in another hotel is none here', async () => {
    const elsewhere = await openFrontDesk(prisma, { rooms: [1], sellable: 10 });
    const items = [{ skuId: elsewhere.skuIds[0] ?? 0, quantity: 3 }];
    await decide(taker, [wish({ listingId: elsewhere.listingId, items, guestId: 'ada' })]);
    await hold('bob', 3);
    expect(await prices('ada')).toEqual([15_000]);
  });

  test('when a price is asked for without taking anything; nobody in particular has no holds', async () => {
    await hold('ada', 3);
    const line = { skuId, date: firstNight, quantity: 1 };
    const priceFor = async (guestId?: string) =>
      (await priceLines(prisma, listingId, [line], { guestId }))[0]?.amountMinor;
    expect([await priceFor('ada'), await priceFor('bob'), await priceFor()]).toEqual([
      10_000, 15_000, 15_000,
    ]);
  });
});
