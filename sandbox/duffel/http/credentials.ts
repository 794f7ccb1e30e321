import type { IncomingMessage } from 'node:http';
import { DuffelError, invalidRequest } from './duffel-error.js';

function unauthorized(code: string, message: string): DuffelError {
  return new DuffelError({ status: 401, type: 'authentication_error', code }, message);
}

/**
 * 401 unless the request carries the expected token, or any test token when none is expected; 400 unless it names the version of
 * the API this sandbox speaks. A live token is never taken.
 */
export function checkCredentials({ headers }: IncomingMessage, expected: string | undefined): void {
  const { authorization } = headers;
  if (authorization === undefined) {
    throw unauthorized(
      'missing_authorization_header',
      'The Authorization header must be set and contain a valid API token.',
    );
  }
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw unauthorized(
      'invalid_authorization_header',
      'The Authorization header must conform to the following format: Bearer API_TOKEN',
    );
  }
  if (token.startsWith('duffel_live_')) {
    throw unauthorized(
      'access_token_not_found',
      'This is a sandbox: it takes no live token. Revoke the token if it was sent here by mistake.',
    );
  }
  if (expected !== undefined && token !== expected) {
    throw unauthorized('access_token_not_found', 'The access token used is not recognized by our system.');
  }
  const version = headers['duffel-version'];
  if (version === undefined) {
    throw invalidRequest(
      400,
      'missing_version_header',
      'The Duffel-Version header is required and must be a valid API version.',
    );
  }
  if (version !== 'v2') {
    throw invalidRequest(400, 'unsupported_version', 'This sandbox speaks v2 of the API only.');
  }
}

/** 400 unless a body says that it is JSON. */
export function checkContentType({ headers }: IncomingMessage): void {
  const type = headers['content-type'];
  if (type === undefined) {
    throw invalidRequest(
      400,
      'missing_content_type_header',
      'The Content-Type header needs to be set to application/json.',
    );
  }
  if (!type.startsWith('application/json')) {
    throw invalidRequest(
      400,
      'invalid_content_type_header',
      'The Content-Type should be set to application/json.',
    );
  }
}
