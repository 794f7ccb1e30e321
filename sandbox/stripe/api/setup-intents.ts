import { randomText } from '../../common/random-text.js';
import { invalidRequest, noSuch, StripeError } from '../http/stripe-error.js';
import { behaviourOf, type Call } from '../sandbox.js';
import { newId, nowSeconds } from '../state/ids.js';
import type { SetupIntentObject, StoredPaymentMethod, StoredSetupIntent } from '../state/objects.js';
import { getCustomer } from './customers.js';
import { checkMethod } from './payment-attempt.js';
import { resolvePaymentMethod, saveCard } from './payment-methods.js';
import { route, type Route } from './route.js';

const createParams = ['customer', 'payment_method', 'confirm', 'usage', 'description', 'metadata'];

function get({ sandbox, id }: Call): StoredSetupIntent {
  const setup = sandbox.store.setupIntents.get(id);
  if (!setup) throw noSuch('setupintent', id, 'intent');
  return setup;
}

function readMethod({ sandbox, params }: Call, api: SetupIntentObject): StoredPaymentMethod | undefined {
  const id = params.text('payment_method') ?? api.payment_method;
  if (!id) return undefined;
  const method = resolvePaymentMethod(sandbox, id);
  checkMethod(api, method);
  return method;
}

function unexpectedState(api: SetupIntentObject, message: string) {
  return new StripeError(400, {
    type: 'invalid_request_error',
    code: 'setup_intent_unexpected_state',
    message,
    setup_intent: api,
  });
}

function create(call: Call): object {
  const { sandbox, params } = call;
  const customer = params.text('customer') ?? null;
  if (customer !== null) getCustomer(sandbox, customer, 'customer');
  const id = newId('seti');
  const api: SetupIntentObject = {
    id,
    object: 'setup_intent',
    created: nowSeconds(),
    livemode: false,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    customer,
    description: params.text('description') ?? null,
    last_setup_error: null,
    metadata: params.metadata(),
    next_action: null,
    payment_method: null,
    payment_method_types: ['card'],
    status: 'requires_payment_method',
    usage: params.oneOf('usage', ['on_session', 'off_session']) ?? 'off_session',
  };
  const confirmNow = params.boolean('confirm') ?? false;
  const method = readMethod(call, api);
  if (confirmNow && !method)
    throw invalidRequest('A payment method is needed to confirm.', { param: 'payment_method' });
  if (method) {
    sandbox.store.put('paymentMethod', method);
    api.payment_method = method.id;
    api.status = 'requires_confirmation';
  }
  sandbox.store.put('setupIntent', { id, api });
  sandbox.announce('setup_intent.created', api, { group: id, source: call });
  return confirmNow && method ? setUp(call, { id, api }, method) : api;
}

/** Saves the card. A card that would be declined is declined here already; 3-D Secure is asked at the payment. */
function setUp(call: Call, setup: StoredSetupIntent, method: StoredPaymentMethod): object {
  const { sandbox } = call;
  const { api } = setup;
  const { outcome } = behaviourOf(sandbox, method.token);
  sandbox.store.put('setupIntent', setup);
  if (outcome.kind === 'declines') {
    const { code, declineCode, message } = outcome.decline;
    const error = {
      type: 'card_error' as const,
      code,
      decline_code: declineCode,
      message,
      payment_method: method.api,
    };
    api.status = 'requires_payment_method';
    api.payment_method = null;
    api.last_setup_error = error;
    sandbox.announce('setup_intent.setup_failed', api, { group: api.id, source: call });
    throw new StripeError(402, { ...error, setup_intent: api });
  }
  if (api.customer !== null) saveCard(call, method, getCustomer(sandbox, api.customer, 'customer'));
  sandbox.store.put('paymentMethod', method);
  api.payment_method = method.id;
  api.last_setup_error = null;
  api.status = 'succeeded';
  sandbox.announce('setup_intent.succeeded', api, { group: api.id, source: call });
  return api;
}

function confirm(call: Call): object {
  const setup = get(call);
  if (setup.api.status === 'succeeded' || setup.api.status === 'canceled') {
    throw unexpectedState(
      setup.api,
      `You cannot confirm this SetupIntent: its status is ${setup.api.status}.`,
    );
  }
  const method = readMethod(call, setup.api);
  if (!method)
    throw unexpectedState(setup.api, 'You cannot confirm this SetupIntent: it has no payment method.');
  return setUp(call, setup, method);
}

function cancel(call: Call): object {
  const setup = get(call);
  const { api } = setup;
  if (api.status === 'succeeded' || api.status === 'canceled') {
    throw unexpectedState(api, `You cannot cancel this SetupIntent: its status is ${api.status}.`);
  }
  api.cancellation_reason =
    call.params.oneOf('cancellation_reason', ['abandoned', 'duplicate', 'requested_by_customer']) ?? null;
  api.status = 'canceled';
  call.sandbox.store.put('setupIntent', setup);
  call.sandbox.announce('setup_intent.canceled', api, { group: api.id, source: call });
  return api;
}

export const setupIntentRoutes: readonly Route[] = [
  route('POST', '/v1/setup_intents', 'create_setup_intent', createParams, create),
  route('GET', '/v1/setup_intents/:', 'retrieve_setup_intent', ['client_secret'], (call) => get(call).api),
  route(
    'POST',
    '/v1/setup_intents/:/confirm',
    'confirm_setup_intent',
    ['payment_method', 'return_url'],
    confirm,
  ),
  route('POST', '/v1/setup_intents/:/cancel', 'cancel_setup_intent', ['cancellation_reason'], cancel),
];
