import type { IncomingMessage, ServerResponse } from 'node:http';
import { expand } from '../api/expand.js';
import type { AnswerStyle } from '../cards/behaviour.js';
import { faultKinds } from '../control/faults.js';
import { type Mishap, mishapOf } from '../control/mishaps.js';
import type { RequestLog } from '../../common/request-log.js';
import type { LoggedRequest } from '../control/logged-request.js';
import type { Call, Sandbox } from '../sandbox.js';
import { newId, nowSeconds } from '../state/ids.js';
import { checkApiKey } from './api-key.js';
import { readBody, sendJson } from './exchange.js';
import { decodeForm } from './form.js';
import { fingerprintOf, Idempotency } from './idempotency.js';
import { Params } from './params.js';
import type { Match, Router } from './router.js';
import { serverError, StripeError } from './stripe-error.js';

type Manner = AnswerStyle | 'rateLimited' | 'reset';

interface Answer {
  status: number;
  body: string;
  manner: Manner;
  delayMs: number;
  fault: string | null;
  /** The request id of the first answer, when this is a repetition. */
  replayOf: string | null;
  /** The id of the object it shows. */
  about: string | null;
}

interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly input: string;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
}

interface Dependencies {
  readonly sandbox: Sandbox;
  readonly router: Router;
  readonly requestLog: RequestLog<LoggedRequest>;
  readonly apiKey: string | undefined;
  /** Makes everything the request changed durable, and then has its webhooks sent. */
  readonly commit: () => Promise<void> | undefined;
  /** Resolves when the webhooks about an object were sent once. */
  readonly webhooksSent: (group: string) => Promise<void>;
  readonly log: (message: string) => void;
}

const unansweredMs = 600_000;
/** How long an answer waits for its webhooks, should the receiver not take them. */
const webhooksFirstMs = 5_000;

const rateLimited = new StripeError(429, {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message: 'Too many requests in a short time. Please try again later.',
});

/** The `/v1` part: authenticate, keep to one effect per idempotency key, execute, make durable, answer. */
export class ApiServer {
  private readonly idempotency: Idempotency;

  constructor(private readonly parts: Dependencies) {
    this.idempotency = new Idempotency(parts.sandbox.store);
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<void> {
    const startedAt = performance.now();
    const method = request.method ?? 'GET';
    const key = request.headers['idempotency-key'];
    const idempotencyKey = method === 'POST' && typeof key === 'string' && key !== '' ? key : null;
    const requestId = newId('req');
    let incoming: Incoming = { method, path, input: query, requestId, idempotencyKey };
    let match: Match | undefined;
    let answer: Answer;
    let ownsKey = false;
    try {
      const body = method === 'POST' ? await readBody(request) : '';
      incoming = { ...incoming, input: query !== '' && body !== '' ? `${query}&${body}` : query + body };
      checkApiKey(request, this.parts.apiKey);
      match = this.parts.router.find(method, path);
      if (!match) throw unrecognised(method, path);
      const replay = this.replay(incoming);
      ownsKey = idempotencyKey !== null && replay === undefined;
      answer = replay ?? this.execute(incoming, match);
      await this.parts.commit();
    } catch (error) {
      if (response.destroyed && !(error instanceof StripeError)) {
        if (ownsKey && idempotencyKey !== null) this.idempotency.end(idempotencyKey);
        return;
      }
      answer = this.failure(error);
    }
    await this.answer(response, incoming, answer, request);
    if (ownsKey && idempotencyKey !== null) this.idempotency.end(idempotencyKey);
    this.parts.requestLog.add({
      at: new Date().toISOString(),
      requestId,
      method,
      path,
      operation: match?.route.operation ?? null,
      params: incoming.input.slice(0, 2_000),
      idempotencyKey,
      replayed: answer.replayOf !== null,
      fault: answer.fault,
      status: answer.manner === 'never' || answer.manner === 'reset' ? null : answer.status,
      durationMs: Math.round((performance.now() - startedAt) * 100) / 100,
    });
  }

  private replay({ idempotencyKey, path, input }: Incoming): Answer | undefined {
    if (idempotencyKey === null) return undefined;
    const kept = this.idempotency.begin(idempotencyKey, path, fingerprintOf(input));
    if (!kept) return undefined;
    const { status, body, requestId } = kept;
    return { status, body, manner: 'normal', delayMs: 0, fault: null, replayOf: requestId, about: null };
  }

  /** Synchronous from the first read to the last write: calls never see each other half done. */
  private execute(incoming: Incoming, { route, id, subId }: Match): Answer {
    const { sandbox } = this.parts;
    const { requestId, idempotencyKey, input } = incoming;
    const fault = mishapOf(sandbox, { operation: route.operation, id, input, idempotencyKey });
    if (fault && !faultKinds[fault.fault].executes) return withoutEffect(fault);
    let answer: Answer;
    let isKept = true;
    let awaits: string | undefined;
    let manner: Manner = fault ? faultKinds[fault.fault].answer : 'normal';
    try {
      const params = new Params(decodeForm(input));
      params.allow(route.params);
      const call: Call = { sandbox, params, id, subId, requestId, idempotencyKey, answer: 'normal' };
      const result = expand(sandbox.store, route.handle(call), params.list('expand'));
      if (!fault) manner = call.answer;
      awaits = call.awaits;
      if (awaits !== undefined) manner = 'never';
      const about = 'id' in result && typeof result.id === 'string' ? result.id : null;
      answer = { ...successful, body: JSON.stringify(result), manner, about };
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      isKept = !error.isBeforeExecution;
      answer = { ...this.failure(error), manner };
    }
    answer.fault = fault?.fault ?? (answer.manner === 'normal' ? null : answer.manner);
    answer.delayMs = fault?.delayMs ?? sandbox.faults.delays.slowMs;
    if (answer.manner === 'error') Object.assign(answer, wordsOf(serverError()));
    if (idempotencyKey !== null && isKept) {
      const { status, body } = answer;
      const { path } = incoming;
      const fingerprint = fingerprintOf(input);
      this.idempotency.keep({
        id: idempotencyKey,
        path,
        fingerprint,
        created: nowSeconds(),
        requestId,
        status,
        body,
        ...(awaits === undefined ? {} : { awaits }),
      });
    }
    return answer;
  }

  private failure(error: unknown): Answer {
    if (error instanceof StripeError) return { ...successful, ...wordsOf(error) };
    this.parts.log(
      `A request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return { ...successful, ...wordsOf(serverError('The sandbox failed; its log says why.')) };
  }

  private async answer(
    response: ServerResponse,
    { requestId, idempotencyKey }: Incoming,
    answer: Answer,
    request: IncomingMessage,
  ): Promise<void> {
    if (answer.manner === 'never') {
      // Clients give up long before; one that does not must not hold its connection for ever.
      this.parts.sandbox.later(unansweredMs, () => request.socket.destroy());
      return;
    }
    if (answer.manner === 'reset') {
      request.socket.destroy();
      return;
    }
    if (answer.manner === 'late') {
      await this.after(answer.delayMs);
    }
    if (answer.manner === 'afterWebhooks' && answer.about !== null) {
      await Promise.race([this.parts.webhooksSent(answer.about), this.after(webhooksFirstMs)]);
    }
    const headers: Record<string, string> = { 'request-id': requestId };
    const version = request.headers['stripe-version'];
    if (typeof version === 'string') headers['stripe-version'] = version;
    if (idempotencyKey !== null) headers['idempotency-key'] = encodeURI(idempotencyKey);
    if (answer.replayOf !== null) {
      headers['idempotent-replayed'] = 'true';
      headers['original-request'] = answer.replayOf;
    }
    // A 500 kept for its key would only come again: the SDK need not repeat it.
    if (idempotencyKey !== null && answer.status === 500 && answer.fault !== 'error_before') {
      headers['stripe-should-retry'] = 'false';
    }
    sendJson(response, answer.status, answer.body, headers);
  }

  private after(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.parts.sandbox.later(delayMs, resolve);
    });
  }
}

const successful: Answer = {
  status: 200,
  body: '',
  manner: 'normal',
  delayMs: 0,
  fault: null,
  replayOf: null,
  about: null,
};

function wordsOf(error: StripeError): { status: number; body: string } {
  return { status: error.status, body: JSON.stringify({ error: error.body }) };
}

function withoutEffect({ fault }: Mishap): Answer {
  const manner = faultKinds[fault].answer;
  const words = wordsOf(manner === 'rateLimited' ? rateLimited : serverError());
  return { ...successful, ...words, manner, fault };
}

function unrecognised(method: string, path: string): StripeError {
  return new StripeError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). The sandbox knows a part of Stripe's API.`,
  });
}
