import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { preconditionRequired } from './etag.js';
import type { HttpRequest } from './http-request.js';

const Header = createParamDecorator((isNeeded: boolean, context: ExecutionContext): string | undefined => {
  const header = context.switchToHttp().getRequest<HttpRequest>().headers['if-match'];
  if (header !== undefined || !isNeeded) return header;
  throw preconditionRequired();
});

/** The `If-Match` of a change: 428 without it. Give it to `assertCurrent` (etag.ts) under the row's lock. */
export function IfMatch(): ParameterDecorator {
  return described(Header(true), {
    name: 'If-Match',
    required: true,
    description: 'The `ETag` of what you have read and now change; `*` for whatever there is.',
    schema: { type: 'string' },
    example: '*',
  });
}

/** The same where it may be left out: what is removed has been looked at, or not. */
export function IfMatchOrNone(): ParameterDecorator {
  return described(Header(false), {
    name: 'If-Match',
    required: false,
    description: 'The `ETag` of what you have read: nothing is done when it was changed since.',
    schema: { type: 'string' },
  });
}

/** The same of a `PUT` that may make something new: see `assertCurrentOrNew` (etag.ts). */
export function IfMatchUnlessNew(): ParameterDecorator {
  return described(Header(false), {
    name: 'If-Match',
    required: false,
    description: 'The `ETag` of what you have read and now change; without it nothing may be there yet.',
    schema: { type: 'string' },
  });
}

function described(param: ParameterDecorator, header: Parameters<typeof ApiHeader>[0]): ParameterDecorator {
  return (target, key, index) => {
    param(target, key, index);
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && descriptor !== undefined) ApiHeader(header)(target, key, descriptor);
  };
}
