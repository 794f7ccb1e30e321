import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  errors,
  jwtVerify,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyOptions,
} from 'jose';
import { AppConfig } from '../../config/app-config.js';
import { DomainError } from '../../errors/domain-error.js';
import { remoteKeySet } from './key-set.js';
import { principalRoles, type Principal, type PrincipalRole } from './principal.js';
import { RecentlyVerified } from './recently-verified.js';
import { sharedSecretReader, type ReadToken } from './shared-secret.js';

const asymmetricAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const maxTokenLength = 8_192;
const clockToleranceSeconds = 5;

/** Checks access tokens: signature, issuer, audience, life and claims. */
@Injectable()
export class TokenVerifier {
  /** Keys of one family of algorithms only, so a public key can never be taken for a shared secret. */
  private readonly findKey: (header: JWTHeaderParameters) => Promise<CryptoKey | KeyObject>;
  private readonly options: JWTVerifyOptions;
  private readonly readToken: ReadToken | undefined;
  private readonly recent = new RecentlyVerified();

  constructor(config: AppConfig) {
    const { jwtSecret, jwksUrl } = config;
    this.options = {
      algorithms: jwksUrl === undefined ? ['HS256'] : asymmetricAlgorithms,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['sub', 'exp'],
      ...(config.jwtIssuer === undefined ? {} : { issuer: config.jwtIssuer }),
      ...(config.jwtAudience === undefined || config.jwtAudience === '*'
        ? {}
        : { audience: config.jwtAudience }),
    };
    if (jwksUrl !== undefined) {
      this.findKey = remoteKeySet(jwksUrl);
    } else if (jwtSecret !== undefined) {
      const secret = createSecretKey(jwtSecret, 'utf8');
      this.findKey = () => Promise.resolve(secret);
      this.readToken = sharedSecretReader(secret, this.options);
    } else {
      throw new Error('access tokens need a shared secret or the address of a key set');
    }
  }

  /** Who the token speaks for, when that can be told at once. Throws 401 `unauthenticated`. */
  find(token: string): Principal | undefined {
    const known = this.recent.find(token);
    if (known !== undefined) return known;
    if (token.length > maxTokenLength) throw invalidToken('The access token is too long', undefined);
    const payload = this.readToken?.(token);
    return payload && this.remember(token, payload);
  }

  /** Who a token that `find` could not tell speaks for. Throws 401 `unauthenticated`, or 503 when the keys cannot be fetched. */
  async verify(token: string): Promise<Principal> {
    return this.remember(token, await this.verifySignature(token));
  }

  private remember(token: string, payload: JWTPayload): Principal {
    const principal = principalOf(payload);
    this.recent.add(token, principal, payload.exp ?? 0);
    return principal;
  }

  private async verifySignature(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.findKey, this.options);
      return payload;
    } catch (error) {
      if (isFaultOfToken(error)) throw invalidToken(reasonOf(error), error);
      throw new DomainError(
        'unavailable',
        'unavailable',
        'Access tokens cannot be checked right now',
        undefined,
        {
          cause: error,
          retryAfterSeconds: 2,
        },
      );
    }
  }
}

function principalOf(payload: JWTPayload): Principal {
  const { sub, role = 'guest' } = payload;
  if (!isSubject(sub)) throw invalidToken('The access token has no usable subject', payload);
  if (!isRole(role)) throw invalidToken('The access token has an unknown role', payload);
  return { guestId: sub, role };
}

/** Whether a `sub` can be a guest id: 1 to 128 printable characters, no line or text-direction tricks. */
export function isSubject(subject: unknown): subject is string {
  return (
    typeof subject === 'string' && /^[^\p{C}\p{Zl}\p{Zp}]{1,128}$/u.test(subject) && subject.trim() !== ''
  );
}

function isRole(role: unknown): role is PrincipalRole {
  return principalRoles.some((known) => known === role);
}

/** Anything else (a fetch that failed, a key set that is none) is the key server's fault. */
function isFaultOfToken(error: unknown): error is errors.JOSEError {
  return (
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  );
}

function reasonOf(error: errors.JOSEError): string {
  return error instanceof errors.JWTExpired
    ? 'The access token has expired'
    : 'The access token is not valid';
}

function invalidToken(message: string, cause: unknown): DomainError {
  return new DomainError('unauthenticated', 'unauthenticated', message, undefined, {
    cause: cause ?? message,
  });
}
