import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Principal } from './auth/principal.js';

/** What we leave on a request on its way, whether Express and Nest ever see it or not. */
interface Marks {
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

/** A request as Node hands it over, with our marks. */
export interface ArrivedRequest extends IncomingMessage, Marks {
  /** The address as it was asked for; Express changes `url` while it looks for a route. */
  originalUrl: string;
  /** What the body says: see body-parsing.ts. */
  body?: unknown;
  /** The route that serves it, as Express has it: its `path` is the template that metrics name. */
  route?: unknown;
}

/** The same once Express has it. */
export interface HttpRequest extends Request, Marks {}
