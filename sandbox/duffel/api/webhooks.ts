import { randomText } from '../../common/random-text.js';
import { invalidField, notFound } from '../http/duffel-error.js';
import type { RequestData } from '../http/request-data.js';
import { instantText } from '../offers/shape.js';
import { type Call, Reply } from '../sandbox.js';
import { newId } from '../state/ids.js';
import type { StoredEndpoint } from '../state/objects.js';
import { eventTypes } from '../webhooks/event-types.js';
import { pageOf } from './pages.js';
import type { Route } from './route.js';

function readUrl(data: RequestData): string {
  const url = data.text('url');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw data.wrong('url', 'must be a URL');
  return url;
}

function readEvents(data: RequestData): string[] {
  const events = data.texts('events');
  const unknown = events.find((type) => !eventTypes.some((known) => known === type));
  if (events.length === 0 || unknown !== undefined) {
    throw invalidField(
      'events',
      `'events' must be some of ${eventTypes.join(', ')}.`,
      'validation_inclusion',
    );
  }
  return events;
}

function createWebhook({ sandbox, data, now }: Call): Reply {
  const endpoint: StoredEndpoint = {
    id: newId('end'),
    url: readUrl(data),
    secret: randomText(32),
    createdAt: now,
    isActive: true,
    events: readEvents(data),
  };
  sandbox.store.put('endpoint', endpoint);
  // The only time it is told.
  return new Reply(201, { ...endpointObject(endpoint), secret: endpoint.secret });
}

function requireEndpoint({ sandbox, id }: Call): StoredEndpoint {
  const endpoint = sandbox.store.endpoints.get(id);
  if (!endpoint) throw notFound();
  return endpoint;
}

function updateWebhook(call: Call): Reply {
  const { data, sandbox } = call;
  const endpoint = requireEndpoint(call);
  const changed = {
    ...endpoint,
    ...(data.has('url') ? { url: readUrl(data) } : {}),
    ...(data.has('events') ? { events: readEvents(data) } : {}),
    isActive: data.findBoolean('active') ?? endpoint.isActive,
  };
  sandbox.store.put('endpoint', changed);
  return new Reply(200, endpointObject(changed));
}

function deleteWebhook(call: Call): Reply {
  call.sandbox.store.delete('endpoint', requireEndpoint(call).id);
  return new Reply(204, null);
}

function pingWebhook(call: Call): Reply {
  const { id } = requireEndpoint(call);
  call.sandbox.announce('ping.triggered', {}, { key: newId('png'), group: id });
  return new Reply(204, null);
}

function endpointObject({ id, url, events, isActive, createdAt }: StoredEndpoint): object {
  return {
    id,
    url,
    events,
    active: isActive,
    live_mode: false,
    created_at: instantText(createdAt),
    updated_at: instantText(createdAt),
  };
}

function listWebhooks({ sandbox, query }: Call): Reply {
  return pageOf([...sandbox.store.endpoints.newest()], query, endpointObject);
}

export const webhookRoutes: readonly Route[] = [
  { method: 'POST', path: '/air/webhooks', operation: 'create_webhook', handle: createWebhook },
  { method: 'GET', path: '/air/webhooks', operation: 'list_webhooks', handle: listWebhooks },
  { method: 'PATCH', path: '/air/webhooks/:', operation: 'update_webhook', handle: updateWebhook },
  { method: 'DELETE', path: '/air/webhooks/:', operation: 'delete_webhook', handle: deleteWebhook },
  { method: 'POST', path: '/air/webhooks/:/actions/ping', operation: 'ping_webhook', handle: pingWebhook },
];
