import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import {
  authoriseTogether,
  captureTogether,
  type AuthoriseRequest,
} from '../../src/payments/payment-steps.queries.js';
import { beginTogether, type BeginCommand } from '../../src/reservations/reservations.queries.js';
import { saveCard } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createHotel,
  deadlocksIn,
  decide,
  holdTaker,
  ledgerDifferences,
  letPass,
  wish,
  type TestListing,
} from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

const nights = 6;
const batch = 12;

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 16 });
  await saveCard(prisma, 'ada');
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

function inBatches<T>(values: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(values.length / batch) }, (_, index) =>
    values.slice(index * batch, (index + 1) * batch),
  );
}

/** Holds of stays that overlap each other, in so many hotels of two room types each. */
async function heldStays(count: number, hotels = 3): Promise<BeginCommand[]> {
  const made: TestListing[] = [];
  for (let index = 0; index < hotels; index += 1) {
    made.push(await createHotel(prisma, { totals: [count, count], nights }));
  }
  const wishes = Array.from({ length: count }, () => {
    const { listingId = 0, skuIds = [] } = made[below(made.length)] ?? {};
    const length = 1 + below(nights - 1);
    const items = skuIds.slice(0, 1 + below(skuIds.length)).map((skuId) => ({ skuId, quantity: 1 }));
    return wish({ listingId, items, guestId: 'ada', from: below(nights - length + 1), nights: length });
  });
  for (const verdict of await decide(holdTaker(prisma), wishes)) expect(verdict.outcome).toBe('held');
  return wishes.map(({ listingId, holdId, guestId }) => ({
    listingId,
    holdId,
    guestId,
    reservationId: mintListingUuid(listingId),
    isClientChosen: false,
    paymentId: mintListingUuid(listingId),
    paymentMethodId: 'pm_test',
    graceSeconds: 120,
  }));
}

async function begunStays(count: number): Promise<AuthoriseRequest[]> {
  const commands = await heldStays(count);
  for (const part of inBatches(commands)) {
    for (const row of await beginTogether(prisma, part)) expect(row?.outcome).toBe('begun');
  }
  return commands.map(({ listingId, paymentId }) => ({
    listingId,
    paymentId,
    providerPaymentId: `pi_${paymentId}`,
  }));
}

async function statesOf({ paymentId }: { paymentId: string }): Promise<string | undefined> {
  const { rows } = await prisma.pool.query<{ states: string }>(
    `SELECT concat_ws(' ', h.status, r.status, p.status) AS states
     FROM payment p
     JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
     JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
     WHERE p.payment_id = $1`,
    [paymentId],
  );
  return rows[0]?.states;
}

/** Authorises everything in batches of any order, several at once, while others come and go on the same nights. */
async function authoriseAtOnce(requests: readonly AuthoriseRequest[]): Promise<Map<unknown, number>> {
  const outcomes = new Map<unknown, number>();
  const parts = inBatches(shuffled(requests));
  await concurrently({ count: parts.length, clients: 8 }, async (index) => {
    for (const outcome of await authoriseTogether(prisma, parts[index] ?? [])) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  });
  return outcomes;
}

test('bookings go their whole way together', async () => {
  const requests = await begunStays(30);
  expect(new Set(await authoriseTogether(prisma, requests))).toEqual(new Set(['confirmed']));
  expect(new Set(await authoriseTogether(prisma, requests))).toEqual(new Set(['repeated']));
  expect(new Set(await captureTogether(prisma, requests))).toEqual(new Set(['paid']));
  expect(new Set(await captureTogether(prisma, requests))).toEqual(new Set(['repeated']));
  for (const request of requests) expect(await statesOf(request)).toBe('confirmed paid captured');
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('one whose hold somebody else has at the moment is left out, and nobody waits for it', async () => {
  const commands = await heldStays(3);
  const other = await prisma.pool.connect();
  const [kept] = commands;
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM hold WHERE listing_id = $1 AND hold_id = $2 FOR UPDATE', [
    kept?.listingId,
    kept?.holdId,
  ]);
  const begun = await beginTogether(prisma, commands);
  expect(begun.map((row) => row?.outcome)).toEqual([undefined, 'begun', 'begun']);
  const asked = commands.map(({ listingId, paymentId }) => ({
    listingId,
    paymentId,
    providerPaymentId: 'pi',
  }));
  expect(await authoriseTogether(prisma, asked)).toEqual([undefined, 'confirmed', 'confirmed']);
  expect(await captureTogether(prisma, asked)).toEqual([undefined, 'paid', 'paid']);
  await other.query('ROLLBACK');
  other.release();
});

test('a stranger’s hold, and money for a hold that has ended, are left out', async () => {
  const [mine, theirs] = await heldStays(2);
  if (mine === undefined || theirs === undefined) throw new Error('no holds');
  const rows = await beginTogether(prisma, [mine, { ...theirs, guestId: 'eve' }]);
  expect(rows.map((row) => row?.outcome)).toEqual(['begun', undefined]);

  await prisma.$executeRaw`UPDATE hold SET grace_until = now() - interval '1 minute' WHERE status = 'paying'`;
  await letPass(prisma, [mine.holdId]);
  await prisma.$queryRaw`SELECT payment_forget(${mine.listingId}::integer, ${mine.paymentId}::uuid)`;
  const late = { listingId: mine.listingId, paymentId: mine.paymentId, providerPaymentId: 'pi_late' };
  expect(await statesOf(late)).toBe('expired rejected voided');
  expect(await authoriseTogether(prisma, [late, late])).toEqual([undefined, undefined]);
  expect(await statesOf(late)).toBe('expired rejected voided');
});

test('batches whose stays overlap in every order never deadlock, beside holds that come and go', async () => {
  const requests = await begunStays(400);
  const passersBy = concurrently({ count: 150, clients: 4 }, async (index) => {
    const { listingId } = requests[index] ?? requests[0] ?? { listingId: 0 };
    const stay = wish({
      listingId,
      items: [{ skuId: 1, quantity: 1 }],
      guestId: 'bob',
      from: below(3),
      nights: 3,
    });
    await decide(holdTaker(prisma), [stay]);
    await prisma.$queryRaw`
      SELECT ledger_settle(${listingId}::integer, ${[stay.holdId]}::uuid[], 'active', 'released', 'released_by_guest')`;
  });
  const [outcomes] = await Promise.all([authoriseAtOnce(requests), passersBy]);
  expect(outcomes).toEqual(new Map([['confirmed', requests.length]]));
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: without the lock on all that a batch needs, batches deadlock', async () => {
  await weaken(
    prisma,
    ['payments_authorise'],
    /ORDER BY i\.listing_id, i\.sku_id, i\.date\s+FOR NO KEY UPDATE OF i/g,
  );
  for (let round = 0; round < 20 && deadlocksIn(database.url) === 0; round += 1) {
    await authoriseAtOnce(await begunStays(100)).catch(() => {});
  }
  expect(deadlocksIn(database.url)).toBeGreaterThan(0);
});
