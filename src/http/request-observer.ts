import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import { runWithLogFields } from '../logging/log-context.js';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import type { HttpRequest } from './http-request.js';

/** A client's request id is taken over when it cannot break a log line or a URI (it is `instance`, too). */
const saneRequestId = /^[\w.~-]{8,128}$/;
/** Asked for all day by machines; a line each would bury the others. */
const quietPaths = /^\/(?:ping|metrics|health|docs)(?:[/?-]|$)/;
/** What nginx logs for a client that left before its answer. */
const clientLeftStatus = 499;

/**
 * Runs before everything else: gives the request its id, and when its answer is out (or its client gone)
 * counts it and logs one line, at `debug` for what machines poll.
 */
export function observeRequests(
  metrics: HttpMetrics,
): (request: HttpRequest, response: Response, next: NextFunction) => void {
  const logger = new Logger('Http');
  return (request, response, next) => {
    const startedMs = performance.now();
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && saneRequestId.test(given) ? given : randomUUID();
    request.requestId = requestId;
    response.setHeader('X-Request-Id', requestId);
    const { method, originalUrl } = request;
    const fields = { requestId };
    response.once('close', () => {
      const durationMs = performance.now() - startedMs;
      const { answerBeganMs } = request;
      // A stream is answered once it has begun, and leaving it is how it ends.
      const isAnswered = response.writableFinished || answerBeganMs !== undefined;
      const status = isAnswered ? response.statusCode : clientLeftStatus;
      const answeredMs = answerBeganMs === undefined ? durationMs : answerBeganMs - startedMs;
      metrics.record({ method, route: routeOf(request), status, seconds: answeredMs / 1000 });
      const line = {
        method,
        path: pathOf(originalUrl),
        status,
        durationMs: Math.round(durationMs * 10) / 10,
      };
      runWithLogFields(fields, () => {
        if (status >= 500) logger.warn('request failed', line);
        else if (quietPaths.test(originalUrl)) logger.debug('request served', line);
        else logger.log('request served', line);
      });
    });
    runWithLogFields(fields, next);
  };
}

/** Without the query: it may hold what a guest looked for. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function routeOf(request: HttpRequest): string {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return 'none';
  return typeof route.path === 'string' ? route.path : 'none';
}
