import type { EventFact, Facts } from './facts.js';
import { checkHistory } from './i9-history.js';
import { aHold, anEvent, aReservation, aSupplierOrder, flightHoldId, messages } from './made-up.js';

const nothing: Pick<Facts, 'events' | 'holds' | 'reservations' | 'payments' | 'refunds' | 'supplierOrders'> =
  {
    events: [],
    holds: [],
    reservations: [],
    payments: [],
    refunds: [],
    supplierOrders: [],
  };
const history = (subject: string, types: readonly string[], changes: Partial<EventFact> = {}) =>
  types.map((type, index) => anEvent(subject, type, index, changes));
const ofHold = (status: string, types: readonly string[], changes: Partial<EventFact> = {}) =>
  messages(checkHistory({ ...nothing, holds: [aHold({ status })], events: history('h1', types, changes) }));

test('a hold that was paid for with its second card is in order', () => {
  const types = ['hold.created', 'hold.paying', 'hold.active', 'hold.paying', 'hold.confirmed'];
  expect(ofHold('confirmed', types)).toEqual([]);
});

test('a step the table does not have is reported', () => {
  expect(ofHold('confirmed', ['hold.created', 'hold.confirmed'])).toEqual([
    'h1: hold active → confirmed is not allowed',
  ]);
  expect(ofHold('released', ['hold.created', 'hold.released', 'hold.released'])).toEqual([
    'h1: hold released → released is not allowed',
  ]);
});

test('late money takes its units again once, and for no other cause', () => {
  const late = ['hold.created', 'hold.expired', 'hold.confirmed'];
  expect(ofHold('confirmed', late, { cause: 'late_money' })).toEqual([]);
  expect(ofHold('confirmed', late, { cause: 'payment_authorised' })).toEqual([
    'h1: hold expired → confirmed because of payment_authorised',
  ]);
  const pending = ['reservation.pending', 'reservation.rejected'];
  const reservations = [aReservation({ status: 'rejected' })];
  const twice = history('r1', [...pending, ...pending, ...pending], { cause: 'late_money' });
  expect(messages(checkHistory({ ...nothing, reservations, events: twice }))).toEqual([
    'r1: reservation rejected → pending twice',
  ]);
});

test('a state without its history, and a history that ends elsewhere, are reported', () => {
  expect(ofHold('active', [])).toEqual(['hold h1 has no history']);
  expect(ofHold('active', ['hold.created', 'hold.released'])).toEqual([
    'hold h1 is active, its history ends released',
  ]);
  expect(ofHold('paying', ['hold.paying'])).toEqual(['hold h1 begins with hold.paying']);
});

test('attempts and refunds are told apart by their ids within the history of a reservation', () => {
  const events = [
    anEvent('r1', 'reservation.pending', 0),
    anEvent('r1', 'payment.created', 1, { paymentId: 'p1' }),
    anEvent('r1', 'payment.declined', 2, { paymentId: 'p1' }),
    anEvent('r1', 'payment.created', 3, { paymentId: 'p2' }),
    anEvent('r1', 'payment.authorised', 4, { paymentId: 'p2' }),
  ];
  const reservations = [aReservation({ status: 'pending' })];
  const payment = (paymentId: string, status: string) => ({
    paymentId,
    status,
    reservationId: 'r1',
    amountMinor: 100,
    providerPaymentId: null,
  });
  const facts = { ...nothing, events, reservations };
  const payments = [payment('p1', 'declined'), payment('p2', 'authorised')];
  expect(checkHistory({ ...facts, payments })).toEqual([]);
  expect(
    messages(checkHistory({ ...facts, payments: [payment('p1', 'captured'), payment('p2', 'authorised')] })),
  ).toEqual(['payment p1 is captured, its history ends declined']);
});

test('a refund that moves twice is reported', () => {
  const refund = {
    refundId: 'f1',
    reservationId: 'r1',
    paymentId: 'p1',
    status: 'succeeded',
    cause: 'cancellation',
    amountMinor: 1,
  };
  const events = history('r1', ['refund.created', 'refund.succeeded', 'refund.succeeded'], {
    refundId: 'f1',
  });
  expect(messages(checkHistory({ ...nothing, refunds: [refund], events }))).toEqual([
    'f1: refund succeeded → succeeded is not allowed',
  ]);
});

test('what is not a state, such as a note, is no step', () => {
  expect(ofHold('active', ['hold.created', 'hold.extended'])).toEqual([]);
});

const ofOrder = (status: string, types: readonly string[], changes: Partial<EventFact> = {}) =>
  messages(
    checkHistory({
      ...nothing,
      supplierOrders: [aSupplierOrder({ status })],
      events: history(
        flightHoldId,
        types.map((type) => `supplier_order.${type}`),
        { attempt: 1, ...changes },
      ),
    }),
  );

test('an order at a supplier is canceled, refused that and canceled again', () => {
  const types = [
    'creating',
    'awaiting_payment',
    'paying',
    'booked',
    'canceling',
    'booked',
    'canceling',
    'canceled',
  ];
  expect(ofOrder('canceled', types)).toEqual([]);
});

test('an order that was booked before it was written down, or went back, is reported', () => {
  expect(ofOrder('booked', ['booked'])).toEqual([
    `supplier_order ${flightHoldId}-1 begins with supplier_order.booked`,
  ]);
  expect(ofOrder('creating', ['creating', 'not_made', 'creating'])).toEqual([
    `${flightHoldId}-1: supplier_order not_made → creating is not allowed`,
  ]);
});

test('a second order under one reference begins with being given back', () => {
  expect(ofOrder('released', ['releasing', 'released'], { cause: 'stray' })).toEqual([]);
  expect(ofOrder('released', ['releasing', 'released'], { cause: 'hold_ended' })).toHaveLength(1);
});
