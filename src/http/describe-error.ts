import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { databaseFailure, isUnreadableTime } from '../database/sql-error.js';
import { DomainError } from '../errors/domain-error.js';
import type { ErrorCode } from '../errors/error-codes.js';
import { statusOfKind } from './status-of-kind.js';

/** An error in the words of HTTP, safe to show. */
export interface ErrorDescription {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Codes of the framework's own exceptions; any other 4xx is `invalid_request`. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'unavailable',
};

const internalError: ErrorDescription = {
  status: 500,
  code: 'internal_error',
  title: 'Internal error',
  detail: 'Something went wrong on our side. The request id leads us to it.',
};

/** Says what a client may know about anything thrown; everything unforeseen is `internal_error`. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof DomainError) return describeDomainError(error);
  if (error instanceof HttpException) return describeHttpException(error);
  const failure = isUnreadableTime(error) ? unreadableTime() : databaseFailure(error);
  return failure === undefined ? internalError : describeDomainError(failure);
}

function describeDomainError(error: DomainError): ErrorDescription {
  const status = statusOfKind[error.kind];
  const headers: Record<string, string> = {};
  const retryAfter =
    error.retryAfterSeconds ??
    (error.kind === 'unavailable' || error.kind === 'rate_limited' ? 1 : undefined);
  if (retryAfter !== undefined) headers['Retry-After'] = String(Math.max(1, Math.ceil(retryAfter)));
  // RFC 9110 §15.5.2: a 401 names the scheme it wants.
  if (error.kind === 'unauthenticated') headers['WWW-Authenticate'] = bearerChallenge(error);
  return {
    status,
    code: error.code,
    title: STATUS_CODES[status] ?? 'Error',
    detail: error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    headers,
  };
}

/** What the rules of a field should have refused before; the client can do something about it in any case. */
function unreadableTime(): DomainError {
  return new DomainError('invalid', 'invalid_request', 'A date or time of the request does not exist');
}

function bearerChallenge(error: DomainError): string {
  return error.cause === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
}

function describeHttpException(error: HttpException): ErrorDescription {
  const status = error.getStatus();
  if (status >= 500 && status !== 503) return internalError;
  const code = codeOfStatus[status] ?? 'invalid_request';
  const title = STATUS_CODES[status] ?? 'Error';
  return {
    status,
    code,
    title,
    detail: status === 503 ? 'Try again in a moment.' : error.message,
    headers: status === 503 || status === 429 ? { 'Retry-After': '1' } : {},
  };
}
