import type { Request } from 'express';
import type { Principal } from './auth/principal.js';

/** What our middleware and guards leave on an Express request. */
export interface HttpRequest extends Request {
  /** Set first thing; echoed as `X-Request-Id`, `instance` of problems and `requestId` of log lines. */
  requestId: string;
  /** Who asks; undefined on a public route without a valid token. */
  principal?: Principal;
  /** The bytes as received, kept for webhooks because their signature covers them. */
  rawBody?: Buffer;
  /** When the first byte of an answer that goes on for as long as its client listens went out (`performance.now()`). */
  answerBeganMs?: number;
  /** Names the one effect of a request that carries an idempotency key. */
  operationId?: string;
}
