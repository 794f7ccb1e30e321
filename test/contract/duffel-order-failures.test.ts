import { ordersOf } from '../../sandbox/duffel/testing/books.js';
import { DuffelAccount, endOf, orderOf, reference } from '../support/duffel-account.js';
import { eventually } from '../support/eventually.js';

let account: DuffelAccount;
beforeEach(async () => {
  account = await DuffelAccount.open();
});
afterEach(() => account.close());

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
    const offer = await account.anOffer();
    expect(await endOf(account.supplier.createOrder(orderOf(offer, {}, familyName)))).toBe(end);
    expect(await ordersOf(account, reference)).toEqual([]);
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
    const offer = await account.anOffer();
    expect(await endOf(account.supplier.createOrder(orderOf(offer, {}, familyName)))).toBe(end);
    expect(await ordersOf(account, reference)).toHaveLength(made);
    const found = await account.supplier.findOrders({ offerId: offer.offerId, reference });
    expect(found).toHaveLength(made);
  });

  test.each([
    ['Booked-Unseen', 'unknown: accepted'],
    ['Lost-Unseen', 'unknown: timeout'],
    ['Accepted', 'unknown: accepted'],
    ['Accepted-Silent', 'unknown: accepted'],
  ])('%s: %s, and only found when the airline is done', async (familyName, end) => {
    await account.control({ laterMs: 5_000 });
    const { offerId, ...offer } = await account.anOffer();
    expect(await endOf(account.supplier.createOrder(orderOf({ offerId, ...offer }, {}, familyName)))).toBe(
      end,
    );
    expect(await account.supplier.findOrders({ offerId, reference })).toEqual([]);
    await eventually(async () => {
      const found = await account.supplier.findOrders({ offerId, reference });
      expect(found).toMatchObject([{ reference, status: 'awaiting_payment' }]);
    }, 15_000);
  });

  test('a slow answer is an answer', async () => {
    const { order } = await account.aHold('Slow-Answer');
    expect(order.status).toBe('awaiting_payment');
  });

  test('without money on our account an instant order is refused', async () => {
    const offer = await account.anOffer();
    expect(await endOf(account.supplier.createOrder(orderOf(offer, { kind: 'instant' }, 'No-Balance')))).toBe(
      'payment_declined',
    );
  });
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
    const { order } = await account.aHold(familyName);
    const { orderId, total } = order;
    expect(await endOf(account.supplier.payOrder({ orderId, total }))).toBe(end);
    expect((await ordersOf(account, reference))[0]?.payments).toHaveLength(payments);
    // After 429 the supplier is left alone for as long as it said.
    if (end.startsWith('unavailable')) account.supplier = account.another();
    const { status } = await account.supplier.getOrder(orderId);
    expect(status === 'booked').toBe(payments === 1);
  });

  test('the new price is what the order says', async () => {
    const { order } = await account.aHold('Pay-Price-Change');
    await endOf(account.supplier.payOrder({ orderId: order.orderId, total: order.total }));
    const { total } = await account.supplier.getOrder(order.orderId);
    expect(total.amount).toBe(Math.round(order.total.amount * 1.1));
  });
});
