import { randomText } from '../../common/random-text.js';
import { newId } from '../state/ids.js';
import type { StoredEndpoint, StoredEvent } from '../state/objects.js';
import { signatureHeader } from '../../common/webhooks/signature.js';

/** How a message can be wrong: the first five must be refused by every receiver, the others are signed as they should be. */
export const forgeries = [
  'unsigned',
  'bad_signature',
  'old_timestamp',
  'reserialised_body',
  'changed_body',
  'other_amount',
  'other_currency',
  'other_metadata',
  'other_object',
] as const;
export type Forgery = (typeof forgeries)[number];

export interface ForgeryOrder {
  readonly variant: Forgery;
  readonly amount: number | undefined;
  readonly currency: string | undefined;
  readonly metadata: Record<string, string> | undefined;
  readonly objectId: string | undefined;
  readonly ageSeconds: number;
  readonly now: number;
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** What is posted to an endpoint: the bytes, and the header or none. */
export function forge(
  event: StoredEvent,
  { secret }: StoredEndpoint,
  order: ForgeryOrder,
): { body: string; signature: string | null } {
  const { payload } = event;
  const { now } = order;
  const sign = (text: string, key = secret, time = now) => signatureHeader(text, key, time);
  switch (order.variant) {
    case 'unsigned':
      return { body: payload, signature: null };
    case 'bad_signature':
      return { body: payload, signature: sign(payload, `whsec_${randomText(32)}`) };
    case 'old_timestamp':
      return { body: payload, signature: sign(payload, secret, now - order.ageSeconds) };
    case 'reserialised_body':
      // The same JSON in other bytes.
      return { body: JSON.stringify(JSON.parse(payload), null, 2), signature: sign(payload) };
    case 'changed_body':
      return { body: lie(payload, order, { keepId: true }), signature: sign(payload) };
    case 'other_amount':
    case 'other_currency':
    case 'other_metadata':
    case 'other_object': {
      const body = lie(payload, order, { keepId: false });
      return { body, signature: sign(body) };
    }
  }
}

/** The event telling of something else. It has an id of its own, so that it does not pass for a repetition. */
function lie(payload: string, order: ForgeryOrder, { keepId }: { keepId: boolean }): string {
  const event: unknown = JSON.parse(payload);
  if (!isTree(event) || !isTree(event['data']) || !isTree(event['data']['object'])) return payload;
  const object = event['data']['object'];
  if (!keepId) event['id'] = newId('evt');
  const { variant } = order;
  if (variant === 'other_amount' || variant === 'changed_body') {
    const wrong = order.amount ?? (typeof object['amount'] === 'number' ? object['amount'] + 1 : 1);
    for (const field of ['amount', 'amount_capturable', 'amount_received', 'amount_captured']) {
      if (typeof object[field] === 'number' && (field === 'amount' || object[field] > 0))
        object[field] = wrong;
    }
  }
  if (variant === 'other_currency') {
    object['currency'] = order.currency ?? (object['currency'] === 'usd' ? 'eur' : 'usd');
  }
  if (variant === 'other_metadata') {
    object['metadata'] = { ...(isTree(object['metadata']) ? object['metadata'] : {}), ...order.metadata };
  }
  if (variant === 'other_object') {
    const prefix = String(object['id']).split('_')[0] ?? 'pi';
    object['id'] = order.objectId ?? newId(prefix);
  }
  return JSON.stringify(event);
}
