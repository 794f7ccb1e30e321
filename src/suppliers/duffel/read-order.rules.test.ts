import { Fields, UnreadableAnswer } from './answer-fields.js';
import { readCancellation, readOrder, readPayment } from './read-order.rules.js';

const deadline = '2026-11-22T12:30:00Z';
const ticket = { type: 'electronic_ticket', unique_identifier: '1252106312810', passenger_ids: ['pas_1'] };

function order(changes: Record<string, unknown> = {}, payment: Record<string, unknown> = {}): Fields {
  return Fields.of(
    {
      id: 'ord_1',
      type: 'hold',
      offer_id: 'off_1',
      booking_reference: 'RZPNX8',
      created_at: '2026-11-22T12:00:00Z',
      cancelled_at: null,
      live_mode: false,
      total_amount: '90.80',
      total_currency: 'GBP',
      documents: [],
      metadata: { reference: 'hold-1' },
      airline_initiated_changes: [],
      payment_status: {
        awaiting_payment: true,
        payment_required_by: deadline,
        price_guarantee_expires_at: null,
        paid_at: null,
        ...payment,
      },
      ...changes,
    },
    'order',
  );
}

test('a hold waits for its payment, and says until when', () => {
  expect(readOrder(order())).toEqual({
    orderId: 'ord_1',
    reference: 'hold-1',
    bookingReference: 'RZPNX8',
    status: 'awaiting_payment',
    total: { amount: 9_080, currency: 'GBP' },
    createdAt: new Date('2026-11-22T12:00:00Z'),
    paidAt: null,
    spaceGuaranteedUntil: new Date(deadline),
    priceGuaranteedUntil: null,
    canceledAt: null,
    canceledFor: null,
    offerId: 'off_1',
    isChangedByAirline: false,
    ticketNumbers: [],
    isLive: false,
  });
});

test('a hold that is paid is booked', () => {
  const paid = { awaiting_payment: false, paid_at: '2026-11-22T12:10:00Z' };
  expect(readOrder(order({ documents: [ticket] }, paid))).toMatchObject({
    status: 'booked',
    paidAt: new Date('2026-11-22T12:10:00Z'),
    ticketNumbers: ['1252106312810'],
    spaceGuaranteedUntil: null,
  });
  expect(readOrder(order({}, paid)).status).toBe('booked');
  expect(readOrder(order({ documents: [ticket] }, { awaiting_payment: false })).status).toBe('booked');
});

test('a hold that waits no longer and was never paid has lapsed', () => {
  expect(readOrder(order({}, { awaiting_payment: false })).status).toBe('lapsed');
});

test('an instant order is booked', () => {
  expect(readOrder(order({ type: 'instant' }, { awaiting_payment: false })).status).toBe('booked');
});

test('a canceled order is canceled, whatever else it says', () => {
  const canceled = { cancelled_at: '2026-11-22T12:20:00Z', documents: [ticket] };
  expect(readOrder(order(canceled, { awaiting_payment: false })).status).toBe('canceled');
  expect(readOrder(order(canceled)).status).toBe('canceled');
});

test.each([
  ['what it says', { refund_amount: '90.80', refund_currency: 'GBP', refund_to: 'balance' }, 9_080],
  [
    'not known, when it does not say',
    { refund_amount: null, refund_currency: null, refund_to: 'balance' },
    null,
  ],
])('what came back for a canceled order is %s', (_what, members, amount) => {
  const canceled_at = '2026-11-22T12:20:00Z';
  const cancellation = { id: 'ore_1', confirmed_at: canceled_at, ...members };
  const { canceledFor } = readOrder(order({ cancelled_at: canceled_at, cancellation }));
  expect(canceledFor).toEqual({
    refund: amount === null ? null : { amount, currency: 'GBP' },
    refundTo: 'balance',
  });
});

test('a quote that was not confirmed, or cannot be read, says nothing of what came back', () => {
  for (const cancellation of [
    { id: 'ore_1', confirmed_at: null, refund_amount: '90.80', refund_currency: 'GBP', refund_to: 'balance' },
    { confirmed_at: 'soon' },
    { confirmed_at: '2026-11-22T12:20:00Z', refund_amount: '90.805', refund_currency: 'GBP' },
  ]) {
    expect(readOrder(order({ cancellation })).canceledFor).toBeNull();
  }
});

test('a change by the airline counts until somebody has dealt with it', () => {
  const changed = (action: string | null) =>
    readOrder(order({ airline_initiated_changes: [{ id: 'aic_1', action_taken: action }] }))
      .isChangedByAirline;
  expect(changed(null)).toBe(true);
  expect(changed('accepted')).toBe(false);
});

test('an order of somebody else has no reference', () => {
  expect(readOrder(order({ metadata: null })).reference).toBeNull();
  expect(readOrder(order({ metadata: { other: 'x' } })).reference).toBeNull();
});

test('an order that does not say whether it is paid is not guessed at', () => {
  expect(() => readOrder(order({ payment_status: {} }))).toThrow(UnreadableAnswer);
  expect(() => readOrder(order({ total_amount: '90.805' }))).toThrow(UnreadableAnswer);
});

test('a payment that failed is told apart from one that is pending', () => {
  const payment = (status: string | null) =>
    readPayment(
      Fields.of(
        { id: 'pay_1', amount: '90.80', currency: 'GBP', created_at: deadline, status, failure_reason: null },
        'payment',
      ),
      'ord_1',
    );
  expect(payment('succeeded')).toMatchObject({
    status: 'succeeded',
    orderId: 'ord_1',
    total: { amount: 9_080 },
  });
  expect(payment(null)).toMatchObject({ status: 'succeeded' });
  expect(payment('pending')).toMatchObject({ status: 'pending' });
  expect(payment('failed')).toEqual({ status: 'failed', why: 'failed' });
  expect(payment('cancelled')).toEqual({ status: 'failed', why: 'cancelled' });
});

test('a cancellation may not know what it gives back', () => {
  const quote = (changes: object) =>
    readCancellation(
      Fields.of(
        {
          id: 'ore_1',
          order_id: 'ord_1',
          refund_amount: '80.00',
          refund_currency: 'GBP',
          refund_to: 'balance',
          expires_at: deadline,
          confirmed_at: null,
          ...changes,
        },
        'cancellation',
      ),
    );
  expect(quote({})).toEqual({
    quoteId: 'ore_1',
    orderId: 'ord_1',
    refund: { amount: 8_000, currency: 'GBP' },
    refundTo: 'balance',
    expiresAt: new Date(deadline),
    confirmedAt: null,
  });
  expect(quote({ refund_amount: null, refund_currency: null }).refund).toBeNull();
  expect(quote({ refund_to: 'awaiting_payment' }).refundTo).toBe('nothing_paid');
  expect(quote({ refund_to: 'airline_credits' }).refundTo).toBe('voucher');
  expect(quote({ refund_to: 'gold' }).refundTo).toBe('unknown');
  expect(quote({ expires_at: null }).expiresAt).toBeNull();
});
