import { ordersOf } from '../../../sandbox/duffel/testing/books.js';
import { inDays, openSandbox, type TestSandbox } from '../../../sandbox/duffel/testing/client.js';
import { sandboxPost } from '../../../sandbox/duffel/testing/control.js';
import { WebhookReceiver } from '../../../sandbox/duffel/testing/webhook-receiver.js';
import { AppConfig } from '../../config/app-config.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { SupplierGuards } from '../guard/supplier-guards.js';
import {
  InvalidSupplierMessage,
  SupplierRefused,
  SupplierUnavailable,
  SupplierUnknown,
} from '../supplier.errors.js';
import type { Offer, OfferSearch } from '../supplier-offer.js';
import type { OrderRequest, SupplierOrder } from '../supplier-order.js';
import { DuffelSupplier } from './duffel-supplier.js';

let open: TestSandbox;
let supplier: DuffelSupplier;
const receivers: WebhookReceiver[] = [];

beforeEach(async () => {
  open = await openSandbox({ laterMs: 150, slowMs: 300 });
  supplier = newSupplier();
  await sandboxPost(open, 'control', { offers: { instantOnly: false, expireSeconds: 1_800 } });
});
afterEach(async () => {
  supplier.onApplicationShutdown();
  await open.close();
  for (const receiver of receivers.splice(0)) await receiver.close();
});

function newSupplier(changes: Partial<AppConfig> = {}): DuffelSupplier {
  const config = new AppConfig().with({
    duffelApiBase: open.sandbox.url,
    duffelWebhookSecrets: [open.sandbox.webhookSecret],
    supplierTimeoutMs: 1_000,
    supplierWriteTimeoutMs: 700,
    ...changes,
  });
  return new DuffelSupplier(config, new SupplierGuards(config, new MetricsService()));
}

const control = (body: object) => sandboxPost(open, 'control', body);

function search(changes: Partial<OfferSearch> = {}) {
  const wanted = { origin: 'LIS', destination: 'FRA', date: inDays(21), passengers: ['adult'] as const };
  return supplier.searchOffers({ ...wanted, ...changes }, { timeoutMs: 5_000 });
}

async function anOffer(changes: Partial<OfferSearch> = {}): Promise<Offer> {
  const { offers } = await search(changes);
  const offer = offers.find(({ canBeHeld }) => canBeHeld);
  if (offer === undefined) throw new Error('nothing can be held');
  return offer;
}

function orderOf(offer: Offer, changes: Partial<OrderRequest> = {}, familyName = 'Silva'): OrderRequest {
  return {
    offerId: offer.offerId,
    kind: 'hold',
    total: offer.total,
    reference: 'hold-1',
    passengers: offer.passengers.map(({ passengerId, kind }, index) => ({
      passengerId,
      kind,
      title: 'ms',
      gender: 'f',
      givenName: ['Ana', 'Bea', 'Clara'][index] ?? 'Zoe',
      familyName,
      bornOn: kind === 'adult' ? '1987-07-24' : inDays(-365 * (kind === 'child' ? 7 : 1)),
      email: 'ana@guest.example',
      phoneNumber: '+351210000000',
    })),
    ...changes,
  };
}

async function aHold(familyName = 'Silva'): Promise<{ offer: Offer; order: SupplierOrder }> {
  const offer = await anOffer();
  return { offer, order: await supplier.createOrder(orderOf(offer, {}, familyName)) };
}

/** How a call ended, in one word or two. */
async function endOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof SupplierRefused) return error.reason;
    if (error instanceof SupplierUnknown) return `unknown: ${error.why}`;
    if (error instanceof SupplierUnavailable) return `unavailable: ${error.why}`;
    throw error;
  }
}

describe('searching', () => {
  test('finds offers, the cheapest first, with all that is needed to choose', async () => {
    const { searchId, offers, isComplete } = await search();
    expect(isComplete).toBe(true);
    expect(offers.length).toBeGreaterThan(2);
    const prices = offers.map(({ total }) => total.amount);
    expect(prices).toEqual(prices.toSorted((left, right) => left - right));
    for (const { slices, total, base, tax, passengers, airline } of offers) {
      expect(slices).toHaveLength(1);
      expect(slices[0]?.origin).toMatchObject({ iata: 'LIS', timezone: 'Europe/Lisbon' });
      expect(slices[0]?.destination).toMatchObject({ iata: 'FRA', timezone: 'Europe/Berlin' });
      expect((base?.amount ?? 0) + (tax?.amount ?? 0)).toBe(total.amount);
      expect(passengers).toEqual([{ passengerId: expect.stringMatching(/^pas_/), kind: 'adult' }]);
      expect(airline.iata).toMatch(/^[A-Z\d]{2}$/);
      for (const { departsAt, arrivesAt, departsAtLocal } of slices[0]?.segments ?? []) {
        expect(arrivesAt.getTime()).toBeGreaterThan(departsAt.getTime());
        expect(departsAtLocal.slice(0, 10)).toBe(inDays(21));
      }
      const [first, last] = [slices[0]?.segments[0], slices[0]?.segments.at(-1)];
      const flownMs = Number(last?.arrivesAt) - Number(first?.departsAt);
      expect(slices[0]?.durationMinutes).toBe(flownMs / 60_000);
    }
    expect(await supplier.listOffers(searchId)).toEqual(offers);
  });

  test('for families, and in a cabin', async () => {
    const { offers } = await search({ passengers: ['adult', 'child', 'infant'], cabin: 'business' });
    expect(offers[0]?.passengers.map(({ kind }) => kind)).toEqual(['adult', 'child', 'infant']);
    expect(offers[0]?.slices[0]?.segments[0]?.cabin).toBe('business');
  });

  test('an airline that does not answer is missing, and the search says that it is not complete', async () => {
    const all = await search();
    const airlines = new Set(all.offers.map(({ airline }) => airline.iata));
    expect(airlines.size).toBeGreaterThan(1);
    await control({ search: { airlines: { LH: null } } });
    const startMs = performance.now();
    const wanted = { origin: 'LIS', destination: 'FRA', date: inDays(21), passengers: ['adult'] as const };
    const found = await supplier.searchOffers(wanted, { timeoutMs: 3_000 });
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect(found.isComplete).toBe(false);
    const others = found.offers.map(({ airline }) => airline.iata);
    expect(new Set(others)).toEqual(new Set([...airlines].filter((iata) => iata !== 'LH')));
  });

  test('an airport nobody knows is named', async () => {
    await expect(search({ origin: 'QQQ' })).rejects.toMatchObject({
      name: 'SupplierRefused',
      field: 'origin',
    });
    await expect(search({ destination: 'QQQ' })).rejects.toMatchObject({ field: 'destination' });
  });

  test('a search that is forgotten is not found', async () => {
    expect(await endOf(supplier.listOffers('orq_nothing'))).toBe('not_found');
  });
});

describe('an offer', () => {
  test('is read at its price of the moment', async () => {
    const offer = await anOffer();
    expect(await supplier.getOffer(offer.offerId)).toEqual(offer);
    await sandboxPost(open, `offers/${offer.offerId}/reprice`, { total: 99_900 });
    expect((await supplier.getOffer(offer.offerId)).total).toEqual({ amount: 99_900, currency: 'EUR' });
  });

  test('that is gone says how', async () => {
    const expired = await anOffer();
    await sandboxPost(open, `offers/${expired.offerId}/expire`);
    expect(await endOf(supplier.getOffer(expired.offerId))).toBe('offer_expired');
    await control({ operation: 'get_offer', fault: 'offer_no_longer_available' });
    expect(await endOf(supplier.getOffer((await anOffer()).offerId))).toBe('sold_out');
    expect(await endOf(supplier.getOffer('off_nothing'))).toBe('not_found');
  });

  test('says what may be held and until when', async () => {
    await control({ offers: { instantOnly: true } });
    expect((await search()).offers.every(({ canBeHeld }) => !canBeHeld)).toBe(true);
    await control({
      offers: { instantOnly: false, paymentRequiredSeconds: 300, priceGuaranteeSeconds: null },
    });
    const offer = await anOffer();
    const heldMs = Number(offer.spaceGuaranteedUntil) - Date.now();
    expect(heldMs).toBeGreaterThan(290_000);
    expect(heldMs).toBeLessThan(301_000);
    expect(offer.priceGuaranteedUntil).toBeNull();
  });

  test('shows its seats, and what each costs whom', async () => {
    const offer = await anOffer({ passengers: ['adult', 'adult'] });
    const [map] = await supplier.getSeatMaps(offer.offerId);
    expect(map?.segmentId).toBe(offer.slices[0]?.segments[0]?.segmentId);
    const seats = map?.cabins.flatMap(({ rows }) => rows).flatMap((row) => row.seats) ?? [];
    expect(seats.some(({ isAvailable }) => !isAvailable)).toBe(true);
    const free = seats.find(({ isAvailable }) => isAvailable);
    expect(free?.services.map(({ passengerId }) => passengerId).toSorted()).toEqual(
      offer.passengers.map(({ passengerId }) => passengerId).toSorted(),
    );
    expect(await endOf(supplier.getSeatMaps('off_nothing'))).toBe('not_found');
  });
});

describe('an order', () => {
  test('is held, paid and read', async () => {
    await control({
      offers: { instantOnly: false, paymentRequiredSeconds: 3_600, priceGuaranteeSeconds: 600 },
    });
    const { offer, order } = await aHold();
    expect(order).toMatchObject({
      reference: 'hold-1',
      status: 'awaiting_payment',
      offerId: offer.offerId,
      total: offer.total,
      paidAt: null,
      canceledAt: null,
      isChangedByAirline: false,
      isLive: false,
      ticketNumbers: [],
    });
    expect(Number(order.spaceGuaranteedUntil)).toBe(Number(offer.spaceGuaranteedUntil));
    expect(Number(order.priceGuaranteedUntil)).toBe(Number(offer.priceGuaranteedUntil));
    expect(await supplier.getOrder(order.orderId)).toEqual(order);

    const payment = await supplier.payOrder({ orderId: order.orderId, total: order.total });
    expect(payment).toMatchObject({ orderId: order.orderId, total: order.total, status: 'succeeded' });
    const paid = await supplier.getOrder(order.orderId);
    expect(paid).toMatchObject({ status: 'booked', spaceGuaranteedUntil: null });
    expect(paid.paidAt).not.toBeNull();
    expect(paid.ticketNumbers).toHaveLength(1);
    expect(await endOf(supplier.payOrder({ orderId: order.orderId, total: order.total }))).toBe(
      'already_paid',
    );
    expect(await ordersOf(open, 'hold-1')).toMatchObject([
      { id: order.orderId, state: 'booked', live: true },
    ]);
  });

  test('is booked and paid at once, with a seat', async () => {
    const offer = await anOffer();
    const seats = await supplier.getSeatMaps(offer.offerId);
    const services = seats.flatMap(({ cabins }) =>
      cabins.flatMap(({ rows }) => rows.flatMap((row) => row.seats)),
    );
    const seat = services.find(({ isAvailable }) => isAvailable)?.services[0];
    if (seat === undefined) throw new Error('no seat is free');
    const total = { amount: offer.total.amount + seat.price.amount, currency: 'EUR' };
    const wish = { kind: 'instant', total, services: [{ serviceId: seat.serviceId, quantity: 1 }] } as const;
    const order = await supplier.createOrder(orderOf(offer, wish));
    expect(order).toMatchObject({ status: 'booked', total });
    expect(order.paidAt).not.toBeNull();
    const [booked] = await ordersOf(open, 'hold-1');
    expect(booked).toMatchObject({ paid: total.amount, type: 'instant' });
    expect(booked?.seats).toHaveLength(1);
  });

  test('for less than it costs is refused as dearer', async () => {
    const offer = await anOffer();
    const total = { ...offer.total, amount: offer.total.amount - 1 };
    expect(await endOf(supplier.createOrder(orderOf(offer, { kind: 'instant', total })))).toBe(
      'price_changed',
    );
    expect(await ordersOf(open, 'hold-1')).toEqual([]);
  });

  test('is found by our reference, and only by it', async () => {
    const { offer, order } = await aHold();
    await supplier.createOrder(orderOf(offer, { reference: 'hold-2' }));
    const { offerId } = offer;
    expect(await supplier.findOrders({ offerId, reference: 'hold-1' })).toEqual([order]);
    expect(await supplier.findOrders({ offerId, reference: 'hold-3' })).toEqual([]);
    expect(await supplier.findOrders({ offerId: 'off_nothing', reference: 'hold-1' })).toEqual([]);
    expect(await endOf(supplier.getOrder('ord_nothing'))).toBe('not_found');
  });

  test('that is not paid in time lapses, which is no booking', async () => {
    const { order } = await aHold();
    await sandboxPost(open, `orders/${order.orderId}/lapse`);
    expect((await supplier.getOrder(order.orderId)).status).toBe('lapsed');
    expect(await endOf(supplier.payOrder({ orderId: order.orderId, total: order.total }))).toBe(
      'order_expired',
    );
  });

  test('that the airline has changed, or canceled, says so', async () => {
    const changed = (await aHold()).order;
    await supplier.payOrder({ orderId: changed.orderId, total: changed.total });
    await sandboxPost(open, `orders/${changed.orderId}/change`);
    expect((await supplier.getOrder(changed.orderId)).isChangedByAirline).toBe(true);
    const canceled = (await aHold()).order;
    await sandboxPost(open, `orders/${canceled.orderId}/cancel`);
    expect((await supplier.getOrder(canceled.orderId)).status).toBe('canceled');
  });
});

describe('what ordering can end in', () => {
  test.each([
    ['Seat-Gone', 'sold_out'],
    ['Price-Change', 'price_changed'],
    ['Price-Unseen', 'price_changed'],
    ['Offer-Expired', 'offer_expired'],
    ['Instant-Only', 'instant_payment_required'],
    ['Bad-Name', 'invalid_passenger'],
    ['Not-Created', 'other'],
    ['Unavailable', 'unavailable: refused_unread'],
    ['Rate-Limited', 'unavailable: rate_limited'],
  ])('%s: %s, and nothing was made', async (familyName, end) => {
    const offer = await anOffer();
    expect(await endOf(supplier.createOrder(orderOf(offer, {}, familyName)))).toBe(end);
    expect(await ordersOf(open, 'hold-1')).toEqual([]);
  });

  test.each([
    ['Lost-Answer', 'unknown: timeout', 1],
    ['Lost-Request', 'unknown: timeout', 0],
    ['Cut-After', 'unknown: connection', 1],
    ['Cut-Before', 'unknown: connection', 0],
    ['Error-After', 'unknown: server_error', 1],
    ['Error-Before', 'unknown: server_error', 0],
    ['Gateway-After', 'unknown: server_error', 1],
    ['Gateway-Before', 'unknown: server_error', 0],
    ['Gateway-Timeout', 'unknown: server_error', 1],
    ['Airline-Error', 'unknown: server_error', 0],
    ['Duplicate', 'unknown: conflict', 0],
    ['Duplicate-After', 'unknown: conflict', 1],
    ['Attempted', 'unknown: conflict', 0],
    ['Attempted-After', 'unknown: conflict', 1],
  ])('%s: %s, sent once, and found where it was made', async (familyName, end, made) => {
    const offer = await anOffer();
    expect(await endOf(supplier.createOrder(orderOf(offer, {}, familyName)))).toBe(end);
    expect(await ordersOf(open, 'hold-1')).toHaveLength(made);
    const found = await supplier.findOrders({ offerId: offer.offerId, reference: 'hold-1' });
    expect(found).toHaveLength(made);
  });

  test.each([
    ['Booked-Unseen', 'unknown: accepted'],
    ['Lost-Unseen', 'unknown: timeout'],
    ['Accepted', 'unknown: accepted'],
    ['Accepted-Silent', 'unknown: accepted'],
  ])('%s: %s, and only found when the airline is done', async (familyName, end) => {
    await control({ laterMs: 1_500 });
    const { offerId, ...offer } = await anOffer();
    expect(await endOf(supplier.createOrder(orderOf({ offerId, ...offer }, {}, familyName)))).toBe(end);
    expect(await supplier.findOrders({ offerId, reference: 'hold-1' })).toEqual([]);
    const [order] = await foundLater(offerId);
    expect(order).toMatchObject({ reference: 'hold-1', status: 'awaiting_payment' });
  });

  test('a slow answer is an answer', async () => {
    const { order } = await aHold('Slow-Answer');
    expect(order.status).toBe('awaiting_payment');
  });

  test('without money on our account an instant order is refused', async () => {
    const offer = await anOffer();
    expect(await endOf(supplier.createOrder(orderOf(offer, { kind: 'instant' }, 'No-Balance')))).toBe(
      'payment_declined',
    );
  });

  async function foundLater(offerId: string): Promise<readonly SupplierOrder[]> {
    for (let found = await find(offerId); ; found = await find(offerId)) {
      if (found.length > 0) return found;
    }
  }
  const find = (offerId: string) => supplier.findOrders({ offerId, reference: 'hold-1' });
});

describe('what paying can end in', () => {
  test.each([
    ['Pay-Price-Change', 'price_changed', 0],
    ['Pay-Schedule', 'schedule_changed', 0],
    ['Pay-Too-Late', 'order_expired', 0],
    ['Pay-Declined', 'payment_declined', 0],
    ['Pay-Rate-Limited', 'unavailable: rate_limited', 0],
    ['Pay-Unavailable', 'unknown: server_error', 0],
    ['Pay-Airline-Error', 'unknown: server_error', 0],
    ['Pay-Error-Before', 'unknown: server_error', 0],
    ['Pay-Error-After', 'unknown: server_error', 1],
    ['Pay-Cut-After', 'unknown: connection', 1],
    ['Pay-Lost-Request', 'unknown: timeout', 0],
    ['Pay-Lost-Answer', 'unknown: timeout', 1],
    ['Pay-Slow', 'done', 1],
  ])('%s: %s, paid once at most, and the order tells', async (familyName, end, payments) => {
    const { order } = await aHold(familyName);
    const { orderId, total } = order;
    expect(await endOf(supplier.payOrder({ orderId, total }))).toBe(end);
    expect((await ordersOf(open, 'hold-1'))[0]?.payments).toHaveLength(payments);
    // After 429 the supplier is left alone for as long as it said.
    if (end.startsWith('unavailable')) supplier = newSupplier();
    const { status } = await supplier.getOrder(orderId);
    expect(status === 'booked').toBe(payments === 1);
  });

  test('the new price is what the order says', async () => {
    const { order } = await aHold('Pay-Price-Change');
    await endOf(supplier.payOrder({ orderId: order.orderId, total: order.total }));
    const { total } = await supplier.getOrder(order.orderId);
    expect(total.amount).toBe(Math.round(order.total.amount * 1.1));
  });
});

describe('canceling', () => {
  test('in two steps: first what it gives back, then the cancellation', async () => {
    const { order } = await aHold();
    await supplier.payOrder({ orderId: order.orderId, total: order.total });
    const quote = await supplier.quoteCancellation(order.orderId);
    expect(quote).toMatchObject({ orderId: order.orderId, refundTo: 'balance', confirmedAt: null });
    expect((await supplier.getOrder(order.orderId)).status).toBe('booked');
    const done = await supplier.confirmCancellation(quote.quoteId);
    expect(done.confirmedAt).not.toBeNull();
    expect(done.refund).toEqual(quote.refund);
    expect(await supplier.getCancellation(quote.quoteId)).toEqual(done);
    expect((await supplier.getOrder(order.orderId)).status).toBe('canceled');
    expect((await ordersOf(open, 'hold-1'))[0]).toMatchObject({
      live: false,
      refunded: quote.refund?.amount,
    });
    expect(await endOf(supplier.confirmCancellation(quote.quoteId))).toBe('already_canceled');
    expect(await endOf(supplier.quoteCancellation(order.orderId))).toBe('already_canceled');
  });

  test('what was only held costs and brings nothing', async () => {
    const { order } = await aHold();
    const quote = await supplier.quoteCancellation(order.orderId);
    expect(quote).toMatchObject({ refund: { amount: 0, currency: 'EUR' }, refundTo: 'nothing_paid' });
    await supplier.confirmCancellation(quote.quoteId);
    expect((await ordersOf(open, 'hold-1'))[0]).toMatchObject({ live: false, refunded: 0 });
  });

  test('only the newest quote counts', async () => {
    const { order } = await aHold();
    const old = await supplier.quoteCancellation(order.orderId);
    await supplier.quoteCancellation(order.orderId);
    expect(await endOf(supplier.confirmCancellation(old.quoteId))).toBe('quote_expired');
  });

  test.each([
    ['Cancel-Lost-Answer', 'unknown: timeout', 'canceled'],
    ['Cancel-Lost-Request', 'unknown: timeout', 'booked'],
    ['Cancel-Error-After', 'unknown: server_error', 'canceled'],
    ['Cancel-Error-Before', 'unknown: server_error', 'booked'],
    ['Cancel-Stale', 'quote_expired', 'booked'],
  ])('%s: %s, and quote and order tell', async (familyName, end, status) => {
    const { order } = await aHold(familyName);
    await supplier.payOrder({ orderId: order.orderId, total: order.total });
    const { quoteId } = await supplier.quoteCancellation(order.orderId);
    expect(await endOf(supplier.confirmCancellation(quoteId))).toBe(end);
    expect((await supplier.getOrder(order.orderId)).status).toBe(status);
    expect((await supplier.getCancellation(quoteId)).confirmedAt !== null).toBe(status === 'canceled');
  });

  test.each([
    ['Refund-Unknown', { refund: null }],
    ['Refund-None', { refund: { amount: 0, currency: 'EUR' } }],
    ['Refund-Credits', { refundTo: 'voucher' }],
  ])('%s', async (familyName, expected) => {
    const { order } = await aHold(familyName);
    await supplier.payOrder({ orderId: order.orderId, total: order.total });
    expect(await supplier.quoteCancellation(order.orderId)).toMatchObject(expected);
  });

  test('what cannot be canceled is refused; a quote whose answer was lost is made again', async () => {
    const refused = (await aHold('No-Cancel')).order;
    expect(await endOf(supplier.quoteCancellation(refused.orderId))).toBe('not_cancelable');
    const lost = (await aHold('Quote-Lost-Answer')).order;
    expect(await endOf(supplier.quoteCancellation(lost.orderId))).toBe('unknown: timeout');
    const { quoteId } = await supplier.quoteCancellation(lost.orderId);
    expect((await supplier.confirmCancellation(quoteId)).confirmedAt).not.toBeNull();
    expect(await endOf(supplier.getCancellation('ore_nothing'))).toBe('not_found');
  });
});

describe('a message', () => {
  async function receive(until: number): Promise<WebhookReceiver> {
    const receiver = await WebhookReceiver.open();
    receivers.push(receiver);
    const { sandbox } = open;
    await open.close();
    open = await openSandbox({
      laterMs: 150,
      webhookUrl: receiver.url,
      webhookSecret: sandbox.webhookSecret,
    });
    supplier = newSupplier();
    await control({ offers: { instantOnly: false } });
    const { order } = await aHold();
    await supplier.payOrder({ orderId: order.orderId, total: order.total });
    const { quoteId } = await supplier.quoteCancellation(order.orderId);
    await supplier.confirmCancellation(quoteId);
    await receiver.until(() => receiver.deliveries.length >= until);
    return receiver;
  }

  const read = ({ body, signature }: { body: string; signature: string | undefined }) =>
    supplier.readWebhook({ 'x-duffel-signature': signature }, Buffer.from(body));

  test('of each kind is read, names its order, and is the same when it comes again', async () => {
    const { deliveries } = await receive(4);
    const messages = deliveries.map(read);
    expect(messages.map(({ kind }) => kind).toSorted()).toEqual([
      'cancellation_quoted',
      'order_canceled',
      'order_created',
      'order_paid',
    ]);
    expect(new Set(messages.map(({ orderId }) => orderId)).size).toBe(1);
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(4);
    expect(messages.every(({ isLive }) => !isLive)).toBe(true);
    expect(deliveries.map(read)).toEqual(messages);
  });

  test('that was changed, or that somebody else signed, is not', async () => {
    const [delivery] = (await receive(4)).deliveries;
    if (delivery === undefined) throw new Error('no message came');
    const { body, signature } = delivery;
    expect(() => read({ body: body.replace('wev_', 'wev-'), signature })).toThrow(InvalidSupplierMessage);
    expect(() => read({ body: JSON.stringify(JSON.parse(body), null, 1), signature })).toThrow(
      InvalidSupplierMessage,
    );
    const stranger = newSupplier({ duffelWebhookSecrets: ['another'] });
    expect(() => stranger.readWebhook({ 'x-duffel-signature': signature }, Buffer.from(body))).toThrow(
      InvalidSupplierMessage,
    );
  });
});

test('a token that is not accepted is our matter, and is told as such', async () => {
  await open.close();
  open = await openSandbox({ accessToken: 'duffel_test_right' });
  supplier = newSupplier({ duffelAccessToken: 'duffel_test_wrong' });
  expect(await endOf(supplier.getOrder('ord_1'))).toBe('not_authorised');
});
