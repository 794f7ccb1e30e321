/** The states a subscription is shown in; those and `deleted` stand in `webhook_subscription_status_check`. */
export const subscriptionStatuses = ['active', 'paused', 'disabled'] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** The states of a delivery; the same set stands in `webhook_delivery_status_check`. */
export const deliveryStatuses = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** How long the secret before a rotation stays valid, in seconds: usually a day, a week at most. */
export const defaultSecretOverlapSeconds = 24 * 3_600;
export const maxSecretOverlapSeconds = 7 * 24 * 3_600;
