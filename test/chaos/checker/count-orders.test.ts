import { countOrders } from './count-orders.js';
import type { Facts } from './facts.js';
import { aBookedOrder, aHeldOffer, anEvent, aReservation, aSupplierOrder, flightHoldId } from './made-up.js';

const step = (type: string, at: number, attempt = 1) =>
  anEvent(flightHoldId, `supplier_order.${type}`, at, { attempt });

function count(changes: Partial<Facts>): ReturnType<typeof countOrders> {
  return countOrders({
    holds: [aHeldOffer()],
    totals: [],
    events: [],
    reservations: [aReservation({ holdId: flightHoldId })],
    payments: [],
    refunds: [],
    books: [],
    supplierOrders: [aSupplierOrder()],
    supplierCancellations: [],
    flightBooks: {
      balance: { left: null, paid: 100, refunded: 0 },
      next: null,
      orders: [aBookedOrder()],
      pending: [],
      failed: [],
    },
    ...changes,
  });
}

test('orders, reservations and money are counted from the books', () => {
  expect(count({})).toMatchObject({
    orders: 1,
    byState: { booked: 1 },
    live: 1,
    reservations: 1,
    paidReservations: 1,
    stillPaid: 1,
    paidMinor: 100,
  });
});

test('a step that took longer than an answer may take was unknown, and the next one settled it', () => {
  const events = [
    step('creating', 0),
    step('awaiting_payment', 200),
    step('paying', 300),
    step('booked', 2_400),
  ];
  expect(count({ events })).toMatchObject({ unknown: 1, stillUnknown: 0 });
});

test('a canceled reservation was paid once, and its order lives no more', () => {
  const orders = [aBookedOrder({ state: 'cancelled', live: false })];
  const flightBooks = {
    balance: { left: null, paid: 100, refunded: 100 },
    next: null,
    orders,
    pending: [],
    failed: [],
  };
  const reservations = [aReservation({ holdId: flightHoldId, status: 'refunded' })];
  expect(count({ flightBooks, reservations })).toMatchObject({ live: 0, paidReservations: 1, stillPaid: 0 });
});

test('an order that is still being made is unknown, and not settled', () => {
  const supplierOrders = [aSupplierOrder({ status: 'creating', orderId: null })];
  expect(count({ events: [step('creating', 0)], supplierOrders })).toMatchObject({
    unknown: 1,
    stillUnknown: 1,
  });
});

test('an order that turns up after it was taken for not made is a stray', () => {
  const stray = { ...step('releasing', 9_000), cause: 'stray' };
  const ended = { ...step('releasing', 9_000, 2), cause: 'hold_ended' };
  expect(count({ events: [stray, ended] })?.strays).toBe(1);
});

test('in a run without a supplier nothing is counted', () => {
  expect(count({ flightBooks: undefined })).toBeUndefined();
});
