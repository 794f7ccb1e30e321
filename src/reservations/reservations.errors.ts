import { DomainError } from '../errors/domain-error.js';
import { quoteExpired, quoteRequired, supplierRefused } from '../suppliers/orders/supplier-orders.errors.js';

export function reservationNotFound(): DomainError {
  return new DomainError('not_found', 'reservation_not_found', 'There is no such reservation.');
}

/** The card was refused; `canRetry` says whether the hold still waits for another one. */
export function paymentDeclined(refusal: {
  declineCode: string;
  message: string;
  reservationId: string;
  holdId: string;
  canRetry: boolean;
}): DomainError {
  const { message, ...details } = refusal;
  return new DomainError('payment', 'payment_declined', message, details);
}

/** What `reservation_begin` can refuse with. */
export function beginRefused(
  outcome: string,
  details: { holdId: string; reservationId?: string | null },
): DomainError {
  switch (outcome) {
    case 'hold_not_found':
      return new DomainError('not_found', 'hold_not_found', 'There is no such hold.');
    case 'hold_expired':
      return new DomainError('conflict', 'hold_expired', 'The hold has ended: its time was up.', details);
    case 'hold_released':
      return new DomainError('conflict', 'hold_released', 'The hold has ended: it was released.', details);
    case 'already_confirmed':
      return new DomainError('conflict', 'already_confirmed', 'The hold has been paid for already.', details);
    case 'payment_in_progress':
      return new DomainError(
        'conflict',
        'payment_in_progress',
        'A payment for this hold is under way.',
        details,
      );
    case 'too_many_payment_attempts':
      return new DomainError(
        'conflict',
        'too_many_payment_attempts',
        'Too many cards were tried for this hold. Take a new one.',
        details,
      );
    case 'reservation_id_taken':
      return new DomainError(
        'conflict',
        'reservation_id_taken',
        'The reservation id is in use: choose another.',
      );
    case 'reservation_id_mismatch':
      return new DomainError(
        'conflict',
        'reservation_id_mismatch',
        'The hold belongs to a reservation with another id.',
        details,
      );
    default:
      throw new Error(`reservation_begin answered with an unknown outcome: ${outcome}`);
  }
}

/** The id is that of a reservation for something else. */
export function otherBooking({
  reservationId,
  holdId,
}: {
  reservationId: string;
  holdId: string;
}): DomainError {
  return new DomainError(
    'conflict',
    'reservation_id_mismatch',
    'The reservation with this id is for another booking.',
    { reservationId, holdId },
  );
}

/** A repeat of a request that came to nothing. */
export function cameToNothing({
  reservationId,
  holdId,
  cause,
  supplier,
}: {
  reservationId: string;
  holdId: string;
  cause?: string;
  supplier?: { reason?: string };
}): DomainError {
  if (cause === 'supplier_refused') {
    return supplierRefused({ reason: supplier?.reason ?? 'other', holdId, reservationId });
  }
  return new DomainError(
    'conflict',
    'reservation_rejected',
    'The reservation was not paid in time. Book again under another id.',
    { reservationId, holdId },
  );
}

/** Why nothing was canceled. */
export function cancelRefused(outcome: string, reservationId: string): DomainError {
  switch (outcome) {
    case 'less_refund':
    case 'quote_expired':
      return quoteExpired(reservationId);
    case 'quote_required':
      return quoteRequired(reservationId);
    case 'not_found':
      return reservationNotFound();
    case 'stay_begun':
      return new DomainError(
        'conflict',
        'stay_begun',
        'The stay has begun: it cannot be canceled any more.',
        {
          reservationId,
        },
      );
    case 'rejected':
      return new DomainError(
        'conflict',
        'reservation_rejected',
        'The reservation was never paid: there is nothing to cancel.',
      );
    case 'payment_in_progress':
      return new DomainError(
        'conflict',
        'payment_in_progress',
        'The payment is being decided. Try again shortly.',
        undefined,
        { retryAfterSeconds: 2 },
      );
    default:
      throw new Error(`reservation_cancel answered with an unknown outcome: ${outcome}`);
  }
}
