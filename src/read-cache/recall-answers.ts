import type { NextFunction, Response } from 'express';
import type { HttpRequest } from '../http/http-request.js';
import type { RequestLimits } from '../http/rate-limit/request-limits.js';
import { sendAnswer, type KeptAnswer } from './kept-answer.js';
import type { KeptAnswers } from './kept-answers.js';

/**
 * Answers what was answered before without going through routes, guards and validation again: they let this address
 * through once, for everyone. Stands after everything every request goes through. The caller is counted as on the long
 * way; one who shows a token is sent there, since it has to be checked who is to be counted.
 */
export function recallAnswers(
  answers: KeptAnswers,
  limits: RequestLimits,
): (request: HttpRequest, response: Response, next: NextFunction) => Promise<void> | void {
  return (request, response, next) => {
    const { method, headers } = request;
    if ((method !== 'GET' && method !== 'HEAD') || headers.authorization !== undefined || hasBody(request)) {
      return next();
    }
    if (!answers.knows(request.originalUrl)) return next();
    limits.admitCaller(request, response, false);
    const answer = answers.recall(request.originalUrl);
    // Express passes on what a promise that is returned to it fails with.
    if (answer instanceof Promise) return answer.then((made) => send(request, response, made));
    if (answer === undefined) return next();
    send(request, response, answer);
  };
}

function send(request: HttpRequest, response: Response, answer: KeptAnswer): void {
  request.route = answer.route;
  sendAnswer(request, response, answer);
}

/** Bodies are for the guards to refuse. */
function hasBody({ headers }: HttpRequest): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}
