import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { AppConfig } from '../../config/app-config.js';
import { DomainError } from '../../errors/domain-error.js';
import type { PrincipalRole } from './principal.js';
import { isSubject } from './token-verifier.js';

export interface TokenRequest {
  /** The guest id the token speaks for: 1 to 128 printable characters. */
  readonly subject: string;
  readonly role: PrincipalRole;
  readonly ttlSeconds: number;
}

/**
 * An access token signed with the shared secret, for local use and operators. Throws `invalid_request` for a
 * bad subject or life, and `tokens_minted_elsewhere` when an identity provider (JWKS) issues the tokens.
 */
export async function mintToken(
  config: Pick<AppConfig, 'jwtSecret' | 'jwksUrl' | 'jwtIssuer' | 'jwtAudience'>,
  { subject, role, ttlSeconds }: TokenRequest,
): Promise<string> {
  if (config.jwtSecret === undefined || config.jwksUrl !== undefined) {
    throw new DomainError(
      'conflict',
      'tokens_minted_elsewhere',
      'The identity provider issues the tokens here',
    );
  }
  if (!isSubject(subject)) {
    throw new DomainError('invalid', 'invalid_request', 'The subject must be 1 to 128 printable characters');
  }
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1) {
    throw new DomainError('invalid', 'invalid_request', 'The life of a token is a whole number of seconds');
  }
  const issuedAt = Math.floor(Date.now() / 1000);
  const token = new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ttlSeconds);
  if (config.jwtIssuer !== undefined) token.setIssuer(config.jwtIssuer);
  if (config.jwtAudience !== undefined && config.jwtAudience !== '*') token.setAudience(config.jwtAudience);
  return token.sign(createSecretKey(config.jwtSecret, 'utf8'));
}
