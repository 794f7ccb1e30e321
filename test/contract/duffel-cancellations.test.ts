import { ordersOf } from '../../sandbox/duffel/testing/books.js';
import { DuffelAccount, endOf, reference } from '../support/duffel-account.js';

let account: DuffelAccount;
beforeEach(async () => {
  account = await DuffelAccount.open();
});
afterEach(() => account.close());

describe('canceling', () => {
  test('in two steps: first what it gives back, then the cancellation', async () => {
    const order = await account.aBooking();
    const quote = await account.supplier.quoteCancellation(order.orderId);
    expect(quote).toMatchObject({ orderId: order.orderId, refundTo: 'balance', confirmedAt: null });
    expect((await account.supplier.getOrder(order.orderId)).status).toBe('booked');
    const done = await account.supplier.confirmCancellation(quote.quoteId);
    expect(done.confirmedAt).not.toBeNull();
    expect(done.refund).toEqual(quote.refund);
    expect(await account.supplier.getCancellation(quote.quoteId)).toEqual(done);
    expect((await account.supplier.getOrder(order.orderId)).status).toBe('canceled');
    expect((await ordersOf(account, reference))[0]).toMatchObject({
      live: false,
      refunded: quote.refund?.amount,
    });
    expect(await endOf(account.supplier.confirmCancellation(quote.quoteId))).toBe('already_canceled');
    expect(await endOf(account.supplier.quoteCancellation(order.orderId))).toBe('already_canceled');
  });

  test('what was only held costs and brings nothing', async () => {
    const { order } = await account.aHold();
    const quote = await account.supplier.quoteCancellation(order.orderId);
    expect(quote).toMatchObject({ refund: { amount: 0, currency: 'EUR' }, refundTo: 'nothing_paid' });
    await account.supplier.confirmCancellation(quote.quoteId);
    expect((await ordersOf(account, reference))[0]).toMatchObject({ live: false, refunded: 0 });
  });

  test('only the newest quote counts', async () => {
    const { order } = await account.aHold();
    const old = await account.supplier.quoteCancellation(order.orderId);
    await account.supplier.quoteCancellation(order.orderId);
    expect(await endOf(account.supplier.confirmCancellation(old.quoteId))).toBe('quote_expired');
  });

  test.each([
    ['Cancel-Lost-Answer', 'unknown: timeout', 'canceled'],
    ['Cancel-Lost-Request', 'unknown: timeout', 'booked'],
    ['Cancel-Error-After', 'unknown: server_error', 'canceled'],
    ['Cancel-Error-Before', 'unknown: server_error', 'booked'],
    ['Cancel-Stale', 'quote_expired', 'booked'],
  ])('%s: %s, and quote and order tell', async (familyName, end, status) => {
    const order = await account.aBooking(familyName);
    const { quoteId } = await account.supplier.quoteCancellation(order.orderId);
    expect(await endOf(account.supplier.confirmCancellation(quoteId))).toBe(end);
    expect((await account.supplier.getOrder(order.orderId)).status).toBe(status);
    expect((await account.supplier.getCancellation(quoteId)).confirmedAt !== null).toBe(
      status === 'canceled',
    );
  });

  test.each([
    ['Refund-Unknown', { refund: null }],
    ['Refund-None', { refund: { amount: 0, currency: 'EUR' } }],
    ['Refund-Credits', { refundTo: 'voucher' }],
  ])('%s', async (familyName, expected) => {
    const order = await account.aBooking(familyName);
    expect(await account.supplier.quoteCancellation(order.orderId)).toMatchObject(expected);
  });

  test('what cannot be canceled is refused; a quote whose answer was lost is made again', async () => {
    const refused = (await account.aHold('No-Cancel')).order;
    expect(await endOf(account.supplier.quoteCancellation(refused.orderId))).toBe('not_cancelable');
    const lost = (await account.aHold('Quote-Lost-Answer')).order;
    expect(await endOf(account.supplier.quoteCancellation(lost.orderId))).toBe('unknown: timeout');
    const { quoteId } = await account.supplier.quoteCancellation(lost.orderId);
    expect((await account.supplier.confirmCancellation(quoteId)).confirmedAt).not.toBeNull();
    expect(await endOf(account.supplier.getCancellation('ore_nothing'))).toBe('not_found');
  });
});
