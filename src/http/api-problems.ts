import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from '../errors/error-codes.js';

/** Where an operation's codes wait until the API document is finished (openapi-problems.ts). */
export const problemsExtension = 'x-problems';

/**
 * Documents the error codes of an operation. Those that every operation of its kind has (401, 403, 413, 415,
 * idempotency, 503 …) are added by themselves.
 */
export function ApiProblems(...codes: ErrorCode[]): MethodDecorator {
  return ApiExtension(problemsExtension, codes);
}
