import { ordersOf } from '../../sandbox/duffel/testing/books.js';
import { DuffelAccount, endOf, orderOf, reference } from '../support/duffel-account.js';

let account: DuffelAccount;
beforeEach(async () => {
  account = await DuffelAccount.open();
});
afterEach(() => account.close());

describe('an order', () => {
  test('is held, paid and read', async () => {
    await account.control({
      offers: { instantOnly: false, paymentRequiredSeconds: 3_600, priceGuaranteeSeconds: 600 },
    });
    const { offer, order } = await account.aHold();
    expect(order).toMatchObject({
      reference,
      status: 'awaiting_payment',
      offerId: offer.offerId,
      total: offer.total,
      paidAt: null,
      canceledAt: null,
      canceledFor: null,
      isChangedByAirline: false,
      isLive: false,
      ticketNumbers: [],
    });
    expect(Number(order.spaceGuaranteedUntil)).toBe(Number(offer.spaceGuaranteedUntil));
    expect(Number(order.priceGuaranteedUntil)).toBe(Number(offer.priceGuaranteedUntil));
    expect(await account.supplier.getOrder(order.orderId)).toEqual(order);

    const payment = await account.supplier.payOrder({ orderId: order.orderId, total: order.total });
    expect(payment).toMatchObject({ orderId: order.orderId, total: order.total, status: 'succeeded' });
    const paid = await account.supplier.getOrder(order.orderId);
    expect(paid).toMatchObject({ status: 'booked', spaceGuaranteedUntil: null });
    expect(paid.paidAt).not.toBeNull();
    expect(paid.ticketNumbers).toHaveLength(1);
    expect(await endOf(account.supplier.payOrder({ orderId: order.orderId, total: order.total }))).toBe(
      'already_paid',
    );
    expect(await ordersOf(account, reference)).toMatchObject([
      { id: order.orderId, state: 'booked', live: true },
    ]);
  });

  test('is booked and paid at once, with a seat', async () => {
    const offer = await account.anOffer();
    const seats = await account.supplier.getSeatMaps(offer.offerId);
    const services = seats.flatMap(({ cabins }) =>
      cabins.flatMap(({ rows }) => rows.flatMap((row) => row.seats)),
    );
    const seat = services.find(({ isAvailable }) => isAvailable)?.services[0];
    if (seat === undefined) throw new Error('no seat is free');
    const total = { amount: offer.total.amount + seat.price.amount, currency: 'EUR' };
    const wish = { kind: 'instant', total, services: [{ serviceId: seat.serviceId, quantity: 1 }] } as const;
    const order = await account.supplier.createOrder(orderOf(offer, wish));
    expect(order).toMatchObject({ status: 'booked', total });
    expect(order.paidAt).not.toBeNull();
    const [booked] = await ordersOf(account, reference);
    expect(booked).toMatchObject({ paid: total.amount, type: 'instant' });
    expect(booked?.seats).toHaveLength(1);
  });

  test('for less than it costs is refused as dearer', async () => {
    const offer = await account.anOffer();
    const total = { ...offer.total, amount: offer.total.amount - 1 };
    expect(await endOf(account.supplier.createOrder(orderOf(offer, { kind: 'instant', total })))).toBe(
      'price_changed',
    );
    expect(await ordersOf(account, reference)).toEqual([]);
  });

  test('is found by our reference, and only by it', async () => {
    const { offer, order } = await account.aHold();
    await account.supplier.createOrder(orderOf(offer, { reference: 'hold-2' }));
    const { offerId } = offer;
    expect(await account.supplier.findOrders({ offerId, reference })).toEqual([order]);
    expect(await account.supplier.findOrders({ offerId, reference: 'hold-3' })).toEqual([]);
    expect(await account.supplier.findOrders({ offerId: 'off_nothing', reference })).toEqual([]);
    expect(await endOf(account.supplier.getOrder('ord_nothing'))).toBe('not_found');
  });

  test('that is not paid in time lapses, which is no booking', async () => {
    const { order } = await account.aHold();
    await account.byHand(`orders/${order.orderId}/lapse`);
    expect((await account.supplier.getOrder(order.orderId)).status).toBe('lapsed');
    expect(await endOf(account.supplier.payOrder({ orderId: order.orderId, total: order.total }))).toBe(
      'order_expired',
    );
  });

  test('that the airline has changed, or canceled, says so', async () => {
    const changed = await account.aBooking();
    await account.byHand(`orders/${changed.orderId}/change`);
    expect((await account.supplier.getOrder(changed.orderId)).isChangedByAirline).toBe(true);
    const canceled = (await account.aHold()).order;
    await account.byHand(`orders/${canceled.orderId}/cancel`);
    expect((await account.supplier.getOrder(canceled.orderId)).status).toBe('canceled');
  });
});

test('a token that is not accepted is our matter, and is told as such', async () => {
  const strict = await DuffelAccount.open({ accessToken: 'duffel_test_right' });
  const stranger = strict.another({ duffelAccessToken: 'duffel_test_wrong' });
  expect(await endOf(stranger.getOrder('ord_1'))).toBe('not_authorised');
  await strict.close();
});
