import { atOnce, type DeliveryPlan } from '../../common/webhooks/plan.js';

/** How a card wants its webhooks delivered. */
export const webhookStyles = {
  once: atOnce,
  thrice: { ...atOnce, copies: 3 },
  tenfold: { ...atOnce, copies: 10 },
  backwards: { ...atOnce, order: 'backwards' },
  shuffled: { ...atOnce, order: 'shuffled' },
  held: { ...atOnce, held: true },
  never: { ...atOnce, copies: 0 },
} as const satisfies Record<string, DeliveryPlan>;
export type WebhookStyle = keyof typeof webhookStyles;
