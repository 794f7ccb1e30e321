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
