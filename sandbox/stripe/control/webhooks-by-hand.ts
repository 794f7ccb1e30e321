import { invalidRequest, noSuch } from '../http/stripe-error.js';
import type { Sandbox } from '../sandbox.js';
import { nowSeconds } from '../state/ids.js';
import type { StoredEvent } from '../state/objects.js';
import type { WebhookDelivery } from '../../common/webhooks/delivery.js';
import { forge, forgeries } from '../webhooks/forgery.js';
import { isOfType } from './faults.js';
import type { JsonBody } from '../../common/json-body.js';
import { shuffled } from '../../common/seeded.js';

const anyAge = { from: 0, to: 400 * 86_400 };

function getEvent({ store }: Sandbox, id: string): StoredEvent {
  const event = store.events.get(id);
  if (!event) throw noSuch('event', id);
  return event;
}

/** Makes an event older than it is, for good: its `created`, not what it tells of, and not the time of a signature. */
function age({ store }: Sandbox, event: StoredEvent, seconds: number): StoredEvent {
  if (seconds === 0) return event;
  const created = event.created - seconds;
  const tree: object = JSON.parse(event.payload);
  const aged = { ...event, created, payload: JSON.stringify({ ...tree, created }) };
  store.put('event', aged);
  return aged;
}

/** `POST /_sandbox/webhooks/release`: sends what was held, in the order asked for, one at a time. */
export function releaseHeld(sandbox: Sandbox, delivery: WebhookDelivery, body: JsonBody): object {
  const paymentIntent = body.text('paymentIntent');
  const types = body.texts('types');
  const order = body.oneOf('order', ['asMade', 'backwards', 'shuffled']) ?? 'asMade';
  const seed = body.integer('seed', { from: 0, to: Number.MAX_SAFE_INTEGER }) ?? 0;
  const ageSeconds = body.integer('ageSeconds', anyAge) ?? 0;
  body.end();
  const { store } = sandbox;
  const held = new Set([...store.deliveries.oldest()].flatMap((each) => (each.held ? each.eventId : [])));
  let events = [...held]
    .flatMap((id) => store.events.get(id) ?? [])
    .filter(({ group, type }) => {
      if (paymentIntent !== undefined && group !== paymentIntent) return false;
      return types === undefined || types.some((wanted) => isOfType(type, wanted));
    });
  if (order === 'backwards') events = events.toReversed();
  if (order === 'shuffled') events = shuffled(events, seed, 'release');
  return { released: delivery.release(events.map((event) => age(sandbox, event, ageSeconds))) };
}

/** `POST /_sandbox/events/{id}/resend`: any past event again, byte for byte unless it is to look older. */
export function resend(
  sandbox: Sandbox,
  delivery: WebhookDelivery,
  { id, body }: { id: string; body: JsonBody },
): object {
  const times = body.integer('times', { from: 1, to: 100 }) ?? 1;
  const ageSeconds = body.integer('ageSeconds', anyAge) ?? 0;
  body.end();
  const event = age(sandbox, getEvent(sandbox, id), ageSeconds);
  let deliveries = 0;
  for (let time = 0; time < times; time += 1) deliveries += delivery.redeliver(event);
  return { deliveries };
}

/** `POST /_sandbox/events/{id}/forge`: posts a wrong variant to every endpoint, once, and tells what each answered. */
export async function forgeEvent(
  sandbox: Sandbox,
  delivery: WebhookDelivery,
  { id, body }: { id: string; body: JsonBody },
): Promise<object> {
  const variant = body.oneOf('variant', forgeries);
  const order = {
    amount: body.integer('amount', { from: 0, to: Number.MAX_SAFE_INTEGER }),
    currency: body.text('currency'),
    metadata: body.map('metadata'),
    objectId: body.text('objectId'),
    ageSeconds: body.integer('ageSeconds', anyAge) ?? 3_600,
    now: nowSeconds(),
  };
  body.end();
  if (variant === undefined) {
    throw invalidRequest(`\`variant\` must be one of ${forgeries.join(', ')}.`, { param: 'variant' });
  }
  if (variant === 'other_metadata' && order.metadata === undefined) {
    throw invalidRequest('`metadata` says what is to be different.', { param: 'metadata' });
  }
  const event = getEvent(sandbox, id);
  const answers = [...sandbox.store.endpoints.oldest()].map(async (endpoint) => {
    const forged = forge(event, endpoint, { variant, ...order });
    const status = await delivery.forge(endpoint, forged.body, forged.signature);
    return { endpoint: endpoint.id, status };
  });
  return { variant, answers: await Promise.all(answers) };
}
