import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../errors/domain-error.js';
import { allowedMethods } from './allowed-methods.js';
import type { HttpRequest } from './http-request.js';
import { renderProblem } from './problem.js';

/** The one place where anything thrown becomes an answer: `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const response = http.getResponse<Response>();
    const error = unservedRoute(thrown, request, response) ?? thrown;
    const problem = renderProblem(error, request.requestId);
    if (problem.code === 'internal_error') this.logger.error('unexpected error', { err: error });
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
}

/** Nest's answer to an unknown route, told apart from a wrong method. */
function unservedRoute(error: unknown, request: HttpRequest, response: Response): DomainError | undefined {
  if (!(error instanceof NotFoundException) || request.route !== undefined) return undefined;
  const allowed = allowedMethods(request);
  if (allowed.length === 0 || allowed.includes(request.method))
    return new DomainError('not_found', 'not_found', 'There is nothing at this address');
  response.setHeader('Allow', allowed.join(', '));
  return new DomainError('not_allowed', 'method_not_allowed', `Only ${allowed.join(', ')} can be used here`);
}
