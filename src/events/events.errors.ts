import { DomainError } from '../errors/domain-error.js';
import { invalidField } from '../errors/invalid-request.js';

/** Until then a stream of theirs has most likely ended, or was closed. */
const retryAfterSeconds = 5;

export function tooManyStreams(limit: number): DomainError {
  const message = `You follow ${limit} streams of events already, the most one guest may at a time: close one`;
  return new DomainError('rate_limited', 'too_many_streams', message, { limit }, { retryAfterSeconds });
}

export function noRoomForStreams(): DomainError {
  const message = 'Too many streams of events are open here. Try again shortly.';
  return new DomainError('unavailable', 'busy', message, undefined, { retryAfterSeconds });
}

/** @param field where the client said it: the header's name, or the query parameter's */
export function unknownPosition(field: string): DomainError {
  return invalidField(field, 'unknown_event', `${field} is not the id of an event of this stream`);
}

export function malformedPosition(field: string): DomainError {
  return invalidField(field, 'is_stream_id', `${field} must be the id of an event of this stream`);
}
