import { DomainError } from '../errors/domain-error.js';
import { invalidField } from '../errors/invalid-request.js';

/**
 * Refuses addresses whose escapes are no UTF-8 text, or hide a NUL: the query parser would replace the former
 * silently, and PostgreSQL refuses the latter.
 */
export function checkUrl(url: string): void {
  if (url.includes('%')) assertReadableUrl(url);
}

function assertReadableUrl(url: string): void {
  try {
    decodeURIComponent(url);
  } catch {
    throw new DomainError('invalid', 'invalid_request', 'The address is not valid percent-encoded UTF-8');
  }
  if (!url.includes('%00')) return;
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const names = [...query].filter(([name, value]) => `${name}${value}`.includes('\0')).map(([name]) => name);
  const field = names[0]?.replaceAll('\0', '') ?? 'path';
  throw invalidField(field, 'nul_character', `${field} must not contain NUL`);
}
