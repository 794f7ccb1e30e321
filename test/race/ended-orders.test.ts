import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import {
  beginSupplierHold,
  ensureSupplierListings,
  orderSteps,
  runOrderStep,
} from '../../src/suppliers/orders/supplier-orders.queries.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;
let holdIds: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  holdIds = [];
  for (let index = 0; index < 3; index += 1) holdIds.push(await endHoldWithOrder(`guest-${index}`));
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** A hold whose order the supplier keeps, given back; nobody has looked at the order since. */
async function endHoldWithOrder(guestId: string): Promise<string> {
  const [listingId = 0] = await ensureSupplierListings(prisma, { supplier: 'duffel', lanes: 1 });
  const holdId = mintListingUuid(listingId);
  const soon = new Date(Date.now() + 3_600_000);
  await beginSupplierHold(prisma, {
    listingId,
    holdId,
    guestId,
    supplier: 'duffel',
    offerId: `off_${guestId}`,
    offerExpiresAt: soon,
    offer: {},
    passengers: [],
    startDate: '2030-03-14',
    currency: 'EUR',
    totalMinor: 10_000,
    maxTotalMinor: 10_000,
    isHoldable: true,
    spaceUntil: soon,
    ttlSeconds: 600,
    maxLivePerGuest: 5,
  });
  const seen = await runOrderStep(
    prisma,
    orderSteps.seen(
      { listingId, holdId, attempt: 1 },
      {
        seen: 'held',
        orderId: `ord_${guestId}`,
        bookingReference: 'RZPNX8',
        currency: 'EUR',
        totalMinor: 10_000,
        spaceUntil: soon,
        priceUntil: soon,
        isChanged: false,
      },
    ),
  );
  expect(seen).toBe('awaiting_payment');
  await prisma.$queryRaw`
    SELECT count(*)::integer FROM holds_release(ARRAY[${holdId}::uuid], ARRAY[NULL::text], 'released_by_guest')`;
  return holdId;
}

/** How many orders were woken by somebody who waits for nobody longer than a moment. */
async function wake(): Promise<number | undefined> {
  const client = await prisma.pool.connect();
  try {
    await client.query(`SET lock_timeout = '300ms'`);
    const { rows } = await client.query<{ woken: number }>('SELECT supplier_orders_wake(NULL) AS woken');
    return rows[0]?.woken;
  } finally {
    await client.query('RESET lock_timeout');
    client.release();
  }
}

async function whileSecondIsInHand<Result>(work: () => Promise<Result>): Promise<Result> {
  const other = await prisma.pool.connect();
  try {
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM supplier_order WHERE hold_id = $1 FOR NO KEY UPDATE', [holdIds[1]]);
    return await work();
  } finally {
    await other.query('ROLLBACK');
    other.release();
  }
}

test('orders of ended holds are woken without waiting for one that somebody has in hand; that one is woken next', async () => {
  expect(await whileSecondIsInHand(wake)).toBe(2);
  expect(await wake()).toBe(1);
  expect(await wake()).toBe(0);
});

test('control: where orders are waited for, whoever has one in hand holds up all of them', async () => {
  await weaken(prisma, ['supplier_orders_wake'], /SKIP LOCKED/g);
  await expect(whileSecondIsInHand(wake)).rejects.toThrow('lock timeout');
});
