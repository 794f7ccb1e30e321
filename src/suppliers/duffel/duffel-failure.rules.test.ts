import { SupplierRefused, SupplierUnavailable, SupplierUnknown } from '../supplier.errors.js';
import { failureOf, type FailedAnswer, type FailedCall } from './duffel-failure.rules.js';

const read: FailedCall = { supplier: 'duffel', call: 'getOffer', isWrite: false };
const creation: FailedCall = {
  supplier: 'duffel',
  call: 'createOrder',
  isWrite: true,
  isOrderCreation: true,
};
const payment: FailedCall = { supplier: 'duffel', call: 'payOrder', isWrite: true };

function failed(status: number, code?: string, type = 'invalid_state_error', field?: string): FailedAnswer {
  const error = { type, code, title: 'A title', message: 'A sentence', ...(field && { source: { field } }) };
  const body = code === undefined ? undefined : { errors: [error], meta: { status, request_id: 'req_1' } };
  return { status, body, retryAfterMs: undefined };
}

function kindOf(answer: FailedAnswer, call: FailedCall): string {
  const error = failureOf(answer, call);
  if (error instanceof SupplierRefused) return error.reason;
  if (error instanceof SupplierUnknown) return `unknown: ${error.why}`;
  return error instanceof SupplierUnavailable ? `unavailable: ${error.why}` : error.name;
}

test.each([
  ['price_changed', 'price_changed'],
  ['payment_amount_does_not_match_order_amount', 'price_changed'],
  ['schedule_changed', 'schedule_changed'],
  ['offer_no_longer_available', 'sold_out'],
  ['offer_expired', 'offer_expired'],
  ['past_payment_required_by_date', 'order_expired'],
  ['insufficient_balance', 'payment_declined'],
  ['already_paid', 'already_paid'],
  ['already_cancelled', 'already_canceled'],
  ['order_not_cancellable', 'not_cancelable'],
  ['order_cancellation_stale', 'quote_expired'],
  ['duplicate_passenger_name', 'invalid_passenger'],
])('%s is a definite no: %s', (code, reason) => {
  expect(kindOf(failed(422, code), creation)).toBe(reason);
  expect(kindOf(failed(422, code, 'airline_error'), creation)).toBe(reason);
});

test.each(['duplicate_booking', 'offer_request_already_booked', 'order_creation_already_attempted'])(
  '%s is never taken for a refusal: an order may exist',
  (code) => {
    expect(kindOf(failed(422, code), creation)).toBe('unknown: conflict');
  },
);

test.each(['airline_internal', 'airline_unknown', 'never_heard_of'])(
  'an airline that says %s to a write may have done it',
  (code) => {
    expect(kindOf(failed(422, code, 'airline_error'), creation)).toBe('unknown: server_error');
  },
);

test('an airline that says what we never heard of to a question has said no', () => {
  expect(kindOf(failed(422, 'never_heard_of', 'airline_error'), read)).toBe('other');
});

test.each([500, 502, 504])('%d says nothing of a write', (status) => {
  expect(kindOf(failed(status, 'internal_server_error', 'api_error'), creation)).toBe(
    'unknown: server_error',
  );
  expect(kindOf(failed(status), creation)).toBe('unknown: server_error');
});

test('502 order_not_created is a promise that nothing was made', () => {
  expect(kindOf(failed(502, 'order_not_created', 'api_error'), creation)).toBe('other');
});

test('503 means that no order was made; of a payment it says nothing', () => {
  expect(kindOf(failed(503, 'service_unavailable', 'api_error'), creation)).toBe(
    'unavailable: refused_unread',
  );
  expect(kindOf(failed(503, 'service_unavailable', 'api_error'), read)).toBe('unavailable: refused_unread');
  expect(kindOf(failed(503, 'service_unavailable', 'api_error'), payment)).toBe('unknown: server_error');
});

test('429 was not worked on, and says when to come again', () => {
  const error = failureOf({ ...failed(429, 'rate_limit_exceeded'), retryAfterMs: 12_000 }, creation);
  expect(error).toMatchObject({ why: 'rate_limited', retryAfterMs: 12_000 });
});

test('a refusal of our account is not the guest’s', () => {
  expect(kindOf(failed(401, 'access_token_not_found', 'authentication_error'), creation)).toBe(
    'not_authorised',
  );
  expect(kindOf(failed(403, 'insufficient_permissions', 'invalid_request_error'), creation)).toBe(
    'not_authorised',
  );
});

test('a field of a traveller is told apart from others', () => {
  const wrong = (field: string) =>
    failureOf(failed(422, 'validation_format', 'validation_error', field), creation);
  expect(wrong('born_on')).toMatchObject({ reason: 'invalid_passenger', field: 'born_on' });
  expect(wrong('selected_offers')).toMatchObject({ reason: 'other', field: 'selected_offers' });
});

test('an offer that cannot be held says so', () => {
  const type = failed(422, 'not_valid_with_selected_offer', 'validation_error', 'type');
  expect(kindOf(type, creation)).toBe('instant_payment_required');
});

test('a refusal in words that are not the supplier’s is not known to be one', () => {
  expect(kindOf(failed(400), creation)).toBe('unknown: unreadable');
  expect(kindOf(failed(302), creation)).toBe('unknown: unreadable');
  expect(kindOf({ status: 404, body: { message: 'no route' }, retryAfterMs: undefined }, creation)).toBe(
    'unknown: unreadable',
  );
});

test('it carries what the supplier’s support asks for', () => {
  const error = failureOf(failed(422, 'offer_expired'), creation);
  expect(error).toMatchObject({
    requestId: 'req_1',
    supplierCode: 'offer_expired',
    supplierMessage: 'A sentence',
  });
  expect(error.message).toBe('duffel createOrder: offer_expired (A sentence)');
});
