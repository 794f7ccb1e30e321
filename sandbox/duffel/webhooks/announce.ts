import type { Departure } from '../../common/webhooks/books.js';
import type { DeliveryPlan } from '../../common/webhooks/plan.js';
import { isOfType } from '../behaviour/faults.js';
import { newId } from '../state/ids.js';
import type { StoredEvent, StoredOrder } from '../state/objects.js';
import type { Store } from '../state/store.js';
import type { EventType } from './event-types.js';

export interface EventAbout {
  /** What a receiver drops duplicates by. */
  readonly key: string;
  readonly order?: StoredOrder;
  /** What the event is about; the order when absent. */
  readonly group?: string;
  readonly plan?: Partial<DeliveryPlan>;
}

/** Records an event, and one delivery for every endpoint that wants it. */
export type Announce = (type: EventType, object: object, about: EventAbout) => void;

/** The account all events belong to. */
const organisation = 'org_0000SandboxOrganisation';

/**
 * Events go to `outbox`; whoever commits takes them from there and has them delivered afterwards. `planFor` adds what the
 * passenger's name, `POST /_sandbox/control` and chaos want.
 */
export function announcer(
  store: Store,
  outbox: Departure<StoredEvent>[],
  planFor: (type: EventType, about: EventAbout) => DeliveryPlan,
): Announce {
  return (type, object, about) => {
    const id = newId('wev');
    const now = Date.now();
    const plan = planFor(type, about);
    const payload = JSON.stringify({
      id,
      api_version: 'v2',
      type,
      data: { object },
      live_mode: false,
      idempotency_key: about.key,
      created_at: new Date(now).toISOString(),
      identity_organisation_id: organisation,
    });
    const event: StoredEvent = {
      id,
      type,
      createdAt: now,
      payload,
      group: about.group ?? about.order?.id ?? id,
    };
    store.put('event', event);
    if (plan.copies === 0) return;
    const endpoints = [...store.endpoints.oldest()].filter(
      ({ isActive, events }) =>
        isActive && (type === 'ping.triggered' || events.some((wanted) => isOfType(type, wanted))),
    );
    for (const endpoint of endpoints) {
      store.put('delivery', {
        id: `${id}:${endpoint.id}`,
        eventId: id,
        endpointId: endpoint.id,
        ...(plan.delayMs > 0 ? { at: now + plan.delayMs } : {}),
        ...(plan.held ? { held: true } : {}),
      });
    }
    if (endpoints.length > 0) outbox.push({ event, plan });
  };
}
