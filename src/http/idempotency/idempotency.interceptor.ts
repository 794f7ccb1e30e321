import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { from, lastValueFrom, tap, type Observable } from 'rxjs';
import { PrismaService } from '../../database/prisma.service.js';
import { DomainError } from '../../errors/domain-error.js';
import type { Principal } from '../auth/principal.js';
import type { HttpRequest } from '../http-request.js';
import { isWebhook } from '../media-type.js';
import { problemContentType, renderProblem } from '../problem.js';
import { etagOfAnswer } from '../with-etag.js';
import { hashRequest, operationIdOf, parseIdempotencyKey } from './idempotency-key.js';
import { ClaimKeeper } from './claim-keeper.js';
import { Claims } from './claims.js';
import {
  findStanding,
  passOnClaim,
  type Claim,
  type ScopedKey,
  type StoredAnswer,
} from './idempotency.queries.js';

const maxClaimAttempts = 3;
const jsonContentType = 'application/json; charset=utf-8';
const changingMethods: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * `Idempotency-Key` on every request that changes something: one key, one effect, the same answer byte for
 * byte for 24 hours. The answer is kept before it is sent, and kept also when the client has hung up, since
 * that is the client who will ask again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Idempotency');

  constructor(
    private readonly prisma: PrismaService,
    private readonly claims: Claims,
    private readonly keeper: ClaimKeeper,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const header = request.headers['idempotency-key'];
    // Without a principal there is nobody a kept answer would belong to.
    if (header === undefined || request.principal === undefined) return next.handle();
    if (!changingMethods.has(request.method) || isWebhook(request)) return next.handle();
    const key = parseIdempotencyKey(String(header));
    const scopedKey = { scope: scopeOf(request.principal), key };
    const response = http.getResponse<Response>();
    return from(this.once(scopedKey, request, response, next)).pipe(
      tap((body) => tagReplay(context.getHandler(), body, response)),
    );
  }

  private async once(
    scopedKey: ScopedKey,
    request: HttpRequest,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const claimed = await this.claim(scopedKey, request);
    if ('statusCode' in claimed) return replay(claimed, response);
    request.operationId = operationIdOf(claimed);
    return this.keeper.while(claimed, async () => {
      try {
        const value: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
        return await this.keepValue(claimed, value, response);
      } catch (error) {
        const standing = await this.keepError(claimed, error, request);
        if (standing === undefined) throw error;
        return replay(standing, response);
      }
    });
  }

  private async claim(scopedKey: ScopedKey, request: HttpRequest): Promise<Claim | StoredAnswer> {
    const requestHash = hashRequest({
      method: request.method,
      path: request.originalUrl,
      body: isPlainBody(request) ? request.body : uploadFingerprint(request),
    });
    for (let attempt = 0; attempt < maxClaimAttempts; attempt += 1) {
      const row = await this.claims.claim({ ...scopedKey, requestHash });
      if (row === null) continue;
      if (row.outcome === 'reused') throw keyReused();
      if (row.outcome === 'in_flight') throw requestInFlight();
      if (row.outcome === 'done') return row;
      return { ...scopedKey, attempt: row.attempt, createdAt: row.createdAt };
    }
    throw requestInFlight();
  }

  private async keepValue(claim: Claim, value: unknown, response: Response): Promise<unknown> {
    const { statusCode } = response;
    const body = bodyOf(value);
    if (body === undefined || !isKept(statusCode)) {
      await this.giveUp(claim, statusCode);
      return value;
    }
    if (body !== null && response.getHeader('Content-Type') === undefined) {
      response.setHeader(
        'Content-Type',
        typeof value === 'string' ? 'text/html; charset=utf-8' : jsonContentType,
      );
    }
    const answer = {
      statusCode,
      contentType: textHeader(response, 'Content-Type'),
      location: textHeader(response, 'Location'),
      body,
    };
    const standing = await this.store(claim, answer);
    return standing === undefined ? (body ?? undefined) : replay(standing, response);
  }

  private async keepError(
    claim: Claim,
    error: unknown,
    request: HttpRequest,
  ): Promise<StoredAnswer | undefined> {
    const { status, body } = renderProblem(error, request.requestId);
    if (!isKept(status)) {
      await this.giveUp(claim, status);
      return undefined;
    }
    return this.store(claim, { statusCode: status, contentType: problemContentType, location: null, body });
  }

  /**
   * Keeps an answer, unless the claim was taken over: then the answer kept by the one who did is the only one there
   * is, and is returned. An answer that cannot be kept is not given: the repeat could not be told the same. What was
   * done is found again by its name (`operationIdOf`) when the client asks again, as a 503 bids it.
   */
  private async store(claim: Claim, answer: StoredAnswer): Promise<StoredAnswer | undefined> {
    const isStored = await this.claims.keep(claim, answer).catch(async (error: unknown) => {
      await this.giveUp(claim, 503);
      throw error;
    });
    if (isStored) return undefined;
    const standing = await findStanding(this.prisma, claim);
    if (standing?.state === 'in_flight') throw requestInFlight();
    return standing ?? undefined;
  }

  /**
   * The same key may try again at once. After a failure it goes on where this attempt was: the connection may have
   * been lost while the database did what it was told to.
   */
  private async giveUp(claim: Claim, statusCode: number): Promise<void> {
    const didNothing = statusCode < 500 && claim.attempt === 1;
    await this.orLogged(() => (didNothing ? this.claims.forget(claim) : passOnClaim(this.prisma, claim)));
  }

  private async orLogged<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.logger.warn('a claim of an idempotency key was not given up, and ends by itself', { err: error });
      return undefined;
    }
  }
}

function scopeOf({ role, guestId }: Principal): string {
  return `${role}:${guestId}`;
}

/** Refusals that may turn out otherwise in a moment, or with another `If-Match`, are not kept. */
function isKept(statusCode: number): boolean {
  return statusCode < 500 && !notKept.has(statusCode);
}
const notKept: ReadonlySet<number> = new Set([409, 412, 428, 429]);

/** The tag of an answer that is given again: it follows from the body, so it need not be kept. */
function tagReplay(handler: object, body: unknown, response: Response): void {
  if (response.getHeader('Idempotency-Replayed') === undefined || typeof body !== 'string') return;
  if (response.statusCode >= 300) return;
  const etag = etagOfAnswer(handler, JSON.parse(body));
  if (etag !== undefined) response.setHeader('ETag', etag);
}

function replay(answer: StoredAnswer, response: Response): string | undefined {
  response.status(answer.statusCode);
  response.setHeader('Idempotency-Replayed', 'true');
  if (answer.contentType !== null) response.setHeader('Content-Type', answer.contentType);
  if (answer.location === null) response.removeHeader('Location');
  else response.setHeader('Location', answer.location);
  return answer.body ?? undefined;
}

/** The text an answer will be sent as, null for none, undefined for one that is no text (a file, a stream). */
function bodyOf(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && (ArrayBuffer.isView(value) || 'getStream' in value)) return undefined;
  return JSON.stringify(value);
}

function textHeader(response: Response, name: string): string | null {
  const value = response.getHeader(name);
  return value === undefined ? null : String(value);
}

function isPlainBody(request: HttpRequest): boolean {
  return request.body !== undefined || request.headers['content-length'] === undefined;
}

/** An upload is read by its route, after the claim, so only what its headers say of it is compared. */
function uploadFingerprint(request: HttpRequest): unknown {
  const { 'content-type': type, 'content-length': length, 'content-digest': digest } = request.headers;
  // The boundary of a form is another one each time the same form is sent.
  return { type: type?.replace(/;.*/s, ''), length, digest };
}

function requestInFlight(): DomainError {
  return new DomainError(
    'conflict',
    'request_in_flight',
    'A request with this Idempotency-Key is being worked on',
    undefined,
    { retryAfterSeconds: 1 },
  );
}

function keyReused(): DomainError {
  return new DomainError(
    'unprocessable',
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request',
  );
}
