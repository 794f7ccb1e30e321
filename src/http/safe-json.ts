import { DomainError } from '../errors/domain-error.js';
import { invalidField } from '../errors/invalid-request.js';

/** Deeper than any request of ours; keeps every recursive reader of a body away from the stack's end. */
const maxDepth = 16;

/**
 * Values in one body, at any depth; the largest request there is has some hundred. Ten thousands of tiny ones fit into
 * a body, and turning them into objects to be checked would keep everybody else waiting for a good part of a second.
 */
const maxValues = 2_000;

/**
 * Names that reach an object's prototype when copied carelessly, and those every object has: to the validation they
 * are no unknown fields, and whoever calls `toString` on a body would call the guest's.
 */
const forbiddenKeys: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
]);

/**
 * Refuses what JSON allows and we cannot keep: NUL and unpaired surrogates (PostgreSQL stores neither),
 * keys that reach a prototype, nesting and lists without end, and a body that is not an object.
 */
export function assertSafeJsonBody(body: unknown): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('invalid', 'invalid_request', 'The body must be a JSON object');
  }
  assertSafe(body, '', 0, { values: 0 });
}

function assertSafe(value: unknown, path: string, depth: number, seen: { values: number }): void {
  seen.values += 1;
  if (seen.values > maxValues) {
    throw invalidField(path, 'too_many_values', `the body has more than ${maxValues} values`);
  }
  if (typeof value === 'string') assertStorable(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (depth === maxDepth) throw invalidField(path, 'too_deep', `${path} is nested too deeply`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      assertSafe(value[index], joinPath(path, String(index)), depth + 1, seen);
    }
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (forbiddenKeys.has(key)) throw forbiddenField(joinPath(path, key));
    assertStorable(key, path === '' ? 'a field name' : path);
    assertSafe(member, joinPath(path, key), depth + 1, seen);
  }
}

/** Refuses the same names in what is no body: the parameters of a query. */
export function assertSafeKeys(values: object): void {
  for (const key of Object.keys(values)) {
    if (forbiddenKeys.has(key)) throw forbiddenField(key);
  }
}

function forbiddenField(field: string): DomainError {
  return invalidField(field, 'unknown_field', `property ${field} should not exist`);
}

/** Refuses text PostgreSQL cannot store as it is. */
export function assertStorable(text: string, field: string): void {
  if (text.includes('\0')) throw invalidField(field, 'nul_character', `${field} must not contain NUL`);
  // A surrogate without its partner: JSON can escape one, UTF-8 cannot say it.
  if (/\p{Cs}/u.test(text)) {
    throw invalidField(field, 'malformed_text', `${field} must be well-formed Unicode`);
  }
}

function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
