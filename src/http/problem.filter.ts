import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../errors/domain-error.js';
import { allowedMethods } from './allowed-methods.js';
import type { HttpRequest } from './http-request.js';
import { sendProblem } from './send-problem.js';

/** Where everything that Express or Nest caught becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const response = http.getResponse<Response>();
    sendProblem(unservedRoute(thrown, request, response) ?? thrown, request, response);
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
