import { InvalidInput, type JsonBody } from '../../common/json-body.js';
import { randomText } from '../../common/random-text.js';
import { shuffled } from '../../common/seeded.js';
import type { WebhookDelivery } from '../../common/webhooks/delivery.js';
import { signatureHeader } from '../../common/webhooks/signature.js';
import { isOfType } from '../behaviour/faults.js';
import { notFound } from '../http/duffel-error.js';
import type { Sandbox } from '../sandbox.js';
import type { StoredEndpoint, StoredEvent } from '../state/objects.js';

/** `POST /_sandbox/webhooks/release`: sends what was held, in the order asked for, one at a time. */
export function releaseHeld({ store }: Sandbox, delivery: WebhookDelivery, body: JsonBody): object {
  const order = body.text('orderId');
  const types = body.texts('types');
  const sequence = body.oneOf('order', ['asMade', 'backwards', 'shuffled']) ?? 'asMade';
  const seed = body.integer('seed', { from: 0, to: Number.MAX_SAFE_INTEGER }) ?? 0;
  body.end();
  const held = new Set([...store.deliveries.oldest()].flatMap((each) => (each.held ? each.eventId : [])));
  let events = [...held]
    .flatMap((id) => store.events.get(id) ?? [])
    .filter(({ group }) => order === undefined || group === order)
    .filter(({ type }) => types === undefined || types.some((wanted) => isOfType(type, wanted)));
  if (sequence === 'backwards') events = events.toReversed();
  if (sequence === 'shuffled') events = shuffled(events, seed, 'release');
  return { released: delivery.release(events) };
}

function getEvent({ store }: Sandbox, id: string): StoredEvent {
  const event = store.events.get(id);
  if (!event) throw notFound();
  return event;
}

/** `POST /_sandbox/events/{id}/resend`: any past event again, byte for byte. */
export function resend(
  sandbox: Sandbox,
  delivery: WebhookDelivery,
  { id, body }: { id: string; body: JsonBody },
): object {
  const times = body.integer('times', { from: 1, to: 100 }) ?? 1;
  body.end();
  const event = getEvent(sandbox, id);
  let deliveries = 0;
  for (let time = 0; time < times; time += 1) deliveries += delivery.redeliver(event);
  return { deliveries };
}

/** How a message can be wrong: the first five must be refused by every receiver, the last is signed as it should be. */
export const forgeries = [
  'unsigned',
  'bad_signature',
  'old_timestamp',
  'reserialised_body',
  'changed_body',
  'other_object',
] as const;
type Forgery = (typeof forgeries)[number];

/** `POST /_sandbox/events/{id}/forge`: posts a wrong variant to every endpoint, once, and tells what each answered. */
export async function forgeEvent(
  sandbox: Sandbox,
  delivery: WebhookDelivery,
  { id, body }: { id: string; body: JsonBody },
): Promise<object> {
  const variant = body.oneOf('variant', forgeries);
  const objectId = body.text('objectId') ?? `ord_0000${randomText(18)}`;
  const ageSeconds = body.integer('ageSeconds', { from: 0, to: 400 * 86_400 }) ?? 3_600;
  body.end();
  if (variant === undefined) {
    throw new InvalidInput(`\`variant\` must be one of ${forgeries.join(', ')}.`, 'variant');
  }
  const event = getEvent(sandbox, id);
  const answers = [...sandbox.store.endpoints.oldest()].map(async (endpoint) => {
    const forged = forge(event, endpoint, { variant, objectId, ageSeconds });
    const status = await delivery.forge(endpoint, forged.body, forged.signature);
    return { endpoint: endpoint.id, status };
  });
  return { variant, answers: await Promise.all(answers) };
}

function forge(
  { payload }: StoredEvent,
  { secret }: StoredEndpoint,
  { variant, objectId, ageSeconds }: { variant: Forgery; objectId: string; ageSeconds: number },
): { body: string; signature: string | null } {
  const now = Math.floor(Date.now() / 1_000);
  const signature = signatureHeader(payload, secret, now);
  switch (variant) {
    case 'unsigned':
      return { body: payload, signature: null };
    case 'bad_signature':
      return { body: payload, signature: signatureHeader(payload, randomText(32), now) };
    case 'old_timestamp':
      return { body: payload, signature: signatureHeader(payload, secret, now - ageSeconds) };
    case 'reserialised_body':
      return { body: JSON.stringify(JSON.parse(payload), null, 2), signature };
    case 'changed_body':
      return { body: aboutAnother(payload, objectId), signature };
    case 'other_object': {
      // An id of its own, so that it does not pass for a repetition.
      const body = aboutAnother(payload, objectId, `wev_0000${randomText(18)}`);
      return { body, signature: signatureHeader(body, secret, now) };
    }
  }
}

function aboutAnother(payload: string, objectId: string, eventId?: string): string {
  const event: { id: string; idempotency_key: string; data: { object: Record<string, unknown> } } =
    JSON.parse(payload);
  const changed = {
    ...event,
    ...(eventId === undefined ? {} : { id: eventId, idempotency_key: objectId }),
    data: { object: { ...event.data.object, id: objectId, order_id: objectId } },
  };
  return JSON.stringify(changed);
}
