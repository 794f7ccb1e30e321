import Stripe from 'stripe';
import { readPaymentError, readPaymentIntent } from './stripe-answers.rules.js';

/** The raw error as the SDK gets it from the wire. */
function stripeError(raw: {
  type: Stripe.RawErrorType;
  statusCode: number;
  code?: string;
  decline_code?: string;
}) {
  return Stripe.errors.StripeError.generate({ message: 'No.', headers: {}, requestId: 'req_1', ...raw });
}

test.each([
  [
    'a refused card',
    stripeError({ type: 'card_error', statusCode: 402, decline_code: 'insufficient_funds' }),
    'insufficient_funds',
  ],
  [
    'a refused card without a reason',
    stripeError({ type: 'card_error', statusCode: 402, code: 'expired_card' }),
    'expired_card',
  ],
  [
    'a request that can never work',
    stripeError({ type: 'invalid_request_error', statusCode: 400, code: 'amount_too_small' }),
    'amount_too_small',
  ],
])('%s is a decline', (_title, error, code) => {
  expect(readPaymentError(error)).toMatchObject({ kind: 'declined', code });
});

test.each([
  ['an error of the provider itself', stripeError({ type: 'api_error', statusCode: 500 })],
  [
    'the same key in flight',
    stripeError({ type: 'invalid_request_error', statusCode: 409, code: 'idempotency_key_in_use' }),
  ],
  ['too many requests', stripeError({ type: 'invalid_request_error', statusCode: 429, code: 'rate_limit' })],
  ['a lost connection', new Stripe.errors.StripeConnectionError({ message: 'reset', type: 'api_error' })],
  ['anything else', new Error('socket hang up')],
])('%s leaves the outcome unknown: the card may have been charged', (_title, error) => {
  expect(readPaymentError(error).kind).toBe('unknown');
});

test('an intent in a state nobody foresaw is unknown', () => {
  const intent = { id: 'pi_1', status: 'requires_confirmation' } as Stripe.PaymentIntent;
  expect(readPaymentIntent(intent)).toMatchObject({ kind: 'unknown' });
});

test.each([
  ['succeeded', { amount_received: 500 }],
  ['requires_capture', { amount_capturable: 500 }],
])('money of an intent that is %s is told in our minor units', (status, amounts) => {
  const intent = { id: 'pi_1', status, currency: 'isk', ...amounts } as Stripe.PaymentIntent;
  expect(readPaymentIntent(intent)).toMatchObject({ money: { amountMinor: 5, currency: 'ISK' } });
});
