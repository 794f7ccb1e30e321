/** The queues there are. */
export const queueNames = {
  /** `release` ends the holds of one batch at their deadline; `sweep` finds those whose job was lost. */
  holds: 'holds',
  /** Everything that asks or tells the payment provider outside a request. */
  payments: 'payments',
  /** What keeps the database in order: forgetting old answers, making room for the coming months. */
  housekeeping: 'housekeeping',
  /** Our books against the provider's. One job at a time, and it may take minutes. */
  reconciliation: 'reconciliation',
  /** `render` makes the renditions of a picture; `sweep` finds those whose job was lost, `collect` files nobody needs. */
  pictures: 'pictures',
  /** Everything that asks or tells a supplier of flights outside a request. */
  suppliers: 'suppliers',
  /** Hands on what happened to whoever subscribed. */
  webhooks: 'webhooks',
  /** Finds out which prices have changed. */
  prices: 'prices',
} as const;

export type QueueName = (typeof queueNames)[keyof typeof queueNames];
