import { invalidRequest } from '../http/stripe-error.js';
import { behaviourOf, type Call } from '../sandbox.js';
import { cancelPayment, captureMoney } from './payment-endings.js';
import { getIntent } from './payment-intents.js';
import { checkStep, requireStatus } from './payment-rules.js';
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
  checkStep(amount, api.currency, 'amount_to_capture');
  const metadata = params.metadata(api.metadata);
  call.answer = behaviourOf(sandbox, intent.token).capture.answer;
  sandbox.store.replaceMetadata(intent, metadata);
  captureMoney(sandbox, intent, amount, call);
  return api;
}

function cancel(call: Call): object {
  const { sandbox, params, id } = call;
  const intent = getIntent(sandbox, id);
  const reason = params.oneOf('cancellation_reason', cancellationReasons) ?? null;
  requireStatus(intent.api, 'cancel');
  cancelPayment(sandbox, intent, reason, call);
  return intent.api;
}

export const paymentCompletionRoutes: readonly Route[] = [
  route('POST', '/v1/payment_intents/:/capture', 'capture', ['amount_to_capture', 'metadata'], capture),
  route('POST', '/v1/payment_intents/:/cancel', 'cancel', ['cancellation_reason'], cancel),
];
