import type { IncomingMessage } from 'node:http';
import { decodeJwt } from 'jose';

/**
 * When the access token of a request ends, in milliseconds of Unix time: for answers that take longer than a moment. Only
 * after the guard has let the request in, since nothing is checked here.
 */
export function tokenExpiryOf(request: IncomingMessage): number {
  const token = request.headers.authorization?.trim().split(/ +/).at(-1) ?? '';
  const { exp } = decodeJwt(token);
  if (exp === undefined) throw new Error('a token without an end was let in');
  return exp * 1_000;
}
