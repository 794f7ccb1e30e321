/** States of one attempt to take money and where each may go. The same set stands in `payment_status_check`. */
export const paymentTransitions = {
  /** Written down; the provider may or may not have heard of it. */
  created: ['requires_action', 'authorised', 'declined', 'voiding', 'voided'],
  /** The guest has to approve it at their bank. */
  requires_action: ['authorised', 'declined', 'voiding', 'voided'],
  /**
   * The money is held for us, and the inventory is the guest's. `voided` when the provider gave it back by itself, `voiding`
   * when a supplier would not give what it was for.
   */
  authorised: ['captured', 'voided', 'voiding'],
  captured: [],
  /** `voiding` only for an approval that came after the refusal. */
  declined: ['voiding'],
  /**
   * Given up, or authorised too late: to be canceled at the provider. `authorised` when the money came late and its
   * units could be had again; `captured` when it was taken all the same, and is on its way back.
   */
  voiding: ['authorised', 'captured', 'voided'],
  /** Not the end for an attempt the provider did not know of when it was given up, and did in the end. */
  voided: ['authorised', 'captured', 'voiding'],
} as const satisfies Record<string, readonly string[]>;
export type PaymentStatus = keyof typeof paymentTransitions;

/** States of a refund. A bank may return money even after the provider had called it refunded; an admin may try again. */
export const refundTransitions = {
  created: ['pending', 'succeeded', 'failed'],
  pending: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: ['created'],
} as const satisfies Record<string, readonly string[]>;
export type RefundStatus = keyof typeof refundTransitions;
