import { DomainError } from '../../errors/domain-error.js';

export function listingNotFound(listingId: number): DomainError {
  return new DomainError('not_found', 'listing_not_found', `There is no hotel or flight ${listingId}`, {
    listingId,
  });
}

export function policyNotFound(code: string): DomainError {
  return new DomainError(
    'not_found',
    'cancellation_policy_not_found',
    `There is no cancellation policy "${code}"`,
    {
      code,
    },
  );
}

export function policyInUse(code: string): DomainError {
  return new DomainError(
    'conflict',
    'cancellation_policy_in_use',
    `The policy "${code}" applies to stays that can still be booked: give them another one first`,
    { code },
  );
}

export function tooManyPolicies(): DomainError {
  return new DomainError(
    'conflict',
    'too_many_cancellation_policies',
    'A hotel or flight has at most 50 cancellation policies',
  );
}
