import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ArrivedRequest } from '../http/http-request.js';
import { JsonText } from './json-text.js';
import { isNotModified } from './not-modified.rules.js';

/** An answer as it is sent: the bytes, and the tag they are known by. */
export interface KeptAnswer {
  readonly body: Buffer;
  /** Quoted and strong: the same tag, in whichever process, stands for the same bytes. */
  readonly etag: string;
  /** The route that made it, as Express has it, so that whoever gets it again is counted there. */
  readonly route: unknown;
  /** What it tells of. */
  readonly listingIds: readonly number[];
}

/** Beside the bytes: the tag, and what the cache notes of an entry. */
const overheadBytes = 600;
/** Of 256 bits more than enough to tell the versions of one page apart. */
const etagLength = 22;

/** The answer that carries `value` as JSON. */
export function renderAnswer(
  value: unknown,
  { route, listingIds }: Pick<KeptAnswer, 'route' | 'listingIds'>,
): KeptAnswer {
  const body = Buffer.from(value instanceof JsonText ? value.text : JSON.stringify(value));
  const hash = createHash('sha256').update(body).digest('base64url');
  return { body, etag: `"${hash.slice(0, etagLength)}"`, route, listingIds };
}

/** What an answer takes of memory with its address, in bytes. */
export function bytesOf(answer: KeptAnswer | undefined, address: string): number {
  return (answer?.body.length ?? 0) + address.length + overheadBytes;
}

/**
 * Sends it, or 304 to who has it already. Whoever keeps it on the way, or at the guest's, is to ask each time whether it
 * still holds: it is the same for everyone, and may change at any moment.
 */
export function sendAnswer(
  request: ArrivedRequest,
  response: ServerResponse,
  { body, etag }: KeptAnswer,
): void {
  response.setHeader('Cache-Control', 'public, no-cache');
  response.setHeader('ETag', etag);
  if (isNotModified(request.headers['if-none-match'], etag)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.statusCode = 200;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', body.length);
  // Node leaves the body out of the answer to a HEAD.
  response.end(body);
}
