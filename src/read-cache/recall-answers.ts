import type { ServerResponse } from 'node:http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DirectRoutes } from '../http/direct/direct-routes.js';
import type { ArrivedRequest } from '../http/http-request.js';
import { RequestLimits } from '../http/rate-limit/request-limits.js';
import { sendProblem } from '../http/send-problem.js';
import { sendAnswer, type KeptAnswer } from './kept-answer.js';
import { KeptAnswers } from './kept-answers.js';

/**
 * Answers what was answered before without going through routes, guards and validation again: they let this address
 * through once, for everyone. The caller is counted as on the long way; one who shows a token is sent there, since it has
 * to be found out who is to be counted.
 */
@Injectable()
export class RecallAnswers implements OnModuleInit {
  constructor(
    private readonly direct: DirectRoutes,
    private readonly answers: KeptAnswers,
    private readonly limits: RequestLimits,
  ) {}

  onModuleInit(): void {
    const answer = (request: ArrivedRequest, response: ServerResponse) => this.answer(request, response);
    this.direct.add((request) => (this.canRecall(request) ? answer : undefined));
  }

  private canRecall(request: ArrivedRequest): boolean {
    const { method, headers, originalUrl } = request;
    if ((method !== 'GET' && method !== 'HEAD') || headers.authorization !== undefined) return false;
    // Bodies are for the guards to refuse.
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
    return this.answers.knows(originalUrl);
  }

  private answer(request: ArrivedRequest, response: ServerResponse): void {
    this.limits.admitCaller(request, response, false);
    const answer = this.answers.recall(request.originalUrl);
    if (answer instanceof Promise) {
      answer
        .then((made) => send(request, response, made))
        .catch((error: unknown) => sendProblem(error, request, response));
    } else if (answer !== undefined) {
      send(request, response, answer);
    }
  }
}

function send(request: ArrivedRequest, response: ServerResponse, answer: KeptAnswer): void {
  request.route = answer.route;
  sendAnswer(request, response, answer);
}
