import { createHash } from 'node:crypto';
import { DomainError } from '../../errors/domain-error.js';

/**
 * The key a client sent. The IETF draft writes it as a quoted string (RFC 8941), most clients send it bare;
 * both name the same key. Throws 400 `invalid_idempotency_key`.
 */
export function parseIdempotencyKey(header: string): string {
  const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/.exec(header)?.[1];
  const key = quoted === undefined ? header : quoted.replace(/\\(["\\])/g, '$1');
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new DomainError(
    'invalid',
    'invalid_idempotency_key',
    'Idempotency-Key must be 1 to 255 visible ASCII characters',
  );
}

/** What makes two requests the same: method, path and what the body says, whatever the order of its fields. */
export function hashRequest(request: { method: string; path: string; body: unknown }): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.path}\n`)
    .update(canonicalJson(request.body) ?? '')
    .digest();
}

/**
 * Names the effect of the claimed request as a UUID (version 8): the same for every attempt under one claim,
 * including the one that takes over after a crash, and another one once the key has expired and is new again.
 * It begins with the milliseconds of the claim, so that what is named after it orders by time.
 */
export function operationIdOf(claim: { scope: string; key: string; createdAt: string }): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([claim.scope, claim.key, claim.createdAt]))
    .digest()
    .subarray(0, 16);
  bytes.writeUIntBE(Date.parse(claim.createdAt), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** JSON with sorted keys. Bodies are bounded in size and depth before they get here. */
function canonicalJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
