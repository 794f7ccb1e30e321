import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '../../errors/domain-error.js';
import type { HttpRequest } from '../http-request.js';
import { accessKey, type Access } from './access.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

/** Finds out who asks, and refuses who may not. A route without a decorator needs a token of any role. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') {
      const principal = await this.findPrincipal(request);
      if (principal !== undefined) request.principal = principal;
      return true;
    }
    const principal = await this.tokens.verify(bearerToken(request));
    if (access === 'admin' && principal.role !== 'admin') {
      throw new DomainError('forbidden', 'forbidden', 'This operation is for administrators');
    }
    request.principal = principal;
    return true;
  }

  /** A public route serves everyone, so a bad token only means that nobody is known. */
  private async findPrincipal(request: HttpRequest): Promise<Principal | undefined> {
    if (request.headers.authorization === undefined) return undefined;
    try {
      return await this.tokens.verify(bearerToken(request));
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}

function bearerToken(request: HttpRequest): string {
  const match = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] !== undefined) return match[1];
  throw new DomainError('unauthenticated', 'unauthenticated', 'This operation needs a bearer access token');
}
