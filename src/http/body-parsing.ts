import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Response } from 'express';
import { DomainError } from '../errors/domain-error.js';
import type { HttpRequest } from './http-request.js';
import { isJson, isWebhook } from './media-type.js';
import { assertSafeJsonBody } from './safe-json.js';

/** Largest JSON body, in bytes. */
const maxBodyBytes = 100 * 1024;
/** Largest webhook, in bytes: what a provider sends is its choice, within reason. */
const maxWebhookBytes = 512 * 1024;

/**
 * Reads bodies: JSON into `body`, webhooks untouched into `rawBody`, nothing else. Compressed bodies are
 * refused, so that 100 kB on the wire are 100 kB in memory.
 */
export function useBodyParsers(app: NestExpressApplication): void {
  app.use(refuseLargeBody);
  app.useBodyParser('raw', { type: isWebhook, limit: maxWebhookBytes, inflate: false });
  app.useBodyParser('raw', {
    type: (request: IncomingMessage) => !isWebhook(request) && isJson(request),
    limit: maxBodyBytes,
    inflate: false,
  });
  app.use(readBody);
  app.use(translateBodyError);
}

/** Answers at once what says that it is too large: the parsers would first read it to its end, however far that is. */
function refuseLargeBody(request: HttpRequest, _response: Response, next: NextFunction): void {
  const limit = isWebhook(request) ? maxWebhookBytes : isJson(request) ? maxBodyBytes : Infinity;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  next();
}

/** Both parsers above leave the bytes; what they mean is decided here. */
function readBody(request: HttpRequest, _response: Response, next: NextFunction): void {
  const bytes: unknown = request.body;
  if (Buffer.isBuffer(bytes)) {
    if (isWebhook(request)) request.rawBody = bytes;
    request.body = isWebhook(request) || bytes.length === 0 ? undefined : parseJson(request, bytes);
  }
  next();
}

function parseJson(request: HttpRequest, bytes: Buffer): unknown {
  if (/charset *= *"?(?!utf-?8\b)/i.test(request.headers['content-type'] ?? '')) {
    throw new DomainError('unsupported', 'unsupported_media_type', 'The body must be UTF-8');
  }
  // The decoder would replace bad bytes silently, and the guest's name would be stored mangled.
  if (!isUtf8(bytes)) throw malformed('The body is not valid UTF-8');
  const body = parse(bytes.toString());
  assertSafeJsonBody(body);
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('The body is not valid JSON');
  }
}

function malformed(message: string): DomainError {
  return new DomainError('invalid', 'malformed_json', message);
}

/** Four arguments make this an error handler for Express: it sees what the parsers above threw. */
function translateBodyError(
  error: unknown,
  _request: HttpRequest,
  _response: Response,
  next: NextFunction,
): void {
  next(bodyError(error) ?? error);
}

function bodyError(error: unknown): DomainError | undefined {
  if (typeof error !== 'object' || error === null || !('type' in error)) return undefined;
  switch (error.type) {
    case 'entity.too.large':
      return tooLarge('limit' in error ? Number(error.limit) : maxBodyBytes);
    case 'encoding.unsupported':
      return new DomainError('unsupported', 'unsupported_media_type', 'The body must not be compressed');
    case 'request.aborted':
    case 'request.size.invalid':
      return new DomainError('invalid', 'invalid_request', 'The body was cut off');
    default:
      return undefined;
  }
}

function tooLarge(limitBytes: number): DomainError {
  return new DomainError('too_large', 'payload_too_large', `The body is larger than ${limitBytes} bytes`);
}
