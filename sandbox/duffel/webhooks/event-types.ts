/** The events one can subscribe to. A ping goes to everybody. */
export const eventTypes = [
  'order.created',
  'order.creation_failed',
  'order.updated',
  'order.airline_initiated_change_detected',
  'payment.created',
  'order_cancellation.created',
  'order_cancellation.confirmed',
] as const;
export type EventType = (typeof eventTypes)[number] | 'ping.triggered';
