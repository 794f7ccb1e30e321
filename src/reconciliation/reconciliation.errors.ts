import { DomainError } from '../errors/domain-error.js';

export function differenceNotFound(): DomainError {
  return new DomainError('not_found', 'difference_not_found', 'There is no such difference.');
}

export function differenceNotOpen(state: 'accepted' | 'resolved'): DomainError {
  return new DomainError('conflict', 'difference_not_open', `The difference is ${state} already.`, {
    differenceState: state,
  });
}
