import { toEventDto } from '../events/event.dto.js';
import type { LeasedDelivery } from './webhook-deliveries.queries.js';

/** The bytes of a message, the same for every attempt; undefined when the event it tells of is no longer kept. */
export function renderPayload(delivery: LeasedDelivery): string | undefined {
  if (delivery.payload !== null) return JSON.stringify(delivery.payload);
  if (delivery.eventId === null) return undefined;
  const data = toEventDto(delivery);
  return JSON.stringify({ type: data.type, timestamp: data.occurredAt, data });
}
