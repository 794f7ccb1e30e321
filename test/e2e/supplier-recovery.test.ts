import { DuffelClient, type OfferJson } from '../../sandbox/duffel/testing/client.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import {
  beginSupplierBooking,
  beginSupplierHold,
  ensureSupplierListings,
  type HeldRow,
} from '../../src/suppliers/orders/supplier-orders.queries.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import {
  controlSupplier,
  expectSupplierToAgree,
  holdFlight,
  ordersOfHold,
  statesAtSupplier,
  supplierOf,
  untilSettled,
} from '../support/flights.js';
import { expectBooksToAgree } from '../support/paying-guest.js';
import { providerClient, readBooks } from '../support/provider.js';

/*
 * What a process leaves that dies between two steps is a row. Each test makes such a row by the product's own statements, and does
 * nothing more: the rest is for the sweep.
 */

const settleSeconds = 8;
const env = {
  SUPPLIER_TIMEOUT_MS: '1000',
  SUPPLIER_WRITE_TIMEOUT_MS: '1000',
  SUPPLIER_SETTLE_SECONDS: String(settleSeconds),
};
/** From a restart, by the contract; and a second for a busy machine. */
const withinMs = 6_000;

let holdfast: TestApp;
let duffel: DuffelClient;

beforeAll(async () => {
  holdfast = await startTestApp({ env, flights: true });
  duffel = new DuffelClient(supplierOf(holdfast).sandbox.url);
  await controlSupplier(holdfast, {
    offers: { expireSeconds: 1_800, paymentRequiredSeconds: 86_400, priceGuaranteeSeconds: 86_400 },
  });
});
afterAll(async () => {
  try {
    await untilSettled(holdfast);
    await expectSupplierToAgree(holdfast);
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

/** A hold whose process dies right after it has written down the order. */
async function dieBeforeSending(guestId: string): Promise<HeldRow & { holdId: string; offer: OfferJson }> {
  const offer = await duffel.findOffer('holdable');
  const [listingId = 0] = await ensureSupplierListings(holdfast.prisma, { supplier: 'duffel', lanes: 1 });
  const holdId = mintListingUuid(listingId);
  const soon = new Date(Date.now() + 3_600_000);
  const totalMinor = Math.round(Number(offer.total_amount) * 100);
  const held = await beginSupplierHold(holdfast.prisma, {
    listingId,
    holdId,
    guestId,
    supplier: 'duffel',
    offerId: offer.id,
    offerExpiresAt: soon,
    offer: { offerId: offer.id, slices: [] },
    passengers: [],
    startDate: '2030-03-14',
    currency: offer.total_currency,
    totalMinor,
    maxTotalMinor: totalMinor,
    isHoldable: true,
    spaceUntil: soon,
    ttlSeconds: 600,
    maxLivePerGuest: 5,
  });
  expect(held).toMatchObject({ outcome: 'held', attempt: 1 });
  return { ...held, holdId, offer };
}

async function orderStatus(holdId: string): Promise<string | undefined> {
  const [order] = await holdfast.prisma.$queryRaw<{ status: string }[]>`
    SELECT o.status FROM supplier_order o WHERE o.hold_id = ${holdId}::uuid ORDER BY o.attempt DESC LIMIT 1`;
  return order?.status;
}

test('died before the order was sent: it counts as not made once that is certain, and is never sent', async () => {
  const { holdId } = await dieBeforeSending('ada');
  await eventually(
    async () => expect(await orderStatus(holdId)).toBe('not_made'),
    settleSeconds * 1_000 + 10_000,
  );
  expect(await ordersOfHold(holdfast, holdId)).toEqual([]);
});

test('died after the order was sent: it is found under our reference', async () => {
  const { holdId, offer } = await dieBeforeSending('ada');
  const { status } = await duffel.hold(offer, { reference: `${holdId}-1` });
  expect(status).toBe(201);
  await eventually(async () => expect(await orderStatus(holdId)).toBe('awaiting_payment'), withinMs);
});

test('died when a hold was given back: its order is canceled', async () => {
  const { hold } = await holdFlight(holdfast, 'Silva');
  await holdfast.prisma.$queryRaw`
    SELECT count(*)::integer FROM holds_release(ARRAY[${hold.holdId}::uuid], ARRAY[NULL::text], 'released_by_guest')`;
  await eventually(
    async () => expect(await statesAtSupplier(holdfast, hold.holdId)).toEqual(['cancelled']),
    withinMs,
  );
});

describe('died when the card was authorised', () => {
  /** The provider has the money reserved, and our books say so; nobody has begun to book. */
  async function authorise(familyName: string) {
    const held = await holdFlight(holdfast, familyName);
    const { holdId } = held.hold;
    const paymentMethodId = await held.guest.saveCard('pm_card_visa');
    const listingId = Number.parseInt(holdId.slice(-8), 16);
    const [reservationId, paymentId] = [mintListingUuid(listingId), mintListingUuid(listingId)];
    const [begun] = await holdfast.prisma.$queryRaw<{ customer: string }[]>`
      SELECT b.provider_customer_id AS customer
      FROM reservation_begin(
        ${listingId}::integer, ${holdId}::uuid, ${held.guest.guestId}, ${reservationId}::uuid, false, ${paymentId}::uuid,
        ${paymentMethodId}, 120
      ) b`;
    const intent = await providerClient(holdfast).paymentIntents.create({
      amount: held.offer.total.amount,
      currency: held.offer.total.currency,
      capture_method: 'manual',
      confirm: true,
      customer: begun?.customer ?? '',
      payment_method: paymentMethodId,
      allowed_payment_method_types: ['card'],
      metadata: { payment_id: paymentId, reservation_id: reservationId },
    });
    await holdfast.prisma.$queryRaw`
      SELECT payment_authorise(${listingId}::integer, ${paymentId}::uuid, ${intent.id}) AS outcome`;
    return { ...held, holdId, listingId, reservationId, paymentId };
  }

  test('before the supplier was told: it is paid there, and captured here', async () => {
    const { guest, holdId, reservationId, offer } = await authorise('Silva');
    await guest.awaitStatus(reservationId, 'paid', withinMs);
    expect(await statesAtSupplier(holdfast, holdId)).toEqual(['booked']);
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: offer.total.amount }]);
  }, 30_000);

  test('between writing down the payment and sending it: it is sent, once', async () => {
    const { guest, holdId, listingId, reservationId, paymentId } = await authorise('Silva');
    await beginSupplierBooking(holdfast.prisma, { listingId, paymentId });
    await guest.awaitStatus(reservationId, 'paid', withinMs);
    expect(await ordersOfHold(holdfast, holdId)).toMatchObject([
      { state: 'booked', payments: [expect.anything()] },
    ]);
  }, 30_000);
});
