/**
 * Every type of event and what it tells. Written into `event` in the transaction of the change itself, shown in
 * timelines and streams, and sent to webhooks. A test holds the table against what the code writes and what docs/events.md
 * says.
 *
 * `hold.*` and `supplier_order.*` are about the hold their subject names; `reservation.*`, `payment.*` and `refund.*` are about the reservation;
 * `stay.*` too, as the front desk sees it; the rest is about no booking at all.
 */
export const eventTypes = {
  'hold.created': 'Rooms or seats are kept for the guest, at a frozen price.',
  'hold.extended': 'The guest keeps them longer; `data.expiresAt` is the new deadline.',
  'hold.paying': 'A payment has begun; until it is decided the hold does not end.',
  'hold.active': 'The payment came to nothing and time is left: another card can be tried.',
  'hold.confirmed': 'The money is certain, and the rooms or seats are the guest’s.',
  'hold.released': 'They were given back before the deadline; `cause` says by whom.',
  'hold.expired': 'The deadline passed, or the payment was not decided in time.',
  'hold.canceled':
    'The reservation was canceled, or its guest was moved on to another hotel; what the hold had is free again.',

  'reservation.pending': 'A reservation was begun and waits for its money.',
  'reservation.paid': 'It is paid.',
  'reservation.rejected': 'It came to nothing: the hold ended before the money was certain.',
  'reservation.canceled': 'It was canceled; `cause` says by whom.',
  'reservation.refunded': 'All that the cancellation policy gives back has been given back.',
  'reservation.refund_decided':
    'What goes back for a canceled flight was not known, and is now; `cause` says who said so.',
  'reservation.moved':
    'Its rooms are of another type now, or in another hotel, at the same price: `data.toRoomTypeId`, `data.toHotelId`.',
  'reservation.rescheduled':
    'Its flight departs or arrives at another time: `data.departsAt`, `data.arrivesAt`, and what they were.',
  'reservation.late_money':
    'Money came after the hold had ended; `data.lateOutcome` is `reacquired` or `refunded`.',

  'stay.checked_in': 'The guest has arrived; `data.rooms` are the numbers of the rooms.',
  'stay.check_in_undone': 'The check-in was a mistake: the guest has not arrived.',
  'stay.room_changed': 'The guest has another room; `data.fromRoom`, `data.toRoom`.',
  'stay.checked_out': 'The guest has left; `data.freeFrom` is the first night given back, if any is.',
  'stay.no_show': 'The guest has not come; `cause` says whether the rooms were kept or freed.',

  'payment.created': 'An attempt to take the money was written down, before the provider is asked.',
  'payment.requires_action': 'The guest has to approve the payment at their bank.',
  'payment.authorised': 'The money is reserved on the card.',
  'payment.captured': 'The money was taken.',
  'payment.declined': 'The card was refused; `cause` is the provider’s word for why.',
  'payment.voiding': 'The attempt was given up, and is being canceled at the provider.',
  'payment.voided': 'The attempt is canceled; no money was taken.',

  'refund.created': 'A refund was written down, to be sent to the provider.',
  'refund.pending': 'The provider has taken it on.',
  'refund.succeeded': 'The money is on its way to the card.',
  'refund.failed': 'The provider or the bank refused it; an administrator can try again.',

  'supplier_order.creating': 'The supplier is about to be asked for the seats, or for the booking.',
  'supplier_order.awaiting_payment': 'The supplier keeps the seats.',
  'supplier_order.paying': 'The supplier is about to be paid.',
  'supplier_order.booked': 'The supplier has booked; the tickets are the guest’s once the money is taken.',
  'supplier_order.refused': 'The supplier said no; `cause` is why. Nothing was made.',
  'supplier_order.not_made': 'The supplier’s answer was lost, and it was found out that nothing was made.',
  'supplier_order.releasing': 'Nobody waits for this order any more: it is being canceled there.',
  'supplier_order.released': 'It is canceled there, or its time was over.',
  'supplier_order.canceling': 'The guest cancels: the supplier is about to be told.',
  'supplier_order.canceled': 'The supplier has canceled the booking.',
  'supplier_order.changed': 'The airline has changed flights that were booked.',
  'supplier_order.settled': 'An administrator has said what became of it; `data.by` is who.',

  'inventory.repaired': 'A counter of the ledger was wrong and was set right; for administrators.',
  'provider.quarantined': 'The payment provider told of other money than was asked for; for administrators.',
  'reconciliation.difference': 'Our books and the provider’s differ; for administrators.',
  'reconciliation.resolved': 'A difference that was found is no longer there; for administrators.',
} as const satisfies Record<string, string>;

export type EventType = keyof typeof eventTypes;

export function isEventType(type: unknown): type is EventType {
  return typeof type === 'string' && Object.hasOwn(eventTypes, type);
}
