import type { Params } from '../http/params.js';
import { noSuch } from '../http/stripe-error.js';
import { type Call, type Sandbox } from '../sandbox.js';
import { newId, nowSeconds } from '../state/ids.js';
import type { CustomerObject, StoredCustomer } from '../state/objects.js';
import { createdFilter, listPage, listParams } from './lists.js';
import { route, type Route } from './route.js';

const fields = ['email', 'name', 'phone', 'description', 'metadata'] as const;

/** The customer a parameter names, or 404. */
export function getCustomer(sandbox: Sandbox, id: string, param = 'id'): StoredCustomer {
  const customer = sandbox.store.customers.get(id);
  if (!customer) throw noSuch('customer', id, param);
  return customer;
}

type Described = Partial<Pick<CustomerObject, (typeof fields)[number]>>;

/** Reads everything before anything is changed. */
function readDescription(params: Params, current: CustomerObject['metadata'] = {}): Described {
  const described: Described = {};
  for (const field of ['email', 'name', 'phone', 'description'] as const) {
    const value = params.text(field, 512);
    if (value !== undefined) described[field] = value;
  }
  if (params.has('metadata')) described.metadata = params.metadata(current);
  return described;
}

function create({ sandbox, params, ...call }: Call): object {
  const api: CustomerObject = {
    id: newId('cus'),
    object: 'customer',
    created: nowSeconds(),
    livemode: false,
    balance: 0,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_settings: { default_payment_method: null },
    metadata: {},
    name: null,
    phone: null,
    ...readDescription(params),
  };
  sandbox.store.put('customer', { id: api.id, api, paymentMethodIds: [] });
  sandbox.announce('customer.created', api, { group: api.id, source: call });
  return api;
}

function update({ sandbox, params, id, ...call }: Call): object {
  const customer = getCustomer(sandbox, id);
  Object.assign(customer.api, readDescription(params, customer.api.metadata));
  sandbox.store.put('customer', customer);
  sandbox.announce('customer.updated', customer.api, { group: id, source: call });
  return customer.api;
}

function list({ sandbox, params }: Call): object {
  const email = params.text('email');
  const created = createdFilter(params);
  return listPage(sandbox.store.customers, params, {
    url: '/v1/customers',
    kind: 'customer',
    keep: ({ api }) => (email === undefined || api.email === email) && created(api.created),
    show: ({ api }) => api,
  });
}

export const customerRoutes: readonly Route[] = [
  route('POST', '/v1/customers', 'create_customer', fields, create),
  route('GET', '/v1/customers', 'list_customers', ['email', 'created', ...listParams], list),
  route('GET', '/v1/customers/:', 'retrieve_customer', [], ({ sandbox, id }) => getCustomer(sandbox, id).api),
  route('POST', '/v1/customers/:', 'update_customer', fields, update),
];
