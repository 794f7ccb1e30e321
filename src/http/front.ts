import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { runWithLogFields } from '../logging/log-context.js';
import { isBodyToRead, readBody } from './body-parsing.js';
import type { DirectRoutes } from './direct/direct-routes.js';
import type { ArrivedRequest } from './http-request.js';
import type { RequestObserver } from './request-observer.js';
import type { RequestsInFlight } from './requests-in-flight.js';
import { setSecurityHeaders } from './security-headers.js';
import { sendProblem } from './send-problem.js';
import { checkUrl } from './url-check.js';

/** What stands in front of the routes. */
export interface Front {
  readonly observer: RequestObserver;
  /** Throws 429 for an address that asks too often. */
  limitArrival(request: ArrivedRequest, response: ServerResponse): void;
  readonly inFlight: RequestsInFlight;
  /** Routes that are served without Express and Nest. */
  readonly direct: DirectRoutes;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Takes every request before Express does: request id, protective headers, limits by address, the address itself, the
 * body, how much is done at a time; then hands it to a direct route or to Express. One function after the other: as
 * Express middleware the same steps cost three times as much.
 */
export function receiveRequests(server: Server, express: Listener, front: Front): void {
  server.removeAllListeners('request');
  server.on('request', (message, response) => {
    // The marks that are missing are set next.
    const request = message as ArrivedRequest;
    const fields = front.observer.begin(request, response);
    const serve = (error?: unknown) => {
      runWithLogFields(fields, () => {
        try {
          if (error !== undefined) throw error;
          front.inFlight.enter(request, response);
          const answer = front.direct.find(request);
          if (answer !== undefined) answer(request, response);
          else express(request, response);
        } catch (thrown) {
          sendProblem(thrown, request, response);
        }
      });
    };
    try {
      setSecurityHeaders(response);
      front.limitArrival(request, response);
      checkUrl(request.originalUrl);
      if (!isBodyToRead(request)) return serve();
    } catch (error) {
      return serve(error);
    }
    readBody(request, serve);
  });
}
