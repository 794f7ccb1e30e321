import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Admission, type AccessRule } from '../auth/admission.js';
import type { Principal } from '../auth/principal.js';
import type { ArrivedRequest } from '../http-request.js';
import { sendProblem } from '../send-problem.js';

/** An answer in full. */
export interface DirectReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
}

/** A short cut to one route of a controller. */
export interface DirectRoute<Input> {
  readonly method: string;
  /** The template of the route it is a short cut to, as metrics name it. */
  readonly route: string;
  readonly rule: AccessRule;
  /** What is asked for, or undefined when the request is in any way unusual and has to go the long way. */
  read(request: ArrivedRequest): Input | undefined;
  /** What it throws is answered as everywhere else. */
  answer(input: Input, principal: Principal): Promise<DirectReply>;
}

/** Answers a request, and catches whatever comes of that later. */
export type DirectAnswer = (request: ArrivedRequest, response: ServerResponse) => void;

/** Whether this request can be answered directly, and how. Asked of every request, so it decides by what is at hand. */
export type FindAnswer = (request: ArrivedRequest) => DirectAnswer | undefined;

/**
 * Short cuts for the few requests that make up most of the load: past Express and Nest, whose way costs more than such
 * an answer (docs/decisions/013-http-cost.md). They come after everything that is done for every request (front.ts) and
 * admit callers as the guard does. Keyed requests, and any other that a route does not read, go the long way; both ways
 * give the same answers.
 */
@Injectable()
export class DirectRoutes {
  private readonly finders: FindAnswer[] = [];

  constructor(private readonly admission: Admission) {}

  /** A short cut that does everything by itself, the admission of callers included. */
  add(find: FindAnswer): void {
    this.finders.push(find);
  }

  /** A short cut to the route of a controller. */
  addRoute<Input>(route: DirectRoute<Input>): void {
    this.add((request) => {
      if (request.method !== route.method || request.headers['idempotency-key'] !== undefined)
        return undefined;
      const input = route.read(request);
      if (input === undefined) return undefined;
      return (_request, response) => this.serve(route, input, { request, response });
    });
  }

  /** How to answer a request directly; undefined for one that goes the long way. */
  find(request: ArrivedRequest): DirectAnswer | undefined {
    for (const find of this.finders) {
      const answer = find(request);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  private serve<Input>(
    route: DirectRoute<Input>,
    input: Input,
    { request, response }: { request: ArrivedRequest; response: ServerResponse },
  ): void {
    const fail = (error: unknown) => sendProblem(error, request, response);
    request.route = { path: route.route };
    const run = () => {
      const { principal } = request;
      if (principal === undefined) throw new Error('a direct route is for callers who are known');
      return route.answer(input, principal).then((reply) => sendReply(response, reply));
    };
    const admitted = this.admission.admit(request, response, route.rule);
    (admitted === undefined ? run() : admitted.then(run)).catch(fail);
  }
}

function sendReply(response: ServerResponse, { status, headers, body }: DirectReply): void {
  response.statusCode = status;
  if (headers !== undefined) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  }
  if (body === undefined) {
    response.end();
    return;
  }
  const text = JSON.stringify(body);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
