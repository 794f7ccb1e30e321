import { createHash } from 'node:crypto';
import { invalidField } from '../errors/invalid-request.js';
import { DomainError } from '../errors/domain-error.js';

/** 132 bits: two states of one thing never share a tag by chance. */
const tagLength = 22;

/**
 * The strong entity tag of a representation: follows from what it says, whatever the order of its fields, so that no
 * table needs a version column that somebody forgets to raise.
 */
export function etagOf(representation: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(sorted(representation)))
    .digest('base64url');
  return `"${hash.slice(0, tagLength)}"`;
}

/**
 * Throws 412 `precondition_failed` unless `ifMatch` (the header, RFC 9110 13.1.1) names the current state; undefined asks
 * for nothing. Call it on what was read under the row's lock, or somebody comes between. Throws 400 for what is no
 * list of tags.
 */
export function assertCurrent(ifMatch: string | undefined, current: unknown): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(\*|(W\/)?"[\x21\x23-\x7e]*")$/.test(tag))) {
    throw invalidField('If-Match', 'matches', 'If-Match must be an ETag as it was received, with its quotes');
  }
  // Compared strongly: a weak tag never matches.
  if (tags.includes('*') || tags.includes(etagOf(current))) return;
  throw new DomainError(
    'precondition_failed',
    'precondition_failed',
    'It was changed since you read it: read it again, and change that',
  );
}

/**
 * The same for a `PUT` that makes what is not there yet: 412 for the tag of something that is not there, and 428
 * `precondition_required` when `mustBeNew` and it is there.
 */
export function assertCurrentOrNew(
  { ifMatch, mustBeNew = false }: { ifMatch?: string | undefined; mustBeNew?: boolean | undefined },
  current: unknown,
): void {
  if (current === undefined && ifMatch !== undefined) {
    throw new DomainError(
      'precondition_failed',
      'precondition_failed',
      'There is none yet: make it without If-Match',
    );
  }
  if (current === undefined) return;
  if (mustBeNew) throw preconditionRequired();
  assertCurrent(ifMatch, current);
}

/** The refusal of a change that does not say what it changes. */
export function preconditionRequired(): DomainError {
  return new DomainError(
    'precondition_required',
    'precondition_required',
    'If-Match is needed: the ETag of what you have read and now change',
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}
