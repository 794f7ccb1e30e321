/** States of a reservation and where each may go. The same set stands in `reservation_status_check`. */
export const reservationTransitions = {
  pending: ['paid', 'rejected', 'canceled'],
  paid: ['canceled'],
  /** Again `pending` when its money came late and its units could be had again. */
  rejected: ['pending'],
  canceled: ['refunded'],
  /** Again `canceled` when the bank returned the refund. */
  refunded: ['canceled'],
} as const satisfies Record<string, readonly string[]>;
export type ReservationStatus = keyof typeof reservationTransitions;
export const reservationStatuses = Object.keys(reservationTransitions) as ReservationStatus[];

/**
 * States of a stay at the front desk, beside those of the money, and where each may go. `expected` is the state of a stay of which
 * the desk knows nothing yet; the others stand in `stay_status_check`. Who was marked as not coming while the rooms were
 * kept may come after all; a check-in that was a mistake is undone, back to what was before.
 */
export const stayTransitions = {
  expected: ['checked_in', 'no_show'],
  checked_in: ['checked_out', 'expected', 'no_show'],
  checked_out: [],
  no_show: ['checked_in'],
} as const satisfies Record<string, readonly string[]>;
export type StayStatus = Exclude<keyof typeof stayTransitions, 'expected'>;
