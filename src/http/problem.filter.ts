import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import type { HttpRequest } from './http-request.js';
import { renderProblem } from './problem.js';

/** The one place where anything thrown becomes an answer: `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const problem = renderProblem(error, http.getRequest<HttpRequest>().requestId);
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
