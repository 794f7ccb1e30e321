import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { etagOf } from './etag.js';

const exceptKey = 'holdfast:etag-except';
/** The same, for the API document; removed from it again once read. */
export const etagExtension = 'x-etag';

/** Sends the `ETag` of an answer's body. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((body: unknown) => {
        const etag = etagOfAnswer(context.getHandler(), body);
        if (etag !== undefined) response.setHeader('ETag', etag);
        return body;
      }),
    );
  }
}

/**
 * Answers of this route carry the `ETag` that `If-Match` is compared with: that of the body, without the fields named in
 * `except` (what one change did is no part of the thing).
 */
export function WithEtag(...except: string[]): MethodDecorator {
  return applyDecorators(
    SetMetadata(exceptKey, except),
    UseInterceptors(EtagInterceptor),
    ApiExtension(etagExtension, true),
  );
}

/** The tag of what `handler` answers; undefined when its answers have none. */
export function etagOfAnswer(handler: object, body: unknown): string | undefined {
  const except: unknown = Reflect.getMetadata(exceptKey, handler);
  if (!Array.isArray(except) || typeof body !== 'object' || body === null) return undefined;
  return etagOf(Object.fromEntries(Object.entries(body).filter(([name]) => !except.includes(name))));
}
