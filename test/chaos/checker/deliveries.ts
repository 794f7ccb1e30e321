import type { Received } from '../clients/subscriber.js';
import type { EventFact } from './facts.js';
import type { Violation } from './violation.js';

const invariant = 'deliveries';

/**
 * Whoever subscribed to everything got every event at least once, repeats under the same `webhook-id`, and nothing that
 * did not happen.
 *
 * @param since events before this instant, in milliseconds since 1970, came before the subscription
 */
export function checkDeliveries(
  events: readonly EventFact[],
  received: readonly Received[],
  since: number,
): Violation[] {
  const taken = new Set(received.filter(({ isTaken }) => isTaken).map(({ eventId }) => eventId));
  const known = new Map(events.map((event) => [event.eventId, event]));
  const idsOf = new Map<string, Set<string>>();
  for (const { eventId, webhookId } of received) {
    idsOf.set(eventId, (idsOf.get(eventId) ?? new Set()).add(webhookId));
  }
  const missed = events.filter(({ eventId, at }) => at > since && !taken.has(eventId));
  const renamed = [...idsOf].filter(([, webhookIds]) => webhookIds.size > 1);
  const invented = received.filter(({ eventId }) => !known.has(eventId));
  const changed = received.filter(
    ({ eventId, type }) => known.has(eventId) && known.get(eventId)?.type !== type,
  );
  return [
    ...missed.map((event) => ({
      invariant,
      message: `${event.type} of ${event.subjectId} was never delivered`,
      evidence: event,
    })),
    ...renamed.map(([eventId, webhookIds]) => ({
      invariant,
      message: `event ${eventId} came under ${webhookIds.size} ids`,
      evidence: [...webhookIds],
    })),
    ...invented.map((message) => ({
      invariant,
      message: `${message.type} was delivered and never happened`,
      evidence: message,
    })),
    ...changed.map((message) => ({
      invariant,
      message: `an event was delivered as ${message.type}`,
      evidence: message,
    })),
  ];
}
