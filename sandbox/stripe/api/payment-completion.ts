import { invalidRequest } from '../http/stripe-error.js';
import type { Call } from '../sandbox.js';
import { nowSeconds } from '../state/ids.js';
import { announcePayment } from './payment-attempt.js';
import { getIntent } from './payment-intents.js';
import { requireStatus } from './payment-rules.js';
import { route, type Route } from './route.js';

const cancellationReasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'] as const;

function capture(call: Call): object {
  const { sandbox, params, id } = call;
  const intent = getIntent(sandbox, id);
  const { api } = intent;
  const amount = params.integer('amount_to_capture') ?? api.amount_capturable;
  requireStatus(api, 'capture');
  if (amount < 1 || amount > api.amount_capturable) {
    throw invalidRequest(
      `The amount_to_capture (${amount}) must be at least 1 and at most the capturable amount (${api.amount_capturable}).`,
      { code: amount < 1 ? 'parameter_invalid_integer' : 'amount_too_large', param: 'amount_to_capture' },
    );
  }
  const metadata = params.metadata(api.metadata);
  const charge = sandbox.store.charges.get(api.latest_charge ?? '');
  if (!charge) throw new Error(`${id} is authorised but has no charge.`);
  charge.captured = true;
  charge.amount_captured = amount;
  api.status = 'succeeded';
  api.amount_received = amount;
  api.amount_capturable = 0;
  sandbox.store.replaceMetadata(intent, metadata);
  sandbox.store.put('charge', charge);
  sandbox.store.putIntent(intent);
  announcePayment(sandbox, intent, 'charge.captured', charge, call);
  announcePayment(sandbox, intent, 'payment_intent.succeeded', api, call);
  return api;
}

function cancel(call: Call): object {
  const { sandbox, params, id } = call;
  const intent = getIntent(sandbox, id);
  const { api } = intent;
  const reason = params.oneOf('cancellation_reason', cancellationReasons) ?? null;
  requireStatus(api, 'cancel');
  const wasAuthorised = api.status === 'requires_capture';
  api.status = 'canceled';
  api.canceled_at = nowSeconds();
  api.cancellation_reason = reason;
  api.amount_capturable = 0;
  api.next_action = null;
  sandbox.store.putIntent(intent);
  const charge = sandbox.store.charges.get(api.latest_charge ?? '');
  if (wasAuthorised && charge) {
    // Stripe shows a released authorisation as a refunded charge that was never captured.
    charge.refunded = true;
    charge.amount_refunded = charge.amount;
    sandbox.store.put('charge', charge);
    announcePayment(sandbox, intent, 'charge.refunded', charge, call);
  }
  announcePayment(sandbox, intent, 'payment_intent.canceled', api, call);
  return api;
}

export const paymentCompletionRoutes: readonly Route[] = [
  route('POST', '/v1/payment_intents/:/capture', 'capture', ['amount_to_capture', 'metadata'], capture),
  route('POST', '/v1/payment_intents/:/cancel', 'cancel', ['cancellation_reason'], cancel),
];
