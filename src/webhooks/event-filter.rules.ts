import { eventTypes } from '../events/event-types.js';

/**
 * What a subscription is told of the prices it watches (docs/prices.md), whatever its filter says: naming it is for those
 * that want nothing else.
 */
export const priceMessageType = 'price.changed';

/** Most entries of one subscription's filter; the same number stands in `webhook_subscription_event_types_check`. */
export const maxEventTypes = 50;

/** What a filter may consist of, for messages and documentation. */
export const eventFilterRule =
  'an event type, all types of one kind such as `reservation.*`, or `*` for everything';

/**
 * Whether a filter entry can ever match: `*`, a type there is, or the beginning of one followed by `.*`. Which events
 * match is decided by `webhook_wants` in SQL; a test holds the two against each other.
 */
export function isEventFilter(entry: unknown): entry is string {
  if (typeof entry !== 'string') return false;
  if (entry === '*') return true;
  const types = [...Object.keys(eventTypes), priceMessageType];
  if (!entry.endsWith('.*')) return types.includes(entry);
  return entry.length > 2 && types.some((type) => type.startsWith(entry.slice(0, -1)));
}
