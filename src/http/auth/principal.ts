import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '../../errors/domain-error.js';
import type { HttpRequest } from '../http-request.js';

export const principalRoles = ['guest', 'admin'] as const;
export type PrincipalRole = (typeof principalRoles)[number];

/** Who a request acts for. */
export interface Principal {
  /** The token's `sub`: 1 to 128 printable characters. */
  readonly guestId: string;
  readonly role: PrincipalRole;
}

/** The caller of a route that is not public. On a public one use `@OptionalPrincipal()`. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const { principal } = context.switchToHttp().getRequest<HttpRequest>();
    if (principal === undefined) {
      throw new DomainError('unauthenticated', 'unauthenticated', 'This operation needs an access token');
    }
    return principal;
  },
);

/** The caller of a public route, when a valid token came along. */
export const OptionalPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal | undefined =>
    context.switchToHttp().getRequest<HttpRequest>().principal,
);
