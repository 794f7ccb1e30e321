import type { ReservationDto, TimelineEntryDto } from '../../reservations/reservations.dto.js';
import { printFields, printHeading, printTable, showMoney } from './output.js';
import { showItems } from './show-items.js';

/** A reservation with its payments and all that happened to it, for a person. */
export function printReservation(reservation: ReservationDto): void {
  const { refund, cancellationPolicy: policy, movedTo } = reservation;
  printFields({
    reservation: reservation.reservationId,
    guest: reservation.guestId,
    status: reservation.status,
    cause: reservation.cause,
    listing: reservation.name,
    'moved to': movedTo && `${movedTo.name}, ${movedTo.quantity} × ${movedTo.roomType}`,
    from: reservation.startDate,
    to: reservation.endDate,
    what: showItems(reservation),
    total: showMoney(reservation.total),
    refund: refund?.amount === undefined ? refund?.status : `${showMoney(refund.amount)}, ${refund.status}`,
    supplier: reservation.supplier && `${reservation.supplier.name}, ${reservation.supplier.status}`,
    'booking reference': reservation.supplier?.bookingReference,
    'late money': reservation.lateOutcome,
    'free to cancel until': policy?.freeUntil,
    cancellation: policy?.words.join(' '),
    stay: reservation.stay?.status.replace('_', ' '),
    rooms: reservation.stay?.rooms.map(({ number }) => number).join(', '),
    hold: reservation.holdId,
    made: reservation.createdAt,
    paid: reservation.paidAt,
    canceled: reservation.canceledAt,
  });
  printHeading('Payments');
  printTable(
    ['attempt', 'status', 'card', 'reason', 'payment'],
    reservation.payments.map((payment) => [
      payment.attempt,
      payment.status,
      payment.paymentMethodId,
      payment.failureCode,
      payment.paymentId,
    ]),
  );
  printHeading('What happened');
  printTable(
    ['when', 'what', 'why', 'details'],
    reservation.timeline.map((entry) => [entry.occurredAt, entry.type, entry.cause, showData(entry.data)]),
  );
}

/** `toRoomTypeId: 2; rooms: ["301"]` */
function showData(data: TimelineEntryDto['data'] = {}): string {
  return Object.entries(data)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ');
}
