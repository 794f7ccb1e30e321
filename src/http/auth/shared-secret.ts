import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { UnsecuredJWT, type JWTClaimVerificationOptions, type JWTPayload } from 'jose';

/** The claims of a token that is good, or undefined for one that has to be looked at closely. */
export type ReadToken = (token: string) => JWTPayload | undefined;

/** The headers that signing libraries write for HS256: nothing but the algorithm, and perhaps the type. */
const plainHeaders: ReadonlySet<string> = new Set(
  ['{"alg":"HS256","typ":"JWT"}', '{"alg":"HS256"}', '{"typ":"JWT","alg":"HS256"}'].map(base64url),
);
const unsignedHeader = base64url('{"alg":"none"}');

/**
 * Reads tokens that carry an ordinary header and the right signature, at once. jose signs in another thread and needs a
 * dozen promises, 100 microseconds for each guest who comes; an HMAC takes a few. What the claims must be is still
 * decided by jose, and whatever is not plainly good is left to it with its reasons.
 */
export function sharedSecretReader(secret: KeyObject, options: JWTClaimVerificationOptions): ReadToken {
  return (token) => {
    const endOfHeader = token.indexOf('.');
    const endOfClaims = token.lastIndexOf('.');
    if (endOfClaims <= endOfHeader || !plainHeaders.has(token.slice(0, endOfHeader))) return undefined;
    const signature = createHmac('sha256', secret).update(token.slice(0, endOfClaims)).digest('base64url');
    if (!isSame(signature, token.slice(endOfClaims + 1))) return undefined;
    try {
      const claims = token.slice(endOfHeader, endOfClaims);
      return UnsecuredJWT.decode(`${unsignedHeader}${claims}.`, options).payload;
    } catch {
      return undefined;
    }
  };
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Takes as long whatever the difference, so that a signature cannot be guessed letter by letter. */
function isSame(right: string, given: string): boolean {
  const [a, b] = [Buffer.from(right), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
