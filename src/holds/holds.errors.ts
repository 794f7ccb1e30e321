import { DomainError } from '../errors/domain-error.js';
import type { QuoteDto } from '../pricing/quote.dto.js';
import type { BlockingDto } from './holds.dto.js';
import type { HoldEndCause, HoldStatus } from './holds.rules.js';

export function holdNotFound(holdId: string): DomainError {
  return new DomainError('not_found', 'hold_not_found', `You have no hold ${holdId}`, { holdId });
}

export function holdExpired(holdId: string): DomainError {
  const message = `The time of hold ${holdId} is over and its inventory is free again`;
  return new DomainError('conflict', 'hold_expired', message, { holdId });
}

export function holdReleased(holdId: string, endCause?: HoldEndCause | null): DomainError {
  return new DomainError('conflict', 'hold_released', `Hold ${holdId} was released`, {
    holdId,
    ...(endCause == null ? {} : { endCause }),
  });
}

export function alreadyConfirmed(holdId: string): DomainError {
  const message = `Hold ${holdId} has become a reservation: cancel that instead`;
  return new DomainError('conflict', 'already_confirmed', message, { holdId });
}

export function paymentInProgress(holdId: string): DomainError {
  const message = `A payment for hold ${holdId} is under way`;
  return new DomainError('conflict', 'payment_in_progress', message, { holdId }, { retryAfterSeconds: 2 });
}

export function alreadyExtended(holdId: string): DomainError {
  const message = `Hold ${holdId} cannot be extended any further`;
  return new DomainError('conflict', 'already_extended', message, { holdId });
}

export function replacedHoldElsewhere(holdId: string): DomainError {
  const message = `Hold ${holdId} is for another hotel or flight: release it instead of replacing it`;
  return new DomainError('conflict', 'replaced_hold_elsewhere', message, { holdId });
}

export function soldOut(blocking: readonly BlockingDto[]): DomainError {
  const message = 'Not everything that was asked for is free; nothing was taken';
  return new DomainError('conflict', 'sold_out', message, { blocking });
}

export function priceChanged(quote: QuoteDto): DomainError {
  const message = 'It costs more than expectedTotal; nothing was taken';
  return new DomainError('conflict', 'price_changed', message, { quote });
}

/** @param retryAfterSeconds until the first of the guest's holds ends by itself */
export function tooManyHolds(limit: number, retryAfterSeconds: number): DomainError {
  const message = `You have ${limit} live holds, the most one guest may have: release one, or pay for it`;
  return new DomainError('rate_limited', 'too_many_holds', message, { limit }, { retryAfterSeconds });
}

export function holdBusy(): DomainError {
  const message = 'The hold is being changed at this moment. Try again shortly.';
  return new DomainError('unavailable', 'busy', message, undefined, { retryAfterSeconds: 1 });
}

/** Why a hold cannot be changed any more, by the state it is in; undefined while it is active. */
export function refusalOf(hold: {
  readonly holdId: string;
  readonly status: HoldStatus;
  readonly endCause: HoldEndCause | null;
}): DomainError | undefined {
  switch (hold.status) {
    case 'active':
      return undefined;
    case 'paying':
      return paymentInProgress(hold.holdId);
    case 'confirmed':
    case 'canceled':
      return alreadyConfirmed(hold.holdId);
    case 'released':
      return holdReleased(hold.holdId, hold.endCause);
    case 'expired':
      return holdExpired(hold.holdId);
  }
}
