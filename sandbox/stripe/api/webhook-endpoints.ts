import { randomText } from '../../common/random-text.js';
import { invalidRequest, missingParameter, noSuch } from '../http/stripe-error.js';
import type { Call } from '../sandbox.js';
import { newId, nowSeconds } from '../state/ids.js';
import { perObject } from '../state/limits.js';
import type { StoredEndpoint } from '../state/objects.js';
import { endpointObject } from '../webhooks/endpoints.js';
import { listPage, listParams } from './lists.js';
import { route, type Route } from './route.js';

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw invalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    });
  }
  return url.href;
}

function create({ sandbox, params }: Call): object {
  const enabledEvents = params.list('enabled_events');
  if (enabledEvents.length === 0) throw missingParameter('enabled_events');
  const endpoint: StoredEndpoint = {
    id: newId('we'),
    url: readUrl(params.requiredText('url')),
    secret: `whsec_${randomText(32)}`,
    created: nowSeconds(),
    description: params.text('description') ?? null,
    enabledEvents,
    metadata: params.metadata(),
  };
  if (sandbox.store.endpoints.size >= perObject.endpoints) {
    throw invalidRequest(`You have reached the maximum of ${perObject.endpoints} webhook endpoints.`);
  }
  sandbox.store.put('endpoint', endpoint);
  return endpointObject(endpoint, true);
}

function get({ sandbox, id }: Call): StoredEndpoint {
  const endpoint = sandbox.store.endpoints.get(id);
  if (!endpoint) throw noSuch('webhook endpoint', id);
  return endpoint;
}

function remove(call: Call): object {
  const { id } = get(call);
  call.sandbox.store.delete('endpoint', id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

function list({ sandbox, params }: Call): object {
  return listPage(sandbox.store.endpoints, params, {
    url: '/v1/webhook_endpoints',
    kind: 'webhook endpoint',
    keep: () => true,
    show: (endpoint) => endpointObject(endpoint),
  });
}

const path = '/v1/webhook_endpoints';
const createParams = ['url', 'enabled_events', 'description', 'metadata'];

export const webhookEndpointRoutes: readonly Route[] = [
  route('POST', path, 'create_webhook_endpoint', createParams, create),
  route('GET', path, 'list_webhook_endpoints', listParams, list),
  route('GET', `${path}/:`, 'retrieve_webhook_endpoint', [], (call) => endpointObject(get(call))),
  route('DELETE', `${path}/:`, 'delete_webhook_endpoint', [], remove),
];
