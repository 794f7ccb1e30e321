import { newId, nowSeconds } from './ids.js';
import type { StoredEvent, WebhookStyle } from './objects.js';
import type { Store } from './store.js';
import { wants } from '../webhooks/endpoints.js';

/** The API version the sandbox speaks: the one pinned by the Stripe SDK it is tested with. */
export const apiVersion = '2026-10-28.endive';

export interface EventSource {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

/** Records an event about `object` as it is now, and one delivery for every endpoint that wants it. */
export type Announce = (
  type: string,
  object: object,
  about: { group: string; style?: WebhookStyle; source?: EventSource; previous?: object },
) => void;

/** Events go to `outbox`; whoever commits takes them from there and has them delivered afterwards. */
export function announcer(store: Store, outbox: StoredEvent[]): Announce {
  return (type, object, { group, style = 'once', source, previous }) => {
    const id = newId('evt');
    const created = nowSeconds();
    const endpoints = [...store.endpoints.oldest()].filter((endpoint) => wants(endpoint, type));
    const payload = JSON.stringify({
      id,
      object: 'event',
      api_version: apiVersion,
      created,
      data: previous ? { object, previous_attributes: previous } : { object },
      livemode: false,
      pending_webhooks: endpoints.length,
      request: { id: source?.requestId ?? null, idempotency_key: source?.idempotencyKey ?? null },
      type,
    });
    const event: StoredEvent = { id, type, created, payload, style, group };
    store.put('event', event);
    for (const endpoint of endpoints) {
      store.put('delivery', { id: `${id}:${endpoint.id}`, eventId: id, endpointId: endpoint.id });
    }
    if (endpoints.length > 0) outbox.push(event);
  };
}
