import type { PrismaService } from '../../src/database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createFlight,
  deadlocksIn,
  decide,
  holdTaker,
  ledgerDifferences,
  tally,
  wish,
  type TestListing,
} from '../support/ledger.js';
import { rowLocks, weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 32 });
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

function seat(
  { listingId, skuIds }: TestListing,
  index: number,
  more: { guestId?: string; replacesHoldId?: string } = {},
) {
  return wish({ listingId, items: [{ skuId: skuIds[index] ?? 0, quantity: 1 }], ...more });
}

/** How many live claims the most wanted seat of the flight has. */
async function mostClaims({ listingId }: TestListing): Promise<number> {
  const [row] = await prisma.$queryRaw<{ claims: number }[]>`
    SELECT coalesce(max(c.claims), 0)::integer AS claims FROM (
      SELECT count(*) AS claims FROM hold h
      JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
      WHERE h.listing_id = ${listingId} AND h.status IN ('active', 'paying', 'confirmed')
      GROUP BY hi.sku_id
    ) c`;
  return row?.claims ?? 0;
}

async function hundredForOneSeat(): Promise<{ flight: TestListing; outcomes: Record<string, number> }> {
  const flight = await createFlight(prisma, 1);
  const taker = holdTaker(prisma);
  const verdicts = await Promise.all(Array.from({ length: 100 }, () => decide(taker, [seat(flight, 0)])));
  return { flight, outcomes: tally(verdicts.flat()) };
}

/** Twenty swaps of one guest's hold at the same time, each to a seat of its own. */
async function twentySwapsOfOneHold() {
  const flight = await createFlight(prisma, 21);
  const taker = holdTaker(prisma);
  const mine = seat(flight, 0);
  await decide(taker, [mine]);
  const verdicts = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      decide(taker, [seat(flight, index + 1, { guestId: mine.guestId, replacesHoldId: mine.holdId })]),
    ),
  );
  return { flight, outcomes: tally(verdicts.flat()) };
}

test('one seat wanted by a hundred at once has one claim', async () => {
  const { flight, outcomes } = await hundredForOneSeat();
  expect(outcomes).toEqual({ held: 1, sold_out: 99 });
  expect(await mostClaims(flight)).toBe(1);
});

test('of twenty swaps of one hold at once, one happens', async () => {
  const { outcomes } = await twentySwapsOfOneHold();
  expect(outcomes).toEqual({ held: 1, replaced_released: 19 });
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('two guests who want each other’s seat both keep their own', async () => {
  const taker = holdTaker(prisma);
  const flight = await createFlight(prisma, 2);
  const [left, right] = [seat(flight, 0), seat(flight, 1)];
  await decide(taker, [left, right]);
  await concurrently({ count: 100, clients: 16 }, async (index) => {
    const swap =
      index % 2 === 0
        ? seat(flight, 1, { guestId: left.guestId, replacesHoldId: left.holdId })
        : seat(flight, 0, { guestId: right.guestId, replacesHoldId: right.holdId });
    expect(await decide(taker, [swap])).toMatchObject([{ outcome: 'sold_out' }]);
  });
  expect(
    await prisma.hold.findMany({ select: { holdId: true, status: true }, orderBy: { holdId: 'asc' } }),
  ).toEqual([left.holdId, right.holdId].toSorted().map((holdId) => ({ holdId, status: 'active' })));
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('guests who move from seat to seat at random never share one', async () => {
  const taker = holdTaker(prisma);
  const flight = await createFlight(prisma, 12);
  const seated = Array.from({ length: 9 }, (_, index) => seat(flight, index));
  await decide(taker, seated);
  const failures: unknown[] = [];
  await concurrently({ count: 400, clients: 16 }, async (index) => {
    const guest = index % seated.length;
    const old = seated[guest];
    if (old === undefined) return;
    const next = seat(flight, Math.floor(Math.random() * 12), {
      guestId: old.guestId,
      replacesHoldId: old.holdId,
    });
    const [result] = await taker.decide([next]);
    if (result?.status !== 'fulfilled') failures.push(result?.reason);
    else if (result.value.outcome === 'held') seated[guest] = next;
  });
  expect(failures).toEqual([]);
  expect(await mostClaims(flight)).toBe(1);
  expect(await prisma.hold.count({ where: { status: 'active' } })).toBe(seated.length);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

describe('control: without row locks', () => {
  beforeEach(() => weaken(prisma, ['ledger_take', 'ledger_settle'], rowLocks));

  test('one seat is sold twice', async () => {
    let claims = 0;
    for (let round = 0; round < 30 && claims < 2; round += 1) {
      const { flight } = await hundredForOneSeat();
      claims = await mostClaims(flight);
    }
    expect(claims).toBeGreaterThan(1);
  });

  test('one hold is swapped twice, or its counters break', async () => {
    let swaps = 0;
    for (let round = 0; round < 30 && swaps < 2; round += 1) {
      try {
        swaps = (await twentySwapsOfOneHold()).outcomes['held'] ?? 0;
      } catch {
        swaps = 2; // the counter's own check spoke: the seat was given back twice
      }
    }
    expect(swaps).toBeGreaterThan(1);
  });
});
