import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { runStep, steps } from '../../src/payments/payment-steps.queries.js';
import { beginReservation } from '../../src/reservations/reservations.queries.js';
import { concludeGone } from '../../src/suppliers/orders/supplier-cancellations.queries.js';
import {
  beginSupplierBooking,
  beginSupplierHold,
  ensureSupplierListings,
  orderSteps,
  runOrderStep,
  type OrderRef,
  type SeenOrder,
} from '../../src/suppliers/orders/supplier-orders.queries.js';
import { saveCard } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { rowLocks, weaken } from '../support/weaken.js';

const price = 10_000;
const clients = 8;

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 2 * clients });
  await saveCard(prisma, 'ada');
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

const seen = (what: SeenOrder['seen']): SeenOrder => ({
  seen: what,
  orderId: 'ord_1',
  bookingReference: null,
  currency: 'EUR',
  totalMinor: price,
  spaceUntil: null,
  priceUntil: null,
  isChanged: false,
});

/** A flight that is booked and paid, and that the airline has canceled since. */
async function goneFlight(): Promise<OrderRef & { reservationId: string }> {
  const [listingId = 0] = await ensureSupplierListings(prisma, { supplier: 'duffel', lanes: 1 });
  const soon = new Date(Date.now() + 3_600_000);
  const [holdId, reservationId, paymentId] = [1, 2, 3].map(() => mintListingUuid(listingId)) as [
    string,
    string,
    string,
  ];
  await beginSupplierHold(prisma, {
    listingId,
    holdId,
    guestId: 'ada',
    supplier: 'duffel',
    offerId: 'off_1',
    offerExpiresAt: soon,
    offer: {},
    passengers: [],
    startDate: '2030-03-14',
    currency: 'EUR',
    totalMinor: price,
    maxTotalMinor: price,
    isHoldable: true,
    spaceUntil: soon,
    ttlSeconds: 600,
    maxLivePerGuest: 100,
  });
  const order = { listingId, holdId, attempt: 1 };
  const payment = { listingId, paymentId };
  await runOrderStep(prisma, orderSteps.seen(order, seen('held')));
  await beginReservation(prisma, {
    ...payment,
    holdId,
    reservationId,
    guestId: 'ada',
    isClientChosen: false,
    paymentMethodId: 'pm_test',
    graceSeconds: 120,
  });
  await runStep(prisma, steps.authorise(payment, 'pi_test'));
  await beginSupplierBooking(prisma, payment);
  await runOrderStep(prisma, orderSteps.seen(order, seen('booked')));
  await runStep(prisma, steps.capture(payment));
  expect(await runOrderStep(prisma, orderSteps.seen(order, seen('gone')))).toBe('canceled');
  return { ...order, reservationId };
}

/** Tells many at once that it is gone; returns what came of that, and how many could not be told. */
async function tellMany(): Promise<{ refunds: number; canceled: number; failed: number }> {
  const { reservationId, ...order } = await goneFlight();
  const tell = () =>
    concludeGone(prisma, { ...order, refundId: mintListingUuid(order.listingId), refundMinor: price });
  const told = await Promise.allSettled(Array.from({ length: clients }, tell));
  const failed = told.filter(({ status }) => status === 'rejected').length;
  const refunds = await prisma.refund.count({ where: { listingId: order.listingId, reservationId } });
  const [row] = await prisma.$queryRaw<{ canceled: number }[]>`
    SELECT count(*)::integer AS canceled FROM event e
    WHERE e.listing_id = ${order.listingId}::integer AND e.subject_id = ${reservationId}::uuid
      AND e.type = 'reservation.canceled'`;
  return { refunds, canceled: row?.canceled ?? 0, failed };
}

test('an airline that cancels gives the money back once, however many hear of it at the same time', async () => {
  for (let round = 0; round < 5; round += 1) {
    expect(await tellMany()).toEqual({ refunds: 1, canceled: 1, failed: 0 });
  }
});

test('silence decides nothing: what comes back of a cancellation of ours is what the supplier says, and not before', async () => {
  const { reservationId, ...order } = await goneFlight();
  const tell = (refundMinor: number | null) =>
    concludeGone(prisma, { ...order, refundId: mintListingUuid(order.listingId), refundMinor });
  expect((await tell(null)).outcome).toBe('canceled');
  await prisma.$executeRaw`
    INSERT INTO supplier_cancellation (
      listing_id, cancellation_id, reservation_id, hold_id, attempt, supplier_quote_id, status, refund_to, created_at, updated_at
    ) VALUES (
      ${order.listingId}::integer, ${mintListingUuid(order.listingId)}::uuid, ${reservationId}::uuid, ${order.holdId}::uuid, 1,
      'ore_1', 'confirmed', 'card', now(), now()
    )`;
  expect(await tell(null)).toEqual({ outcome: 'repeated', refundId: null });
  expect((await tell(4_000)).outcome).toBe('decided');
  const refunds = await prisma.refund.findMany({ where: { listingId: order.listingId, reservationId } });
  expect(refunds.map(({ amountMinor }) => amountMinor)).toEqual([4_000n]);
});

test('control: without the lock of the hold a second refund is tried, and only a unique index is in its way', async () => {
  await weaken(prisma, ['supplier_order_lock'], rowLocks);
  let tried = 0;
  for (let round = 0; round < 40 && tried === 0; round += 1) {
    const { failed, refunds } = await tellMany();
    expect(refunds).toBe(1);
    tried = failed;
  }
  expect(tried).toBeGreaterThan(0);
});
