import type { Params } from '../http/params.js';
import { invalidRequest, noSuch } from '../http/stripe-error.js';
import { announcePayment, type Call, type Sandbox } from '../sandbox.js';
import { newPaymentIntent } from '../state/entities.js';
import type { PaymentIntentObject, StoredIntent, StoredPaymentMethod } from '../state/objects.js';
import { getCustomer } from './customers.js';
import { attemptPayment, type AttemptTerms, behaviourAtAttempt, checkMethod } from './payment-attempt.js';
import { resolvePaymentMethod } from './payment-methods.js';
import { checkAmount, checkCurrency, requireStatus, unexpectedState } from './payment-rules.js';
import { route, type Route } from './route.js';

const texts = [
  'description',
  'receipt_email',
  'statement_descriptor',
  'statement_descriptor_suffix',
] as const;
const confirmParams = ['payment_method', 'return_url', 'off_session', 'error_on_requires_action'] as const;
const createParams = [
  ...confirmParams,
  ...texts,
  'amount',
  'currency',
  'customer',
  'confirm',
  'capture_method',
  'confirmation_method',
  'metadata',
  'payment_method_types',
  'allowed_payment_method_types',
  'automatic_payment_methods',
  'setup_future_usage',
] as const;
const updateParams = [
  'amount',
  'customer',
  'payment_method',
  'metadata',
  'setup_future_usage',
  ...texts,
] as const;

export function getIntent(sandbox: Sandbox, id: string, param = 'intent'): StoredIntent {
  const intent = sandbox.store.intents.get(id);
  if (!intent || sandbox.store.isHidden(id)) throw noSuch('payment_intent', id, param);
  return intent;
}

function readTerms(params: Params): AttemptTerms {
  // `off_session` may also be `one_off` or `recurring`, as older integrations send it.
  const offSession = params.oneOf('off_session', ['true', 'false', 'one_off', 'recurring']);
  return {
    offSession: offSession !== undefined && offSession !== 'false',
    errorOnRequiresAction: params.boolean('error_on_requires_action') ?? false,
    returnUrl: readReturnUrl(params),
  };
}

function readReturnUrl(params: Params): string | null {
  const url = params.text('return_url', 2_048) ?? null;
  if (url !== null && !/^[a-z][a-z0-9+.-]*:\/\/./i.test(url)) {
    throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: 'return_url' });
  }
  // The page redirects there: a script must not get in that way.
  if (url !== null && /^(javascript|data|vbscript):/i.test(url)) {
    throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: 'return_url' });
  }
  return url;
}

type Described = Partial<Pick<PaymentIntentObject, (typeof texts)[number] | 'setup_future_usage'>>;

function readDescription(params: Params): Described {
  const described: Described = {};
  for (const field of texts) {
    const value = params.text(field, field === 'description' ? 1_000 : 256);
    if (value !== undefined) described[field] = value;
  }
  const future = params.oneOf('setup_future_usage', ['on_session', 'off_session']);
  if (future !== undefined) described.setup_future_usage = future;
  return described;
}

function readAutomaticMethods(params: Params): PaymentIntentObject['automatic_payment_methods'] {
  if (!params.has('automatic_payment_methods')) return null;
  const automatic = params.hash('automatic_payment_methods');
  automatic.allow(new Set(['enabled', 'allow_redirects']));
  return {
    allow_redirects: automatic.oneOf('allow_redirects', ['always', 'never']) ?? 'always',
    enabled: automatic.boolean('enabled') ?? false,
  };
}

/** Either name: integrations of older API versions send the first. */
function readMethodTypes(params: Params): string[] {
  for (const param of ['payment_method_types', 'allowed_payment_method_types']) {
    const unknown = params.list(param).find((type) => type !== 'card');
    if (unknown !== undefined) {
      const message = `The payment method type "${unknown}" is invalid: the sandbox knows cards only.`;
      throw invalidRequest(message, { param });
    }
  }
  return ['card'];
}

function create(call: Call): object {
  const { sandbox, params } = call;
  const currency = checkCurrency(params.requiredText('currency'));
  const amount = checkAmount(params.requiredInteger('amount'), currency);
  const customerId = params.text('customer') ?? null;
  if (customerId !== null) getCustomer(sandbox, customerId, 'customer');
  const api = newPaymentIntent({
    amount,
    currency,
    customer: customerId,
    capture_method: params.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic',
    confirmation_method: params.oneOf('confirmation_method', ['automatic', 'manual']) ?? 'automatic',
    metadata: params.metadata(),
    payment_method_types: readMethodTypes(params),
    allowed_payment_method_types: params.has('allowed_payment_method_types') ? ['card'] : null,
    automatic_payment_methods: readAutomaticMethods(params),
    ...readDescription(params),
  });
  const confirmNow = params.boolean('confirm') ?? false;
  const terms = readTerms(params);
  const onlyWithConfirm = confirmParams.slice(1).find((name) => params.has(name));
  if (!confirmNow && onlyWithConfirm !== undefined) {
    throw invalidRequest(`\`${onlyWithConfirm}\` can only be set when \`confirm\` is true.`, {
      param: onlyWithConfirm,
    });
  }
  const intent: StoredIntent = { id: api.id, api, token: null, chargeIds: [], refundIds: [] };
  const method = readMethod(call, intent);
  if (confirmNow && !method) throw withoutMethod(api);
  if (method) choose(sandbox, intent, method);
  sandbox.store.putIntent(intent);
  const behaviour = confirmNow && method ? behaviourAtAttempt(call, intent, method) : undefined;
  if (behaviour?.outcome.kind !== 'comesLate') {
    announcePayment(sandbox, intent, 'payment_intent.created', api, call);
  }
  return method && behaviour ? attemptPayment(call, intent, method, { terms, behaviour, isNew: true }) : api;
}

/** The card named by the request, checked, but not yet chosen. */
function readMethod({ sandbox, params }: Call, intent: StoredIntent): StoredPaymentMethod | undefined {
  const id = params.text('payment_method');
  if (!id) return undefined;
  const method = resolvePaymentMethod(sandbox, id);
  checkMethod(intent.api, method);
  return method;
}

function choose(sandbox: Sandbox, intent: StoredIntent, method: StoredPaymentMethod): void {
  if (!sandbox.store.paymentMethods.has(method.id)) sandbox.store.put('paymentMethod', method);
  intent.token = method.token;
  intent.api.payment_method = method.id;
  intent.api.next_action = null;
  intent.api.status = 'requires_confirmation';
}

function withoutMethod(api: PaymentIntentObject) {
  return unexpectedState(
    api,
    "You cannot confirm this PaymentIntent because it's missing a payment method. Update the PaymentIntent with a payment method, or pass one to this call.",
  );
}

function update(call: Call): object {
  const { sandbox, params, id } = call;
  const intent = getIntent(sandbox, id);
  const { api } = intent;
  const descriptive = new Set<string>(['metadata', 'description', 'receipt_email', 'expand']);
  if (params.keys().some((key) => !descriptive.has(key))) requireStatus(api, 'update');
  const amount = params.integer('amount');
  if (amount !== undefined) checkAmount(amount, api.currency);
  const customer = params.text('customer');
  if (customer) getCustomer(sandbox, customer, 'customer');
  if (customer && api.customer !== null && customer !== api.customer) {
    throw invalidRequest('You cannot modify `customer` on a PaymentIntent once it already has been set.', {
      param: 'customer',
    });
  }
  const metadata = params.metadata(api.metadata);
  const methodId = params.text('payment_method');
  const method = methodId ? resolvePaymentMethod(sandbox, methodId) : undefined;
  if (method) checkMethod({ customer: customer ?? api.customer }, method);

  Object.assign(api, readDescription(params));
  if (amount !== undefined) api.amount = amount;
  if (customer) api.customer = customer;
  if (method) choose(sandbox, intent, method);
  sandbox.store.replaceMetadata(intent, metadata);
  sandbox.store.putIntent(intent);
  return api;
}

function confirm(call: Call): object {
  const { sandbox, params, id } = call;
  const intent = getIntent(sandbox, id);
  const { api } = intent;
  requireStatus(api, 'confirm');
  const terms = readTerms(params);
  const chosen =
    api.payment_method === null ? undefined : sandbox.store.paymentMethods.get(api.payment_method);
  const method = readMethod(call, intent) ?? chosen;
  if (!method) throw withoutMethod(api);
  if (method === chosen && api.status === 'requires_action') return api;
  const behaviour = behaviourAtAttempt(call, intent, method);
  return attemptPayment(call, intent, method, { terms, behaviour });
}

export const paymentIntentRoutes: readonly Route[] = [
  route('POST', '/v1/payment_intents', 'create', createParams, create),
  route(
    'GET',
    '/v1/payment_intents/:',
    'retrieve',
    ['client_secret'],
    ({ sandbox, id }) => getIntent(sandbox, id).api,
  ),
  route('POST', '/v1/payment_intents/:', 'update', updateParams, update),
  route('POST', '/v1/payment_intents/:/confirm', 'confirm', confirmParams, confirm),
];
