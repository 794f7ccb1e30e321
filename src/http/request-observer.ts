import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { PinoLogger } from 'nestjs-pino';
import { runWithLogFields, type LogFields } from '../logging/log-context.js';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import type { ArrivedRequest } from './http-request.js';

/** A client's request id is taken over when it cannot break a log line or a URI (it is `instance`, too). */
const saneRequestId = /^[\w.~-]{8,128}$/;
/** Asked for all day by machines; a line each would bury the others. */
const quietPaths = /^\/(?:ping|metrics|health|docs)(?:[/?-]|$)/;
/** What nginx logs for a client that left before its answer. */
const clientLeftStatus = 499;

/** Gives each request its id, and when its answer is out (or its client gone) counts it and logs one line. */
export class RequestObserver {
  constructor(
    private readonly metrics: HttpMetrics,
    /** Not Nest's, whose way to pino makes a hidden class for each line (decision 22). */
    private readonly logger: Pick<(typeof PinoLogger)['root'], 'debug' | 'info' | 'warn'>,
  ) {}

  /** Before anything else. Returns the fields that the log lines of this request are to carry. */
  begin(request: ArrivedRequest, response: ServerResponse): LogFields {
    const startedMs = performance.now();
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && saneRequestId.test(given) ? given : randomUUID();
    request.requestId = requestId;
    request.originalUrl = request.url ?? '';
    response.setHeader('X-Request-Id', requestId);
    const fields: LogFields = { requestId };
    response.on('close', () => this.end(request, response, { startedMs, fields }));
    return fields;
  }

  private end(
    request: ArrivedRequest,
    response: ServerResponse,
    { startedMs, fields }: { startedMs: number; fields: LogFields },
  ): void {
    const durationMs = performance.now() - startedMs;
    const { answerBeganMs, method = '', originalUrl } = request;
    // A stream is answered once it has begun, and leaving it is how it ends.
    const isAnswered = response.writableFinished || answerBeganMs !== undefined;
    const status = isAnswered ? response.statusCode : clientLeftStatus;
    const answeredMs = answerBeganMs === undefined ? durationMs : answerBeganMs - startedMs;
    this.metrics.record({ method, route: routeOf(request), status, seconds: answeredMs / 1000 });
    const line = {
      context: 'Http',
      method,
      path: pathOf(originalUrl),
      status,
      durationMs: Math.round(durationMs * 10) / 10,
    };
    runWithLogFields(fields, () => {
      if (status >= 500) this.logger.warn(line, 'request failed');
      // At `debug` what machines poll.
      else if (quietPaths.test(originalUrl)) this.logger.debug(line, 'request served');
      else this.logger.info(line, 'request served');
    });
  }
}

/** Without the query: it may hold what a guest looked for. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function routeOf({ route }: ArrivedRequest): string {
  if (typeof route !== 'object' || route === null || !('path' in route)) return 'none';
  return typeof route.path === 'string' ? route.path : 'none';
}
