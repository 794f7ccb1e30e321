import type { Call } from '../sandbox.js';
import { createdFilter, listPage, listParams } from './lists.js';
import { getIntent } from './payment-intents.js';
import { getCharge } from './refunds.js';
import { route, type Route } from './route.js';

function list({ sandbox, params }: Call): object {
  const intentId = params.text('payment_intent');
  const customer = params.text('customer');
  const created = createdFilter(params);
  const ofIntent = intentId ? getIntent(sandbox, intentId, 'payment_intent').chargeIds : undefined;
  return listPage(sandbox.store.charges, params, {
    url: '/v1/charges',
    kind: 'charge',
    ...(ofIntent ? { candidates: ofIntent } : {}),
    keep: (charge) => (!customer || charge.customer === customer) && created(charge.created),
    show: (charge) => charge,
  });
}

export const chargeRoutes: readonly Route[] = [
  route('GET', '/v1/charges', 'list_charges', ['payment_intent', 'customer', 'created', ...listParams], list),
  route('GET', '/v1/charges/:', 'retrieve_charge', [], ({ sandbox, id }) => getCharge(sandbox, id)),
];
