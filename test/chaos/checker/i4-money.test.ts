import type { BookedPayment, PaymentFact, RefundFact, ReservationFact } from './facts.js';
import { checkMoney, countMoney } from './i4-money.js';
import { aBookedPayment, aReservation, messages } from './made-up.js';

const payment: PaymentFact = {
  paymentId: 'p1',
  reservationId: 'r1',
  status: 'captured',
  amountMinor: 100,
  providerPaymentId: 'pi_1',
};
const refund = (status: string): RefundFact => ({
  refundId: 'f1',
  reservationId: 'r1',
  paymentId: 'p1',
  status,
  cause: 'cancellation',
  amountMinor: 60,
});
const theirRefund = (status: string, id = 're_1') => ({
  id,
  amount: 60,
  status,
  metadata: { refund_id: 'f1' },
});

const check = (
  reservation: ReservationFact,
  books: readonly BookedPayment[],
  { payments = [payment], refunds = [] }: { payments?: PaymentFact[]; refunds?: RefundFact[] } = {},
) => messages(checkMoney({ reservations: [reservation], books, payments, refunds }));

test('a paid reservation whose price was captured once is in order', () => {
  expect(check(aReservation(), [aBookedPayment()])).toEqual([]);
});

test('a paid reservation without a capture, or with two, is reported', () => {
  expect(check(aReservation(), [aBookedPayment({ captured: 0 })]).join()).toContain('keeps 0 instead of 100');
  const twice = [aBookedPayment(), aBookedPayment({ id: 'pi_2' })];
  expect(check(aReservation(), twice).join()).toContain('keeps 200 instead of 100');
});

test('money taken for a reservation that came to nothing is reported', () => {
  const rejected = aReservation({ status: 'rejected', wasPaid: false });
  expect(check(rejected, [aBookedPayment()]).join()).toContain('keeps 100 instead of 0');
});

test('money that stays authorised is reported, whatever became of the reservation', () => {
  const open = aBookedPayment({ captured: 0, capturable: 100 });
  const rejected = aReservation({ status: 'rejected', wasPaid: false });
  expect(check(rejected, [open], { payments: [{ ...payment, status: 'voided' }] })).toEqual([
    'reservation r1 is rejected: 100 is still authorised',
  ]);
});

test('a canceled reservation keeps the fee and no more', () => {
  const canceled = aReservation({ status: 'refunded', refundMinor: 60 });
  const given = aBookedPayment({ refunded: 60, refunds: [theirRefund('succeeded')] });
  expect(check(canceled, [given], { refunds: [refund('succeeded')] })).toEqual([]);
  const kept = aBookedPayment();
  expect(check(canceled, [kept], { refunds: [refund('succeeded')] }).join()).toContain(
    'keeps 100 instead of 40',
  );
});

test('one refund made twice is reported', () => {
  const canceled = aReservation({ status: 'refunded', refundMinor: 60 });
  const made = [theirRefund('succeeded'), theirRefund('succeeded', 're_2')];
  const given = aBookedPayment({ refunded: 120, refunds: made });
  expect(check(canceled, [given], { refunds: [refund('succeeded')] }).join()).toContain(
    'refund f1 was made 2 times',
  );
});

test('a refund the bank refused leaves the money with us, and our books must say so', () => {
  const canceled = aReservation({ status: 'canceled', refundMinor: 60 });
  const refused = aBookedPayment({ refunds: [theirRefund('failed')] });
  expect(check(canceled, [refused], { refunds: [refund('failed')] })).toEqual([]);
  expect(check(canceled, [refused], { refunds: [refund('succeeded')] }).join()).toContain(
    'refund f1 is succeeded here; at the provider it did not succeed',
  );
});

test('a refund of another amount, and one that nobody here asked for, are reported', () => {
  const canceled = aReservation({ status: 'refunded', refundMinor: 60 });
  const wrong = aBookedPayment({ refunded: 50, refunds: [{ ...theirRefund('succeeded'), amount: 50 }] });
  expect(check(canceled, [wrong], { refunds: [refund('succeeded')] }).join()).toContain(
    'is of another amount',
  );
  const unknown = aBookedPayment({ refunded: 60, refunds: [theirRefund('succeeded')] });
  expect(check(canceled, [unknown]).join()).toContain('a refund was made that we know nothing of');
});

test('money for a reservation that does not exist is reported', () => {
  const stray = aBookedPayment({ id: 'pi_9', metadata: { reservation_id: 'r9' } });
  expect(check(aReservation(), [aBookedPayment(), stray])).toEqual([
    'payment pi_9 took money for a reservation that does not exist',
  ]);
});

test('a capture our books know nothing of is reported', () => {
  const payments = [{ ...payment, status: 'voided' }];
  expect(check(aReservation(), [aBookedPayment()], { payments }).join()).toContain(
    'payment p1 is voided: 100 was captured',
  );
});

test('what was compared is counted from the books of the provider', () => {
  const given = aBookedPayment({
    refunded: 60,
    refunds: [theirRefund('succeeded'), theirRefund('failed', 're_2')],
  });
  const facts = { reservations: [aReservation()], books: [given], payments: [payment], refunds: [] };
  expect(countMoney(facts)).toEqual({
    reservations: 1,
    captures: 1,
    capturedMinor: 100,
    refunds: 1,
    refundedMinor: 60,
  });
});
