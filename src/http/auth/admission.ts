import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../errors/domain-error.js';
import type { ArrivedRequest } from '../http-request.js';
import { isWebhook } from '../media-type.js';
import { RequestLimits } from '../rate-limit/request-limits.js';
import { isWatch } from '../watched-paths.js';
import type { Access } from './access.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

export interface AccessRule {
  readonly access: Access;
  /** It takes inventory or charges a card: it also counts against the limits of those. */
  readonly isWrite: boolean;
}

/** Finds out who asks, and refuses who may not, or who asks too often. */
@Injectable()
export class Admission {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly limits: RequestLimits,
  ) {}

  /**
   * Sets the principal of a request that may be served. Throws 401, 403, 429 or 503, or rejects with them: there is a
   * promise only when a token cannot be checked at once.
   */
  admit(request: ArrivedRequest, response: ServerResponse, rule: AccessRule): Promise<void> | undefined {
    // What one guest is told is kept for nobody else, whatever a cache on the way makes of `Authorization`.
    if (rule.access !== 'public') response.setHeader('Cache-Control', 'private, no-cache');
    else if (request.headers.authorization === undefined) return this.decide(request, response, rule);
    let token: string;
    let principal: Principal | undefined;
    try {
      token = bearerToken(request);
      principal = this.tokens.find(token);
    } catch (error) {
      return this.decide(request, response, rule, asRefusal(error));
    }
    if (principal !== undefined) {
      request.principal = principal;
      return this.decide(request, response, rule);
    }
    return this.admitLater(token, { request, response, rule });
  }

  private async admitLater(
    token: string,
    { request, response, rule }: { request: ArrivedRequest; response: ServerResponse; rule: AccessRule },
  ): Promise<void> {
    let refusal: DomainError | undefined;
    try {
      request.principal = await this.tokens.verify(token);
    } catch (error) {
      refusal = asRefusal(error);
    }
    this.decide(request, response, rule, refusal);
  }

  /** A public route serves everyone, whatever the token. */
  private decide(
    request: ArrivedRequest,
    response: ServerResponse,
    { access, isWrite }: AccessRule,
    tokenRefusal?: DomainError,
  ): undefined {
    const refusal = access === 'public' ? undefined : tokenRefusal;
    // Counted before it is refused, so that guessing tokens is counted, too. The signature of a webhook is checked
    // later, and keys that are out of reach are no fault of the caller's.
    if (refusal?.kind !== 'unavailable' && !isWebhook(request) && !isWatch(request)) {
      this.limits.admitCaller(request, response, isWrite);
    }
    if (refusal !== undefined) throw refusal;
    if (access === 'admin' && request.principal?.role !== 'admin') {
      throw new DomainError('forbidden', 'forbidden', 'This operation is for administrators');
    }
  }
}

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}

function bearerToken(request: ArrivedRequest): string {
  const match = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] !== undefined) return match[1];
  throw new DomainError('unauthenticated', 'unauthenticated', 'This operation needs a bearer access token');
}
