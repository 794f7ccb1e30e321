import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { DomainError } from '../../errors/domain-error.js';
import type { HttpRequest } from '../http-request.js';
import { isWebhook } from '../media-type.js';
import { writeKey } from '../rate-limit/counts-as-write.js';
import { RequestLimits } from '../rate-limit/request-limits.js';
import { isWatch } from '../watched-paths.js';
import { accessKey, type Access } from './access.js';
import { TokenVerifier } from './token-verifier.js';

/**
 * Finds out who asks, and refuses who may not, or who asks too often. A route without a decorator needs a token of
 * any role.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const response = http.getResponse<Response>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    // What one guest is told is kept for nobody else, whatever a cache on the way makes of `Authorization`.
    if (access !== 'public') response.setHeader('Cache-Control', 'private, no-cache');
    const refusal = await this.identify(request, access);
    // Keys that are out of reach are no fault of the caller's.
    if (refusal?.kind !== 'unavailable') this.countRequest(context, request, response);
    if (refusal !== undefined) throw refusal;
    if (access === 'admin' && request.principal?.role !== 'admin') {
      throw new DomainError('forbidden', 'forbidden', 'This operation is for administrators');
    }
    return true;
  }

  /** Sets the principal, or returns why there is none. A public route serves everyone, whatever the token. */
  private async identify(request: HttpRequest, access: Access | undefined): Promise<DomainError | undefined> {
    const isPublic = access === 'public';
    if (isPublic && request.headers.authorization === undefined) return undefined;
    try {
      request.principal = await this.tokens.verify(bearerToken(request));
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return isPublic ? undefined : error;
    }
  }

  /** Before it is refused, so that guessing tokens is counted, too. The signature of a webhook is checked later. */
  private countRequest(context: ExecutionContext, request: HttpRequest, response: Response): void {
    if (isWebhook(request) || isWatch(request)) return;
    const isWrite =
      request.method === 'POST' && this.reflector.get<true | undefined>(writeKey, context.getHandler());
    this.limits.admitCaller(request, response, isWrite === true);
  }
}

function bearerToken(request: HttpRequest): string {
  const match = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] !== undefined) return match[1];
  throw new DomainError('unauthenticated', 'unauthenticated', 'This operation needs a bearer access token');
}
