import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { ArrivedRequest } from '../http-request.js';

/** Answers a request; nothing it throws, now or later, is caught. */
export type DirectAnswer = (request: ArrivedRequest, response: ServerResponse) => void;

/** Whether this request can be answered directly, and how. Asked of every request, so it decides by what is at hand. */
export type FindAnswer = (request: ArrivedRequest) => DirectAnswer | undefined;

/**
 * Ways to answer the few requests that make up most of the load without the way through Express and Nest, which costs
 * more than such an answer (docs/decisions/013-http-cost.md). They come after everything that is done for every request
 * (front.ts) and do themselves what guards and pipes do otherwise. Each is only a short cut: whatever is unusual about
 * a request is left to the route of the same address, and both give the same answers.
 */
@Injectable()
export class DirectRoutes {
  private readonly finders: FindAnswer[] = [];

  add(find: FindAnswer): void {
    this.finders.push(find);
  }

  find(request: ArrivedRequest): DirectAnswer | undefined {
    for (const find of this.finders) {
      const answer = find(request);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
}
