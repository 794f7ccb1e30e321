/** How one event reaches its endpoints. */
export interface DeliveryPlan {
  /** How often each endpoint gets it; 0: never, though it is among the events. */
  readonly copies: number;
  /** `backwards` among the events of its group, `shuffled` among everything of the same half second. */
  readonly order: 'asMade' | 'backwards' | 'shuffled';
  /** Milliseconds before the first attempt. */
  readonly delayMs: number;
  /** Waits until it is released by hand. */
  readonly held: boolean;
}

export const atOnce: DeliveryPlan = { copies: 1, order: 'asMade', delayMs: 0, held: false };

/** Every wish fulfilled: the most copies (none if anybody wants none), the longest delay, held if anybody holds it. */
export function combinePlans(plans: readonly Partial<DeliveryPlan>[]): DeliveryPlan {
  const copies = plans.flatMap((plan) => plan.copies ?? []);
  return {
    copies: copies.includes(0) ? 0 : Math.max(1, ...copies),
    order: plans.find((plan) => plan.order !== undefined && plan.order !== 'asMade')?.order ?? 'asMade',
    delayMs: Math.max(0, ...plans.flatMap((plan) => plan.delayMs ?? [])),
    held: plans.some((plan) => plan.held),
  };
}
