/** States of a reservation and where each may go. The same set stands in `reservation_status_check`. */
export const reservationTransitions = {
  pending: ['paid', 'rejected', 'canceled'],
  paid: ['canceled'],
  rejected: [],
  canceled: ['refunded'],
  refunded: [],
} as const satisfies Record<string, readonly string[]>;
export type ReservationStatus = keyof typeof reservationTransitions;
export const reservationStatuses = Object.keys(reservationTransitions) as ReservationStatus[];
