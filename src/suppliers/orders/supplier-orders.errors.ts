import { DomainError } from '../../errors/domain-error.js';
import type { QuoteDto } from '../../pricing/quote.dto.js';

const sentences: Readonly<Record<string, string>> = {
  price_changed: 'It costs more by now.',
  schedule_changed: 'The airline has changed the times of these flights.',
  sold_out: 'The seats are gone.',
  offer_expired: 'The offer has expired.',
  order_expired: 'The time the airline kept the seats for is over.',
  invalid_passenger: 'A traveller is not described as the airline wants it.',
  not_made: 'The supplier did not say whether it made the booking, and it is not there.',
  unavailable: 'The supplier could not be reached.',
};

/** The supplier said no, and nothing was charged. `reason` is one of `refusalReasons`, `not_made` or `unavailable`. */
export function supplierRefused(refusal: {
  reason: string;
  holdId: string;
  reservationId?: string | null;
  /** What it would cost now, where that is the reason. */
  quote?: QuoteDto;
}): DomainError {
  const { reason, reservationId, ...details } = refusal;
  return new DomainError(
    'conflict',
    'supplier_refused',
    `${sentences[reason] ?? 'The supplier has refused this booking.'} Nothing was charged.`,
    { reason, ...details, ...(reservationId == null ? {} : { reservationId }) },
  );
}

/** It costs more at the supplier than the guest has agreed to. */
export function offerPriceChanged(quote: QuoteDto): DomainError {
  return new DomainError(
    'conflict',
    'price_changed',
    'It costs more than expectedTotal and priceTolerance allow; nothing was taken',
    { quote },
  );
}

export function quoteRequired(reservationId: string): DomainError {
  return new DomainError(
    'conflict',
    'cancellation_quote_required',
    `What canceling gives back is up to the airline: ask GET /v1/reservations/${reservationId}/cancellation-quote first, and name its quoteId.`,
    { reservationId },
  );
}

export function quoteExpired(reservationId: string): DomainError {
  return new DomainError(
    'conflict',
    'cancellation_quote_expired',
    'The quote does not hold any more. Ask for a new one.',
    { reservationId },
  );
}

export function cancellationRefused(reservationId: string, reason: string): DomainError {
  return new DomainError(
    'conflict',
    'cancellation_refused',
    'The supplier will not cancel this booking. It stays as it is.',
    { reservationId, reason },
  );
}

export function nothingToCancel(reservationId: string, status: string): DomainError {
  return new DomainError(
    'conflict',
    'nothing_to_cancel',
    `The reservation is ${status}: there is nothing to quote.`,
    { reservationId, status },
  );
}

export function supplierOrderNotFound(): DomainError {
  return new DomainError('not_found', 'supplier_order_not_found', 'There is no such order at a supplier.');
}

/** Nothing about it is unknown, or what is said of it cannot be. `why` completes a sentence. */
export function supplierOrderNotSettled(why: string): DomainError {
  return new DomainError('conflict', 'supplier_order_not_settled', `The order cannot be settled: ${why}.`);
}

export function refundNotUndecided(why: string): DomainError {
  return new DomainError('conflict', 'refund_not_undecided', `The refund cannot be decided: ${why}.`);
}

export function unsignedMessage(cause: unknown): DomainError {
  return new DomainError(
    'invalid',
    'invalid_webhook_signature',
    'The signature does not fit the body, or is too old.',
    undefined,
    { cause },
  );
}
