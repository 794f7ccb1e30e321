import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestLog } from '../../common/request-log.js';
import { faultOf, type AnswerStyle, type FaultKind } from '../behaviour/fault-kinds.js';
import { Mishaps, type Mishap } from '../behaviour/mishaps.js';
import { type Call, Reply, type Sandbox } from '../sandbox.js';
import { randomText } from '../../common/random-text.js';
import { checkContentType, checkCredentials } from './credentials.js';
import { apiError, DuffelError, notFound } from './duffel-error.js';
import { readBody, sendJson } from './exchange.js';
import { RequestData } from './request-data.js';
import type { Match, Router } from './router.js';

/** One call to the API, as `GET /_sandbox/requests` shows it. */
export interface LoggedRequest {
  readonly at: string;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly body: string;
  readonly fault: FaultKind | null;
  /** Null: it was never answered. */
  readonly status: number | null;
  readonly code: string | null;
  readonly durationMs: number;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly manner: AnswerStyle;
  readonly delayMs: number;
  readonly fault: FaultKind | null;
  readonly code: string | null;
  /** What the webhooks are about that may have to come first. */
  readonly group: string | null;
}

interface Dependencies {
  readonly sandbox: Sandbox;
  readonly router: Router;
  readonly requestLog: RequestLog<LoggedRequest>;
  readonly accessToken: string | undefined;
  /** Makes everything the request changed durable, and then has its webhooks sent. */
  readonly commit: () => Promise<void> | undefined;
  /** Resolves when the webhooks about an object were sent once. */
  readonly webhooksSent: (group: string) => Promise<void>;
}

const unansweredMs = 600_000;
/** How long an answer waits for its webhooks, should the receiver not take them. */
const webhooksFirstMs = 5_000;

/** The API: authenticate, limit, execute, make durable, answer. */
export class ApiServer {
  private readonly mishaps: Mishaps;

  constructor(private readonly parts: Dependencies) {
    this.mishaps = new Mishaps(parts.sandbox);
  }

  /** Forgets which names have had their way. */
  reset(): void {
    this.mishaps.reset();
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<void> {
    const startedAt = performance.now();
    const method = request.method ?? 'GET';
    const requestId = randomText(20);
    let body = '';
    let match: Match | undefined;
    let answer: Answer;
    try {
      body = await readBody(request);
      checkCredentials(request, this.parts.accessToken);
      match = this.parts.router.find(method, path);
      if (!match) throw notFound();
      answer = this.execute(request, { match, query, body, requestId });
      await this.parts.commit();
    } catch (error) {
      if (response.destroyed && !(error instanceof DuffelError)) return;
      answer = this.failure(error, requestId);
    }
    await this.answer(request, response, { answer, requestId });
    const { status, manner, fault, code } = answer;
    this.parts.requestLog.add({
      at: new Date().toISOString(),
      requestId,
      method,
      path: query === '' ? path : `${path}?${query}`,
      operation: match?.route.operation ?? null,
      body: body.slice(0, 2_000),
      fault,
      status: manner === 'never' || manner === 'reset' ? null : status,
      code,
      durationMs: Math.round((performance.now() - startedAt) * 100) / 100,
    });
  }

  /** Synchronous from the first read to the last write: calls never see each other half done. */
  private execute(
    request: IncomingMessage,
    incoming: { match: Match; query: string; body: string; requestId: string },
  ): Answer {
    const { sandbox } = this.parts;
    const { match, requestId } = incoming;
    const now = Date.now();
    if (!sandbox.rateLimit.take(now)) throw tooMany();
    const data = readData(request, incoming.body);
    const query = new URLSearchParams(incoming.query);
    const { operation, handle } = match.route;
    const mishap = this.mishaps.of({ operation, id: match.id, query, data });
    if (mishap && !faultOf(mishap.fault).executes) return this.withoutEffect(mishap, requestId);
    const call: Call = { sandbox, operation, id: match.id, query, data, now, fault: mishap?.fault ?? null };
    let answer: Answer;
    try {
      answer = answerOf(handle(call));
    } catch (error) {
      answer = this.failure(error, requestId);
    }
    return mishap ? afterwards(answer, mishap, requestId) : answer;
  }

  private withoutEffect({ fault }: Mishap, requestId: string): Answer {
    const { answer: manner, error } = faultOf(fault);
    const words = error?.() ?? tooMany();
    return { ...answerOfError(words, requestId), manner, fault };
  }

  private failure(error: unknown, requestId: string): Answer {
    if (error instanceof DuffelError) return answerOfError(error, requestId);
    this.parts.sandbox.log(
      `A request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    const words = apiError(500, 'internal_server_error', 'The sandbox failed; its log says why.');
    return answerOfError(words, requestId);
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    { answer, requestId }: { answer: Answer; requestId: string },
  ): Promise<void> {
    const { manner, group } = answer;
    if (manner === 'never') {
      // Clients give up long before; one that does not must not hold its connection for ever.
      this.parts.sandbox.later(unansweredMs, () => request.socket.destroy());
      return;
    }
    if (manner === 'reset') {
      request.socket.destroy();
      return;
    }
    if (answer.delayMs > 0) await this.after(answer.delayMs);
    if (manner === 'afterWebhooks' && group !== null) {
      await Promise.race([this.parts.webhooksSent(group), this.after(webhooksFirstMs)]);
    }
    const headers = this.parts.sandbox.rateLimit.headers(answer.status === 429);
    sendJson(response, answer.status, answer.body, { 'x-request-id': requestId, ...headers });
  }

  private after(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.parts.sandbox.later(delayMs, resolve);
    });
  }
}

function readData(request: IncomingMessage, body: string): RequestData {
  if (request.method === 'GET' || body === '') return RequestData.empty;
  checkContentType(request);
  return RequestData.parse(body);
}

function tooMany(): DuffelError {
  return new DuffelError(
    { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
    'Too many requests have hit the API too quickly. Please retry your request after the time specified in the ratelimit-reset header returned to you.',
  );
}

function answerOf({ status, data, more }: Reply): Answer {
  const { meta = null, manner = 'normal', group = null, delayMs = 0 } = more;
  const body = status === 204 ? '' : JSON.stringify(data === null ? { meta } : { data, meta });
  return { status, body, manner, delayMs, fault: null, code: null, group };
}

function answerOfError(error: DuffelError, requestId: string): Answer {
  const { status, code } = error;
  return {
    status,
    body: error.body(requestId),
    manner: 'normal',
    delayMs: 0,
    fault: null,
    code,
    group: null,
  };
}

/** The answer to what was done, spoilt by what goes wrong. A refusal has been answered already. */
function afterwards(answer: Answer, { fault, delayMs }: Mishap, requestId: string): Answer {
  const { answer: manner, error, isRefusal } = faultOf(fault);
  const isDone = answer.status < 400;
  const spoilt = error && !isRefusal && isDone ? answerOfError(error(), requestId) : answer;
  return {
    ...spoilt,
    fault,
    manner,
    group: answer.group,
    delayMs: manner === 'late' ? Math.max(delayMs, answer.delayMs) : answer.delayMs,
  };
}
