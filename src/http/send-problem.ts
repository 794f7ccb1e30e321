import type { ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import type { ArrivedRequest } from './http-request.js';
import { renderProblem } from './problem.js';

const logger = new Logger('Http');

/** Answers a request with what was thrown while it was served: `application/problem+json` (RFC 9457). */
export function sendProblem(error: unknown, request: ArrivedRequest, response: ServerResponse): void {
  const problem = renderProblem(error, request.requestId);
  if (problem.code === 'internal_error') logger.error('unexpected error', { err: error });
  if (response.headersSent) {
    // Half an answer is out already: cutting the connection is the only way left to say so.
    response.destroy();
    return;
  }
  response.statusCode = problem.status;
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  response.setHeader('Content-Length', Buffer.byteLength(problem.body));
  response.end(problem.body);
}
