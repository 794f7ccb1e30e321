import type { SupplierFacts } from './i8-supplier.js';
import { checkSupplier } from './i8-supplier.js';
import { aBookedOrder, aHeldOffer, aReservation, aSupplierOrder, flightHoldId, messages } from './made-up.js';

const reservation = aReservation({ holdId: flightHoldId });
const rejected = aReservation({ holdId: flightHoldId, status: 'rejected', wasPaid: false });
const canceledOrder = aBookedOrder({
  state: 'cancelled',
  live: false,
  cancelledBy: 'api',
  refunded: 60,
  cancellations: [{ id: 'ore_1', confirmedAt: '2027-01-02', refund: 60, refundTo: 'balance', refunded: 60 }],
});
const quote = { reservationId: 'r1', supplierQuoteId: 'ore_1', status: 'confirmed', refundMinor: 60 };
const canceled = aReservation({ holdId: flightHoldId, status: 'refunded', refundMinor: 60 });

function check(
  orders: ReturnType<typeof aBookedOrder>[],
  {
    isAtRest = true,
    pending = [],
    ...changes
  }: Partial<SupplierFacts> & {
    isAtRest?: boolean;
    pending?: { id: string; outcome: 'created'; offerId: string; metadata: Record<string, string> }[];
  } = {},
): string[] {
  const facts: SupplierFacts = {
    holds: [aHeldOffer()],
    reservations: [reservation],
    supplierOrders: [aSupplierOrder()],
    supplierCancellations: [],
    flightBooks: { balance: { left: null, paid: 0, refunded: 0 }, next: null, orders, pending, failed: [] },
    ...changes,
  };
  return messages(checkSupplier(facts, { isAtRest }));
}

test('a paid reservation with one booked order, paid what the guest has paid, is in order', () => {
  expect(check([aBookedOrder()])).toEqual([]);
});

test('without a supplier there is nothing to judge', () => {
  expect(check([], { flightBooks: undefined })).toEqual([]);
});

test('what was ordered twice under one reference is reported, at rest or not', () => {
  const twice = [aBookedOrder(), aBookedOrder({ id: 'ord_9', live: false, state: 'cancelled' })];
  expect(check(twice, { isAtRest: false })).toEqual([`${flightHoldId}-1 was ordered 2 times`]);
  expect(check(twice)).toEqual([`${flightHoldId}-1 was ordered 2 times`]);
});

test('a second order that the supplier has accepted and not decided is reported as well', () => {
  const { metadata } = aBookedOrder();
  const pending = [{ id: 'ord_9', outcome: 'created' as const, offerId: 'off_1', metadata }];
  expect(check([aBookedOrder()], { isAtRest: false, pending }).join()).toContain('was ordered 2 times');
});

test('an order that nothing was written down of is reported', () => {
  const stranger = aBookedOrder({ id: 'ord_9', metadata: { reference: `${flightHoldId}-7` }, live: false });
  expect(check([aBookedOrder(), stranger], { isAtRest: false })).toEqual([
    `order ord_9 at the supplier is nobody's: its reference is "${flightHoldId}-7"`,
  ]);
  expect(check([aBookedOrder(), aBookedOrder({ id: 'ord_9', metadata: {} })]).join()).toContain(
    "is nobody's",
  );
});

test('two live orders of one hold are reported at rest', () => {
  const two = [aBookedOrder(), aBookedOrder({ attempt: 2 })];
  const supplierOrders = [aSupplierOrder(), aSupplierOrder({ attempt: 2 })];
  expect(check(two, { supplierOrders })).toEqual([`hold ${flightHoldId} has 2 live orders`]);
  expect(check(two, { supplierOrders, isAtRest: false })).toEqual([]);
});

test('a paid reservation without an order, or with one that is not paid, is reported', () => {
  const supplierOrders = [aSupplierOrder({ status: 'refused', orderId: null })];
  expect(check([], { supplierOrders })).toEqual(['reservation r1 is paid and has no order']);
  const unpaid = aBookedOrder({ state: 'awaiting_payment', paid: 0, payments: [] });
  expect(check([unpaid])).toEqual(['reservation r1 is paid, its order is awaiting_payment']);
});

test('an airline may cancel what it has sold, and nobody has to know it before the day is over', () => {
  const gone = aBookedOrder({ state: 'cancelled', live: false, cancelledBy: 'hand', refunded: 100 });
  expect(check([gone])).toEqual([]);
});

test('once it is known, a reservation that is still paid is reported', () => {
  const gone = aBookedOrder({ state: 'cancelled', live: false, cancelledBy: 'hand', refunded: 100 });
  const supplierOrders = [aSupplierOrder({ status: 'canceled' })];
  expect(check([gone], { supplierOrders })).toEqual([
    'reservation r1 is paid, and its order is known to be gone',
  ]);
  expect(check([gone], { supplierOrders, reservations: [{ ...canceled, refundMinor: 100 }] })).toEqual([]);
});

test('an order that lives for a reservation that came to nothing is reported', () => {
  expect(check([aBookedOrder()], { reservations: [rejected] })).toEqual([
    'order ord_1 lives, and its reservation is rejected',
  ]);
});

test('an order that lives for a hold that has ended is reported, one that was given back is not', () => {
  const holds = [aHeldOffer({ status: 'expired' })];
  const unpaid = aBookedOrder({ state: 'awaiting_payment', paid: 0, payments: [] });
  const held = { holds, reservations: [], supplierOrders: [aSupplierOrder({ status: 'awaiting_payment' })] };
  expect(check([unpaid], held)).toEqual(['order ord_1 lives, and its hold is expired']);
  const lapsed = { ...unpaid, state: 'lapsed' as const, live: false };
  const released = { ...held, supplierOrders: [aSupplierOrder({ status: 'released' })] };
  expect(check([lapsed], released)).toEqual([]);
});

test('a supplier that was paid another sum than the guest has paid is reported', () => {
  expect(check([aBookedOrder({ paid: 90 })])).toEqual(['order ord_1 was paid 90, the guest has paid 100']);
});

test('an order we believe in that is not there is reported', () => {
  expect(check([], { reservations: [], holds: [] })).toEqual([`order ord_1 is not in the supplier's books`]);
  const reservations = [rejected];
  const gone = aBookedOrder({ state: 'cancelled', live: false, cancelledBy: 'api' });
  expect(check([gone], { reservations })).toEqual(['order ord_1 is booked here and cancelled there']);
});

test('an order we take for gone that lives is reported', () => {
  const supplierOrders = [aSupplierOrder({ status: 'released' })];
  expect(check([aBookedOrder()], { reservations: [rejected], supplierOrders })).toEqual([
    'order ord_1 lives, and its reservation is rejected',
    'order ord_1 is released here and lives there',
  ]);
});

test('a canceled reservation gives back what the supplier has given back', () => {
  const facts = {
    reservations: [canceled],
    supplierOrders: [aSupplierOrder({ status: 'canceled' })],
    supplierCancellations: [quote],
  };
  expect(check([canceledOrder], facts)).toEqual([]);
  const more = { ...facts, reservations: [{ ...canceled, refundMinor: 100 }] };
  expect(check([canceledOrder], more)).toEqual(['reservation r1 gets back 100, the supplier gave back 60']);
});

test('an airline that gives a voucher leaves nothing to give back, and one that says nothing leaves it open', () => {
  const toVoucher = (refund: number | null, refundTo: string) => ({
    ...canceledOrder,
    cancellations: [{ id: 'ore_1', confirmedAt: '2027-01-02', refund, refundTo, refunded: 0 }],
  });
  const facts = (refundMinor: number | null) => ({
    reservations: [{ ...canceled, refundMinor }],
    supplierOrders: [aSupplierOrder({ status: 'canceled' })],
    supplierCancellations: [quote],
  });
  expect(check([toVoucher(60, 'airline_credits')], facts(0))).toEqual([]);
  expect(check([toVoucher(60, 'airline_credits')], facts(60))).toHaveLength(1);
  expect(check([toVoucher(null, 'balance')], facts(null))).toEqual([]);
  expect(check([toVoucher(null, 'balance')], facts(0))).toHaveLength(1);
});

test('a reservation the supplier has canceled and we have not, or the other way round, is reported', () => {
  const facts = { supplierCancellations: [quote], supplierOrders: [aSupplierOrder({ status: 'canceled' })] };
  expect(check([canceledOrder], facts)).toContain('reservation r1 is paid, and the supplier has canceled it');
  const unconfirmed = {
    ...canceledOrder,
    cancellations: canceledOrder.cancellations.map((each) => ({ ...each, confirmedAt: null })),
  };
  expect(check([unconfirmed], { ...facts, reservations: [canceled] })).toEqual([
    'reservation r1 is canceled by a quote that the supplier has not confirmed',
  ]);
});

test('a quote the airline was faster than is settled by what the airline gave back', () => {
  const [confirmed] = canceledOrder.cancellations;
  if (confirmed === undefined) throw new Error('the order was canceled');
  const order = (cancelledBy: 'api' | 'hand') => ({
    ...canceledOrder,
    cancelledBy,
    cancellations: [
      { ...confirmed, confirmedAt: null },
      { ...confirmed, id: 'ore_2' },
    ],
  });
  const facts = (refundMinor: number) => ({
    supplierCancellations: [quote],
    supplierOrders: [aSupplierOrder({ status: 'canceled' })],
    reservations: [{ ...canceled, refundMinor }],
  });
  expect(check([order('hand')], facts(60))).toEqual([]);
  expect(check([order('hand')], facts(50))).toEqual([
    'reservation r1 gets back 50, the supplier gave back 60',
  ]);
  expect(check([order('api')], facts(60))).toHaveLength(1);
});
