import type { IncomingMessage } from 'node:http';
import { StripeError } from './stripe-error.js';

function readKey(header: string | undefined): string | undefined {
  const [scheme = '', credentials = ''] = (header ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return credentials || undefined;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] || undefined;
}

function unauthorized(message: string): StripeError {
  return new StripeError(401, { type: 'invalid_request_error', message });
}

/** 401 unless the request carries the expected key, or any test key when none is expected. A live key is never taken. */
export function checkApiKey(request: IncomingMessage, expected: string | undefined): void {
  const key = readKey(request.headers.authorization);
  if (key === undefined) {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (/^[sr]k_live_/.test(key)) {
    throw unauthorized(
      'This is a sandbox: it takes no live key. Roll the key if it was sent here by mistake.',
    );
  }
  if (expected !== undefined && key !== expected) {
    throw unauthorized(`Invalid API Key provided: ${key.slice(0, 7)}****`);
  }
}
