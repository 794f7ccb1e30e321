import type { Departure } from '../../common/webhooks/books.js';
import { wants } from '../webhooks/endpoints.js';
import type { DeliveryPlan } from '../../common/webhooks/plan.js';
import { newId, nowSeconds } from './ids.js';
import type { StoredEvent } from './objects.js';
import type { Store } from './store.js';

/** The API version the sandbox speaks: the one pinned by the Stripe SDK it is tested with. */
export const apiVersion = '2026-10-28.endive';

export interface EventSource {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
  /** Done in silence: the event is recorded, but no endpoint hears of it. */
  readonly isSilent?: boolean;
}

export interface EventAbout {
  /** What the event is about: the id of the payment, the customer or the card. */
  readonly group: string;
  /** How its card wants it delivered. */
  readonly plan?: Partial<DeliveryPlan>;
  readonly source?: EventSource;
  readonly previous?: object;
}

/** Records an event about `object` as it is now, and one delivery for every endpoint that wants it. */
export type Announce = (type: string, object: object, about: EventAbout) => void;

/**
 * Events go to `outbox`; whoever commits takes them from there and has them delivered afterwards. `planFor` adds to what
 * the card wants: what `POST /_sandbox/control` asked for, and chaos.
 */
export function announcer(
  store: Store,
  outbox: Departure<StoredEvent>[],
  planFor: (type: string, group: string, wish: Partial<DeliveryPlan>) => DeliveryPlan,
): Announce {
  return (type, object, { group, plan: wish = {}, source, previous }) => {
    const id = newId('evt');
    const created = nowSeconds();
    const plan = planFor(type, group, source?.isSilent ? { ...wish, copies: 0 } : wish);
    const endpoints =
      plan.copies === 0 ? [] : [...store.endpoints.oldest()].filter((endpoint) => wants(endpoint, type));
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
    const event: StoredEvent = { id, type, created, payload, group };
    store.put('event', event);
    for (const endpoint of endpoints) {
      store.put('delivery', {
        id: `${id}:${endpoint.id}`,
        eventId: id,
        endpointId: endpoint.id,
        ...(plan.delayMs > 0 ? { at: Date.now() + plan.delayMs } : {}),
        ...(plan.held ? { held: true } : {}),
      });
    }
    if (endpoints.length > 0) outbox.push({ event, plan });
  };
}
