import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '../http-request.js';

/**
 * A UUID that every attempt of one keyed request shares, also the attempt after a crash, or undefined without
 * an `Idempotency-Key`. What is created under this id is created once, even when the process dies between the
 * effect and the keeping of its answer.
 */
export const OperationId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<HttpRequest>().operationId,
);
