import { isUtf8 } from 'node:buffer';
import { DomainError } from '../errors/domain-error.js';
import type { ArrivedRequest } from './http-request.js';
import { hasBody, isJson, isWebhook } from './media-type.js';
import { assertSafeJsonBody } from './safe-json.js';

/** Largest JSON body, in bytes. */
const maxBodyBytes = 100 * 1024;
/** Largest webhook, in bytes: what a provider sends is its choice, within reason. */
const maxWebhookBytes = 512 * 1024;

/**
 * Whether the body is to be read before anything is done: JSON and webhooks. Others are left to the routes that want
 * them. Throws 413 for what says that it is too large (reading it to its end could take forever), and 415 for what is
 * compressed, so that 100 kB on the wire are 100 kB in memory.
 */
export function isBodyToRead(request: ArrivedRequest): boolean {
  if (!hasBody(request)) return false;
  const limit = limitOf(request);
  if (limit === undefined) return false;
  const { headers } = request;
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw new DomainError('unsupported', 'unsupported_media_type', 'The body must not be compressed');
  }
  return true;
}

/**
 * Reads JSON into `body` and webhooks, untouched, into `rawBody`; then calls `done`, with an error when the body is too
 * large, cut off or not what it says. Our own: the usual library costs as much as the rest of a small request.
 */
export function readBody(request: ArrivedRequest, done: (error?: unknown) => void): void {
  const limit = limitOf(request) ?? maxBodyBytes;
  const chunks: Buffer[] = [];
  let length = 0;
  const finish = (error?: unknown) => {
    request.off('data', onData).off('end', onEnd).off('close', onClose);
    done(error);
  };
  const onData = (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  };
  const onEnd = () => {
    // Heard to its end all the same: cut off earlier, most clients would not see the answer.
    if (length > limit) return finish(tooLarge(limit));
    const [first] = chunks;
    const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length);
    try {
      keepBody(request, bytes);
    } catch (error) {
      return finish(error);
    }
    finish();
  };
  const onClose = () => finish(new DomainError('invalid', 'invalid_request', 'The body was cut off'));
  request.on('data', onData).on('end', onEnd).on('close', onClose);
}

/** Bytes that are read of its body at most; undefined for one that is not read here. */
function limitOf(request: ArrivedRequest): number | undefined {
  if (isWebhook(request)) return maxWebhookBytes;
  return isJson(request) ? maxBodyBytes : undefined;
}

function keepBody(request: ArrivedRequest, bytes: Buffer): void {
  if (isWebhook(request)) request.rawBody = bytes;
  else if (bytes.length > 0) request.body = parseJson(request, bytes);
}

function parseJson(request: ArrivedRequest, bytes: Buffer): unknown {
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

function tooLarge(limitBytes: number): DomainError {
  return new DomainError('too_large', 'payload_too_large', `The body is larger than ${limitBytes} bytes`);
}
