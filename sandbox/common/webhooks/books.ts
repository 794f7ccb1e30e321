import type { DeliveryPlan } from './plan.js';

export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  /** The exact bytes that are signed and delivered, every time. */
  readonly payload: string;
  /** What the event is about: the id of a payment, an order, a customer. */
  readonly group: string;
}

export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

/** One event still to be delivered to one endpoint; removed when delivered or given up. */
export interface PendingDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  /** Not before, in milliseconds since 1970. */
  readonly at?: number;
  /** Not before it is released by hand. */
  readonly held?: boolean;
}

/** An event on its way out, with how it is to go. */
export interface Departure<E extends WebhookEvent = WebhookEvent> {
  readonly event: E;
  readonly plan: DeliveryPlan;
}

/** Where events, their receivers and what is still to be delivered are kept. */
export interface DeliveryBooks {
  readonly events: { get(id: string): WebhookEvent | undefined };
  readonly endpoints: {
    get(id: string): WebhookEndpoint | undefined;
    oldest(): Iterable<WebhookEndpoint>;
  };
  readonly deliveries: {
    get(id: string): PendingDelivery | undefined;
    has(id: string): boolean;
    oldest(): Iterable<PendingDelivery>;
  };
  put(kind: 'delivery', value: PendingDelivery): void;
  delete(kind: 'delivery', id: string): void;
  commit(): Promise<void> | undefined;
}
