import { DomainError } from '../../errors/domain-error.js';
import { invalidField } from '../../errors/invalid-request.js';
import { SupplierRefused, SupplierUnavailable, SupplierUnknown } from '../supplier.errors.js';

const unknownRetrySeconds = 5;

export function offerNotFound(offerId: string): DomainError {
  return new DomainError('not_found', 'offer_not_found', `There is no offer ${offerId}`, { offerId });
}

/** `reason`: whether its time was over or its seats are gone. */
export function offerGone(offerId: string, reason: 'offer_expired' | 'sold_out'): DomainError {
  const message =
    reason === 'sold_out' ? `The flights of offer ${offerId} are sold out` : `Offer ${offerId} has expired`;
  return new DomainError('gone', 'offer_gone', `${message}. Search again.`, { offerId, reason });
}

export function searchExpired(): DomainError {
  return new DomainError('gone', 'search_expired', 'The offers of this search have ended. Search again.');
}

export function supplierUnavailable(cause: unknown): DomainError {
  const retryAfterSeconds =
    cause instanceof SupplierUnavailable ? cause.retryAfterMs / 1_000 : unknownRetrySeconds;
  return new DomainError(
    'unavailable',
    'supplier_unavailable',
    'The supplier of these flights cannot be asked at the moment. Try again shortly.',
    undefined,
    { cause, retryAfterSeconds },
  );
}

/** What a failed question about one offer says to whoever asked; undefined: it is no failure of a supplier. */
export function offerFailure(error: unknown, offerId: string): DomainError | undefined {
  if (!(error instanceof SupplierRefused)) return callFailure(error);
  switch (error.reason) {
    case 'not_found':
      return offerNotFound(offerId);
    case 'offer_expired':
    case 'sold_out':
      return offerGone(offerId, error.reason);
    default:
      return supplierUnavailable(error);
  }
}

/** The same of a search. A supplier may know more of airports and dates than we do. */
export function searchFailure(error: unknown): DomainError | undefined {
  if (!(error instanceof SupplierRefused)) return callFailure(error);
  const field = queryFieldOf[error.field ?? ''];
  if (field === undefined) return supplierUnavailable(error);
  return invalidField(field, 'refused_by_supplier', `${field} is not one that can be searched for`);
}

const queryFieldOf: Readonly<Record<string, string>> = {
  origin: 'origin',
  destination: 'destination',
  departure_date: 'date',
  cabin_class: 'cabin',
  passengers: 'adults',
};

function callFailure(error: unknown): DomainError | undefined {
  return error instanceof SupplierUnavailable || error instanceof SupplierUnknown
    ? supplierUnavailable(error)
    : undefined;
}
