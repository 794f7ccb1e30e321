import { noSuch } from '../http/stripe-error.js';
import type { Call, Sandbox } from '../sandbox.js';
import type { StoredEvent } from '../state/objects.js';
import { createdFilter, listPage, listParams } from './lists.js';
import { route, type Route } from './route.js';

/** The event as delivered, with how many endpoints have not taken it yet. */
function show({ store }: Sandbox, event: StoredEvent): object {
  const pending = [...store.endpoints.oldest()].filter(({ id }) => store.deliveries.has(`${event.id}:${id}`));
  const delivered: object = JSON.parse(event.payload);
  return { ...delivered, pending_webhooks: pending.length };
}

function list({ sandbox, params }: Call): object {
  const type = params.text('type');
  const types = new Set([...params.list('types'), ...(type ? [type] : [])]);
  const matches = (name: string) => types.has(name) || types.has(`${name.slice(0, name.lastIndexOf('.'))}.*`);
  const created = createdFilter(params);
  return listPage(sandbox.store.events, params, {
    url: '/v1/events',
    kind: 'event',
    keep: (event) => (types.size === 0 || matches(event.type)) && created(event.created),
    show: (event) => show(sandbox, event),
  });
}

function retrieve({ sandbox, id }: Call): object {
  const event = sandbox.store.events.get(id);
  if (!event) throw noSuch('event', id);
  return show(sandbox, event);
}

export const eventRoutes: readonly Route[] = [
  route('GET', '/v1/events', 'list_events', ['type', 'types', 'created', ...listParams], list),
  route('GET', '/v1/events/:', 'retrieve_event', [], retrieve),
];
