import { DomainError } from './domain-error.js';

/** 503 `busy`: nothing was begun, and the same request may succeed in a moment. */
export function busy(): DomainError {
  return new DomainError('unavailable', 'busy', 'Too many requests at once. Try again shortly.', undefined, {
    retryAfterSeconds: 1,
  });
}
