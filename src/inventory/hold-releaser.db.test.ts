import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import {
  createHotel,
  decide,
  holdTaker,
  ledgerDifferences,
  letPass,
  wish,
} from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { HoldReleaser } from './hold-releaser.js';
import { mintListingUuid } from './listing-uuid.js';
import type { TakeRequest } from './take.js';

let database: TestDatabase;
let prisma: PrismaService;
let releaser: HoldReleaser;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  releaser = new HoldReleaser(prisma);
});

afterEach(async () => expect(await ledgerDifferences(prisma)).toEqual([]));

afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** One hold of one room in each of so many hotels, the hotel made last first. */
async function heldIn(hotels: number): Promise<TakeRequest[]> {
  const wishes: TakeRequest[] = [];
  for (let made = 0; made < hotels; made += 1) {
    const { listingId, skuIds } = await createHotel(prisma, { totals: [5] });
    wishes.unshift(wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 1 }] }));
  }
  const verdicts = await decide(holdTaker(prisma), wishes);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(wishes.map(() => 'held'));
  return wishes;
}

async function statusOf({ listingId, holdId }: TakeRequest): Promise<string | undefined> {
  const hold = await prisma.hold.findUnique({ where: { listingId_holdId: { listingId, holdId } } });
  return hold?.status;
}

const fulfilled = (...values: boolean[]) => values.map((value) => ({ status: 'fulfilled', value }));

describe('holds given back by one call', () => {
  test('are those that are live, each answered at its own place', async () => {
    const [first, overdue, other] = await heldIn(3);
    if (first === undefined || overdue === undefined || other === undefined) throw new Error('not held');
    await letPass(prisma, [overdue.holdId]);
    const unknown = { listingId: first.listingId, holdId: mintListingUuid(first.listingId) };

    const released = await releaser.release([unknown, other, overdue, first], 'released_by_guest');

    expect(released).toEqual(fulfilled(false, true, false, true));
    expect(await releaser.release([first], 'released_by_guest')).toEqual(fulfilled(false));
    expect(await Promise.all([first, overdue, other].map(statusOf))).toEqual([
      'released',
      'active',
      'released',
    ]);
  });

  test("are never someone else's, also when the owner asks in the same call", async () => {
    const [hold] = await heldIn(1);
    if (hold === undefined) throw new Error('not held');
    const stranger = { ...hold, guestId: 'mallory' };

    expect(await releaser.release([stranger], 'released_by_guest')).toEqual(fulfilled(false));
    expect(await statusOf(hold)).toBe('active');
    expect(await releaser.release([stranger, hold, hold], 'released_by_guest')).toEqual(
      fulfilled(false, true, true),
    );
  });
});

test('rows somebody keeps locked make their own listing busy; other holds of the call are given back', async () => {
  const holds = await heldIn(3);
  const [first, locked, last] = holds;
  const blocker = await prisma.pool.connect();
  try {
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM inventory WHERE listing_id = $1 FOR UPDATE', [locked?.listingId]);
    expect(await releaser.release(holds, 'released_by_guest')).toMatchObject([
      { status: 'fulfilled', value: true },
      { status: 'rejected', reason: { kind: 'unavailable', code: 'busy' } },
      { status: 'fulfilled', value: true },
    ]);
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
  }
  if (first === undefined || locked === undefined || last === undefined) throw new Error('not held');
  expect(await Promise.all([first, locked, last].map(statusOf))).toEqual(['released', 'active', 'released']);
});
