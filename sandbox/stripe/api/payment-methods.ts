import { testCards } from '../cards/test-cards.js';
import { invalidRequest, missingParameter, noSuch } from '../http/stripe-error.js';
import { type Call, type Sandbox } from '../sandbox.js';
import type { EventSource } from '../state/announce.js';
import { newPaymentMethod } from '../state/entities.js';
import type { StoredCustomer, StoredPaymentMethod } from '../state/objects.js';
import { perObject } from '../state/limits.js';
import { getCustomer } from './customers.js';
import { listPage, listParams } from './lists.js';
import { route, type Route } from './route.js';

/** The card an id stands for: a saved one, or a new one when the id is a test token such as `pm_card_visa`. */
export function resolvePaymentMethod(
  sandbox: Sandbox,
  id: string,
  param = 'payment_method',
): StoredPaymentMethod {
  const known = sandbox.store.paymentMethods.get(id);
  if (known) return known;
  const card = testCards.get(id);
  if (!card) throw noSuch('PaymentMethod', id, param);
  return newPaymentMethod(card);
}

function getPaymentMethod(sandbox: Sandbox, id: string): StoredPaymentMethod {
  const method = sandbox.store.paymentMethods.get(id);
  if (!method) throw noSuch('PaymentMethod', id, 'payment_method');
  return method;
}

/** Saves a card with a customer. 400 when it is another customer's, or was used up without being saved. */
export function saveCard(
  { sandbox, ...source }: { sandbox: Sandbox } & EventSource,
  method: StoredPaymentMethod,
  customer: StoredCustomer,
): void {
  if (method.api.customer === customer.id) return;
  if (method.api.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.');
  }
  if (method.spent) throw usedUp();
  if (customer.paymentMethodIds.length >= perObject.paymentMethods) {
    throw invalidRequest(`A customer can have at most ${perObject.paymentMethods} payment methods.`);
  }
  method.api.customer = customer.id;
  customer.paymentMethodIds.push(method.id);
  sandbox.store.put('paymentMethod', method);
  sandbox.store.put('customer', customer);
  sandbox.announce('payment_method.attached', method.api, { group: method.id, source });
}

export function usedUp() {
  return invalidRequest(
    'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
  );
}

function create({ sandbox, params }: Call): object {
  params.oneOf('type', ['card']);
  const card = params.hash('card');
  card.allow(new Set(['token']));
  const token = card.requiredText('token');
  const found = testCards.get(token.replace(/^tok_/, 'pm_card_'));
  if (!found) throw noSuch('token', token, 'card[token]');
  const method = newPaymentMethod(found);
  method.api.metadata = params.metadata();
  sandbox.store.put('paymentMethod', method);
  return method.api;
}

function attach(call: Call): object {
  const { sandbox, params, id } = call;
  const customer = getCustomer(sandbox, params.requiredText('customer'), 'customer');
  const method = resolvePaymentMethod(sandbox, id);
  saveCard(call, method, customer);
  return method.api;
}

function detach({ sandbox, id, ...call }: Call): object {
  const method = getPaymentMethod(sandbox, id);
  const owner = method.api.customer;
  if (owner === null) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  }
  const customer = sandbox.store.customers.get(owner);
  if (customer) {
    customer.paymentMethodIds = customer.paymentMethodIds.filter((saved) => saved !== id);
    sandbox.store.put('customer', customer);
  }
  method.api.customer = null;
  method.spent = true;
  sandbox.store.put('paymentMethod', method);
  const previous = { customer: owner };
  sandbox.announce('payment_method.detached', method.api, { group: id, source: call, previous });
  return method.api;
}

function listOf({ sandbox, params }: Call, customerId: string): object {
  const customer = getCustomer(sandbox, customerId, 'customer');
  params.oneOf('type', ['card']);
  return listPage(sandbox.store.paymentMethods, params, {
    url: '/v1/payment_methods',
    kind: 'PaymentMethod',
    candidates: customer.paymentMethodIds,
    keep: () => true,
    show: ({ api }) => api,
  });
}

function list(call: Call): object {
  const customer = call.params.text('customer');
  if (!customer) throw missingParameter('customer');
  return listOf(call, customer);
}

function retrieveOf({ sandbox, id, subId }: Call): object {
  const { api } = getPaymentMethod(sandbox, subId);
  if (api.customer !== getCustomer(sandbox, id, 'customer').id) throw noSuch('PaymentMethod', subId);
  return api;
}

export const paymentMethodRoutes: readonly Route[] = [
  route('POST', '/v1/payment_methods', 'create_payment_method', ['type', 'card', 'metadata'], create),
  route('GET', '/v1/payment_methods', 'list_payment_methods', ['customer', 'type', ...listParams], list),
  route(
    'GET',
    '/v1/payment_methods/:',
    'retrieve_payment_method',
    [],
    ({ sandbox, id }) => getPaymentMethod(sandbox, id).api,
  ),
  route('POST', '/v1/payment_methods/:/attach', 'attach', ['customer'], attach),
  route('POST', '/v1/payment_methods/:/detach', 'detach', [], detach),
  route('GET', '/v1/customers/:/payment_methods', 'list_payment_methods', ['type', ...listParams], (call) =>
    listOf(call, call.id),
  ),
  route('GET', '/v1/customers/:/payment_methods/:', 'retrieve_payment_method', [], retrieveOf),
];
