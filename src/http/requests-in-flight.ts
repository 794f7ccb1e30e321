import type { NextFunction, Request, Response } from 'express';
import { busy } from '../errors/busy.js';
import type { MetricsService } from '../metrics/metrics.service.js';
import { isWatch } from './watched-paths.js';

/** Streams last for hours and do nothing; they are bounded by themselves. */
const streamPath = /\/events$/;

/**
 * At most so many requests are worked on at a time; beyond, 503 `busy` costs next to nothing. Stands after the reading
 * of bodies, so that a client who sends slowly keeps nobody else out.
 */
export function limitRequestsInFlight(
  maxInFlight: number,
  metrics: MetricsService,
): (request: Request, response: Response, next: NextFunction) => void {
  let inFlight = 0;
  metrics.gauge({
    name: 'holdfast_requests_in_flight',
    help: 'Requests being worked on',
    collect() {
      this.set(inFlight);
    },
  });
  return (request, response, next) => {
    // A client who has left already would never give the place back.
    if (isWatch(request) || streamPath.test(request.path) || request.socket.destroyed) return next();
    if (inFlight >= maxInFlight) throw busy();
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
    });
    next();
  };
}
