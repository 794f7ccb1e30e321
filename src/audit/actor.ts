import { userInfo } from 'node:os';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.js';
import type { HttpRequest } from '../http/http-request.js';

/** Through what a change came. The same set stands in `audit_entry_via_check`. */
export const auditChannels = ['api', 'command_line', 'job'] as const;
export type AuditChannel = (typeof auditChannels)[number];

/** Who makes a change. */
export interface Actor {
  /** The token's `sub`, the user of the operating system, or the name of a job. */
  readonly name: string;
  readonly via: AuditChannel;
  /** Leads to the log lines of the request. */
  readonly requestId?: string;
}

/** The caller of a route that changes something. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { principal, requestId } = context.switchToHttp().getRequest<HttpRequest>();
  if (principal === undefined) {
    throw new DomainError('unauthenticated', 'unauthenticated', 'This operation needs an access token');
  }
  return { name: principal.guestId, via: 'api', requestId };
});

/** The name as it is kept with what somebody has said or done. */
export function signatureOf({ name, via }: Actor): string {
  return via === 'command_line' ? `${name} (command line)` : name;
}

/** A job that does by itself what administrators would have to do. */
export function jobActor(name: string): Actor {
  return { name, via: 'job' };
}

/** Whoever runs the command. */
export function commandLineActor(): Actor {
  return { name: userInfo().username, via: 'command_line' };
}
