import { DomainError } from '../errors/domain-error.js';
import { invalidField } from '../errors/invalid-request.js';

/** Deeper than any request of ours; keeps every recursive reader of a body away from the stack's end. */
const maxDepth = 16;

/** Names that reach an object's prototype when copied carelessly. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses what JSON allows and we cannot keep: NUL and unpaired surrogates (PostgreSQL stores neither),
 * keys that reach a prototype, nesting without end, and a body that is not an object.
 */
export function assertSafeJsonBody(body: unknown): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('invalid', 'invalid_request', 'The body must be a JSON object');
  }
  assertSafe(body, '', 0);
}

function assertSafe(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') assertStorable(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (depth === maxDepth) throw invalidField(path, 'too_deep', `${path} is nested too deeply`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      assertSafe(value[index], joinPath(path, String(index)), depth + 1);
    }
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (forbiddenKeys.has(key)) {
      const field = joinPath(path, key);
      throw invalidField(field, 'unknown_field', `property ${field} should not exist`);
    }
    assertStorable(key, path === '' ? 'a field name' : path);
    assertSafe(member, joinPath(path, key), depth + 1);
  }
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
